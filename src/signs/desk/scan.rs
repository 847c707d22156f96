//! What everybody may see of signs: the stops that concern a place, and the stop behind the code
//! of a sign.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::organisation::{Place, PlaceId, PlaceKind, store as places};
use crate::platform::clock::Moment;
use crate::platform::dates::Dates;
use crate::platform::db::Conn;
use crate::platform::page::View;
use crate::platform::words::Lang;
use crate::signs::catalogue::design::Catalogue;
use crate::signs::register::entry::{BatchId, Entry, Nth, SignId, State};
use crate::signs::register::store as register;
use crate::signs::stops::sheets::hours;
use crate::signs::stops::stop::{Batch, Course, title_of};
use crate::signs::stops::{service, store};

/// A stop known at a place: what a scan shows above the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Known {
    /// 电梯维护，暂停使用 · 2号梯.
    pub title: String,
    /// 今天 13:00–17:00 · 请用1号梯.
    pub line: String,
    /// The page behind the nearest sign.
    pub href: String,
    /// `work`, the colour beside it.
    pub tone: &'static str,
    /// A word on where it stands; empty while it is ahead.
    pub state_line: String,
}

/// The stops under way or within a day that concern a place: at it, around it, or at its
/// entrance, for a lift's stop concerns everybody there.
pub fn known_at(conn: &mut Conn, place: &Place, show: Dates, view: &View) -> Result<Vec<Known>> {
    let catalogue = Catalogue::get()?;
    let here = places::lineage(conn, place)?;
    let current = store::current(conn, &place.community, show.now)?;
    let stopped: Vec<PlaceId> = current.iter().map(|batch| batch.place.clone()).collect();
    let stopped = places::places_of(conn, &place.community, &stopped)?;
    let ids: Vec<BatchId> = current.iter().map(|batch| batch.id.clone()).collect();
    let copies = register::of_stops(conn, &ids)?;
    let known = |batch: &Batch| {
        let stopped = stopped.iter().find(|p| p.id == batch.place)?;
        let sign = nearest(copies.get(&batch.id)?, place)?;
        concerns(stopped, place, &here).then(|| Known {
            title: format!(
                "{} · {}",
                title_of(catalogue, batch, view.lang),
                name(stopped, view.lang)
            ),
            line: line(batch, show, view),
            href: format!("/Q/{}", sign.code),
            tone: "work",
            state_line: match batch.course(show.now) {
                Course::Now => view.say("signs-stop-now"),
                Course::Ahead | Course::Over | Course::CalledOff => String::new(),
            },
        })
    };
    Ok(current.iter().filter_map(known).collect())
}

/// The copy at a place, or the first that is not down.
fn nearest<'a>(copies: &'a [Entry], place: &Place) -> Option<&'a Entry> {
    let mut open = copies.iter().filter(|copy| !copy.is_down());
    let at_hand = open.clone().find(|copy| copy.place == place.id);
    at_hand.or_else(|| open.next())
}

fn concerns(stopped: &Place, place: &Place, lineage: &[Place]) -> bool {
    let within = |kind| {
        lineage
            .iter()
            .any(|p| p.kind == kind && p.contains(stopped))
    };
    stopped.contains(place)
        || within(PlaceKind::Entrance)
        || (place.kind == PlaceKind::Building && place.contains(stopped))
}

