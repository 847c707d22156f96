//! The rooms inside a feature: each knows those beneath it, and nothing circles.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{House, Module, none};

/// Rooms, each with what it may use.
type Plan = &'static [(&'static str, &'static [&'static str])];

/// The rooms of a feature with what each may use. Files beside the rooms are rooms of their own;
/// the feature's `mod.rs` stands over all and nobody imports from it.
const ROOMS: &[(&str, Plan)] = &[
    (
        "notices",
        &[
            ("ids", &[]),
            ("kind", &[]),
            ("part", &[]),
            ("subscribers", &["ids"]),
            ("said", &["part"]),
            ("wording", &["said"]),
            ("lifecycle", &["ids"]),
            ("steps", &["ids", "store"]),
            ("content", &["said"]),
            ("store", &["content", "ids", "kind", "lifecycle", "said"]),
            ("handing", &["ids", "room", "rooms", "store"]),
            ("sheet", &["part", "said"]),
            ("postings", &["ids", "lifecycle", "said", "store"]),
            ("named", &[]),
            (
                "room",
                &["content", "ids", "kind", "named", "said", "store"],
            ),
            ("mails", &["said", "store", "subscribers"]),
            (
                "sheets",
                &["lifecycle", "postings", "room", "said", "sheet", "store"],
            ),
            ("tools", &["mails", "room"]),
            (
                "review_mails",
                &["ids", "mails", "room", "said", "store", "tools"],
            ),
            ("desk", &["mails", "room", "tools"]),
            (
                "service",
                &[
                    "content",
                    "ids",
                    "kind",
                    "lifecycle",
                    "mails",
                    "postings",
                    "review_mails",
                    "room",
                    "said",
                    "store",
                    "tools",
                ],
            ),
            (
                "cancellation",
                &[
                    "content", "kind", "named", "part", "room", "said", "wording",
                ],
            ),
            (
                "outages",
                &[
                    "content",
                    "desk",
                    "ids",
                    "kind",
                    "lifecycle",
                    "named",
                    "part",
                    "room",
                    "said",
                    "service",
                    "steps",
                    "store",
                    "take",
                    "tools",
                    "wording",
                ],
            ),
            ("rooms", &["cancellation", "outages", "room"]),
            (
                "pages",
                &[
                    "content",
                    "desk",
                    "ids",
                    "lifecycle",
                    "named",
                    "postings",
                    "room",
                    "service",
                    "sheet",
                    "sheets",
                    "steps",
                    "store",
                    "subscribers",
                    "tools",
                ],
            ),
            (
                "take",
                &[
                    "content",
                    "desk",
                    "ids",
                    "lifecycle",
                    "pages",
                    "service",
                    "steps",
                    "store",
                ],
            ),
            (
                "actions",
                &[
                    "desk", "ids", "mails", "pages", "service", "steps", "take", "tools",
                ],
            ),
            (
                "public",
                &[
                    "desk",
                    "ids",
                    "lifecycle",
                    "part",
                    "postings",
                    "room",
                    "said",
                    "store",
                ],
            ),
            ("jobs", &["ids", "service", "store", "tools"]),
        ],
    ),
    (
        "signs",
        &[
            ("catalogue", &[]),
            ("frozen", &[]),
            ("ground", &[]),
            ("meanwhile", &[]),
            ("page", &[]),
            ("print", &["catalogue"]),
            ("output", &["print"]),
            ("order", &["catalogue", "print"]),
            ("bins", &["catalogue", "ground"]),
            (
                "register",
                &["catalogue", "page", "meanwhile", "output", "print"],
            ),
            (
                "stops",
                &[
                    "catalogue",
                    "frozen",
                    "page",
                    "ground",
                    "meanwhile",
                    "output",
                    "print",
                    "register",
                ],
            ),
            (
                "runs",
                &[
                    "bins",
                    "catalogue",
                    "frozen",
                    "page",
                    "ground",
                    "meanwhile",
                    "output",
                    "print",
                    "register",
                ],
            ),
            ("addresses", &["print", "register", "runs", "stops"]),
            (
                "desk",
                &["catalogue", "page", "print", "register", "runs", "stops"],
            ),
        ],
    ),
    (
        "complaints",
        &[
            ("lifecycle", &[]),
            ("excerpt", &[]),
            ("case", &["lifecycle"]),
            ("contact", &["case"]),
            ("story", &["case", "contact", "store"]),
            ("store", &["case", "contact", "lifecycle", "story"]),
            ("keeping", &["contact", "store", "story"]),
            ("numbering", &["case", "store"]),
            (
                "desk",
                &[
                    "case",
                    "contact",
                    "lifecycle",
                    "numbering",
                    "store",
                    "story",
                ],
            ),
            (
                "erasing",
                &[
                    "case", "contact", "desk", "keeping", "mails", "store", "story",
                ],
            ),
            ("follow", &["case", "contact", "keeping", "store"]),
            ("mails", &["case", "contact", "desk", "excerpt"]),
            (
                "moving",
                &[
                    "case",
                    "desk",
                    "lifecycle",
                    "mails",
                    "numbering",
                    "store",
                    "story",
                ],
            ),
            (
                "intake",
                &[
                    "case",
                    "contact",
                    "desk",
                    "follow",
                    "keeping",
                    "lifecycle",
                    "mails",
                    "numbering",
                    "store",
                    "story",
                ],
            ),
        ],
    ),
];

