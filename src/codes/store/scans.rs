//! How often codes are scanned, by day and of nobody in particular; and codes that were scanned
//! though nobody gave them out.

use chrono::{Duration, NaiveDate};
use diesel::dsl::{exists, max, not};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use std::collections::BTreeMap;

use super::super::Code;
use crate::codes::Target;
use crate::error::{Error, Result};
use crate::people::{OfficeId, Scope};
use crate::platform::clock::Moment;
use crate::platform::dates::field_date;
use crate::platform::db::{Conn, Tx};
use crate::schema::{code_office_checks, code_scans, codes};

/// Codes nobody gave out that are counted in a day; who makes them up by the thousand fills no
/// table.
const UNKNOWN_A_DAY: i64 = 200;
/// Silence older than this is no news.
const REMEMBERED: Duration = Duration::days(180);
/// Codes looked at in one answer.
const LOOKED_AT: i64 = 500;

/// Scans of a code on one day.
#[derive(Debug, Clone, Copy)]
pub struct Scans<'a> {
    /// The code.
    pub code: &'a Code,
    /// The day.
    pub day: NaiveDate,
    /// How often it was scanned.
    pub times: i64,
}

/// Counts scans.
pub fn count(tx: &mut Tx<'_>, scans: &Scans<'_>) -> Result<()> {
    let row = (
        code_scans::code.eq(scans.code),
        code_scans::day.eq(field_date(scans.day)),
        code_scans::scans.eq(scans.times),
    );
    crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(code_scans::table)
        .values(row)
        .on_conflict((code_scans::code, code_scans::day))
        .do_update()
        .set(code_scans::scans.eq(code_scans::scans + scans.times))
        .execute(c))?;
    Ok(())
}

/// Counts scans of a code that nobody gave out.
pub fn count_unknown(tx: &mut Tx<'_>, scans: &Scans<'_>) -> Result<()> {
    let given = codes::table.filter(codes::code.eq(code_scans::code));
    let today: i64 = code_scans::table
        .filter(code_scans::day.eq(field_date(scans.day)))
        .filter(not(exists(given)))
        .count()
        .get_result(&mut **tx)?;
    if today < UNKNOWN_A_DAY {
        count(tx, scans)?;
    }
    Ok(())
}

/// Scans of a code from a day on.
pub fn since(conn: &mut Conn, code: &Code, day: NaiveDate) -> Result<i64> {
    let scans: Vec<i64> = code_scans::table
        .filter(code_scans::code.eq(code))
        .filter(code_scans::day.ge(field_date(day)))
        .select(code_scans::scans)
        .load(conn)?;
    Ok(scans.into_iter().sum())
}

/// A code that was scanned though nobody gave it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub code: Code,
    /// Scans that nobody has looked into.
    pub scans: i64,
    /// The day of the last.
    pub last: NaiveDate,
}

/// The unknown codes scanned from a day on, and after somebody of this office looked into them; the
/// newest first. Where such a code sticks nobody knows: each office looks for itself.
pub fn unknown(conn: &mut Conn, office: &OfficeId, since: NaiveDate) -> Result<Vec<Unknown>> {
    let given = codes::table.filter(codes::code.eq(code_scans::code));
    let checked = code_office_checks::table
        .filter(code_office_checks::code.eq(code_scans::code))
        .filter(code_office_checks::office_id.eq(office))
        .filter(code_office_checks::day.ge(code_scans::day));
    let rows: Vec<(Code, String, i64)> = code_scans::table
        .filter(code_scans::day.ge(field_date(since)))
        .filter(not(exists(given)))
        .filter(not(exists(checked)))
        .order((code_scans::day.desc(), code_scans::code))
        .select((code_scans::code, code_scans::day, code_scans::scans))
        .limit(LOOKED_AT)
        .load(conn)?;
    let mut found: Vec<Unknown> = Vec::new();
    for (code, day, scans) in rows {
        match found.iter_mut().find(|u| u.code == code) {
            Some(known) => known.scans += scans,
            None => found.push(Unknown {
                code,
                scans,
                last: date(&day)?,
            }),
        }
    }
    Ok(found)
}

/// Whether a code was given out.
fn is_given(conn: &mut Conn, code: &Code) -> Result<bool> {
    let found: Option<Code> = codes::table
        .filter(codes::code.eq(code))
        .select(codes::code)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// Whether somebody scanned a code that nobody gave out.
fn is_unknown(conn: &mut Conn, code: &Code) -> Result<bool> {
    let scanned: i64 = code_scans::table
        .filter(code_scans::code.eq(code))
        .count()
        .get_result(conn)?;
    Ok(scanned > 0 && !is_given(conn, code)?)
}

/// What somebody of an office found who looked into an unknown code.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    pub office: &'a OfficeId,
    /// The day she looked.
    pub day: NaiveDate,
    pub remark: &'a str,
}

