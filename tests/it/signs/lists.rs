//! Lists made to break their reader: the server goes on, and the clerk is told what to do.

use std::io::{Cursor, Write};

use actix_web::http::StatusCode;
use zip::write::SimpleFileOptions;

use crate::support::app::TestApp;
use crate::support::client::{Client, File};

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

async fn sent(clerk: &mut Client<'_>, bytes: Vec<u8>) -> crate::support::client::Answer {
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
