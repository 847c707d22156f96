//! Sheets hung, taken down, and every way to have said it wrongly.

use chrono::{Duration, TimeZone, Utc};
use proptest::prelude::*;

use super::*;

fn minute(n: i64) -> Moment {
    Moment::from_utc(Utc.with_ymd_and_hms(2026, 11, 24, 1, 0, 0).unwrap()) + Duration::minutes(n)
}

/// The marks so far with one more, made a minute after the last.
fn and(mut marks: Marks, act: Act, at: i64, takes_back: Option<i32>) -> Marks {
    let no = marks.count() + 1;
    marks.0.push(Mark {
        no,
        act,
        at: takes_back.is_none().then(|| minute(at)),
        takes_back,
        reason: None,
        recorded_at: minute(i64::from(no)),
        by: UserId::new(),
        who: String::new(),
    });
    marks
}

fn posted(marks: Marks) -> Marks {
    let at = i64::from(marks.count()) + 1;
    and(marks, Act::Posted, at, None)
}

fn down(marks: Marks) -> Marks {
    let at = i64::from(marks.count()) + 1;
    and(marks, Act::TakenDown, at, None)
}

fn back(marks: Marks, no: i32) -> Marks {
    and(marks, Act::TakenBack, 0, Some(no))
}

/// When it hung, from when that counts, and when it came down.
fn told(marks: &Marks) -> [Option<Moment>; 3] {
    let record = marks.record();
    let up = record.up.as_ref();
    [
        up.map(|hung| hung.said.at),
        up.map(|hung| hung.counts_at),
        record.down.map(|down| down.at),
    ]
}

#[test]
fn what_was_hung_and_taken_down_is_on_record() {
    assert_eq!(told(&Marks::default()), [None; 3]);
    let up = posted(Marks::default());
    assert_eq!(told(&up), [Some(minute(1)), Some(minute(1)), None]);
    let gone = down(up);
    assert_eq!(told(&gone)[2], Some(minute(2)));
}

#[test]
fn a_mark_that_is_taken_back_is_as_if_it_had_not_been_made() {
    let up = posted(Marks::default());
    assert_eq!(told(&back(up.clone(), 1)), [None; 3]);
    let wrong = down(up.clone());
    assert_eq!(told(&back(wrong.clone(), 2)), told(&up));
    assert_eq!(
        told(&back(wrong, 1)),
        [None; 3],
        "what never hung was never taken down"
    );
}

#[test]
fn a_wrong_undo_restores_the_first_mark_even_after_it_was_marked_again() {
    let first = posted(Marks::default());
    let again = posted(back(first.clone(), 1));
    assert_eq!(told(&again)[1], Some(minute(3)), "the second mark is later");
    assert_eq!(told(&back(again.clone(), 2)), told(&first));
    let gone = down(again);
    let restored = told(&back(gone, 2));
    assert_eq!(
        restored,
        [Some(minute(1)), Some(minute(1)), Some(minute(4))]
    );
}

#[test]
fn the_correction_of_a_correction_says_what_was_said_before_it() {
    let first = posted(Marks::default());
    let moved = and(first.clone(), Act::PostedAt, 0, None);
    assert_eq!(told(&moved)[..2], [Some(minute(0)), Some(minute(1))]);
    assert_eq!(told(&back(moved.clone(), 2)), told(&first));
    assert_eq!(told(&back(back(moved.clone(), 2), 3)), told(&moved));
    let gone = down(moved);
    let later = and(gone.clone(), Act::TakenDownAt, 2, None);
    assert_eq!(told(&later)[2], Some(minute(2)));
    assert_eq!(told(&back(later.clone(), 4)), told(&gone));
    assert_eq!(
        told(&back(later, 3))[2],
        None,
        "its time goes with the taking down"
    );
}

#[test]
fn marking_again_after_an_undo_counts_from_the_second_mark() {
    let again = posted(back(posted(Marks::default()), 1));
    assert_eq!(told(&again)[..2], [Some(minute(3)), Some(minute(3))]);
}

/// Something that a person can do with what is on record.
fn step(marks: Marks, choice: u8) -> Marks {
    let record = marks.record();
    let held: Vec<i32> = marks.in_force().iter().map(|mark| mark.no).collect();
    let earlier = i64::from(choice % 7);
    match choice % 5 {
        0 if record.up.is_none() => posted(marks),
        1 if record.is_up() => down(marks),
        2 if record.up.is_some() => and(marks, Act::PostedAt, earlier, None),
        3 if record.down.is_some() => and(marks, Act::TakenDownAt, earlier, None),
        _ if held.is_empty() => posted(marks),
        _ => back(marks, held[usize::from(choice) % held.len()]),
    }
}

proptest! {
    #[test]
    fn whatever_is_marked_can_be_undone_and_restored(choices in proptest::collection::vec(any::<u8>(), 1..24)) {
        let mut marks = Marks::default();
        for choice in choices {
            let before = marks.record();
            marks = step(marks, choice);
            let record = marks.record();
            prop_assert!(record.up.is_some() || record.down.is_none());
            let undone = back(marks.clone(), marks.count());
            prop_assert_eq!(undone.record(), before);
            let restored = back(undone.clone(), undone.count());
            prop_assert_eq!(restored.record(), record);
        }
    }
}
