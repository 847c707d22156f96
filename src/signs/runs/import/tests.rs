//! Files as offices send them, and as nobody should.

use std::io::Write;

use zip::write::SimpleFileOptions;

use super::*;

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

fn xlsx(cells: &str) -> Vec<u8> {
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>"#
    );
    archive(&[
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn text(at: &str, said: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{said}</t></is></c>"#)
}

fn said(table: &Table) -> Vec<Vec<&str>> {
    table
        .rows
        .iter()
        .map(|(_, cells)| cells.iter().map(String::as_str).collect())
        .collect()
}

#[test]
fn a_list_reads_the_same_however_excel_saved_it() {
    let list = "楼栋,楼层\r\n3号楼,15\r\n\r\n 5号楼 ,B1\r\n";
    let (gbk, _, _) = GB18030.encode(list);
    let mut marked = vec![0xEF, 0xBB, 0xBF];
    marked.extend_from_slice(list.as_bytes());
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(
        list.replace(',', "\t")
            .encode_utf16()
            .flat_map(u16::to_le_bytes),
    );
    let book = xlsx(&format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><v>15</v></c></row><row r=\"4\">{}{}</row>",
        text("A1", "楼栋"),
        text("B1", "楼层"),
        text("A2", "3号楼"),
        text("A4", " 5号楼 "),
        text("B4", "B1"),
    ));
    for bytes in [list.as_bytes(), &gbk, &marked, &wide, &book] {
        let table = table(bytes).unwrap();
        assert_eq!(table.headings, ["楼栋", "楼层"]);
        assert_eq!(said(&table), [["3号楼", "15"], ["5号楼", "B1"]]);
        assert_eq!(table.rows[1].0, 4);
    }
}

#[test]
fn a_formula_is_named_by_row_and_heading() {
    let formula = ImportError::Formula {
        row: 2,
        column: "楼层".to_owned(),
    };
    assert_eq!(
        table("楼栋,楼层\n3号楼,=A1+1\n".as_bytes()),
        Err(formula.clone())
    );
    let book = xlsx(&format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}<c r=\"B2\"><f>1+1</f><v>2</v></c></row>",
        text("A1", "楼栋"),
        text("B1", "楼层"),
        text("A2", "3号楼"),
    ));
    assert_eq!(table(&book), Err(formula));
}

#[test]
fn what_is_no_list_is_refused_for_what_it_is() {
    assert_eq!(table(b""), Err(ImportError::Empty));
    assert_eq!(table("楼栋,楼层\n".as_bytes()), Err(ImportError::Empty));
    assert_eq!(
        table(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        Err(ImportError::Unreadable)
    );
    assert_eq!(
        table(b"PK\x03\x04 and nothing more"),
        Err(ImportError::Unreadable)
    );
    assert_eq!(
        table(&archive(&[("a.txt", b"a")])),
        Err(ImportError::Unreadable)
    );
    assert_eq!(
        table(&vec![b'a'; MAX_BYTES + 1]),
        Err(ImportError::TooLarge)
    );
    let twice = table("楼层,楼层\n1,2\n".as_bytes());
    assert_eq!(twice, Err(ImportError::TwiceNamed("楼层".to_owned())));
    let wide = format!("a\n{}\n", vec!["1"; MAX_COLUMNS + 1].join(","));
    assert_eq!(table(wide.as_bytes()), Err(ImportError::TooManyColumns(2)));
    let long = format!("a\n{}\n", "长".repeat(MAX_CELL + 1));
    let cell = ImportError::LongCell {
        row: 2,
        column: "a".to_owned(),
    };
    assert_eq!(table(long.as_bytes()), Err(cell));
}

#[test]
fn a_hundred_thousand_and_one_rows_are_too_many() {
    let list = format!("楼层\n{}", "1\n".repeat(100_001));
    assert_eq!(table(list.as_bytes()), Err(ImportError::TooManyRows));
    let most = format!("楼层\n{}", "1\n".repeat(MAX_ROWS));
    assert_eq!(table(most.as_bytes()).unwrap().rows.len(), MAX_ROWS);
}

#[test]
fn a_small_file_that_unpacks_to_a_large_one_is_not_unpacked() {
    let zeros = vec![0; usize::try_from(MAX_UNPACKED).unwrap() / 2 + 1];
    let bomb = archive(&[
        ("xl/workbook.xml", &zeros),
        ("xl/worksheets/sheet1.xml", &zeros),
    ]);
    assert!(bomb.len() < MAX_BYTES);
    assert_eq!(table(&bomb), Err(ImportError::Swollen));
}

#[test]
fn an_entity_that_grows_is_not_followed() {
    let sheet = r#"<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>楼层</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>&b;&b;</t></is></c></row></sheetData></worksheet>"#;
    let book = archive(&[
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    match table(&book) {
        Ok(table) => assert!(
            table
                .rows
                .iter()
                .all(|(_, cells)| cells.iter().all(|c| c.len() < 40))
        ),
        Err(refused) => assert!(matches!(
            refused,
            ImportError::Unreadable | ImportError::Empty
        )),
    }
}
