//! Clocks that are set to another day, under a server at work and before its start.

use chrono::Duration;
use gaoshi::duties;

use super::{Kept, at_work, live};
use crate::notices::{Desk, id_of};
use crate::support::app::TestApp;

#[actix_web::test]
async fn nine_days_ahead_for_seventy_seconds_end_and_erase_nothing() {
    let app = at_work().await;
    let (before, mails) = (Kept::of(&app), app.mails().len());
    assert!(
        before.contacts == 1 && before.photos == 1 && before.files == 2,
        "{before:?}"
    );
    app.clock.jump(Duration::days(9));
    for _ in 0..70 {
        app.turn().await;
        app.clock.advance(Duration::seconds(1));
    }
    assert_eq!(Kept::of(&app), before);
    app.clock.jump(-Duration::days(9));
    live(&app, 2).await;
    assert_eq!(Kept::of(&app), before);
    assert_eq!(app.mails().len(), mails, "the one that waits waits on");
    app.clock.advance(Duration::minutes(10));
    app.turn().await;
    assert_eq!(app.mails().len(), mails + 1, "and leaves at its time");
}

#[actix_web::test]
async fn no_duty_that_is_asked_directly_ends_anything_either() {
    let app = at_work().await;
    let before = Kept::of(&app);
    app.clock.jump(Duration::days(100));
    for duty in duties::all() {
        (duty.run)(&app.app).await.ok();
    }
    assert_eq!(Kept::of(&app), before);
    app.clock.jump(-Duration::days(100));
}

/// A house with a fresh complaint whose server was stopped for so long: nothing has looked at the
/// clock since.
async fn stopped(days: i64) -> TestApp {
    let mut app = TestApp::new();
    app.turn().await;
    super::complain(&app).await;
    app.restart_after(Duration::days(days));
    app
}

#[actix_web::test]
async fn a_start_a_hundred_days_ahead_erases_nothing_and_right_again_all_goes_on() {
    let mut app = stopped(100).await;
    let before = Kept::of(&app);
    app.turn().await;
    live(&app, 30).await;
    app.restart_after(Duration::seconds(5));
    live(&app, 50).await;
    assert_eq!(Kept::of(&app), before, "a restart begins the hour anew");
    assert!(app.mails().is_empty());
    app.clock.jump(-Duration::days(100));
    app.turn().await;
    assert_eq!(Kept::of(&app), before);
    assert_eq!(app.mails().len(), 1);
}

#[actix_web::test]
async fn a_start_in_2001_ends_nothing_and_the_way_back_does_not_wait() {
    let app = stopped(-9_200).await;
    let before = Kept::of(&app);
    app.turn().await;
    live(&app, 10).await;
    assert_eq!(Kept::of(&app), before);
    app.clock.jump(Duration::days(9_200));
    app.turn().await;
    assert_eq!(Kept::of(&app), before);
    assert_eq!(app.mails().len(), 1);
}

const ON_FRIDAY: [(&str, &str); 2] = [("publish_date", "2026-11-27"), ("publish_time", "09:00")];

#[actix_web::test]
async fn a_server_that_was_off_brings_what_is_new_at_once_and_ends_after_an_hour() {
    let mut app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let over = desk.published(&[]).await;
    let later = [&ON_FRIDAY[..], &[("date", "2026-12-03")]].concat();
    let new = desk.approved(&later).await;
    let old = desk.published(&[("date", "2026-12-04")]).await;
    let edit = id_of(&desk.press(&old, "/replace", &[]).await);
    let form = desk
        .clerk
        .get(&format!("/notices/{edit}/edit"))
        .await
        .form("/save");
    let changed = [&[("action", "send"), ("start", "10:00")], &ON_FRIDAY[..]].concat();
    desk.clerk.submit(&form, &changed).await;
    assert_eq!(desk.approve(&edit).await.status, 303);
    drop(desk);
    app.restart_after(Duration::days(6));
    app.turn().await;
    let mut desk = Desk::at(&app).await;
    let late = [desk.stage(&over).await, desk.stage(&new).await];
    assert_eq!(
        late,
        ["已发布", "已发布"],
        "nothing ends, what is new is out"
    );
    let both = [desk.stage(&old).await, desk.stage(&edit).await];
    assert_eq!(both, ["已发布", "待发布"], "nothing takes another's place");
    live(&app, 59).await;
    assert_eq!(Desk::at(&app).await.stage(&over).await, "已发布");
    live(&app, 2).await;
    app.turn().await;
    let mut desk = Desk::at(&app).await;
    assert_eq!(desk.stage(&over).await, "已过期");
    let both = [desk.stage(&old).await, desk.stage(&edit).await];
    assert_eq!(both, ["已替代", "已发布"]);
}

#[actix_web::test]
async fn under_a_clock_that_jumps_nothing_is_published_nor_set_aside() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let near = [&ON_FRIDAY[..], &[("date", "2026-12-01")]].concat();
    let far = [&ON_FRIDAY[..], &[("date", "2026-12-05")]].concat();
    let (near, far) = (desk.approved(&near).await, desk.approved(&far).await);
    app.tick().await;
    app.clock.jump(Duration::days(9));
    app.turn().await;
    app.turn().await;
    app.clock.jump(-Duration::days(9));
    app.turn().await;
    for id in [&near, &far] {
        assert_eq!(desk.stage(id).await, "待发布");
    }
    app.clock.advance(Duration::hours(72));
    app.tick().await;
    let mut desk = Desk::at(&app).await;
    for id in [&near, &far] {
        assert_eq!(desk.stage(id).await, "已发布", "at its hour, by itself");
    }
}
