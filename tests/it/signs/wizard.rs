//! The form of signs that stay: where, what for, which set, which words, how far, on what.

use actix_web::http::StatusCode;

use super::runs::id_of;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};

/// The form as it is answered, with these fields filled in.
async fn look(clerk: &mut Client<'_>, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("action", "look"), ("phone", "0755-8888 0000")];
    fields.extend(more);
    clerk.post("/signs/make", &fields).await
}

/// Makes what the form says at the first spot it offers, and answers with the first part's sheets.
async fn printed(clerk: &mut Client<'_>, format: &str, more: &[(&str, &str)]) -> Answer {
    let page = clerk.get("/signs/make?what=single").await;
    let spot = page.between("name=\"place\" value=\"", "\"").to_owned();
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    let mut fields = vec![
        ("action", "make"),
        ("coded", "yes"),
        ("phone", "0755-8888 0000"),
        ("place", spot.as_str()),
        ("community", community.as_str()),
    ];
    fields.extend(more);
    let made = clerk.post("/signs/make", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = made.location().to_owned();
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    clerk.get(&format!("{run}/parts/1.{format}")).await
}

pub(super) fn letters(sheets: &Answer) -> String {
    assert_eq!(sheets.status, StatusCode::OK, "{}", sheets.body);
    crate::paper::tools::Paper::of(&sheets.bytes).letters()
}

#[actix_web::test]
async fn a_purpose_suggests_a_set_that_one_button_puts_on_a_carrier() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    clerk.get("/signs/make").await;
    let page = look(
        &mut clerk,
        &[("what", "single"), ("purpose", "electricity")],
    )
    .await;
    assert!(page.body.contains("做成一块组合标志"), "{}", page.body);
    let fields = [
        ("action", "together"),
        ("what", "single"),
        ("purpose", "electricity"),
        ("phone", "1"),
    ];
    let page = clerk.post("/signs/make", &fields).await;
    let on = |id: &str| page.body.contains(&format!("value=\"{id}\" checked"));
    assert!(on("carrier") && on("w-hv") && on("p-entry") && on("p-climb"));
    assert!(page.body.contains("<svg"), "the carrier is shown at once");
}

#[actix_web::test]
async fn the_words_of_a_sign_are_the_clerks_and_what_it_needs_is_asked_for() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let sheets = printed(
        &mut clerk,
        "pdf",
        &[
            ("what", "single"),
            ("design", "w-hv"),
            ("of_1", "w-hv"),
            ("zh_1", "十千伏变压器\n请勿靠近"),
            ("en_1", "Transformer. Keep away"),
            ("owner", "市供电公司"),
        ],
    )
    .await;
    let letters = letters(&sheets);
    for said in [
        "十千伏变压器",
        "请勿靠近",
        "管理单位",
        "市供电公司",
        "Transformer.Keepaway",
    ] {
        assert!(letters.contains(said), "{said}: {letters}");
    }
    let page = clerk.get("/signs/make?what=single").await;
    let spot = page.between("name=\"place\" value=\"", "\"").to_owned();
    let lacking = [
        ("action", "make"),
        ("what", "single"),
        ("design", "w-hv"),
        ("place", spot.as_str()),
        ("phone", "1"),
    ];
    let answer = clerk.post("/signs/make", &lacking).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("id=\"e-owner\""), "{}", answer.body);
}

#[actix_web::test]
async fn every_sign_of_the_catalogue_that_stays_can_be_made_at_the_desk() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let mut offered = String::new();
    for what in ["single", "rules", "fire_lane"] {
        offered += &clerk.get(&format!("/signs/make?what={what}")).await.body;
    }
    offered += &clerk.get("/signs").await.body;
    for design in gaoshi::signs::list().unwrap() {
        // The plates of numbers are kinds of their own.
        let is_plate = design.id == "i-build";
        let form = format!("name=\"design\" value=\"{}\"", design.id);
        let stop = format!("/signs/new/{}\"", design.id);
        assert!(
            is_plate || offered.contains(&form) || offered.contains(&stop),
            "{}",
            design.id
        );
    }
}

