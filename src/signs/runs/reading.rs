//! What the forms of permanent signs stand on, and what they are asked.

use super::asking;
use super::form::{Ground, Wanted, metres, shown_faults};
use super::paper::{self, Asked};
use super::rows::{self, FAULTS_TOLD};
use super::spec::What;
use crate::error::{Refusal, Result};
use crate::organisation::PlaceKind;
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::form::{Fields, Reader};
use crate::platform::lists::{ImportError, Table};
use crate::platform::press::Press;
use crate::signs::bins::estate::Estate;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::ground::Community;

/// The ground of a form.
pub(super) struct Loaded {
    estate: Estate,
    catalogue: &'static Catalogue,
    now: Moment,
}

impl Loaded {
    /// Reads it for a community within reach; for the first where none is named.
    pub(super) async fn read(db: &Db, scope: Scope, community: &str) -> Result<Self> {
        let (now, wanted) = (db.clock().now(), community.to_owned());
        db.read(move |conn| {
            Ok(Self {
                estate: Estate::read(conn, &scope, &wanted)?,
                catalogue: Catalogue::get()?,
                now,
            })
        })
        .await
    }

    /// The community.
    pub(super) fn community(&self) -> &Community {
        &self.estate.community
    }

    /// Asks the form's rules something.
    pub(super) fn ask<T>(&self, press: &Press, ask: impl FnOnce(&Ground<'_>) -> T) -> T {
        let unprintable = |text: &str| press.typesetter.missing_characters(text);
        ask(&Ground {
            catalogue: self.catalogue,
            tree: &self.estate.community.tree,
            office: &self.estate.community.office,
            palette: &self.estate.palette,
            month: self.now.local(press.zone).format("%Y年%-m月").to_string(),
            unprintable: &unprintable,
        })
    }

    /// What a finished form wants, on its paper, or everything that is wrong with it.
    pub(super) fn wanted(&self, press: &Press, fields: &Fields) -> Result<Wanted, Vec<Refusal>> {
        let wanted = self.ask(press, |ground| ground.read(&ground.settled(fields)))?;
        let asked = asked(fields);
        if !fields.get("metres").trim().is_empty() && asked.metres.is_none() {
            return Err(vec![Refusal::of_field("metres", "runs-no-metres")]);
        }
        on_paper(press, wanted, &asked)
    }

    /// What an office's list wants, or everything that is wrong with it.
    pub(super) fn listed(
        &self,
        press: &Press,
        fields: &Fields,
        table: Option<Result<Table, ImportError>>,
    ) -> Result<Wanted, Vec<Refusal>> {
        let Some(table) = table else {
            return Err(vec![Refusal::of_field("file", "list-missing")]);
        };
        let wanted = self.ask(press, |ground| {
            let mut reader = Reader::new(fields);
            let spec = ground.spec(&mut reader, fields);
            if let Some(refusal) = shown_faults(&spec) {
                reader.refuse(refusal);
            }
            match reader.errors() {
                errors if errors.is_empty() => {}
                errors => return Err(errors),
            }
            let table = table.map_err(|e| vec![e.refusal()])?;
            let table = asking::settle(table, spec.what, fields)?;
            let (kind, usually) = (kind(spec.what), spec.what.usually());
            let rows = rows::of_table(&table, ground.tree, kind, usually)
                .map_err(|faults| told(&faults))?;
            match ground.unprintable_row(&rows) {
                Some(refusal) => Err(vec![refusal]),
                None => Ok(Wanted { spec, rows }),
            }
        })?;
        on_paper(press, wanted, &asked(fields))
    }
}

fn on_paper(press: &Press, wanted: Wanted, asked: &Asked) -> Result<Wanted, Vec<Refusal>> {
    let Wanted { spec, rows } = wanted;
    let spec = paper::settle(&press.typesetter, spec, &rows, asked)?;
    Ok(Wanted { spec, rows })
}

/// What was asked of the paper.
pub(super) fn asked(fields: &Fields) -> Asked {
    Asked {
        paper: fields.get("paper").parse().ok(),
        metres: metres(fields.get("metres")),
        luminous: fields.has("luminous"),
    }
}

/// The kind of place each line of the list names.
pub(super) fn kind(what: What) -> PlaceKind {
    what.counts().unwrap_or(PlaceKind::Spot)
}

/// The first faults in full, the rest as a number.
fn told(faults: &[rows::Fault]) -> Vec<Refusal> {
    let more = faults.len().saturating_sub(FAULTS_TOLD);
    let mut told: Vec<Refusal> = faults
        .iter()
        .take(FAULTS_TOLD)
        .map(rows::Fault::refusal)
        .collect();
    if more > 0 {
        told.push(Refusal::of_field("file", "runs-row-more").naming("n", more.to_string()));
    }
    told
}
