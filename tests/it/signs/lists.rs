//! Lists made to break their reader: the server goes on, and the clerk is told what to do.

use std::io::{Cursor, Write};

use actix_web::http::StatusCode;
use gaoshi::platform::apart::Apart;
use gaoshi::platform::lists::{self, ImportError};
use zip::write::SimpleFileOptions;

use crate::support::app::TestApp;
use crate::support::client::{Answer, Client, File};

/// A workbook whose one sheet is this.
fn workbook(sheet: &str) -> Vec<u8> {
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
             Target=\"{target}\"/></Relationships>"
        )
    };
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
         <sheets><sheet name=\"名单\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let sheet = format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{sheet}</worksheet>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "_rels/.rels",
            relations("officeDocument", "xl/workbook.xml"),
        ),
        ("xl/workbook.xml", book.to_owned()),
        (
            "xl/_rels/workbook.xml.rels",
            relations("worksheet", "worksheets/sheet1.xml"),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cell(at: &str, said: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{said}</t></is></c>")
}

async fn sent(clerk: &mut Client<'_>, bytes: Vec<u8>) -> Answer {
    let page = clerk.get("/signs/list?what=floor").await;
    let form = page.form("/signs/list");
    let file = File {
        name: "list.xlsx",
        kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        bytes,
    };
    clerk.submit_file(&form, &[], file).await
}

#[actix_web::test]
async fn a_workbook_of_an_office_is_read() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let head = [("A1", "楼栋"), ("B1", "单元"), ("C1", "楼层")];
    let line = [("A2", "3号楼"), ("B2", "1单元"), ("C2", "2")];
    let row = |cells: [(&str, &str); 3]| cells.map(|(at, said)| cell(at, said)).concat();
    let sheet = format!(
        "<sheetData><row r=\"1\">{}</row><row r=\"2\">{}</row></sheetData>",
        row(head),
        row(line)
    );
    let made = sent(&mut clerk, workbook(&sheet)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
}

/// Two cells at the far ends of a sheet ask a reader that keeps the whole of it for half a
/// terabyte: less than two thousand bytes that would end a server.
#[actix_web::test]
async fn a_workbook_that_asks_for_more_memory_than_there_is_ends_its_reader_alone() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let sheet = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\">{}</row>\
         <row r=\"1048576\">{}</row></sheetData>",
        cell("A1", "楼层"),
        cell("XFD1048576", "1")
    );
    let file = workbook(&sheet);
    assert!(file.len() < 2_048, "{}", file.len());
    let answer = sent(&mut clerk, file).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("请另存为 CSV"), "{}", answer.body);
    assert_eq!(clerk.get("/signs").await.status, StatusCode::OK);
}

#[actix_web::test]
async fn a_place_of_sixty_characters_that_no_label_holds_is_told_with_its_row_and_room() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let page = clerk.get("/signs/list?what=room").await;
    let form = page.form("/signs/list");
    let name: String = "北侧二层平台公共休息区与儿童活动中心"
        .chars()
        .cycle()
        .take(60)
        .collect();
    let file = File {
        name: "list.csv",
        kind: "text/csv",
        bytes: format!("位置,文字\n东门,值班室\n北门,{name}\n").into_bytes(),
    };
    let answer = clerk
        .submit_file(&form, &[("filling", "labels_24")], file)
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = format!("第 2 块（北门）：“{name}”放不下");
    assert!(answer.body.contains(&told), "{}", answer.body);
}

async fn csv(clerk: &mut Client<'_>, what: &str, text: String) -> Answer {
    let page = clerk.get(&format!("/signs/list?what={what}")).await;
    let form = page.form("/signs/list");
    let file = File {
        name: "list.csv",
        kind: "text/csv",
        bytes: text.into_bytes(),
    };
    clerk.submit_file(&form, &[], file).await
}

