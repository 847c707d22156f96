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
    told_by(text, &says())
}

fn told_by(text: &str, says: &Says) -> String {
    let doubts = doubts("body", text, says);
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
fn what_is_done_ahead_of_the_stop_and_the_steps_within_it_are_no_matter() {
    for text in [
        "9:00关阀，11:00检测水质，14点冲洗管道，15:30恢复供水",
        "10:00—11:30清洗水箱；13:00消毒",
        "停水期间11:00检测水质",
        "请于12月2日20:00前储水，9点起停水",
        "请在2日（周三）晚上8点前备足生活用水。",
        "接自来水公司12月1日停水通知，定于12月3日9:00停水",
        "今天接到供电局通知，12月3日停电",
        "我处定于12月3日9:00至15:30停水。\n锦绣花园管理处\n2026年12月1日",
        "物业服务中心值班时间8:30–17:30，热线24小时服务",
        "咨询电话88880000（8:00-20:00）",
        "停水时间为3日9:00-15:30，每天7:00–8:00请勿用水",
        "见锦绣物业〔2026〕12号",
        "周六、周日照常上班",
        "水箱建于2008年5月1日，容量18时段",
        "《锦绣物业〔2026〕12号》与2026年第12号公告同时有效",
        "12月3日（星期四）9时至15时30分，第3期、地铁3号线出口、3幢301室停水",
        "物业费2.5元/月，分两时段施工，请注意两点：早储水、关好水龙头",
        "12月3日当天上午九点整，自来水公司将在9时许到场",
    ] {
        assert_eq!(told(text), "", "{text}");
    }
    for (text, words) in [
        ("停水时间：12月2日，9:00–15:30", "12月2日"),
        ("停水时间为9:00–11:00", "11:00"),
        ("请于10点前储水", "10点"),
        ("8:00关阀", "8:00"),
        ("请注意八点停水", "八点"),
        ("11:00来水", "11:00"),
        ("接12月1日通知，定于12月2日停水", "12月2日"),
    ] {
        assert_eq!(told(text), words, "{text}");
    }
}

/// What offices write into their notices, and what of it is told; the stop is that of [`says`].
const PHRASES: [(&str, &str); 64] = [
    ("工期3-5日", ""),
    ("本次施工工期3日，需要3日完成管道更换", ""),
    ("工期为3至5日，如遇雨天顺延", ""),
    ("请提前安排好一日三餐", ""),
    ("商家支持7日无理由退换", ""),
    ("24小时热线12345", ""),
    ("如有疑问请拨打12345热线", ""),
    ("3天内完成整改", ""),
    ("7日内、3日之内、每3日清洗一次", ""),
    ("祝您周末愉快", ""),
    ("祝大家周末愉快，阖家安康", ""),
    ("五一期间照常供水", ""),
    ("十一期间客服中心照常办公", ""),
    ("如有疑问请于本周五前联系管理处", ""),
    ("请本周五前到前台领取滤芯", ""),
    ("请于12月20日前缴清物业费，缴费方式见公众号", ""),
    ("请于12月5日前反馈意见", ""),
    ("恢复供水后请先放水3至5分钟", ""),
    ("水质检测报告3日后公示", ""),
    ("12月15日起客服中心恢复正常上班", ""),
    ("快递柜每周末清洁", ""),
    ("隔周三消杀", ""),
    ("每月15日抄表", ""),
    ("7×24小时值守", ""),
    ("电梯6.18起由新单位维保", ""),
    ("水压约1.5公斤，管径2.5寸", ""),
    ("停水时间共6.5小时", ""),
    ("3单元12层-15层、8-10号楼停水", ""),
    ("周末停水", "周末"),
    ("本周末停水，请储水", "周末"),
    ("下周一起停水", "下周一"),
    ("下周四停水", "下周四"),
    ("本周四停水", ""),
    ("这周四上午9点停水", ""),
    ("下个星期四停水", "下个星期四"),
    ("上周四已通知各位业主", ""),
    ("晚上周四起停水", ""),
    ("今晚停水", "今晚"),
    ("后天上午9点停水", ""),
    ("大后天停水", "大后天"),
    ("12.4停水", "12.4"),
    ("12.3上午9点停水", ""),
    ("12.03（周四）停水", ""),
    ("12.4（周五）9:00停水", "12.4(周五)"),
    ("停水时间为9点至12点", "12点"),
    ("停水至周五下午5点", "周五、下午5点"),
    ("12月3号早8点停水", "早8点"),
    ("12月3日9点至次日9点停水", ""),
    ("恢复时间为当天下午4点", "下午4点"),
    ("预计16时30分来水", "16时30分"),
    ("请各位业主10日前完成电卡充值", "10日"),
    ("第3日恢复", ""),
    ("3日当天恢复供水", ""),
    ("请于12月2日（周四）前储水", "12月2日(周四)=星期三"),
    ("停水期间请关好水龙头，12月4日起水费按新价", "12月4日"),
    ("下午4点来电", "下午4点"),
    ("欢迎12月5日前来电咨询", ""),
    ("暂停服务的电梯照常检修", ""),
    ("质保期内，有效期7日", ""),
    ("11月28日现场勘查发现水箱渗漏，定于12月3日停水检修", ""),
    ("8:20发现主管爆裂，9:00起紧急停水", ""),
    ("12月4日发现漏水", "12月4日"),
    (
        "根据《市供水条例》（2019年3月1日起施行）第12条，定于12月3日停水",
        "",
    ),
    ("2025年12月3日，因水箱清洗停水", "2025年12月3日"),
];

#[test]
fn of_what_offices_write_only_what_may_send_somebody_to_the_tap_in_vain_is_told() {
    for (text, words) in PHRASES {
        assert_eq!(told(text), words, "{text}");
    }
}

#[test]
fn a_reason_that_calls_it_off_may_name_the_time_to_which_it_is_moved() {
    let told = Says::nothing(at(12, 1, 10, 0), Shanghai);
    let says = told.span(at(12, 3, 9, 0), at(12, 3, 15, 30)).calling_off();
    for text in [
        "施工单位设备故障，改期至12月8日进行",
        "改到下周二上午9点",
        "推迟到12月8日（周二）",
        "顺延至12月5日8:00",
        "水箱清洗推迟一周",
        "供水公司12月1日通知取消",
        "12月3日有暴雨",
    ] {
        assert_eq!(told_by(text, &says), "", "{text}");
    }
    for (text, words) in [
        ("12月4日的停水取消", "12月4日"),
        ("周五停水取消", "周五"),
        ("12月3日（周五）有暴雨", "12月3日(周五)=星期四"),
        ("推迟到12月8日（周一）", "12月8日(周一)=星期二"),
    ] {
        assert_eq!(told_by(text, &says), words, "{text}");
    }
}

#[test]
fn what_an_apology_plans_and_did_since_is_no_matter_and_when_it_stopped_is() {
    let told = Says::nothing(at(12, 7, 10, 0), Shanghai);
    let says = told.span(at(12, 3, 22, 10), at(12, 3, 23, 40));
    let says = says.looking_back();
    for text in [
        "12月3日停电，是因为进线开关跳闸。停止时间为12月3日 星期四 22:10–23:40。",
        "应急照明本周五前更换，12月20日前全部检修完毕。",
        "22:25到场，22:50查明原因，12月4日上午9点更换了开关",
        "12月12日将停电更换电缆，另行通知",
        "明天起每晚8点巡查配电房，下周三召开说明会",
        "应急照明将于周六停电更换，周六将再次停电检修",
        "下周三上午9点停电更换电缆，本周五前完成整改",
        "今后每周一停电演练，上周四停电的原因是开关老化",
    ] {
        assert_eq!(told_by(text, &says), "", "{text}");
    }
    for (text, words) in [
        ("12月2日停电", "12月2日"),
        ("周五晚停电", "周五"),
        ("上周五停电", "上周五"),
        ("周末停电", "周末"),
        ("23:10恢复供电", "23:10"),
    ] {
        assert_eq!(told_by(text, &says), words, "{text}");
    }
}

#[test]
fn a_date_without_a_year_is_the_one_next_to_the_stop() {
    let told = Says::nothing(at(12, 29, 10, 0), Shanghai);
    let says = told.span(at(12, 31, 9, 0), at(12, 31, 15, 0));
    assert_eq!(told_by("1月2日（周六）恢复", &says), "1月2日(周六)");
    assert_eq!(
        told_by("1月2日（周五）恢复", &says),
        "1月2日(周五); 1月2日(周五)=星期六"
    );
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
    let doubted = doubts("body", "周三起停水，12月4日恢复", &says());
    let boxed = |words: &str| Fields::of([(MEANT, words.to_owned())]);
    assert!(are_meant(&doubted, &boxed("周三、12月4日")));
    assert!(!are_meant(&doubted, &boxed("周三")));
    assert!(!are_meant(&doubted, &Fields::default()));
    assert!(are_meant(&[], &Fields::default()));
}
