//! What the program does by itself, and how often: one line per duty.

use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::app::App;
use crate::error::Result;
use crate::platform::db::System;
use crate::platform::limits;
use crate::platform::mail::deliver_due;
use crate::platform::scheduler::Duty;

/// Every duty.
pub fn all() -> Vec<Duty<App>> {
    vec![
        Duty {
            name: "mail",
            every: Duration::from_secs(2),
            run: mail,
        },
        Duty {
            name: "limits",
            every: Duration::from_hours(1),
            run: sweep_limits,
        },
    ]
}

fn mail(app: &App) -> BoxFuture<'_, Result<()>> {
    Box::pin(async {
        deliver_due(&app.db, &app.mailer, &app.owner).await?;
        Ok(())
    })
}

fn sweep_limits(app: &App) -> BoxFuture<'_, Result<()>> {
    Box::pin(app.db.write(System("limits"), |tx, _| limits::sweep(tx)))
}
