//! `GET /signs/register`: every sign, place by place, a page at a time.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::recent::{self, RunLine};
use crate::codes::{self, Code, Target};
use crate::error::{Refusal, Result};
use crate::organisation::{Place, PlaceId, store as places};
use crate::people::permission::{Allowed, ReadSigns};
use crate::people::{Permission, Scope};
use crate::platform::dates::Dates;
use crate::platform::db::{Conn, Db};
use crate::platform::page::{Page, View};
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::page::Choice;
use crate::signs::register::entry::{Entry, SignId, State};
use crate::signs::register::gallery::{Gallery, state_key, state_look, state_word};
use crate::signs::register::place;
use crate::signs::register::store::{self, Counted, Filter, PAGE};
use crate::signs::register::things::{self, Group};

/// The register.
#[derive(Debug, Serialize)]
pub struct Register {
    /// The signs on this page.
    pub lines: Vec<Line>,
    /// How many the filter leaves.
    #[serde(flatten)]
    pub counted: Counted,
    /// The address of the next page; empty at the end.
    pub next: String,
    /// Whether this is a later page.
    pub later: bool,
    /// Communities to choose from.
    pub communities: Vec<Choice>,
    /// The print run that alone is shown; nothing for all.
    pub run: Option<RunLine>,
    /// Groups to choose from.
    pub groups: Vec<Choice>,
    /// States to choose from.
    pub states: Vec<Choice>,
    /// Whether only overdue ones are shown.
    pub overdue: bool,
    /// The code that was typed.
    pub code: String,
    /// Why no sign was found by it; empty where none was typed.
    pub wrong: String,
    /// Whether this person may change the register.
    pub may_make: bool,
}

impl Page for Register {
    const TEMPLATE: &'static str = "signs/register.html";

    #[cfg(test)]
    fn samples() -> Vec<Self> {
        super::samples::register()
    }
}

/// A sign in the register.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// What it is.
    pub title: String,
    /// Where it hangs.
    pub place: String,
    /// Where exactly.
    pub spot: String,
    /// Its code in groups.
    pub code: String,
    /// The key of its state.
    pub state: String,
    /// The look of its badge.
    pub look: &'static str,
    /// When somebody has to look at it, or when its stop ends; empty where neither is known.
    pub due: String,
    /// Whether that is past.
    pub late: bool,
    /// Whether it is a copy of a stop that is over and hangs still.
    pub over: bool,
}

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    community: String,
    #[serde(default)]
    run: String,
    #[serde(default)]
    group: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    overdue: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    code: String,
}

/// The states shown unless one is asked for: what hangs or will.
const OPEN: [State; 4] = [State::Wanted, State::Printed, State::Placed, State::Damaged];

impl Asked {
    /// The filter it stands for; a word nobody knows filters nothing.
    fn filter(&self, catalogue: &Catalogue, show: Dates) -> Result<Filter> {
        let state: Option<State> = self.state.parse().ok();
        let group: Option<Group> = self.group.parse().ok();
        let community = match self.community.as_str() {
            "" => None,
            id => Some(id.parse::<PlaceId>()?),
        };
        let run = match self.run.as_str() {
            "" => None,
            id => Some(id.parse()?),
        };
        Ok(Filter {
            community,
            run,
            designs: group.map(|group| things::ids_of(catalogue, group)),
            states: state.map_or_else(|| OPEN.to_vec(), |state| vec![state]),
            due_by: (!self.overdue.is_empty()).then_some(show.now),
        })
    }

    /// The same question about what comes after an entry.
    fn next(&self, after: &SignId) -> String {
        let mut query = vec![format!("after={after}")];
        let asked = [
            ("community", &self.community),
            ("run", &self.run),
            ("group", &self.group),
            ("state", &self.state),
            ("overdue", &self.overdue),
        ];
        let plain = |text: &str| {
            text.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        };
        query.extend(
            asked
                .iter()
                .filter(|(_, value)| !value.is_empty() && plain(value))
                .map(|(name, value)| format!("{name}={value}")),
        );
        format!("/signs/register?{}", query.join("&"))
    }
}