/// Of two names the one in the reader's language.
fn pick(lang: Lang, zh: &str, en: &str) -> String {
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

fn name(place: &Place, lang: Lang) -> String {
    pick(lang, &place.name, &place.name_en)
}

/// 今天 13:00–17:00 · 请用1号梯.
fn line(batch: &Batch, show: Dates, view: &View) -> String {
    let when = near_hours(show, batch.starts_at, batch.ends_at);
    match alternative(batch, view.lang) {
        Some(other) => {
            let instead = view.tell("signs-stop-instead", &[("other", other.to_owned())]);
            format!("{when} · {instead}")
        }
        None => when,
    }
}

fn alternative(batch: &Batch, lang: Lang) -> Option<&str> {
    let words = &batch.wording;
    let english = words.alternative_en.as_deref().filter(|_| lang == Lang::En);
    english.or(words.alternative.as_deref())
}

/// 今天 13:00–17:00 when it is all of one near day, else with its date.
fn near_hours(show: Dates, from: Moment, to: Moment) -> String {
    let day = |at: Moment| at.date_in(show.zone);
    let near = show.near(from);
    let start = show.time(from);
    let word = near
        .strip_suffix(&start)
        .filter(|_| near != show.date_time(from));
    match word {
        Some(_) if to <= from => near,
        Some(word) if (day(to) - day(from)).num_days() <= 1 => {
            format!("{word}{}", show.hours(from, to))
        }
        Some(_) | None => hours(show, from, to),
    }
}

/// What a scan of a sign's code finds.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a line or a button")]
pub struct ScannedSign {
    /// 电梯维护，暂停使用.
    pub title: String,
    /// 3号楼2单元 · 2号梯.
    pub place: String,
    /// 15层; empty where the place says it all.
    pub floor: String,
    /// 11月26日 13:00–17:00.
    pub when: String,
    /// What was used, so that people keep off; mostly empty.
    pub product: String,
    /// What to use instead; empty when nothing was named.
    pub alternative: String,
    /// A word more on it.
    pub alternative_note: String,
    /// The line of apology; empty once it is over.
    pub apology: String,
    /// Whom to ring.
    pub phone: String,
    /// Who answers for it.
    pub issuer: String,
    /// 15 / 28.
    pub copy: String,
    /// How the stop stands.
    pub state: Course,
    /// A sentence for that state.
    pub state_line: String,
    /// Whether the thing works again, so that the sign should be down.
    pub over: bool,
    /// Whether the end has moved since this copy was printed or hung up.
    pub end_moved: bool,
    /// The end that this copy shows and the one that holds; empty when they are one, and when
    /// the thing works again.
    pub moved: String,
    /// The sign, for staff: `POST /signs/placed/{sign}/placed|removed` and
    /// `/signs/register/{sign}/restored`, `back=code:CODE`.
    pub sign: String,
    /// What the page shows of the stop, for the form that marks the sign as up.
    pub shown: String,
    /// Its batch's page, for staff.
    pub batch_href: String,
    /// Whether staff can mark it as up, or as replaced by a new print-out.
    pub can_place: bool,
    /// Whether staff can mark it as down.
    pub can_remove: bool,
    /// Whether it was marked as down.
    pub is_down: bool,
}

/// The stop behind the code of a sign, as it stands now; its sheet may be older.
pub fn scanned(conn: &mut Conn, target_id: &str, show: Dates, view: &View) -> Result<ScannedSign> {
    let id: SignId = target_id.parse()?;
    let sign = register::any(conn, &id)?;
    let batch = store::any_batch(conn, sign.batch().ok_or(Error::NotFound)?)?;
    let catalogue = Catalogue::get()?;
    let words = &batch.wording;
    let floor = batch.label(&sign);
    let lang = view.lang;
    let course = batch.course(show.now);
    let over = matches!(course, Course::Over | Course::CalledOff);
    let Nth { n, of } = sign.nth();
    let end_moved = batch.shows_old_end(&sign) || batch.printed_before_move(&sign);
    Ok(ScannedSign {
        title: title_of(catalogue, &batch, view.lang),
        place: pick(lang, &words.place, &words.place_en),
        floor: floor.map(|l| pick(lang, &l.zh, &l.en)).unwrap_or_default(),
        when: near_hours(show, batch.starts_at, batch.ends_at.max(batch.starts_at)),
        product: words.product.clone().unwrap_or_default(),
        alternative: alternative(&batch, lang).unwrap_or_default().to_owned(),
        alternative_note: words.alternative_note.clone().unwrap_or_default(),
        apology: match lang {
            _ if over => String::new(),
            // The usual words are known in both languages; an office's own are as it wrote them.
            Lang::En if words.has_usual_apology() => view.say("signs-apology-usual"),
            Lang::En | Lang::Zh => words.apology.clone(),
        },
        phone: words.phone.clone(),
        issuer: pick(lang, &words.issuer, &words.issuer_en),
        copy: format!("{n} / {of}"),
        state: course,
        state_line: state_line(&batch, &sign, show, view),
        over,
        end_moved,
        moved: if end_moved && !over {
            moved(&batch, &sign, show, view)
        } else {
            String::new()
        },
        sign: sign.id.to_string(),
        shown: service::seen_now(conn, &batch)?.to_string(),
        batch_href: format!("/signs/batches/{}", batch.id),
        can_place: !over
            && !sign.is_down()
            && (!sign.is_up() || end_moved || sign.state == State::Damaged),
        can_remove: sign.is_up(),
        is_down: sign.is_down(),
    })
}

/// How a stop stands, in a sentence.
fn state_line(batch: &Batch, sign: &Entry, show: Dates, view: &View) -> String {
    let at = || [("at", show.by_near(batch.ends_at))];
    match batch.course(show.now) {
        Course::Ahead => view.say("signs-stop-ahead"),
        Course::Now => view.tell("signs-stop-now-until", &at()),
        Course::CalledOff => view.say("signs-stop-called-off"),
        Course::Over if sign.is_up() => view.tell("signs-stop-over-and-up", &at()),
        Course::Over => view.say("signs-stop-over"),
    }
}

/// The end on a copy that shows an old one, beside the end that holds.
fn moved(batch: &Batch, sign: &Entry, show: Dates, view: &View) -> String {
    let now = ("at", show.by_near(batch.ends_at));
    match sign.end_shown {
        Some(before) if before.iso() == batch.ends_at.iso() => String::new(),
        Some(before) => {
            let later = batch.ends_at > before;
            let key = if later {
                "signs-moved-later"
            } else {
                "signs-moved-earlier"
            };
            view.tell(key, &[("before", show.by_near(before)), now])
        }
        None => view.tell("signs-moved", &[now]),
    }
}
