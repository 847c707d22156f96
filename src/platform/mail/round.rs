//! One round of the postman: everything that is due leaves, several at a time.

use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;
use tracing::Instrument;

use super::rest::Rest;
use super::{Failure, Mailer};
use crate::error::Result;
use crate::platform::db::Db;
use crate::platform::outbox::{self, Claimed, Ended, Settled};

/// Parcels taken at one time for each hand: few enough to be done before the lease ends.
const HANDFUL: usize = 8;
/// What was on its way with the mail that found the relay down waits this long.
const AGAIN: chrono::Duration = chrono::Duration::seconds(5);

/// Sends what is due and returns how many parcels were settled.
///
/// The hands send while what has left is written down, all that lies there in one change: a disk
/// that must be sure of each change is asked once for several mails. At most one mail a hand
/// lies there unwritten; a machine that dies then repeats those, under the same Message-ID. When
/// the relay is down the round ends: what was not tried waits untouched, and after a rest one mail
/// alone tries whether it is back.
pub async fn deliver_due(db: &Db, mailer: &Mailer, owner: &str) -> Result<usize> {
    let now = db.clock().now();
    if mailer.rest().is_some_and(|rest| rest.lasts(now)) {
        return Ok(0);
    }
    let (out, tray) = mpsc::channel(mailer.width());
    let both = async { tokio::join!(send_all(db, mailer, owner, out), write_down(db, tray)) };
    let (sent, settled) = both.instrument(tracing::info_span!("round", owner)).await;
    sent?;
    settled
}

async fn send_all(db: &Db, mailer: &Mailer, owner: &str, out: mpsc::Sender<Ended>) -> Result<()> {
    let (width, down) = (mailer.width(), AtomicBool::new(false));
    let load = i64::try_from(HANDFUL * width).unwrap_or(i64::MAX);
    // Nobody takes what was sent any more only when writing failed: that error ends the round.
    let closed = || mailer.rest().is_some_and(Rest::is_closed);
    while !down.load(Ordering::Relaxed) && !out.is_closed() && !closed() {
        let parcels = if mailer.rest().is_some_and(Rest::is_doubted) {
            outbox::claim_one_to_try(db, owner).await?
        } else {
            outbox::claim(db, owner, load).await?
        };
        if parcels.is_empty() {
            break;
        }
        let untried = stream::iter(parcels)
            .map(|parcel| one_mail(db, mailer, parcel, &out, &down))
            .buffer_unordered(width)
            .filter_map(|untried| async { untried })
            .collect::<Vec<_>>()
            .await;
        outbox::release_all(db, untried).await?;
    }
    Ok(())
}

/// Sends one parcel, or gives it back untried when the relay is down or its lease runs out.
async fn one_mail(
    db: &Db,
    mailer: &Mailer,
    parcel: Claimed,
    out: &mpsc::Sender<Ended>,
    down: &AtomicBool,
) -> Option<Claimed> {
    let closed = mailer.rest().is_some_and(Rest::is_closed);
    if closed || down.load(Ordering::Relaxed) || !parcel.leaves_time(db.clock().now()) {
        return Some(parcel);
    }
    let is_stale = parcel.is_stale(db.clock().now());
    if is_stale && !matches!(outbox::still_ours(db, &parcel).await, Ok(true)) {
        return Some(parcel);
    }
    let sent = deliver(mailer, &parcel).await;
    let outcome = outcome(db, mailer, sent, down);
    // What cannot be written down keeps its lease, and is tried again when that has run out.
    out.send(Ended { parcel, outcome }).await.ok();
    None
}

/// What becomes of a mail; and of the round, and of the relay's rest, with it.
fn outcome(db: &Db, mailer: &Mailer, sent: Result<(), Failure>, down: &AtomicBool) -> Settled {
    match (sent, mailer.rest()) {
        (Err(Failure::Down(why)), rest) => {
            let is_first = !down.swap(true, Ordering::Relaxed);
            let now = db.clock().now();
            match rest {
                Some(rest) if is_first => Settled::Waits(why, rest.begin(now)),
                Some(_) | None => Settled::Waits(why, now + AGAIN),
            }
        }
        (Err(Failure::Refused(why)), _) => Settled::Refused(why),
        (Err(Failure::Later(why)), _) => Settled::Retry(why),
        (Ok(()), rest) => {
            rest.inspect(|rest| rest.end());
            Settled::Sent
        }
    }
}

/// Writes down what the hands have done until the last one has gone.
async fn write_down(db: &Db, mut tray: mpsc::Receiver<Ended>) -> Result<usize> {
    let mut settled = 0;
    while let Some(first) = tray.recv().await {
        let mut ended = vec![first];
        while let Ok(next) = tray.try_recv() {
            ended.push(next);
        }
        settled += outbox::settle_all(db, ended).await?;
    }
    Ok(settled)
}

async fn deliver(mailer: &Mailer, parcel: &Claimed) -> Result<(), Failure> {
    match &parcel.letter {
        Ok(letter) => mailer.send(&parcel.id, letter, parcel.created_at).await,
        Err(why) => Err(Failure::Refused(why.as_str().into())),
    }
}
