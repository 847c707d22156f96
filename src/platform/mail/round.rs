//! One round of the postman: everything that is due leaves, several at a time.

use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::{StreamExt, stream};
use tokio::sync::mpsc;
use tracing::Instrument;

use super::{Failure, Mailer};
use crate::error::Result;
use crate::platform::db::Db;
use crate::platform::outbox::{self, Claimed, Ended, Settled};

/// Parcels taken at one time for each hand: few enough to be done before the lease ends.
const HANDFUL: usize = 8;

/// Sends what is due and returns how many parcels were settled.
///
/// The hands send while what has left is written down, all that lies there in one change: a disk
/// that must be sure of each change is asked once for several mails. At most one mail a hand
/// lies there unwritten; a machine that dies then repeats those, under the same Message-ID. When
/// the relay is down the round ends: what was not tried waits untouched.
pub async fn deliver_due(db: &Db, mailer: &Mailer, owner: &str) -> Result<usize> {
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
    while !down.load(Ordering::Relaxed) && !out.is_closed() {
        let parcels = outbox::claim(db, owner, load).await?;
        if parcels.is_empty() {
            break;
        }
        let untried = stream::iter(parcels)
            .map(|parcel| one_mail(db, mailer, parcel, &out, &down))
            .buffer_unordered(width)
            .filter_map(|untried| async { untried })
            .collect::<Vec<_>>()
            .await;
        for parcel in untried {
            outbox::release(db, parcel).await?;
        }
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
    if down.load(Ordering::Relaxed) || !parcel.leaves_time(db.clock().now()) {
        return Some(parcel);
    }
    let sent = deliver(mailer, &parcel).await;
    if matches!(sent, Err(Failure::Down(_))) {
        down.store(true, Ordering::Relaxed);
    }
    let outcome = match sent {
        Ok(()) => Settled::Sent,
        Err(Failure::Refused(why)) => Settled::Refused(why),
        Err(Failure::Later(why) | Failure::Down(why)) => Settled::Retry(why),
    };
    // What cannot be written down keeps its lease, and is tried again when that has run out.
    out.send(Ended { parcel, outcome }).await.ok();
    None
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