#[actix_web::test]
async fn rules_are_proposed_until_the_clerk_writes_her_own() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=rules&design=i-play").await;
    assert!(page.body.contains("三至十二岁儿童使用"));
    let proposed = page.between("name=\"proposed\" value=\"", "\"").to_owned();
    let other = [
        ("what", "rules"),
        ("design", "i-pool"),
        ("sentences", proposed.as_str()),
        ("proposed", proposed.as_str()),
    ];
    let page = look(&mut clerk, &other).await;
    assert!(page.body.contains("下水前请淋浴") && !page.body.contains("三至十二岁"));
    let own = [
        ("what", "rules"),
        ("design", "i-pool"),
        ("sentences", "本池每周一换水。"),
        ("proposed", proposed.as_str()),
    ];
    let page = look(&mut clerk, &own).await;
    assert!(page.body.contains("本池每周一换水。") && !page.body.contains("rows=\"8\">\n下水前"));
}

#[actix_web::test]
async fn an_index_of_a_lift_lists_the_floors_it_serves() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=lift_index").await;
    assert!(page.body.contains("1 大堂"), "{}", page.body);
}

#[actix_web::test]
async fn a_few_floors_are_made_alone_and_one_that_is_not_there_is_named() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=floor").await;
    let entrance = id_of(&page.body, "3号楼2单元");
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    let make = |only: &'static str| {
        vec![
            ("action", "make"),
            ("what", "floor"),
            ("only", only),
            ("phone", "0755-8888 0000"),
        ]
    };
    let mut some = make("1-3、15");
    some.extend([("within", entrance.as_str()), ("community", &community)]);
    let made = clerk.post("/signs/make", &some).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert!(clerk.get(made.location()).await.body.contains("0 / 4"));
    let mut none = make("25");
    none.extend([("within", entrance.as_str()), ("community", &community)]);
    let refused = clerk.post("/signs/make", &none).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = "3号楼2单元没有“25”，有 1层 … 21层";
    assert!(refused.body.contains(told), "{}", refused.body);
}