/// Records that somebody looked into an unknown code; `NotFound` for one that nobody scanned.
pub fn check(tx: &mut Tx<'_>, code: &Code, checked: Checked<'_>) -> Result<()> {
    if !is_unknown(tx, code)? {
        return Err(Error::NotFound);
    }
    let (now, by) = (tx.now(), tx.actor().id.clone());
    let day = field_date(checked.day);
    let looked = || {
        (
            code_office_checks::day.eq(&day),
            code_office_checks::checked_at.eq(now),
            code_office_checks::checked_by.eq(&by),
            code_office_checks::remark.eq(checked.remark),
        )
    };
    let of = (
        code_office_checks::code.eq(code),
        code_office_checks::office_id.eq(checked.office),
    );
    crate::on_each_backend!(&mut **tx, |c| diesel::insert_into(
        code_office_checks::table
    )
    .values((of, looked()))
    .on_conflict((code_office_checks::code, code_office_checks::office_id))
    .do_update()
    .set(looked())
    .execute(c))?;
    Ok(())
}

/// An unknown code that somebody of an office looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub code: Code,
    /// When she wrote that down.
    pub at: Moment,
    /// What was done.
    pub remark: String,
}

/// The unknown codes scanned from a day on that somebody of this office looked into, those looked
/// into last first.
pub fn settled(conn: &mut Conn, office: &OfficeId, since: NaiveDate) -> Result<Vec<Settled>> {
    let given = codes::table.filter(codes::code.eq(code_scans::code));
    let checked = code_office_checks::table
        .filter(code_office_checks::code.eq(code_scans::code))
        .filter(code_office_checks::office_id.eq(office));
    let scanned: Vec<Code> = code_scans::table
        .filter(code_scans::day.ge(field_date(since)))
        .filter(not(exists(given)))
        .filter(exists(checked))
        .order((code_scans::day.desc(), code_scans::code))
        .select(code_scans::code)
        .limit(LOOKED_AT)
        .load(conn)?;
    if scanned.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(Code, Moment, String)> = code_office_checks::table
        .filter(code_office_checks::office_id.eq(office))
        .filter(code_office_checks::code.eq_any(scanned))
        .order((
            code_office_checks::checked_at.desc(),
            code_office_checks::code,
        ))
        .select((
            code_office_checks::code,
            code_office_checks::checked_at,
            code_office_checks::remark,
        ))
        .load(conn)?;
    let settled = |(code, at, remark)| Settled { code, at, remark };
    Ok(rows.into_iter().map(settled).collect())
}

/// Takes back that somebody of this office looked into an unknown code; whether there was anything
/// to take back. `NotFound` for a code that nobody scanned.
pub fn uncheck(tx: &mut Tx<'_>, code: &Code, office: &OfficeId) -> Result<bool> {
    if !is_unknown(tx, code)? {
        return Err(Error::NotFound);
    }
    let of = code_office_checks::table
        .filter(code_office_checks::code.eq(code))
        .filter(code_office_checks::office_id.eq(office));
    Ok(diesel::delete(of).execute(&mut **tx)? > 0)
}

/// A busy code that fell silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silent {
    pub code: Code,
    /// Scans within the days before it fell silent.
    pub scans: i64,
    /// The day of the last.
    pub last: NaiveDate,
}

/// What counts as busy, and as silent.
#[derive(Debug, Clone, Copy)]
pub struct Silence {
    /// Scans from which a code is busy.
    pub busy: i64,
    /// Days without a scan after which it is silent; the scans are counted over as many.
    pub days: i64,
    /// The day of asking.
    pub today: NaiveDate,
}

/// The codes of signs within reach that were busy and are silent now, the longest first.
pub fn silent(conn: &mut Conn, scope: &Scope, what: Silence) -> Result<Vec<Silent>> {
    let last_day = field_date(what.today - Duration::days(what.days));
    let quiet: Vec<(Code, Option<String>)> = code_scans::table
        .inner_join(codes::table)
        .filter(codes::office_id.eq_any(scope.offices()))
        .filter(codes::target.eq(Target::PlacedSign))
        .filter(codes::revoked_at.is_null())
        .filter(code_scans::day.ge(field_date(what.today - REMEMBERED)))
        .group_by(code_scans::code)
        .having(max(code_scans::day).le(last_day))
        .order(max(code_scans::day))
        .select((code_scans::code, max(code_scans::day)))
        .limit(LOOKED_AT)
        .load(conn)?;
    let mut quiet: BTreeMap<Code, NaiveDate> = quiet
        .into_iter()
        .filter_map(|(code, day)| Some((code, date(&day?).ok()?)))
        .collect();
    let mut counted: BTreeMap<Code, i64> = BTreeMap::new();
    let days: Vec<(Code, String, i64)> = code_scans::table
        .filter(code_scans::code.eq_any(quiet.keys()))
        .select((code_scans::code, code_scans::day, code_scans::scans))
        .load(conn)?;
    for (code, day, scans) in days {
        let day = date(&day)?;
        if quiet
            .get(&code)
            .is_some_and(|last| (*last - day).num_days() < what.days)
        {
            *counted.entry(code).or_default() += scans;
        }
    }
    quiet.retain(|code, _| counted.get(code).is_some_and(|scans| *scans >= what.busy));
    let mut found = quiet
        .into_iter()
        .map(|(code, last)| Silent {
            scans: counted.get(&code).copied().unwrap_or_default(),
            code,
            last,
        })
        .collect::<Vec<Silent>>();
    found.sort_by_key(|silent| silent.last);
    Ok(found)
}

fn date(day: &str) -> Result<NaiveDate> {
    day.parse()
        .map_err(|e| Error::internal(format!("a stored day: {e}")))
}
