//! Scans on their way to being counted: while some are written down the next ones gather, so that
//! many phones at once cost one change and not one each.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use actix_web::web::Data;
use chrono::NaiveDate;

use crate::codes::Code;
use crate::codes::store::scans::{self, Scans};
use crate::error::Result;
use crate::platform::db::{Db, System, Tx};

/// Codes that wait to be counted; a scan of one more is not counted.
const GATHERED: usize = 1_000;

/// How long scans that come without a pause gather before they are written down; a process that
/// ends meanwhile loses them.
const GATHERING: Duration = Duration::from_millis(100);

/// What is counted together: scans of a code on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scan {
    pub(super) code: Code,
    pub(super) day: NaiveDate,
    /// Whether the code was given out.
    pub(super) is_known: bool,
}

#[derive(Debug, Default)]
struct Gathered {
    scans: BTreeMap<Scan, i64>,
    /// Whether somebody writes down what gathers.
    is_written: bool,
}

/// The scans that wait to be counted.
#[derive(Debug, Default)]
pub struct Tally(Mutex<Gathered>);

impl Tally {
    /// Counts a scan, of nobody in particular; the page does not wait for it.
    pub(super) fn count(tally: &Data<Self>, db: &Data<Db>, scan: Scan) {
        if tally.add(scan) {
            actix_web::rt::spawn(write(tally.clone(), db.clone()));
        }
    }

    /// Whether the caller has to see that it is written down: nobody else does.
    fn add(&self, scan: Scan) -> bool {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if gathered.scans.len() < GATHERED || gathered.scans.contains_key(&scan) {
            *gathered.scans.entry(scan).or_default() += 1;
        }
        !std::mem::replace(&mut gathered.is_written, true)
    }

    /// Whether scans came while others were written down.
    fn gathers(&self) -> bool {
        let gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        !gathered.scans.is_empty()
    }

    /// What has gathered; nothing ends the writing.
    fn take(&self) -> BTreeMap<Scan, i64> {
        let mut gathered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.is_written = !gathered.scans.is_empty();
        std::mem::take(&mut gathered.scans)
    }
}

async fn write(tally: Data<Tally>, db: Data<Db>) {
    loop {
        let gathered = tally.take();
        if gathered.is_empty() {
            return;
        }
        let counted = db.write(System("landing"), move |tx, _| put(tx, &gathered));
        if let Err(e) = counted.await {
            tracing::info!(error = %e, "scans were not counted");
        }
        if tally.gathers() {
            tokio::time::sleep(GATHERING).await;
        }
    }
}

fn put(tx: &mut Tx<'_>, gathered: &BTreeMap<Scan, i64>) -> Result<()> {
    for (scan, times) in gathered {
        let scans = Scans {
            code: &scan.code,
            day: scan.day,
            times: *times,
        };
        if scan.is_known {
            scans::count(tx, &scans)?;
        } else {
            scans::count_unknown(tx, &scans)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::secret;

    fn scan(code: &Code) -> Scan {
        Scan {
            code: code.clone(),
            day: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            is_known: true,
        }
    }

    #[test]
    fn every_scan_that_comes_while_others_are_written_down_is_counted_with_the_next() {
        let (tally, code) = (Tally::default(), Code::random(&mut secret::rng()));
        assert!(tally.add(scan(&code)), "the first has to be written down");
        let first = tally.take();
        assert!(!tally.gathers(), "a single scan waits for no other");
        assert_eq!(first.values().sum::<i64>(), 1);
        for _ in 0..100 {
            assert!(!tally.add(scan(&code)), "somebody is writing");
        }
        assert!(tally.gathers(), "the next are waited for");
        assert_eq!(tally.take().values().sum::<i64>(), 100);
        assert!(tally.take().is_empty());
        assert!(tally.add(scan(&code)), "nobody writes any more");
    }

    #[test]
    fn made_up_codes_by_the_thousand_fill_no_memory() {
        let tally = Tally::default();
        for _ in 0..GATHERED + 50 {
            tally.add(scan(&Code::random(&mut secret::rng())));
        }
        assert_eq!(tally.take().len(), GATHERED);
    }
}
