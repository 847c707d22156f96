//! Signs that stay: made from the places or from a list, printed part by part.

use actix_web::http::StatusCode;

use crate::support::app::TestApp;
use crate::support::client::{Answer, Client, File};

/// The form of floor plates with these areas ticked.
pub(crate) async fn floors(clerk: &mut Client<'_>, areas: &[&str]) -> Answer {
    let page = clerk.get("/signs/make?what=floor").await;
    let mut fields = vec![("action", "make"), ("what", "floor")];
    let ids: Vec<String> = areas.iter().map(|area| id_of(&page.body, area)).collect();
    fields.extend(ids.iter().map(|id| ("within", id.as_str())));
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    fields.extend([("community", community.as_str()), ("coded", "yes")]);
    fields.extend([
        ("phone", "0755-8888 0000"),
        ("version", "1"),
        ("start", "1"),
    ]);
    clerk.post("/signs/make", &fields).await
}

/// The value of the box whose label reads so.
pub(super) fn id_of(page: &str, label: &str) -> String {
    let end = page.find(&format!("<span>{label}</span>")).unwrap();
    let value = page[..end].rsplit("value=\"").next().unwrap();
    value.split('"').next().unwrap().to_owned()
}

async fn pdf(clerk: &mut Client<'_>, path: &str) -> Vec<u8> {
    let answer = clerk.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert!(answer.bytes.starts_with(b"%PDF"));
    answer.bytes
}

#[actix_web::test]
async fn plates_for_a_building_are_looked_at_printed_once_and_printed_the_same_again() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let made = floors(&mut clerk, &["3号楼"]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = made.location().to_owned();
    let page = clerk.get(&run).await;
    assert!(page.body.contains("楼层牌") && page.body.contains("第一块"));
    let look = clerk.get(&format!("{run}/signs/1.svg")).await;
    assert!(look.body.starts_with("<svg"));
    assert_eq!(
        clerk.get(&format!("{run}/signs/0.svg")).await.status,
        StatusCode::NOT_FOUND
    );
    // Before it is printed nothing has a code.
    let before = clerk.get(&format!("{run}/parts/1.pdf")).await;
    assert_eq!(before.status, StatusCode::NOT_FOUND);
    clerk.get(&run).await;
    let printed = clerk.post(&format!("{run}/parts/1"), &[]).await;
    assert_eq!(printed.location(), format!("{run}/parts/1.pdf"));
    let first = pdf(&mut clerk, printed.location()).await;
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    assert_eq!(pdf(&mut clerk, &format!("{run}/parts/1.pdf")).await, first);
    let page = clerk.get(&run).await;
    assert!(page.body.contains("已打印"));
    let kept = clerk.post(&format!("{run}/delete"), &[]).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kept.body.contains("id=\"problem\""), "{}", kept.body);
    let register = clerk.get("/signs/register").await;
    assert!(register.body.contains("3号楼"), "{}", register.body);
}

#[actix_web::test]
async fn a_long_run_is_stopped_and_goes_on_where_it_stopped() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let made = floors(&mut clerk, &["锦绣花园"]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = made.location().to_owned();
    let page = clerk.get(&run).await;
    assert!(
        page.body.contains("1–200"),
        "the demo has more than 200 floors"
    );
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    clerk.post(&format!("{run}/stop"), &[]).await;
    let stopped = clerk.post(&format!("{run}/parts/2"), &[]).await;
    assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stopped.body.contains("继续打印"));
    assert!(stopped.offers("/go-on"), "the run is there to go on from");
    let nothing = clerk.get(&format!("{run}/parts/2.pdf")).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    clerk.get(&run).await;
    clerk.post(&format!("{run}/go-on"), &[]).await;
    let printed = clerk.post(&format!("{run}/parts/2"), &[]).await;
    assert_eq!(printed.status, StatusCode::SEE_OTHER);
    let none = clerk.post(&format!("{run}/parts/99"), &[]).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_list_is_read_as_the_sample_was_filled_in_and_its_faults_are_told_by_row() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let sample = clerk.get("/signs/list.csv?what=floor").await.body;
    let head: String = sample.lines().take(3).collect::<Vec<_>>().join("\r\n");
    let page = clerk.get("/signs/list?what=floor").await;
    let form = page.form("/signs/list");
    let file = |text: String| File {
        name: "list.csv",
        kind: "text/csv",
        bytes: text.into_bytes(),
    };
    let made = clerk.submit_file(&form, &[], file(head)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = clerk.get(made.location()).await;
    assert!(run.body.contains("0 / 2"), "{}", run.body);
    for (list, told) in [
        ("楼栋,楼层\n3号楼,1\n", "名单缺少列：单元"),
        (
            "楼栋,单元,楼层\n3号楼,1单元,99\n",
            "第 2 行：3号楼1单元没有“99”",
        ),
        ("楼栋,单元,楼层\n3号楼,1单元,=1+1\n", "第 2 行“楼层”是公式"),
        ("楼栋,单元,楼层\n", "名单里没有内容"),
        ("\u{1}\u{0}", "这个文件读不出来"),
    ] {
        let answer = clerk.submit_file(&form, &[], file(list.to_owned())).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(answer.body.contains(told), "{told}: {}", answer.body);
    }
    let many = format!("楼栋,单元,楼层\n{}", "3号楼,1单元,1\n".repeat(100_001));
    let answer = clerk.submit_file(&form, &[], file(many)).await;
    assert!(
        answer.body.contains("名单超过 10000 行"),
        "{}: {}",
        answer.status,
        answer.body
    );
}

