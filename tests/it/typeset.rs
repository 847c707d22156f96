//! The typesetter when more is wanted than it can do: who waits, who is sent away, who keeps a place.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use actix_web::http::StatusCode;
use gaoshi::people::Role;
use gaoshi::platform::typeset::{Room, TypesetError, Typesetter};
use tokio::task::JoinHandle;

use crate::notices::Desk;
use crate::support::app::TestApp;

/// Two places, and callers who soon lose their patience.
const HURRIED: Room = Room {
    places: 2,
    patience: Duration::from_millis(300),
};

/// Work that lasts until it is told to end.
struct Slow {
    end: Sender<()>,
    caller: JoinHandle<Result<(), TypesetError>>,
}

impl Slow {
    /// It has a place and has begun when this returns.
    async fn begun(typesetter: &Typesetter) -> Self {
        let (end, ended) = channel::<()>();
        let (say, heard) = tokio::sync::oneshot::channel();
        let typesetter = typesetter.clone();
        let caller = tokio::task::spawn(async move {
            let work = move |_: &Typesetter| {
                say.send(()).unwrap();
                wait_for(&ended);
                Ok(())
            };
            typesetter.run(work).await
        });
        heard.await.unwrap();
        Self { end, caller }
    }
}

fn wait_for(ended: &Receiver<()>) {
    ended.recv_timeout(Duration::from_secs(20)).unwrap();
}

async fn now(typesetter: &Typesetter) -> Result<(), TypesetError> {
    typesetter.run(|_| Ok(())).await
}

#[actix_web::test]
async fn a_third_caller_is_told_that_the_printer_is_busy_and_may_come_back() {
    let app = TestApp::new();
    let patient = Room {
        patience: Duration::from_secs(20),
        ..HURRIED
    };
    let typesetter = app.app.press.typesetter.with(patient);
    let (first, second) = (
        Slow::begun(&typesetter).await,
        Slow::begun(&typesetter).await,
    );
    let third = tokio::time::timeout(Duration::from_millis(200), now(&typesetter)).await;
    assert!(third.is_err(), "a patient one waits for a place");
    first.end.send(()).unwrap();
    first.caller.await.unwrap().unwrap();
    now(&typesetter).await.unwrap();
    second.end.send(()).unwrap();
    second.caller.await.unwrap().unwrap();

    let typesetter = typesetter.with(HURRIED);
    let both = [
        Slow::begun(&typesetter).await,
        Slow::begun(&typesetter).await,
    ];
    assert!(matches!(now(&typesetter).await, Err(TypesetError::Busy)));
    for slow in both {
        slow.end.send(()).unwrap();
    }
}

#[actix_web::test]
async fn work_that_outlasts_its_caller_keeps_its_place_until_it_is_done() {
    let app = TestApp::new();
    let one = Room {
        places: 1,
        ..HURRIED
    };
    let typesetter = app.app.press.typesetter.with(one);
    let slow = Slow::begun(&typesetter).await;
    assert!(matches!(
        slow.caller.await.unwrap(),
        Err(TypesetError::Busy)
    ));
    for _ in 0..2 {
        let told = now(&typesetter).await;
        assert!(
            matches!(told, Err(TypesetError::Busy)),
            "nobody waits for it, yet it works on"
        );
    }
    slow.end.send(()).unwrap();
    now(&typesetter).await.unwrap();
}

#[actix_web::test]
async fn who_asks_a_busy_printer_for_paper_sees_when_to_come_back() {
    let mut app = TestApp::new();
    let id = Desk::at(&app).await.published(&[]).await;
    let press = &mut Arc::get_mut(&mut app.app).unwrap().press;
    press.typesetter = press.typesetter.with(HURRIED);
    let typesetter = press.typesetter.clone();
    let mut clerk = app.as_(Role::Clerk).await;
    let both = [
        Slow::begun(&typesetter).await,
        Slow::begun(&typesetter).await,
    ];
    let answer = clerk.get(&format!("/notices/{id}/sheet.pdf")).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let told = answer.between("<h1>", "</h1>");
    assert_eq!(told, "系统正忙，请稍后再试");
    assert_eq!(answer.headers.get("retry-after").unwrap(), "60");
    for slow in both {
        slow.end.send(()).unwrap();
    }
}
