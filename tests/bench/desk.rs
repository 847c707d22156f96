//! What an office does before its pages are measured.

use std::time::Duration;

use gaoshi::platform::clock::Clock;

use crate::house::{CLERK, House, MANAGER, PASSWORD};
use crate::process::{Process, Visitor, wait_for};

/// A notice on the web, made as the office makes it.
pub(crate) fn publish(server: &Process, house: &House) -> String {
    let mut clerk = Visitor::signed_in(server, CLERK, PASSWORD);
    let page = clerk.get("/notices/new/water");
    let id = page.between("name=\"id\" value=\"", "\"").to_owned();
    let day = (Clock::System.now() + chrono::Duration::hours(72)).local(chrono_tz::Asia::Shanghai);
    let fields = [
        ("id", id.as_str()),
        ("community", &house.community),
        ("utility", "water"),
        ("date", &day.format("%Y-%m-%d").to_string()),
        ("start", "09:00"),
        ("end", "12:00"),
        ("place", house.building("3号楼")),
        ("cause", "own"),
        ("reason", "水箱清洗"),
        ("phone", "0755-8888 0000"),
        ("action", "send"),
    ];
    assert_eq!(
        clerk.post(&format!("/notices/{id}/save"), &fields).status,
        303
    );
    let mut manager = Visitor::signed_in(server, MANAGER, PASSWORD);
    manager.get(&format!("/notices/{id}"));
    assert_eq!(
        manager.post(&format!("/notices/{id}/approve"), &[]).status,
        303
    );
    wait_for("the notice is public", Duration::from_secs(20), || {
        Visitor::of(server).get(&format!("/n/{id}")).status == 200
    });
    id
}

/// Plates for every floor of a building, printed.
pub(crate) fn make_plates(server: &Process, house: &House) {
    let mut clerk = Visitor::signed_in(server, CLERK, PASSWORD);
    clerk.get("/signs/make?what=floor");
    let fields = [
        ("action", "make"),
        ("what", "floor"),
        ("within", house.building("3号楼")),
        ("community", &house.community),
        ("coded", "yes"),
        ("phone", "0755-8888 0000"),
        ("version", "1"),
        ("start", "1"),
    ];
    let made = clerk.post("/signs/make", &fields);
    assert_eq!(made.status, 303, "{}", made.body);
    clerk.get(&made.location);
    let part = format!("{}/parts/1", made.location);
    assert_eq!(clerk.post(&part, &[]).status, 303);
}
