//! What is found in a text, and what is not taken for a day or an hour.

use chrono::NaiveTime;
use chrono_tz::Asia::Shanghai;

use super::*;

fn at(month: u32, day: u32, hour: u32, minute: u32) -> Moment {
    let on = NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    Moment::from_local(Shanghai, on, time).unwrap()
}

/// A stop on Thursday the third of December, nine to half past three, told on the first.
fn says() -> Says {
    let told = Says::nothing(at(12, 1, 10, 0), Shanghai);
    told.span(at(12, 3, 9, 0), at(12, 3, 15, 30))
}

fn told(text: &str) -> String {
    let doubts = doubts("body", text, &says());
    let said = doubts.iter().map(|doubt| {
        let args = doubt.args.iter().map(|(_, said)| said.as_str());
        args.collect::<Vec<_>>().join("=")
    });
    said.collect::<Vec<_>>().join("; ")
}

#[test]
fn what_the_fields_say_is_no_matter_however_it_is_written() {
    for text in [
        "12月3日（周四）9:00至15:30停水",
        "十二月三日星期四上午九点到下午三点半",
        "2026年12月3日9点—15点30分",
        "2026-12-03 09:00 开始",
        "12/3（四）上午9点停",
        "本月3号9点起，3日当天恢复",
        "３日上午９：００",
        "礼拜四上午九点整",
        "后天停水，下午3点半恢复",
        "3点30分恢复供水，15时30分前恢复",
    ] {
        assert_eq!(told(text), "", "{text}");
    }
}

#[test]
fn another_day_weekday_or_hour_is_told() {
    for (text, words) in [
        ("12月4日停水", "12月4日"),
        ("11月3号停水", "11月3号"),
        ("12/13上午9点", "12/13"),
        ("请于4号上午9点前储水", "4号"),
        ("5日恢复", "5日"),
        ("周三上午停水", "周三"),
        ("礼拜天停水", "礼拜天"),
        ("明天停水", "明天"),
        ("上午8点停水", "上午8点"),
        ("八点半停水", "八点半"),
        ("晚上9点停水", "晚上9点"),
        ("16:30恢复", "16:30"),
        ("下午3点恢复", "下午3点"),
        ("恢复到24:00", "24:00"),
        ("2027年12月3日", "2027年12月3日"),
        ("3日至6日停水", "6日"),
        ("3–6日停水", "6日"),
        ("9-11点停水", "11点"),
        ("12月3日、4日和5号停水", "4日、5号"),
        ("周三、周五停水，周三再看", "周三、周五"),
    ] {
        assert_eq!(told(text), words, "{text}");
    }
}

#[test]
fn a_weekday_that_is_not_that_of_its_date_is_told() {
    assert_eq!(told("12月3日（星期三）停水"), "12月3日(星期三)=星期四");
    assert_eq!(told("3号周五停水"), "3号周五=星期四");
    assert_eq!(told("12月4日周四停水"), "12月4日周四; 12月4日周四=星期五");
}

#[test]
fn numbers_of_houses_lines_telephones_and_lengths_are_no_dates() {
    for text in [
        "3号楼、5号楼1单元和12号楼停水",
        "4号，6号楼停水",
        "3-5号楼停水，2-3-1203室也停",
        "人民路18号小区，地铁3号线",
        "请到2号门、4号电梯厅",
        "5号停车场照常，7号周边不停",
        "咨询电话0571-88880000、13800005678",
        "请提前3日储水，7日内恢复水压",
        "每周一清洗，工作时间周一至周五 8:30–17:30",
        "请注意以下三点：早一点储水，一时用不了的先留着",
        "水压降到1/2，5/6层可能无水",
        "24小时值班，停水约6小时30分",
        "水费每吨3.5元，浓度1.8点",
        "每周两次，一周一次",
        "第2号泵，8#泵房，A3/4号机",
        "请于次日再用",
    ] {
        assert_eq!(told(text), "", "{text}");
    }
}

#[test]
fn every_day_of_a_span_and_the_midnight_that_ends_one_are_said() {
    let told = Says::nothing(at(12, 1, 10, 0), Shanghai);
    let says = told.span(at(12, 3, 22, 0), at(12, 6, 0, 0));
    let none = "3日晚上10点到5日24:00，4日周五全天，12月6日0点恢复，夜里12点来水";
    assert_eq!(doubts("body", none, &says), []);
    assert_eq!(words_of(&doubts("body", "7日恢复", &says)), "7日");
}

#[test]
fn a_box_answers_for_the_words_that_it_was_shown_with_and_for_no_others() {
    let doubted = doubts("body", "周三起储水，12月4日恢复", &says());
    let boxed = |words: &str| Fields::of([(MEANT, words.to_owned())]);
    assert!(are_meant(&doubted, &boxed("周三、12月4日")));
    assert!(!are_meant(&doubted, &boxed("周三")));
    assert!(!are_meant(&doubted, &Fields::default()));
    assert!(are_meant(&[], &Fields::default()));
}
