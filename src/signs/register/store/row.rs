//! An entry as it is written down, column by column.

use chrono::{DateTime, Utc};
use diesel::{AsChangeset, Insertable, Queryable, Selectable};

use crate::codes::CodeError;
use crate::error::{Error, Result};
use crate::organisation::{OfficeId, PlaceId};
use crate::people::UserId;
use crate::platform::clock::Moment;
use crate::platform::photos::PhotoId;
use crate::schema::sign_placed;
use crate::signs::register::entry::{
    BatchId, Entry, Finding, Label, Mark, Nth, Origin, RunId, SignId, State,
};

/// An entry as it is written down.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = sign_placed, treat_none_as_null = true)]
pub(super) struct Row {
    id: SignId,
    office_id: OfficeId,
    batch_id: Option<BatchId>,
    run_id: Option<RunId>,
    copy_no: i32,
    copies: i32,
    design: String,
    label_zh: String,
    label_en: String,
    version: i32,
    standard: Option<String>,
    place_id: PlaceId,
    place_path: String,
    spot: String,
    code: String,
    state: State,
    entered_at: Moment,
    entered_by: Option<UserId>,
    printed_at: Option<Moment>,
    placed_at: Option<Moment>,
    placed_by: Option<UserId>,
    removed_at: Option<Moment>,
    removed_by: Option<UserId>,
    down_by: Option<Moment>,
    end_shown: Option<String>,
    inspect_every_days: Option<i32>,
    inspect_due_at: Option<Moment>,
    inspected_at: Option<Moment>,
    inspected_by: Option<UserId>,
    finding: Option<Finding>,
    photo_id: Option<PhotoId>,
}

fn mark(at: Option<Moment>, by: Option<UserId>) -> Option<Mark> {
    at.map(|at| Mark { at, by })
}

impl Row {
    pub(super) fn of(entry: &Entry) -> Self {
        let Nth { n, of } = entry.nth();
        let at = |mark: &Option<Mark>| mark.as_ref().map(|mark| mark.at);
        let by = |mark: &Option<Mark>| mark.as_ref().and_then(|mark| mark.by.clone());
        Self {
            id: entry.id.clone(),
            office_id: entry.office.clone(),
            batch_id: entry.batch().cloned(),
            run_id: entry.run().cloned(),
            copy_no: n,
            copies: of,
            design: entry.design.clone(),
            label_zh: entry.label.zh.clone(),
            label_en: entry.label.en.clone(),
            version: entry.version,
            standard: entry.standard.clone(),
            place_id: entry.place.clone(),
            place_path: entry.path.clone(),
            spot: entry.spot.clone(),
            code: entry.code.as_str().to_owned(),
            state: entry.state,
            entered_at: entry.entered.at,
            entered_by: entry.entered.by.clone(),
            printed_at: entry.printed_at,
            placed_at: at(&entry.placed),
            placed_by: by(&entry.placed),
            removed_at: at(&entry.removed),
            removed_by: by(&entry.removed),
            down_by: entry.down_by,
            end_shown: entry.end_shown.map(Moment::iso),
            inspect_every_days: entry.every,
            inspect_due_at: entry.due_at(),
            inspected_at: at(&entry.inspected),
            inspected_by: by(&entry.inspected),
            finding: entry.finding,
            photo_id: entry.photo.clone(),
        }
    }

    pub(super) fn entry(self) -> Result<Entry> {
        let (n, of) = (self.copy_no, self.copies);
        let copy = Nth { n, of };
        let stored = |what, fault| Error::internal(format!("a stored {what}: {fault}"));
        let shown = self.end_shown.map(|text| text.parse::<DateTime<Utc>>());
        let shown = shown
            .transpose()
            .map_err(|e| stored("end", e.to_string()))?;
        Ok(Entry {
            id: self.id,
            office: self.office_id,
            origin: match (self.batch_id, self.run_id) {
                (Some(batch), _) => Origin::Stop { batch, copy },
                (None, Some(run)) => Origin::Run { run, copy },
                (None, None) => Origin::Found,
            },
            design: self.design,
            label: Label {
                zh: self.label_zh,
                en: self.label_en,
            },
            version: self.version,
            standard: self.standard,
            place: self.place_id,
            path: self.place_path,
            spot: self.spot,
            code: self
                .code
                .parse()
                .map_err(|e: CodeError| stored("code", e.to_string()))?,
            state: self.state,
            entered: Mark {
                at: self.entered_at,
                by: self.entered_by,
            },
            printed_at: self.printed_at,
            placed: mark(self.placed_at, self.placed_by),
            removed: mark(self.removed_at, self.removed_by),
            down_by: self.down_by,
            end_shown: shown.map(Moment::from_utc),
            every: self.inspect_every_days,
            inspected: mark(self.inspected_at, self.inspected_by),
            finding: self.finding,
            photo: self.photo_id,
        })
    }
}

pub(super) fn all(rows: Vec<Row>) -> Result<Vec<Entry>> {
    rows.into_iter().map(Row::entry).collect()
}
