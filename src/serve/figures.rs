//! The figures on a listener of their own, which the network of the house keeps to itself.

use std::net::SocketAddr;
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::http::header;
use actix_web::web::{Data, resource};
use actix_web::{App as Web, HttpResponse, HttpServer};

use crate::app::App;
use crate::error::{Error, Result};
use crate::platform::figures::look;
use crate::platform::scheduler::Timetable;

/// What a scrape looks at.
struct Watched {
    app: Arc<App>,
    timetable: Timetable,
}

/// Begins to listen where the settings say, or nowhere; who gets the handle ends it.
pub(super) fn listen(app: &Arc<App>, timetable: Timetable) -> Result<Option<ServerHandle>> {
    let Some(at) = app.config.metrics else {
        return Ok(None);
    };
    let watched = Data::new(Watched {
        app: Arc::clone(app),
        timetable,
    });
    let server = HttpServer::new(move || {
        Web::new()
            .app_data(watched.clone())
            .service(resource("/metrics").get(show))
    });
    let server = server.workers(1).shutdown_timeout(1).disable_signals();
    let server = server.bind(at).map_err(|e| taken(at, &e))?.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    Ok(Some(handle))
}

fn taken(at: SocketAddr, e: &std::io::Error) -> Error {
    Error::unavailable(format!("metrics.listen: listening on {at}: {e}"))
}

/// `GET /metrics`
async fn show(watched: Data<Watched>) -> Result<HttpResponse> {
    let Watched { app, timetable } = watched.get_ref();
    let looked = look(&app.db, timetable).await;
    let text = app.figures.told(&looked)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, prometheus::TEXT_FORMAT))
        .body(text))
}
