//! A community with its tree and boards, and what it lacks before its notices can hang.

use std::collections::BTreeMap;

use super::super::{Board, BoardKind, Office, Place, PlaceId, PlaceKind, layout, store};
use super::missing::Missing;
use super::overview::CommunityLine;
use crate::error::Result;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::platform::words::Lang;

/// A community with its tree and boards, as it is read.
pub(super) struct Whole {
    pub(super) community: Place,
    pub(super) tree: Vec<Place>,
    pub(super) boards: Vec<Board>,
}

impl Whole {
    pub(super) fn load(conn: &mut Conn, community: Place) -> Result<Self> {
        Ok(Self {
            tree: store::tree(conn, &community.id)?,
            boards: store::boards(conn, &community.id)?,
            community,
        })
    }

    /// These communities, in their order.
    pub(super) fn load_all(conn: &mut Conn, communities: Vec<Place>) -> Result<Vec<Self>> {
        let ids: Vec<PlaceId> = communities.iter().map(|c| c.id.clone()).collect();
        let mut trees = store::trees(conn, &ids)?;
        let mut boards: BTreeMap<PlaceId, Vec<Board>> = BTreeMap::new();
        for board in store::boards_of(conn, &ids)? {
            boards
                .entry(board.community.clone())
                .or_default()
                .push(board);
        }
        let whole = |community: Place| Self {
            tree: trees.remove(&community.id).unwrap_or_default(),
            boards: boards.remove(&community.id).unwrap_or_default(),
            community,
        };
        Ok(communities.into_iter().map(whole).collect())
    }

    fn count(&self, kind: PlaceKind) -> usize {
        self.tree.iter().filter(|p| p.kind == kind).count()
    }

    fn notice_boards(&self) -> usize {
        let counts = |b: &&Board| b.kind == BoardKind::Notice;
        self.boards.iter().filter(counts).count()
    }

    pub(super) fn line(&self, offices: &[Office], lang: Lang) -> CommunityLine {
        let office = offices.iter().find(|o| o.id == self.community.office);
        CommunityLine {
            id: self.community.id.to_string(),
            name: self.community.called(lang),
            office: office.map_or_else(String::new, |o| o.called(lang)),
            counts: [
                self.count(PlaceKind::Building),
                self.count(PlaceKind::Entrance),
                usize::try_from(self.community.homes).unwrap_or(0),
                self.notice_boards(),
            ],
            boards: board_names(&self.boards, lang),
        }
    }

    /// What this community lacks before its notices can hang.
    pub(super) fn missing(&self, view: &View) -> Option<Missing> {
        let unserved = layout::unserved(&self.tree, &self.boards);
        let (key, anchor) = if self.count(PlaceKind::Building) == 0 {
            ("places-missing-buildings", "buildings")
        } else if self.notice_boards() == 0 {
            ("places-missing-boards", "boards")
        } else if unserved.is_empty() {
            return None;
        } else {
            ("places-missing-served", "boards")
        };
        let name = self.community.called(view.lang);
        Some(Missing {
            text: view.tell(
                key,
                &[("name", name), ("count", unserved.len().to_string())],
            ),
            href: format!("/places/{}#{anchor}", self.community.id),
            link: view.say(&format!("{key}-do")),
        })
    }
}

fn board_names(boards: &[Board], lang: Lang) -> Vec<String> {
    boards.iter().map(|b| b.called(lang)).collect()
}
