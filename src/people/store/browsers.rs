//! The table of the browsers that people signed in from.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use crate::error::Result;
use crate::people::UserId;
use crate::people::browser::{Acquaintance, Sighting};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Tx};
use crate::schema::user_browsers;

/// A network that nobody signed in from for longer is as good as a strange one.
const NETWORK_KNOWN: Duration = Duration::days(90);
/// Browsers throw the cookie away after this long.
const BROWSER_KNOWN: Duration = Duration::days(400);

/// How well a person is known where this was seen.
pub(in crate::people) fn acquaintance(
    conn: &mut Conn,
    user: &UserId,
    seen: &Sighting,
    now: Moment,
) -> Result<Acquaintance> {
    let known: Vec<(String, String, Moment)> = user_browsers::table
        .filter(user_browsers::user_id.eq(user))
        .filter(user_browsers::seen_at.gt(now - BROWSER_KNOWN))
        .select((
            user_browsers::browser,
            user_browsers::network,
            user_browsers::seen_at,
        ))
        .load(conn)?;
    let own = seen.browser.as_ref();
    let is_own = |browser: &String| own == Some(browser);
    if let Some((browser, ..)) = known.iter().find(|(browser, ..)| is_own(browser)) {
        return Ok(Acquaintance::Browser(browser.clone()));
    }
    let is_near = known
        .iter()
        .any(|(_, network, at)| *network == seen.network && *at > now - NETWORK_KNOWN);
    Ok(if is_near {
        Acquaintance::Network
    } else {
        Acquaintance::Stranger
    })
}

/// Writes down that a person signed in from this browser; whether she did for the first time.
pub(in crate::people) fn note(
    tx: &mut Tx<'_>,
    user: &UserId,
    browser: &str,
    network: &str,
) -> Result<bool> {
    let now = tx.now();
    let own = user_browsers::table
        .filter(user_browsers::user_id.eq(user))
        .filter(user_browsers::browser.eq(browser));
    let known = diesel::update(own)
        .set((
            user_browsers::network.eq(network),
            user_browsers::seen_at.eq(now),
        ))
        .execute(&mut **tx)?;
    if known > 0 {
        return Ok(false);
    }
    diesel::insert_into(user_browsers::table)
        .values((
            user_browsers::user_id.eq(user),
            user_browsers::browser.eq(browser),
            user_browsers::network.eq(network),
            user_browsers::seen_at.eq(now),
        ))
        .execute(&mut **tx)?;
    Ok(true)
}

/// Forgets those that were not seen for so long that they have forgotten themselves, and sooner the
/// network that one was seen on.
pub(in crate::people) fn sweep(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    let old = user_browsers::table.filter(user_browsers::seen_at.lt(now - BROWSER_KNOWN));
    diesel::delete(old).execute(&mut **tx)?;
    let strange = user_browsers::table
        .filter(user_browsers::seen_at.lt(now - NETWORK_KNOWN))
        .filter(user_browsers::network.ne(""));
    diesel::update(strange)
        .set(user_browsers::network.eq(""))
        .execute(&mut **tx)?;
    Ok(())
}
