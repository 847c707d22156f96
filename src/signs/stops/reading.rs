//! What the form of new signs stands on, and what it is asked.

use super::form::{Ground, Wanted};
use super::stop::Stop;
use super::store;
use crate::error::{Error, Refusal, Result};
use crate::people::Scope;
use crate::platform::clock::Moment;
use crate::platform::db::Db;
use crate::platform::form::Fields;
use crate::platform::press::Press;
use crate::signs::catalogue::design::{Catalogue, Design, Layout};
use crate::signs::ground::Community;

/// The design of an id that is made here, as a work sign; every other is not found.
pub(super) fn work_design(id: &str) -> Result<&'static Design> {
    let made_here = |design: &&Design| design.can_be(Layout::Work);
    let design = Some(Catalogue::design(id)?).filter(made_here);
    design.ok_or(Error::NotFound)
}

/// The ground of a form.
pub(super) struct Loaded {
    /// The sign to make.
    pub(super) design: &'static Design,
    /// The community.
    pub(super) community: Community,
    stops: Vec<Stop>,
    now: Moment,
}

impl Loaded {
    /// Reads it for a community within reach; for the first where none is named.
    pub(super) async fn read(
        db: &Db,
        scope: Scope,
        design: &'static Design,
        community: &str,
    ) -> Result<Self> {
        let (now, wanted) = (db.clock().now(), community.to_owned());
        db.read(move |conn| {
            let community = Community::read(conn, &scope, &wanted)?;
            Ok(Self {
                design,
                stops: store::stops(conn, &community.here.id, now)?,
                community,
                now,
            })
        })
        .await
    }

    /// Asks the form's rules something.
    pub(super) fn ask<T>(&self, press: &Press, ask: impl FnOnce(&Ground<'_>) -> T) -> T {
        let unprintable = |text: &str| press.typesetter.missing_characters(text);
        ask(&Ground {
            design: self.design,
            tree: &self.community.tree,
            office: &self.community.office,
            stops: &self.stops,
            zone: press.zone,
            now: self.now,
            unprintable: &unprintable,
        })
    }

    /// What a finished form wants, or what is wrong with it.
    pub(super) fn wanted(&self, press: &Press, fields: &Fields) -> Result<Wanted, Vec<Refusal>> {
        self.ask(press, |ground| ground.read(fields))
    }
}