#[actix_web::test]
async fn a_list_of_ten_thousand_long_rows_is_read_to_its_end() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let note = "补".repeat(60);
    let rows: Vec<String> = (0..10_000)
        .map(|n| format!("东门,值班室{n},{note}\n"))
        .collect();
    let rows = rows.concat();
    let refused = csv(
        &mut clerk,
        "room",
        format!("位置,文字,说明\n{rows}北门，,,\n"),
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("名单超过 10000 行"),
        "{}",
        refused.body
    );
}

#[actix_web::test]
async fn a_control_character_in_a_cell_is_told_before_a_code_is_given_out() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    for hidden in ["\u{1}", "\u{1b}", "\u{7f}", "\u{202e}"] {
        let list = format!("位置,文字\n东门,值{hidden}班室\n");
        let refused = csv(&mut clerk, "room", list).await;
        assert!(
            refused.body.contains("第 2 行“文字”里有看不见"),
            "{hidden:?}"
        );
    }
}

#[actix_web::test]
async fn the_sample_calculates_nothing_and_is_read_as_it_was_given_out() {
    let app = TestApp::demo();
    let mut manager = app.signed_in("liujianping").await;
    let page = manager.get("/signs/make?what=single").await;
    let community = page.between("name=\"community\" value=\"", "\"").to_owned();
    let spots = format!("/places/{community}/spots");
    manager.get(&format!("/places/{community}")).await;
    let spot = [("spot", "=1+1号库"), ("spot_en", "Store")];
    let made = manager.post(&spots, &spot).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let mut clerk = app.signed_in("wangfang").await;
    let sample = clerk.get("/signs/list.csv?what=room").await.body;
    assert!(sample.contains("\n'=1+1号库,'=1+1号库,"), "{sample}");
    let made = csv(&mut clerk, "room", sample).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
}

#[actix_web::test]
async fn doors_are_counted_on_their_floors_or_come_from_a_list() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let sample = clerk.get("/signs/list.csv?what=door").await.body;
    assert!(sample.contains("3号楼,2单元,15层,1501,1501,"), "{sample}");
    let list = "楼栋,单元,房号\n３号楼,2单元,15A\n3号楼,2单元,15B\n".to_owned();
    let made = csv(&mut clerk, "door", list).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = clerk.get(made.location()).await;
    assert!(run.body.contains("3号楼2单元 15A"), "{}", run.body);
}

#[actix_web::test]
async fn a_long_list_is_read_every_time() {
    let apart = Apart::of(env!("CARGO_BIN_EXE_gaoshi"));
    let long = format!("楼栋,单元,楼层\n{}", "3号楼,1单元,1\n".repeat(50_000));
    for _ in 0..40 {
        let read = lists::read(&apart, long.as_bytes()).await.unwrap();
        assert!(matches!(read, Err(ImportError::TooManyRows)), "{read:?}");
    }
}

const INPUTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/signs/inputs");

/// An office's list as it came, sent for signs of a kind with answers to what it leaves open.
async fn given(
    clerk: &mut Client<'_>,
    what: &str,
    name: &'static str,
    answers: &[(&str, &str)],
) -> Answer {
    let page = clerk.get(&format!("/signs/list?what={what}")).await;
    given_to(clerk, &page, name, answers).await
}

/// The same into the form of a page that is there already: an answer holds for what that page asked.
async fn given_to(
    clerk: &mut Client<'_>,
    page: &Answer,
    name: &'static str,
    answers: &[(&str, &str)],
) -> Answer {
    let bytes = std::fs::read(format!("{INPUTS}/{name}")).unwrap();
    let kind = "application/octet-stream";
    let file = File { name, kind, bytes };
    clerk
        .submit_file(&page.form("/signs/list"), answers, file)
        .await
}

