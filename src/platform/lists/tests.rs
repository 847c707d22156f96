//! Files as offices send them, and as nobody should.

use std::io::{Cursor, Write};

use encoding_rs::GB18030;
use zip::write::SimpleFileOptions;

use super::book::MAX_UNPACKED;
use super::bounds::{MAX_CELL, MAX_COLUMNS};
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

/// A workbook of several sheets, each with its name, its state and what it holds.
#[expect(clippy::too_many_lines, reason = "the parts of one file")]
fn book_of(sheets: &[(&str, &str, &str)], formats: &[&str]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    type Told<'a> = &'a dyn Fn(usize, &(&str, &str, &str)) -> String;
    let each = |one: Told<'_>| {
        let all = sheets
            .iter()
            .enumerate()
            .map(|(at, sheet)| one(at + 1, sheet));
        all.collect::<String>()
    };
    let listed = each(&|at, (name, state, _)| {
        format!(r#"<sheet name="{name}" sheetId="{at}" state="{state}" r:id="rId{at}"/>"#)
    });
    let book = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{listed}</sheets></workbook>"#
    );
    let related = each(&|at, _| {
        RELATIONS
            .split_once("<Relationship ")
            .map(|(_, rest)| format!("<Relationship {rest}"))
            .unwrap()
            .replace("</Relationships>", "")
            .replace("rId1", &format!("rId{at}"))
            .replace("sheet1.xml", &format!("sheet{at}.xml"))
    });
    let styles_related = r#"<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#;
    let related = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}{styles_related}</Relationships>"#
    );
    let codes: String = (164..)
        .zip(formats)
        .map(|(id, code)| {
            let code = code.replace('"', "&quot;");
            format!(r#"<numFmt numFmtId="{id}" formatCode="{code}"/>"#)
        })
        .collect::<Vec<_>>()
        .concat();
    let used: String = (164..)
        .zip(formats)
        .map(|(id, _)| format!(r#"<xf numFmtId="{id}"/>"#))
        .collect::<Vec<_>>()
        .concat();
    let styles = format!(
        r#"<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>"#
    );
    let parts: Vec<(String, String)> = (1..)
        .zip(sheets)
        .map(|(at, (_, _, xml))| {
            let path = format!("xl/worksheets/sheet{at}.xml");
            (
                path,
                format!(r#"<worksheet xmlns="{MAIN}">{xml}</worksheet>"#),
            )
        })
        .collect();
    let mut files = vec![
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", related.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    files.extend(
        parts
            .iter()
            .map(|(path, xml)| (path.as_str(), xml.as_bytes())),
    );
    archive(&files)
}

/// A sheet of one row of headings and rows of cells as they stand in the file.
fn sheet(rows: &[&str]) -> String {
    let rows = (1..)
        .zip(rows)
        .map(|(n, row)| format!(r#"<row r="{n}">{row}</row>"#));
    format!("<sheetData>{}</sheetData>", rows.collect::<String>())
}

fn one_cell(cell: &str, formats: &[&str]) -> Result<Table, ImportError> {
    let heads = text("A1", "楼栋") + &text("B1", "房号");
    let row = text("A2", "3号楼") + cell;
    table(&book_of(
        &[("名单", "visible", &sheet(&[&heads, &row]))],
        formats,
    ))
}

#[test]
fn the_sheet_that_is_seen_is_read_and_several_are_asked_about() {
    let list = sheet(&[&text("A1", "位置"), &text("A2", "东门")]);
    let other = sheet(&[&text("A1", "位置"), &text("A2", "西门")]);
    let empty = sheet(&[]);
    let of = |sheets: &[(&str, &str, &str)]| {
        let table = table(&book_of(sheets, &[]))?;
        Ok::<_, ImportError>(table.rows[0].1[0].clone())
    };
    let east = Ok("东门".to_owned());
    for hidden in ["hidden", "veryHidden"] {
        let sheets = [("旧", hidden, other.as_str()), ("Sheet2", "visible", &list)];
        assert_eq!(of(&sheets), east);
        let sheets = [
            ("名单", hidden, other.as_str()),
            ("Sheet2", "visible", &list),
        ];
        assert_eq!(of(&sheets), east);
    }
    let sheets = [
        ("说明", "visible", other.as_str()),
        (" 名单", "visible", &list),
    ];
    assert_eq!(of(&sheets), east);
    let sheets = [
        ("Sheet1", "visible", list.as_str()),
        ("Sheet2", "visible", &empty),
        ("Sheet3", "visible", &empty),
    ];
    assert_eq!(of(&sheets), east);
    let sheets = [
        ("一期", "visible", list.as_str()),
        ("旧", "hidden", &other),
        ("二期", "visible", &other),
    ];
    let which = ImportError::WhichSheet(vec!["一期".to_owned(), "二期".to_owned()]);
    assert_eq!(of(&sheets), Err(which));
}

#[test]
fn a_number_is_read_as_it_is_seen_or_refused_with_both() {
    for (value, format, seen) in [
        ("101", "0000", "0101"),
        ("101", "General", "101"),
        ("101", "@", "101"),
        ("101", "0_ ", "101"),
        ("101", "0_);[Red]\\(0\\)", "101"),
        ("7", "000", "007"),
        ("-1", "General", "-1"),
        ("3", "0\"号楼\"", "3号楼"),
        ("3", "General\"层\"", "3层"),
        ("3", "G/通用格式", "3"),
        ("1501", "\\A0", "A1501"),
        ("13800000000", "General", "13800000000"),
    ] {
        let cell = format!(r#"<c r="B2" s="1"><v>{value}</v></c>"#);
        let read = one_cell(&cell, &[format]).unwrap();
        assert_eq!(read.rows[0].1[1], seen, "{value} as {format}");
    }
    for (value, format) in [
        ("1.5", "General"),
        ("0.5", "0%"),
        ("0.5", "General"),
        ("101", "0.00"),
        ("1.1", "0"),
        ("1101", "#,##0"),
        ("101", "¥#,##0.00"),
        ("101", "$0"),
        ("100", "0.00E+00"),
        ("101", "[DBNum1]General"),
        ("101", ";;;"),
        ("-1", "0;0"),
        ("1380000000012", "General"),
        ("12345678901234567890", "0"),
        ("101", "000-0000"),
        ("101", "# ?/?"),
    ] {
        let cell = format!(r#"<c r="B2" s="1"><v>{value}</v></c>"#);
        let read = one_cell(&cell, &[format]);
        let Err(ImportError::NoText { row, column, why }) = read else {
            panic!("{value} as {format}: {read:?}");
        };
        assert_eq!((row, column.as_str()), (2, "房号"), "{value} as {format}");
        assert!(matches!(why, NoText::Figure { .. }), "{value}: {why:?}");
    }
}

#[test]
fn dates_times_mistakes_and_logical_values_are_refused_by_row_and_column() {
    let told = |cell: &str, format: &str| match one_cell(cell, &[format]) {
        Err(ImportError::NoText {
            row: 2,
            column,
            why,
        }) if column == "房号" => why,
        other => panic!("{cell} as {format}: {other:?}"),
    };
    for format in [
        "yyyy-mm-dd",
        "m\"月\"d\"日\"",
        "h:mm",
        "[h]:mm:ss",
        "yyyy\"年\"m\"月\"",
        "[$-804]aaaa",
        "mmm-yy",
    ] {
        let why = told(r#"<c r="B2" s="1"><v>46083.5</v></c>"#, format);
        assert!(
            !matches!(why, NoText::Mistake(_) | NoText::YesNo(_)),
            "{format}: {why:?}"
        );
    }
    let date = told(r#"<c r="B2" t="d"><v>2026-03-02T00:00:00Z</v></c>"#, "0");
    assert_eq!(date, NoText::Date);
    for mistake in ["#N/A", "#REF!", "#DIV/0!", "#NAME?"] {
        let why = told(&format!(r#"<c r="B2" t="e"><v>{mistake}</v></c>"#), "0");
        assert_eq!(why, NoText::Mistake(mistake.to_owned()));
    }
    let yes = told(r#"<c r="B2" t="b"><v>1</v></c>"#, "0");
    assert_eq!(yes, NoText::YesNo("TRUE".to_owned()));
    for (typed, why) in [
        ("#N/A", NoText::Mistake("#N/A".to_owned())),
        ("########", NoText::Mistake("########".to_owned())),
        ("TRUE", NoText::YesNo("TRUE".to_owned())),
        ("1.00E+02", NoText::Exponent("1.00E+02".to_owned())),
    ] {
        assert_eq!(told(&text("B2", typed), "0"), why);
        let list = format!("楼栋,房号\n3号楼,{typed}\n");
        let column = "房号".to_owned();
        let refused = ImportError::NoText {
            row: 2,
            column,
            why,
        };
        assert_eq!(table(list.as_bytes()), Err(refused));
    }
}

#[test]
fn what_a_cell_adds_to_its_text_is_not_lost() {
    let text = text("B2", "3").replace("r=\"B2\"", "r=\"B2\" s=\"1\"");
    assert!(one_cell(&text, &["_(@_)"]).is_ok());
    assert!(one_cell(&text, &["0.00"]).is_ok());
    for format in ["@\"号楼\"", "0;0;0;"] {
        let read = one_cell(&text, &[format]);
        assert!(
            matches!(read, Err(ImportError::NoText { .. })),
            "{format}: {read:?}"
        );
    }
}

#[test]
fn a_formula_that_only_says_a_text_is_that_text() {
    let list = "楼栋,房号\n=\"3号楼\",\"=\"\"0101\"\"\"\n";
    assert_eq!(said(&table(list.as_bytes()).unwrap()), [["3号楼", "0101"]]);
    let cell = r#"<c r="B2" t="str"><f>"0101"</f><v>0101</v></c>"#;
    assert_eq!(one_cell(cell, &[]).unwrap().rows[0].1[1], "0101");
    for formula in ["=\"01\"&\"01\"", "=T(\"0101\")", "=A1", "=\"0101"] {
        let list = format!("楼栋;房号\n3号楼;{formula}\n");
        let read = table(list.as_bytes());
        assert!(
            matches!(read, Err(ImportError::Formula { .. })),
            "{formula}: {read:?}"
        );
    }
}

#[test]
fn a_cell_that_reaches_over_rows_says_the_same_in_each_and_one_over_columns_is_refused() {
    let heads = text("A1", "楼栋") + &text("B1", "单元") + &text("C1", "楼层");
    let rows = [
        heads,
        text("A2", "3号楼") + &text("B2", "1单元") + &text("C2", "1"),
        text("C3", "2"),
        text("B4", "2单元") + &text("C4", "1"),
        String::new(),
        text("A6", "5号楼") + &text("B6", "1单元") + &text("C6", "1"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let merged = |areas: &[&str]| {
        let areas = areas
            .iter()
            .map(|area| format!(r#"<mergeCell ref="{area}"/>"#));
        let areas: String = areas.collect();
        let sheet = format!("{}<mergeCells>{areas}</mergeCells>", sheet(&rows));
        table(&book_of(&[("名单", "visible", &sheet)], &[]))
    };
    let read = merged(&["A2:A5", "B2:B3", "B4:B5"]).unwrap();
    assert_eq!(
        said(&read),
        [
            ["3号楼", "1单元", "1"],
            ["3号楼", "1单元", "2"],
            ["3号楼", "2单元", "1"],
            ["5号楼", "1单元", "1"]
        ]
    );
    for area in ["A2:B3", "A1:C1", "B4:C4"] {
        let read = merged(&[area]);
        assert!(
            matches!(read, Err(ImportError::Merged { .. })),
            "{area}: {read:?}"
        );
    }
    assert_eq!(merged(&["D7:F9", "A9:C9"]).unwrap().rows.len(), 4);
}

#[test]
fn a_cell_that_nobody_would_read_is_refused() {
    let wider = table("位置,文字,英文\n东门,小心地滑,Caution, wet floor\n".as_bytes());
    let told = ImportError::Wider {
        row: 2,
        cells: 4,
        columns: 3,
    };
    assert_eq!(wider, Err(told));
    assert!(table("位置,文字\n东门,小心地滑,,,\n".as_bytes()).is_ok());
    let unnamed = table("位置,,文字\n东门,二楼,小心地滑\n".as_bytes());
    let told = ImportError::NoHeading {
        row: 2,
        column: "2".to_owned(),
    };
    assert_eq!(unnamed, Err(told));
    assert!(table("位置,,文字\n东门,,小心地滑\n".as_bytes()).is_ok());
    for twice in [
        "楼层,楼 层\n1,2\n",
        "Floor,floor\n1,2\n",
        "楼层,楼层\n1,1\n",
    ] {
        let read = table(twice.as_bytes());
        assert!(
            matches!(read, Err(ImportError::TwiceNamed(_))),
            "{twice}: {read:?}"
        );
    }
}

#[test]
fn rows_and_columns_that_nobody_sees_are_told() {
    let rows = [
        text("A1", "位置") + &text("B1", "英文"),
        text("A2", "东门") + &text("B2", "East"),
        text("A3", "西门"),
        text("A4", "北门"),
        text("A5", "南门"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let sheet = sheet(&rows)
        .replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">")
        .replace("<row r=\"5\">", "<row r=\"5\" ht=\"0\" customHeight=\"1\">")
        .replace("</sheetData>", "<row r=\"7\" hidden=\"1\"/></sheetData>");
    let columns = "<cols><col min=\"2\" max=\"9\" width=\"8\" hidden=\"true\"/></cols>";
    let book = book_of(&[("名单", "visible", &format!("{columns}{sheet}"))], &[]);
    let mut read = table(&book).unwrap();
    assert_eq!(read.hidden_rows, [3, 5]);
    assert_eq!(read.hidden_columns, ["英文"]);
    read.leave_hidden_rows();
    read.leave_hidden_columns();
    assert_eq!(said(&read), [["东门"], ["北门"]]);
}

#[test]
fn a_cell_of_two_lines_keeps_the_numbers_of_the_lines_after_it() {
    let list = "位置,文字\r\n东门,\"小心\r\n地滑\"\r\n西门,#N/A\r\n";
    let read = table(list.as_bytes());
    assert!(
        matches!(read, Err(ImportError::NoText { row: 4, .. })),
        "{read:?}"
    );
}