/// `GET /signs/register`
pub async fn show(
    by: Allowed<ReadSigns>,
    view: View,
    asked: web::Query<Asked>,
    db: web::Data<Db>,
) -> Result<HttpResponse> {
    let show = view.dates(db.clock().now());
    let (scope, may_make) = (by.scope().clone(), by.may(Permission::MakeSigns));
    let asked = asked.into_inner();
    let mut wrong = String::new();
    if !asked.code.trim().is_empty() {
        match behind(&db, scope.clone(), &asked.code).await? {
            Ok(href) => return Ok(view.redirect(&href, None)),
            Err(refusal) => wrong = view.explain(&refusal),
        }
    }
    let words = view.clone();
    let page = db
        .read(move |conn| {
            let page = load(conn, &scope, asked, &words, show)?;
            Ok(Register {
                wrong,
                may_make,
                ..page
            })
        })
        .await?;
    view.page(&page)
}

fn load(
    conn: &mut Conn,
    scope: &Scope,
    asked: Asked,
    words: &View,
    show: Dates,
) -> Result<Register> {
    let catalogue = Catalogue::get()?;
    let filter = asked.filter(catalogue, show)?;
    if let Some(community) = &filter.community {
        places::community(conn, scope, community)?;
    }
    let run = match &filter.run {
        Some(run) => Some(recent::one(conn, scope, run, words, show)?),
        None => None,
    };
    let after: Option<SignId> = match asked.after.as_str() {
        "" => None,
        id => Some(id.parse()?),
    };
    let mut entries = store::list(conn, scope, &filter, after.as_ref())?;
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = entries.len() > page;
    entries.truncate(page);
    let last = entries.last().filter(|_| more);
    let next = last.map(|last| asked.next(&last.id)).unwrap_or_default();
    let communities = places::communities(conn, scope)?;
    let counted = store::count(conn, scope, &filter)?;
    Ok(Register {
        lines: lines(&Gallery::of(conn, &entries)?, &entries, show),
        counted,
        next,
        later: after.is_some(),
        communities: communities
            .iter()
            .map(|c| choice(c, &asked.community, show.lang))
            .collect(),
        groups: groups(words, &asked.group),
        states: states(words, &asked.state),
        overdue: !asked.overdue.is_empty(),
        run,
        code: asked.code,
        wrong: String::new(),
        may_make: false,
    })
}

/// The page of the sign that carries a code, to look at it or print it again.
async fn behind(db: &Db, scope: Scope, typed: &str) -> Result<Result<String, Refusal>> {
    let Ok(code) = typed.parse::<Code>() else {
        return Ok(Err(Refusal::of_field("code", "register-code-slip")));
    };
    let about = Refusal::of_field("code", "register-code-unknown").naming("code", code.grouped());
    let row = db.read(move |conn| codes::store::find(conn, &code)).await?;
    // Another office's codes do not exist.
    let row = row.filter(|row| scope.reaches(&row.office));
    Ok(match row.map(|row| (row.target, row.target_id, row.code)) {
        None => Err(about),
        Some((Target::PlacedSign, Some(id), _)) => Ok(format!("/signs/register/{id}")),
        Some((_, _, code)) => Ok(format!("/Q/{code}")),
    })
}

fn choice(community: &Place, asked: &str, lang: Lang) -> Choice {
    Choice {
        value: community.id.to_string(),
        label: place::name(std::slice::from_ref(community), community, lang),
        on: community.id.as_str() == asked,
    }
}

fn groups(view: &View, asked: &str) -> Vec<Choice> {
    let choice = |group: &Group| Choice {
        value: group.to_string(),
        label: view.say(&format!(
            "register-group-{}",
            group.as_str().replace('_', "-")
        )),
        on: group.as_str() == asked,
    };
    Group::ALL.iter().map(choice).collect()
}

fn states(view: &View, asked: &str) -> Vec<Choice> {
    let choice = |state: &State| Choice {
        value: state.to_string(),
        label: view.say(&state_word(*state)),
        on: state.as_str() == asked,
    };
    State::ALL.iter().map(choice).collect()
}

fn lines(gallery: &Gallery, entries: &[Entry], show: Dates) -> Vec<Line> {
    let line = |entry| line(gallery, entry, show);
    entries.iter().map(line).collect()
}

fn line(gallery: &Gallery, entry: &Entry, show: Dates) -> Line {
    let due = entry
        .due_at()
        .or(entry.down_by.filter(|_| !entry.is_down()));
    Line {
        href: entry.href(),
        title: gallery.title(entry, show.lang),
        place: gallery.place(entry, show.lang),
        spot: entry.spot.clone(),
        code: entry.code.grouped(),
        state: state_key(entry),
        look: state_look(entry.state),
        due: due.map(|at| show.date(at)).unwrap_or_default(),
        late: due.is_some_and(|at| at < show.now),
        over: entry.is_over(show.now),
    }
}