#[actix_web::test]
async fn what_a_list_does_not_say_as_meant_is_refused_by_row_and_column() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    for (what, name, told) in [
        ("floor", "I1_blank_building.csv", "第 3 行缺少“楼栋”"),
        (
            "floor",
            "I1_blank_building_and_entrance.csv",
            "第 3 行缺少“楼栋”",
        ),
        ("floor", "I1_blank_entrance.csv", "第 3 行缺少“单元”"),
        ("door", "I4_date_cell.xlsx", "第 2 行“房号”是日期或时间"),
        (
            "door",
            "I5_number_format.xlsx",
            "第 3 行“房号”存的是 1.1，显示的格式是",
        ),
        (
            "room",
            "I6_unquoted_comma.csv",
            "第 2 行有 4 格，列名只有 3 个",
        ),
        (
            "floor",
            "I7_error_bool_percent.xlsx",
            "第 2 行“文字”是错误值 #N/A",
        ),
    ] {
        let answer = given(&mut clerk, what, name, &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let told = told.replace("的格式是", "格式是");
        assert!(answer.body.contains(&told), "{name}: {}", answer.body);
    }
}

#[actix_web::test]
async fn a_hidden_sheet_is_not_read_and_the_one_called_list_is() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    for name in ["I3_hidden_first_sheet.xlsx", "I3_list_on_second_sheet.xlsx"] {
        let made = given(&mut clerk, "floor", name, &[]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{name}: {}", made.body);
        let run = clerk.get(made.location()).await;
        assert!(!run.body.contains("9层"), "{name}: {}", run.body);
    }
}

#[actix_web::test]
async fn a_door_keeps_its_leading_zero() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let made = given(&mut clerk, "door", "I5_equals_quoted.csv", &[]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = clerk.get(made.location()).await;
    assert!(run.body.contains("3号楼1单元 0101"), "{}", run.body);
}

#[actix_web::test]
async fn hidden_rows_are_asked_for() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let name = "I8_hidden_row.xlsx";
    let asked = given(&mut clerk, "floor", name, &[]).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        asked.body.contains("第 3 行在文件里是隐藏的"),
        "{}",
        asked.body
    );
    assert!(
        asked.body.contains("name=\"hidden_rows\""),
        "{}",
        asked.body
    );
    for (answer, signs) in [("with", "2 块"), ("without", "1 块")] {
        let made = given_to(&mut clerk, &asked, name, &[("hidden_rows", answer)]).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let run = clerk.get(made.location()).await;
        assert!(run.body.contains(signs), "{answer}: {}", run.body);
    }
}

#[actix_web::test]
async fn columns_without_use_are_asked_for() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let list = "序号,位置,文字,说明\n1,东门,值班室,\n".to_owned();
    let asked = csv(&mut clerk, "room", list.clone()).await;
    assert!(asked.body.contains("这几列用不上：序号"), "{}", asked.body);
    let form = asked.form("/signs/list");
    let file = File {
        name: "list.csv",
        kind: "text/csv",
        bytes: list.into_bytes(),
    };
    let leave = [("unread_columns", "without")];
    let made = clerk.submit_file(&form, &leave, file).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
}

#[actix_web::test]
async fn a_single_sign_says_its_rows_words_on_paper_and_in_the_register() {
    let app = TestApp::demo();
    let mut clerk = app.signed_in("wangfang").await;
    let design = [("design", "w-slip")];
    let made = given(&mut clerk, "single", "I2_single_words.csv", &design).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let run = made.location().to_owned();
    clerk.get(&run).await;
    clerk.post(&format!("{run}/parts/1"), &[]).await;
    let sheets = clerk.get(&format!("{run}/parts/1.pdf")).await;
    let said = crate::paper::tools::Paper::of(&sheets.bytes).text();
    for words in ["小心地滑", "Slippery floor", "禁止停车", "No parking"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let register = clerk.get("/signs/register").await;
    for words in ["小心地滑", "禁止停车"] {
        assert!(register.body.contains(words), "{words}: {}", register.body);
    }
}
