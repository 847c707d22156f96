//! What the program does by itself, and how often: one line per duty.

use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::app::App;
use crate::complaints;
use crate::error::{Error, Result};
use crate::notices::jobs;
use crate::people;
use crate::platform::db::System;
use crate::platform::holds;
use crate::platform::mail::deliver_due;
use crate::platform::photos;
use crate::platform::scheduler::{Duty, Effect, Gate};
use crate::signs;

impl Gate for App {
    fn lets(&self, effect: Effect) -> BoxFuture<'_, Result<bool>> {
        Box::pin(async move { Ok(self.watch.look().await?.may(effect)) })
    }
}

/// Every duty.
pub fn all() -> Vec<Duty<App>> {
    vec![
        Duty {
            name: "publish",
            effect: Effect::Adds,
            every: Duration::from_secs(1),
            run: publish,
        },
        Duty {
            name: "expire",
            effect: Effect::Ends,
            every: Duration::from_mins(1),
            run: expire,
        },
        Duty {
            name: "mail",
            effect: Effect::Sends,
            every: Duration::from_secs(2),
            run: mail,
        },
        Duty {
            name: "forget",
            effect: Effect::Ends,
            every: Duration::from_hours(6),
            run: forget,
        },
        Duty {
            name: "photos",
            effect: Effect::Ends,
            every: Duration::from_hours(6),
            run: sweep_photos,
        },
        Duty {
            name: "sweep",
            effect: Effect::Ends,
            every: Duration::from_hours(1),
            run: sweep,
        },
    ]
}

fn publish(app: &App) -> BoxFuture<'_, Result<()>> {
    Box::pin(async {
        jobs::publish_due(&app.db, &app.means()).await?;
        Ok(())
    })
}

fn expire(app: &App) -> BoxFuture<'_, Result<()>> {
    Box::pin(jobs::expire_over(&app.db))
}

fn mail(app: &App) -> BoxFuture<'_, Result<()>> {
    Box::pin(async {
        deliver_due(&app.db, &app.mailer, &app.owner).await?;
        Ok(())
    })
}

fn sweep(app: &App) -> BoxFuture<'_, Result<()>> {
    Box::pin(app.db.write(System("sweep"), |tx, _| {
        holds::sure(tx)?;
        people::service::sweep(tx)
    }))
}

fn forget(app: &App) -> BoxFuture<'_, Result<()>> {
    Box::pin(async {
        let gone = complaints::forget(&app.db).await?;
        tracing::debug!(gone, "what was personal in old complaints was forgotten");
        Ok(())
    })
}

fn sweep_photos(app: &App) -> BoxFuture<'_, Result<()>> {
    Box::pin(async {
        let (db, shelf) = (app.db.clone(), app.photos.clone());
        let swept = tokio::task::spawn_blocking(move || {
            photos::sweep(&db, &shelf, &[complaints::names_photo, signs::names_photo])
        });
        let gone = swept.await.map_err(Error::internal)??;
        tracing::debug!(gone, "photos that belong to nothing were removed");
        Ok(())
    })
}
