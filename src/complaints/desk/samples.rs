//! Samples of the inbox and of a case.

use super::Line;
use super::inbox::List;
use super::mend::Mend;
use super::show::{Show, Told};
use crate::complaints::{Act, Channel, Held, Reach, Source};
use crate::platform::form::{Choice, FormState};
use crate::platform::history::{Happened, History};
use crate::platform::page::gallery::{draw, refused, text};
use crate::platform::paging::Paged;

impl Line {
    /// One to draw pages with.
    pub(crate) fn sample(held: bool) -> Self {
        Self {
            href: "/complaints/id".to_owned(),
            number: "TS-2026-00012".to_owned(),
            excerpt: text("电梯异响"),
            office: text("锦绣花园管理处"),
            community: text("锦绣花园"),
            place: text("3号楼2单元"),
            received: text("今天 09:00"),
            channel: Channel::ALL[0].key(),
            unseen: held,
            held,
        }
    }
}

pub(super) fn list() -> Vec<List> {
    vec![
        List {
            lines: Vec::new(),
            older: String::new(),
            later: false,
            several: false,
            may_take: false,
        },
        List {
            lines: vec![Line::sample(true), Line::sample(false)],
            older: "/complaints?before=id".to_owned(),
            later: true,
            several: true,
            may_take: true,
        },
    ]
}

fn told(reach: Reach, source: Source, channel: Channel) -> Told {
    Told {
        number: "TS-2026-00013".to_owned(),
        source: source.key(),
        content: text("电梯异响\n第二行"),
        received: text("今天 09:00"),
        recorded_by: String::new(),
        channel: channel.key(),
        place: text("3号楼2单元"),
        code_place: String::new(),
        code: String::new(),
        contact_name: String::new(),
        contact_phone: String::new(),
        no_contact: reach.to_office(),
        held: false,
        photos: Vec::new(),
        unkept: 0,
        correct: String::new(),
        erase: String::new(),
    }
}

fn happened() -> Vec<Happened> {
    let line = |act: &Act| Happened {
        at: text("今天 09:00"),
        who: text("王芳"),
        act: act.key(),
        detail: text("说明"),
        href: "/complaints/id".to_owned(),
    };
    let mut lines: Vec<Happened> = Act::ALL.iter().map(line).collect();
    lines.extend(Act::ALL.iter().map(|act| Happened {
        act: act.key(),
        ..Happened::default()
    }));
    lines
}

fn plain() -> Show {
    Show {
        href: "/complaints/id".to_owned(),
        number: "TS-2026-00012".to_owned(),
        held: Vec::new(),
        told: Source::ALL
            .iter()
            .zip(Channel::ALL.iter().cycle())
            .map(|(source, channel)| told(Reach::NeverGiven, *source, *channel))
            .collect(),
        unseen: false,
        may_take: false,
        seen: String::new(),
        history: History::default(),
        stale: false,
        changed: Vec::new(),
    }
}

pub(super) fn show() -> Vec<Show> {
    let whole = || Told {
        recorded_by: text("王芳"),
        code_place: text("3号楼大堂"),
        code: "8K4T2-M9XQ5".to_owned(),
        contact_name: text("李女士"),
        contact_phone: text("138 0000 0000"),
        held: true,
        photos: vec!["/complaints/id/photos/id".to_owned()],
        unkept: 1,
        correct: "/complaints/contacts/id/correct".to_owned(),
        erase: "/complaints/contacts/id/erase".to_owned(),
        ..told(Reach::Open, Source::ALL[0], Channel::ALL[0])
    };
    let gone = [Reach::Withdrawn, Reach::Expired];
    let gone = gone.map(|reach| told(reach, Source::ALL[0], Channel::ALL[0]));
    let full = |stale| Show {
        held: Held::ALL.iter().map(|why| why.key()).collect(),
        told: vec![whole()],
        unseen: true,
        may_take: true,
        seen: "1".to_owned(),
        history: History::of(Paged {
            lines: happened(),
            before: 1,
            after: 3,
        }),
        stale,
        changed: happened(),
        href: "/complaints/id".to_owned(),
        number: "TS-2026-00012".to_owned(),
    };
    vec![
        full(true),
        full(false),
        Show {
            told: gone.into(),
            ..full(false)
        },
        plain(),
    ]
}

pub(super) fn mend() -> Vec<Mend> {
    let page = |form, changed, photos: Vec<Choice>| Mend {
        href: "/complaints/id".to_owned(),
        number: "TS-2026-00012".to_owned(),
        form,
        seen: "1.1".to_owned(),
        changed,
        may_unsee: !photos.is_empty(),
        shots: photos
            .iter()
            .map(|_| "/complaints/id/photos/id".to_owned())
            .collect(),
        along: photos.clone(),
        offices: vec![
            Choice::new(&"", text("请选择")),
            Choice::new(&"id", text("云栖里管理处")),
        ],
        photos,
    };
    let photos = vec![Choice::new(&"id", text("第 1 张"))];
    let wrong = refused(&[
        "note",
        "photo",
        "photo_reason",
        "same_as",
        "apart",
        "office",
        "move_reason",
    ]);
    vec![
        page(FormState::default(), Vec::new(), Vec::new()),
        page(wrong, happened(), photos),
    ]
}

#[test]
fn they_are_drawn() {
    draw::<Mend>();
    draw::<List>();
    draw::<Show>();
}