#[actix_web::test]
async fn a_distance_that_no_paper_serves_and_a_place_that_was_not_chosen_are_told() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=single&design=w-electric").await;
    let spot = page.between("name=\"place\" value=\"", "\"").to_owned();
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    let all = |metres: &'static str, spot: &'static str| {
        vec![
            ("action", "make"),
            ("what", "single"),
            ("design", "w-electric"),
            ("phone", "0755-8888 0000"),
            ("metres", metres),
            ("place", spot),
        ]
    };
    let mut far = all("80", "");
    far.extend([("community", community.as_str()), ("place", spot.as_str())]);
    let answer = clerk.post("/signs/make", &far).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("到印刷厂定做"), "{}", answer.body);
    let mut near = all("4", "");
    near.push(("community", community.as_str()));
    let answer = clerk.post("/signs/make", &near).await;
    assert!(answer.body.contains("请至少选一处"));
    near.push(("place", spot.as_str()));
    let answer = clerk.post("/signs/make", &near).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

#[actix_web::test]
async fn another_offices_run_is_not_there() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let run = floors(&mut clerk, &["3号楼"]).await.location().to_owned();
    let mut other = app.signed_in("zhengyuting").await;
    other.get("/signs").await;
    for path in ["", "/signs/1.svg", "/parts/1.pdf"] {
        let answer = other.get(&format!("{run}{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    other.get("/signs").await;
    for verb in ["parts/1", "stop", "go-on", "delete"] {
        let answer = other.post(&format!("{run}/{verb}"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{verb}");
    }
}

/// A form with one field wrong, and where and how that is told.
#[actix_web::test]
async fn what_no_printer_makes_is_refused_before_a_code_is_given_out() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=floor").await;
    let building = id_of(&page.body, "3号楼");
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    for (field, value, told) in [
        ("start", "22", "只有 21 格"),
        ("start", "第一格", "id=\"e-start\""),
        ("version", "-1", "id=\"e-version\""),
        ("inspect_every", "-30", "id=\"e-inspect_every\""),
        ("scanned_from", "1000", "最远 10 米"),
        ("metres", "1e300", "距离请写成数字"),
        ("phone", "请打电话", "id=\"e-phone\""),
    ] {
        let fields = [
            ("action", "make"),
            ("what", "floor"),
            ("within", building.as_str()),
            ("community", community.as_str()),
            ("filling", "labels_21"),
            (field, value),
            ("phone", "0755-8888 0000"),
        ];
        let answer = clerk.post("/signs/make", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(
            answer.body.contains(told),
            "{field} {value}: {}",
            answer.body
        );
    }
    let tiled = [
        ("action", "make"),
        ("what", "floor"),
        ("within", building.as_str()),
        ("community", community.as_str()),
        ("filling", "tiled"),
        ("paper", "A4"),
        ("phone", "0755-8888 0000"),
    ];
    let answer = clerk.post("/signs/make", &tiled).await;
    assert!(answer.body.contains("拼大幅要选"), "{}", answer.body);
    let all = id_of(&page.body, "锦绣花园");
    let mountain = [
        ("action", "make"),
        ("what", "floor"),
        ("within", all.as_str()),
        ("community", community.as_str()),
        ("filling", "tiled"),
        ("paper", "A0"),
        ("phone", "0755-8888 0000"),
    ];
    let answer = clerk.post("/signs/make", &mountain).await;
    assert!(answer.body.contains("张纸，太多了"), "{}", answer.body);
}

#[actix_web::test]
async fn a_list_with_what_the_faces_lack_or_for_what_no_list_can_say_is_refused() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/list?what=room").await;
    let form = page.form("/signs/list");
    let list = "位置,文字\n东门,值班室🚪\n".to_owned();
    let file = |text: String| File {
        name: "list.csv",
        kind: "text/csv",
        bytes: text.into_bytes(),
    };
    let answer = clerk.submit_file(&form, &[], file(list)).await;
    assert!(answer.body.contains("打印字体里没有 🚪"), "{}", answer.body);
    for what in ["carrier", "rules", "lift_index", "direction", "nonsense"] {
        let page = clerk.get(&format!("/signs/list?what={what}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{what}");
        let fine = file("位置,文字\n东门,值班室\n".to_owned());
        let sent = clerk.submit_file(&form, &[("what", what)], fine).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{what}");
    }
}

#[actix_web::test]
async fn a_whole_part_with_the_longest_rules_fits_one_document() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=rules").await;
    let design = page.between("name=\"design\" value=\"", "\"").to_owned();
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    let rules = ["玩耍时请有成年人在旁照看，轮流使用，不推不挤不追逐。"; 14].join("\n");
    let page = clerk
        .post(
            "/signs/make",
            &[("what", "rules"), ("spread", "floor"), ("phone", "1")],
        )
        .await;
    let all = id_of(&page.body, "锦绣花园");
    let fields = [
        ("action", "make"),
        ("what", "rules"),
        ("design", design.as_str()),
        ("spread", "floor"),
        ("within", all.as_str()),
        ("community", community.as_str()),
        ("sentences", rules.as_str()),
        ("coded", "yes"),
        ("phone", "0755-8888 0000"),
        ("paper", "A3"),
    ];
    let made = clerk.post("/signs/make", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = made.location().to_owned();
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    pdf(&mut clerk, &format!("{run}/parts/1.pdf")).await;
}