type Arrows = BTreeMap<Module, BTreeSet<Module>>;

fn module(path: &str) -> Module {
    path.split("::").map(str::to_owned).collect()
}

/// Imports between rooms that the plan does not draw.
fn faults(arrows: &Arrows) -> Vec<String> {
    let mut faults = Vec::new();
    for (from, to) in arrows.iter().filter(|(from, _)| from.len() > 1) {
        let Some((feature, rooms)) = ROOMS.iter().find(|(name, _)| *name == from[0]) else {
            continue;
        };
        let Some((room, allowed)) = rooms.iter().find(|(name, _)| *name == from[1]) else {
            faults.push(format!("{} is in no room of {feature}", from.join("::")));
            continue;
        };
        for to in to.iter().filter(|to| to[0] == *feature) {
            let there = to.get(1).map_or("mod", String::as_str);
            if there != *room && !allowed.contains(&there) {
                faults.push(format!("{} uses {}", from.join("::"), to.join("::")));
            }
        }
    }
    faults
}

/// The circles of more than two files, each in order.
fn circles(arrows: &Arrows) -> Vec<Vec<Module>> {
    let reach = |from: &Module| {
        let mut seen: BTreeSet<&Module> = BTreeSet::new();
        let mut open: Vec<&Module> = arrows.get(from).into_iter().flatten().collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(arrows.get(next).into_iter().flatten());
            }
        }
        seen
    };
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        arrows.keys().map(|from| (from, reach(from))).collect();
    let mut circles: Vec<Vec<Module>> = Vec::new();
    for (from, there) in &reached {
        let back = |to: &&&Module| reached.get(**to).is_some_and(|all| all.contains(*from));
        let circle: Vec<Module> = there.iter().filter(back).map(|m| (**m).clone()).collect();
        if circle.len() > 2 && !circles.contains(&circle) {
            circles.push(circle);
        }
    }
    circles
}

#[test]
fn a_room_uses_only_the_rooms_beneath_it() {
    none(&faults(&House::read().arrows()));
}

#[test]
fn the_plan_of_the_rooms_has_no_circle_and_no_room_that_is_not_there() {
    let files = House::read().files;
    for (feature, rooms) in ROOMS {
        let arrows = rooms.iter().map(|(room, below)| {
            let to = below.iter().map(|room| module(room)).collect();
            (module(room), to)
        });
        let arrows: Arrows = arrows.collect();
        assert_eq!(circles(&arrows), Vec::<Vec<Module>>::new(), "{feature}");
        for (room, below) in *rooms {
            assert!(
                files.contains_key(&module(&format!("{feature}::{room}"))),
                "{feature}::{room}"
            );
            assert!(
                below.iter().all(|b| arrows.contains_key(&module(b))),
                "{room}"
            );
        }
    }
}

#[test]
fn a_wall_that_is_broken_and_a_circle_are_seen() {
    let arrow = |from: &str, to: &str| (module(from), BTreeSet::from([module(to)]));
    let broken = Arrows::from([
        arrow("signs::register::store", "signs::stops::store"),
        arrow("signs::runs::store", "signs"),
        arrow("signs::attic", "signs::catalogue"),
        arrow("signs::stops::store", "signs::register::store"),
    ]);
    assert_eq!(
        faults(&broken),
        [
            "signs::attic is in no room of signs",
            "signs::register::store uses signs::stops::store",
            "signs::runs::store uses signs",
        ]
    );
    assert!(circles(&broken).is_empty(), "two files may know each other");
    let round = Arrows::from([
        arrow("a", "b"),
        arrow("b", "c"),
        arrow("c", "a"),
        arrow("d", "a"),
    ]);
    assert_eq!(
        circles(&round),
        [vec![module("a"), module("b"), module("c")]]
    );
}
