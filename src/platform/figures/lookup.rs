//! What is looked up when somebody asks: duties, outbox, holds, pools.

use prometheus::proto::MetricFamily;
use prometheus::{GaugeVec, Opts, Registry};

use crate::error::{Error, Result};
use crate::platform::clock::Moment;
use crate::platform::db::{Conn, Db, PoolUse};
use crate::platform::holds::{Cause, standing};
use crate::platform::outbox::{Depth, depth};
use crate::platform::scheduler::{Next, Timetable};

/// A duty whose turn is overdue by more than this is late.
const LATE: chrono::Duration = chrono::Duration::minutes(1);

/// A database that is silent for longer is not waited for.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(3);

/// How things stood at one moment.
#[derive(Debug)]
pub struct Looked {
    now: Moment,
    duties: Vec<Next>,
    pools: [PoolUse; 2],
    /// None when the database did not answer.
    kept: Option<Kept>,
}

/// What the database knows.
#[derive(Debug)]
struct Kept {
    outbox: Depth,
    held: Vec<&'static str>,
}

/// Looks at everything; a database that does not answer is told as such.
pub async fn look(db: &Db, timetable: &Timetable) -> Looked {
    let pools = db.pools();
    let clock = db.clock().clone();
    let kept = db.read(move |conn: &mut Conn| {
        Ok(Kept {
            outbox: depth(conn)?,
            held: standing(conn, &clock)?.held(),
        })
    });
    let kept = tokio::time::timeout(PATIENCE, kept).await;
    let kept = kept.unwrap_or_else(|_| Err(Error::unavailable("it is silent")));
    let kept = kept.map_err(|e| {
        tracing::warn!("the database does not answer: {e}");
    });
    Looked {
        now: db.clock().now(),
        duties: timetable.all(),
        pools,
        kept: kept.ok(),
    }
}

/// A family of gauges that is made for one answer.
struct Family(GaugeVec);

impl Family {
    fn set(&self, labels: &[&str], value: f64) {
        self.0.with_label_values(labels).set(value);
    }
}

struct Gauges(Registry);

impl Gauges {
    fn family(&self, name: &str, help: &str, labels: &[&str]) -> Result<Family> {
        let family = GaugeVec::new(Opts::new(name, help), labels).map_err(Error::internal)?;
        let kept = self.0.register(Box::new(family.clone()));
        kept.map_err(Error::internal)?;
        Ok(Family(family))
    }
}

impl Looked {
    /// As families of figures.
    pub(super) fn gather(&self) -> Result<Vec<MetricFamily>> {
        let gauges = Gauges(Registry::new());
        self.tell_duties(&gauges)?;
        self.tell_pools(&gauges)?;
        let answers = gauges.family(
            "gaoshi_database_answers",
            "1 when the database answers.",
            &[],
        )?;
        answers.set(&[], f64::from(self.kept.is_some()));
        if let Some(kept) = &self.kept {
            self.tell_outbox(&gauges, &kept.outbox)?;
            tell_holds(&gauges, &kept.held)?;
        }
        Ok(gauges.0.gather())
    }

    fn tell_duties(&self, gauges: &Gauges) -> Result<()> {
        let overdue = gauges.family(
            "gaoshi_duty_overdue_seconds",
            "How long a duty's next turn is overdue; its time at work counts.",
            &["duty"],
        )?;
        let failed = gauges.family(
            "gaoshi_duty_failures",
            "Turns that failed since the start.",
            &["duty"],
        )?;
        let late = gauges.family(
            "gaoshi_duties_late",
            "Duties overdue by more than a minute.",
            &[],
        )?;
        let mut count = 0_u32;
        for duty in &self.duties {
            let by = self.now.since(duty.at).max(chrono::Duration::zero());
            count += u32::from(by > LATE);
            overdue.set(&[duty.name], seconds(by));
            failed.set(&[duty.name], f64::from(duty.failures));
        }
        late.set(&[], f64::from(count));
        Ok(())
    }

    fn tell_pools(&self, gauges: &Gauges) -> Result<()> {
        let open = gauges.family(
            "gaoshi_pool_connections",
            "Open connections to the database.",
            &["pool", "state"],
        )?;
        let most = gauges.family(
            "gaoshi_pool_most",
            "Connections a pool may open.",
            &["pool"],
        )?;
        for pool in &self.pools {
            let busy = pool.open.saturating_sub(pool.idle);
            open.set(&[pool.name, "busy"], f64::from(busy));
            open.set(&[pool.name, "idle"], f64::from(pool.idle));
            most.set(&[pool.name], f64::from(pool.most));
        }
        Ok(())
    }

    fn tell_outbox(&self, gauges: &Gauges, outbox: &Depth) -> Result<()> {
        let waiting = gauges.family("gaoshi_outbox_waiting", "Parcels that have not left.", &[])?;
        // Any count that a table of mails reaches is exact as a float.
        waiting.set(
            &[],
            f64::from(u32::try_from(outbox.waiting).unwrap_or(u32::MAX)),
        );
        let oldest = gauges.family(
            "gaoshi_outbox_oldest_seconds",
            "How long the oldest of them has waited.",
            &[],
        )?;
        let age = outbox.oldest.map(|at| self.now.since(at));
        oldest.set(&[], age.map_or(0.0, seconds).max(0.0));
        Ok(())
    }
}

/// Every cause is there, so that an alert finds it at 0 too.
fn tell_holds(gauges: &Gauges, held: &[&'static str]) -> Result<()> {
    let holds = gauges.family("gaoshi_held", "1 while duties wait for this.", &["cause"])?;
    let causes = Cause::ALL.iter().map(Cause::as_str);
    for cause in std::iter::once("apart").chain(causes) {
        holds.set(&[cause], f64::from(held.contains(&cause)));
    }
    Ok(())
}

fn seconds(length: chrono::Duration) -> f64 {
    length.to_std().unwrap_or_default().as_secs_f64()
}