#[actix_web::test]
async fn the_bins_of_an_estate_have_its_own_colours() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/bins").await;
    let form = page.form("/signs/bins");
    let pale = clerk.submit(&form, &[("other", "#f5d000")]).await;
    assert_eq!(pale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(pale.body.contains("id=\"e-other\""), "{}", pale.body);
    let saved = clerk.submit(&form, &[("other", "#5e6167")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(clerk.get("/signs/bins").await.body.contains("#5E6167"));
    let picture = printed(
        &mut clerk,
        "png",
        &[("what", "single"), ("design", "bin-other")],
    )
    .await;
    let picture = image::load_from_memory(&picture.bytes).unwrap().to_rgb8();
    let grey = picture
        .pixels()
        .filter(|p| p.0 == [0x5E, 0x61, 0x67])
        .count();
    assert!(grey * 6 > picture.pixels().count(), "{grey}");
    let mut other = app.signed_in("xujing").await;
    let elsewhere = other.get("/signs/bins").await;
    assert!(!elsewhere.body.contains("#5E6167"), "another estate's stay");
    let theirs = form.value("community").to_owned();
    let reached = other.get(&format!("/signs/bins?community={theirs}")).await;
    assert_eq!(reached.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_run_has_a_proof_and_comes_as_pdf_svg_and_png() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=floor").await;
    let entrance = id_of(&page.body, "3号楼2单元");
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    let fields = [
        ("action", "make"),
        ("what", "floor"),
        ("only", "1-3"),
        ("coded", "yes"),
        ("within", entrance.as_str()),
        ("community", community.as_str()),
        ("phone", "0755-8888 0000"),
    ];
    let run = clerk
        .post("/signs/make", &fields)
        .await
        .location()
        .to_owned();
    let page = clerk.get(&run).await;
    assert!(page.body.contains(&format!("{run}/proof.pdf")));
    let proof = letters(&clerk.get(&format!("{run}/proof.pdf")).await);
    for said in ["打样单", "3块", "3号楼2单元1层至3号楼2单元3层"] {
        assert!(proof.contains(said), "{said}: {proof}");
    }
    // The word runs across the sign, and a reader of PDFs may meet its letters in either order.
    assert!(proof.contains("样张") || proof.contains("张样"), "{proof}");
    // A proof gives out no code.
    let none = clerk.get(&format!("{run}/parts/1.pdf")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    for (format, begins) in [("svg", &b"PK"[..]), ("png", b"PK"), ("pdf", b"%PDF")] {
        let sheets = clerk.get(&format!("{run}/parts/1.{format}")).await;
        assert!(
            sheets.bytes.starts_with(begins),
            "{format}: {}",
            sheets.body
        );
    }
    let other = clerk.get(&format!("{run}/parts/1.exe")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn what_the_law_wants_certified_says_that_paper_does_not_replace_it() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    for (design, says) in [("f-ext", true), ("e-exit-r", true), ("w-slip", false)] {
        let sheets = printed(&mut clerk, "pdf", &[("what", "single"), ("design", design)]).await;
        let letters = letters(&sheets);
        assert_eq!(
            letters.contains("不代替经认证的消防产品"),
            says,
            "{design}: {letters}"
        );
    }
}

#[actix_web::test]
async fn a_sign_is_found_by_its_code_and_printed_again() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let words = [("what", "single"), ("design", "w-slip")];
    let sheets = printed(&mut clerk, "pdf", &words).await;
    let scanned = crate::paper::tools::Paper::of(&sheets.bytes)
        .scans()
        .remove(0);
    let code = scanned.rsplit('/').next().unwrap().to_lowercase();
    let found = clerk.get(&format!("/signs/register?code={code}")).await;
    assert_eq!(found.status, StatusCode::SEE_OTHER, "{}", found.body);
    let sign = clerk.get(found.location()).await;
    let again = sign.between("href=\"/signs/runs/copies/", "\"").to_owned();
    let again = clerk.get(&format!("/signs/runs/copies/{again}")).await;
    assert_eq!(letters(&again), letters(&sheets));
    for (typed, told) in [
        ("8K4T2M9XQ5", "不是您的管理处发出的"),
        ("8K4T", "识别码输错了"),
    ] {
        let page = clerk.get(&format!("/signs/register?code={typed}")).await;
        assert!(page.body.contains(told), "{typed}");
    }
    let mut other = app.signed_in("xujing").await;
    let hidden = other.get(&format!("/signs/register?code={code}")).await;
    assert!(hidden.body.contains("不是您的管理处发出的"));
}

#[actix_web::test]
async fn a_direction_sign_shows_the_signs_of_its_places() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let ways = [
        ("what", "direction"),
        ("degrees_1", "315"),
        ("symbol_1", "i-toilet"),
        ("distance_1", "30米"),
        ("degrees_2", "90"),
        ("way_2", "3号楼"),
    ];
    let sheets = printed(&mut clerk, "pdf", &ways).await;
    let letters = letters(&sheets);
    for said in ["卫生间", "Toilets", "30米", "3号楼"] {
        assert!(letters.contains(said), "{said}: {letters}");
    }
    let wrong = [("what", "direction"), ("symbol_1", "w-slip")];
    let page = look(&mut clerk, &wrong).await;
    assert!(!page.body.contains("当心滑倒"), "a warning is no place");
}

#[actix_web::test]
async fn an_arrow_that_points_nowhere_and_a_mountain_of_ranges_are_refused() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=floor").await;
    let entrance = id_of(&page.body, "3号楼2单元");
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    let ranges = "1-200,".repeat(1_000);
    for (what, field, value) in [
        ("single", "turn", "NaN"),
        ("single", "turn", "1e308"),
        ("direction", "degrees_1", "44"),
        ("floor", "only", ranges.as_str()),
    ] {
        let fields = [
            ("action", "make"),
            ("what", what),
            ("design", "e-dir"),
            ("way_1", "东门"),
            ("within", entrance.as_str()),
            ("community", community.as_str()),
            ("phone", "0755-8888 0000"),
            (field, value),
        ];
        let answer = clerk.post("/signs/make", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let told = format!("href=\"#f-{field}\"");
        assert!(answer.body.contains(&told), "{field}={value:.9}");
    }
}

#[actix_web::test]
async fn an_index_of_all_floors_and_a_run_that_hangs_are_noted_in_one_go() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/make?what=lift_index").await;
    let entrance = id_of(&page.body, "3号楼2单元");
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    let proposed = page.between("name=\"proposed\" value=\"", "\"").to_owned();
    assert!(proposed.lines().count() > 14, "{proposed}");
    let fields = [
        ("action", "make"),
        ("what", "lift_index"),
        ("within", entrance.as_str()),
        ("community", community.as_str()),
        ("sentences", proposed.as_str()),
        ("coded", "yes"),
        ("phone", "0755-8888 0000"),
    ];
    let made = clerk.post("/signs/make", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = made.location().to_owned();
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    clerk.get(&run).await;
    let hung = clerk.post(&format!("{run}/placed"), &[]).await;
    assert_eq!(hung.location(), run);
    let register = clerk.get("/signs/register?state=printed").await;
    assert!(!register.body.contains("号电梯</b>"), "{}", register.body);
}
