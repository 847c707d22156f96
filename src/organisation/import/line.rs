//! A line of a list: which place it names, from the outermost in. Pure.

use serde::{Deserialize, Serialize};

use super::alike;
use super::columns::{
    BUILDING, COUNT, Column, Columns, ENGLISH, ENTRANCE, FLOOR, HOME, LIFT, SPOT,
};
use super::faults::{of_cell, of_list};
use crate::error::Refusal;
use crate::organisation::bare::stripped;
use crate::organisation::doors;
use crate::organisation::layout::floors::{self, Storey};
use crate::platform::form::half_width;
use crate::platform::lists::Table;

/// The version that the lines are kept in.
pub(super) const VERSION: i32 = 2;

/// The longest name of a building, and of whatever lies in one.
const LONGEST: [usize; 2] = [20, 40];
/// More homes than any place counts.
const MOST_HOMES: i32 = 2_000;

/// A line of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    /// Its row in the file.
    pub(super) row: usize,
    pub(super) building: String,
    /// Empty for what lies in the building itself.
    pub(super) entrance: String,
    /// Names of floors; several where the line says `1-3, 5-18`.
    pub(super) floors: Vec<String>,
    /// Empty for a line about no single home.
    pub(super) home: String,
    /// Homes that are counted directly in what it names.
    pub(super) homes: Option<i32>,
    /// What the innermost is called on English pages; empty where it follows from its name.
    pub(super) english: String,
    /// A lift of the entrance or the building; empty for a line about none.
    #[serde(default)]
    pub(super) lift: String,
    /// A spot on the floor, in the entrance or in the building; empty for a line about none.
    #[serde(default)]
    pub(super) spot: String,
}

impl Line {
    /// Whether it is about something that no home is counted in.
    fn is_beside(&self) -> bool {
        !self.lift.is_empty() || !self.spot.is_empty()
    }
}

/// What a list says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) lines: Vec<Line>,
    /// Headings of filled columns that are not read.
    pub(super) unread: Vec<String>,
    /// Homes whose floor follows from their number.
    pub(super) derived: usize,
}

/// Reads a list, or tells everything that is wrong with it.
pub(super) fn read(
    table: &Table,
    unprintable: &dyn Fn(&str) -> Vec<char>,
) -> Result<Listed, Vec<Refusal>> {
    let columns = Columns::of(table)?;
    let mut listed = Listed {
        unread: columns.unread(table),
        ..Listed::default()
    };
    let mut faults = Vec::new();
    for (row, cells) in &table.rows {
        let reading = Reading {
            columns: &columns,
            row: *row,
            cells,
            unprintable,
        };
        match reading.line() {
            Ok(line) => {
                let is_blank = reading.cell(FLOOR).is_empty();
                listed.derived += usize::from(is_blank && !line.home.is_empty());
                listed.lines.push(line);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(listed)
    } else {
        Err(faults)
    }
}

/// A row that is being read.
struct Reading<'a> {
    columns: &'a Columns,
    row: usize,
    cells: &'a [String],
    unprintable: &'a dyn Fn(&str) -> Vec<char>,
}

impl Reading<'_> {
    fn cell(&self, column: Column) -> &str {
        self.columns.cell(self.cells, column)
    }

    fn fault(&self, key: &'static str, column: Column) -> Refusal {
        of_cell(key, self.row, column.heading())
    }

    fn line(&self) -> Result<Line, Refusal> {
        let [of_building, of_parts] = LONGEST;
        let line = Line {
            row: self.row,
            building: self.name(BUILDING, of_building)?,
            entrance: self.name(ENTRANCE, of_parts)?,
            home: self.home()?,
            floors: self.floors()?,
            homes: self.homes()?,
            english: self.name(ENGLISH, 80)?,
            lift: self.name(LIFT, of_parts)?,
            spot: self.name(SPOT, of_parts)?,
        };
        match self.against(&line) {
            Some(fault) => Err(fault),
            None => Ok(line),
        }
    }

    /// A line names one place: what it says of others stands against it.
    fn against(&self, line: &Line) -> Option<Refusal> {
        let in_one = !line.floors.is_empty() || !line.home.is_empty() || !line.spot.is_empty();
        if line.building.is_empty() {
            Some(self.fault("import-blank", BUILDING))
        } else if !line.lift.is_empty() && in_one {
            Some(self.fault("import-lift-alone", LIFT))
        } else if !line.spot.is_empty() && !line.home.is_empty() {
            Some(self.fault("import-spot-home", SPOT))
        } else if line.is_beside() && line.homes.is_some() {
            Some(self.fault("import-not-counted", COUNT))
        } else if !line.home.is_empty() && line.homes.is_some() {
            Some(self.fault("import-home-counted", COUNT))
        } else {
            None
        }
    }

    fn name(&self, column: Column, longest: usize) -> Result<String, Refusal> {
        let typed = alike::tidy(self.cell(column));
        if typed.chars().count() > longest {
            let fault = self.fault("import-long", column);
            return Err(fault.naming("max", longest.to_string()));
        }
        let missing = (self.unprintable)(&typed);
        if missing.is_empty() {
            return Ok(typed);
        }
        let shown: Vec<String> = missing.iter().map(char::to_string).collect();
        let fault = self.fault("import-unprintable", column);
        Err(fault.naming("missing", shown.join(" ")))
    }

    fn home(&self) -> Result<String, Refusal> {
        let typed = self.name(HOME, 20)?;
        if typed.is_empty() || doors::is_number(&typed) {
            return Ok(half_width(&typed));
        }
        Err(self.fault("import-no-door", HOME).naming("typed", typed))
    }

    /// The floors it names: one, or a list where it is about no single home. Where none is named, a
    /// home of three or four figures says its own: 1503 is on the fifteenth.
    fn floors(&self) -> Result<Vec<String>, Refusal> {
        let (typed, home) = (self.name(FLOOR, 40)?, half_width(self.cell(HOME).trim()));
        if let Some(floor) = alike::floor(&typed) {
            return Ok(vec![Storey::of(floor).name]);
        }
        match (typed.as_str(), home.as_str()) {
            ("", "") => Ok(Vec::new()),
            ("", home) => match of_door(home) {
                Some(floor) => Ok(vec![Storey::of(floor).name]),
                None => Err(self.fault("import-blank", FLOOR)),
            },
            (typed, "") if typed.contains([',', '，', '、', ';', '-', '~', '至', '到']) => {
                match floors::list(typed) {
                    Ok(all) => Ok(all.into_iter().map(|n| Storey::of(n).name).collect()),
                    Err(_) => Err(self.fault("import-no-floors", FLOOR).naming("typed", typed)),
                }
            }
            (typed, _) if is_lettered(typed) => {
                Ok(vec![format!("{}层", stripped(typed).to_uppercase())])
            }
            (typed, _) if typed.chars().any(|c| c.is_ascii_digit()) => {
                Err(self.fault("import-no-floor", FLOOR).naming("typed", typed))
            }
            (typed, _) => Ok(vec![typed.to_owned()]),
        }
    }

    fn homes(&self) -> Result<Option<i32>, Refusal> {
        let typed = half_width(self.cell(COUNT).trim());
        if typed.is_empty() {
            return Ok(None);
        }
        let number = typed.trim_end_matches('户').trim().parse::<i32>();
        let number = number.ok().filter(|n| (0..=MOST_HOMES).contains(n));
        let fault = || {
            let fault = self
                .fault("import-no-number", COUNT)
                .naming("typed", &typed);
            fault.naming("max", MOST_HOMES.to_string())
        };
        number.map(Some).ok_or_else(fault)
    }
}

/// The floor of a home of three or four figures.
fn of_door(home: &str) -> Option<i32> {
    let is_plain = (3..=4).contains(&home.len()) && home.chars().all(|c| c.is_ascii_digit());
    let floor = home.parse::<i32>().ok()? / 100;
    (is_plain && (1..=120).contains(&floor)).then_some(floor)
}

/// A floor that stands for one without a lucky number: 12A, 4a层.
fn is_lettered(floor: &str) -> bool {
    let left = stripped(floor);
    let figures = left.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_number = (1..=3).contains(&figures.len()) && figures.chars().all(|c| c.is_ascii_digit());
    is_number && left.len() == figures.len() + 1
}

/// A list that names nothing.
pub(super) fn nothing() -> Refusal {
    of_list("import-nothing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::bare::bare;

    fn table(rows: &[&[&str]]) -> Table {
        let own = |cells: &&[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        let mut rows = rows.iter();
        let headings = own(rows.next().unwrap());
        Table {
            rows: (2..).zip(rows.map(own)).collect(),
            headings,
            ..Table::default()
        }
    }

    fn faults(rows: &[&[&str]]) -> Vec<String> {
        let read = read(&table(rows), &|text| {
            text.chars().filter(|c| *c == '📢').collect()
        });
        let told = |refusal: Refusal| {
            let args: Vec<String> = refusal.args.into_iter().map(|(_, arg)| arg).collect();
            format!("{} {}", refusal.key, args.join(" "))
        };
        read.map_or_else(|all| all.into_iter().map(told).collect(), |_| Vec::new())
    }

    #[test]
    fn a_line_names_its_floors_by_a_list_one_by_one_or_by_its_home() {
        let head: &[&str] = &["楼栋", "单元", "楼层", "房号", "户数"];
        let read = read(
            &table(&[
                head,
                &["3号楼", "1单元", "B1", "", ""],
                &["3号楼", "1单元", "1-3、5－6", "", "4户"],
                &["3号楼", "2", "", "1503", ""],
                &["3号楼", "2", "15F", "0101", ""],
                &["商业裙楼", "", "夹层", "", "0"],
                &["３号 楼", "2", "三层", "", "0"],
                &["3号楼", "2", "12a", "", "0"],
            ]),
            &|_| Vec::new(),
        )
        .unwrap();
        let floors: Vec<String> = read.lines.iter().map(|l| l.floors.join(" ")).collect();
        assert_eq!(
            floors,
            [
                "B1层",
                "1层 2层 3层 5层 6层",
                "15层",
                "15层",
                "夹层",
                "3层",
                "12A层"
            ]
        );
        assert_eq!(read.derived, 1);
        assert_eq!(read.lines[1].homes, Some(4));
        assert_eq!(bare(&read.lines[2].entrance), "2");
        assert_eq!(read.lines[5].building, "3号楼");
    }

    #[test]
    fn a_lift_may_be_called_as_long_as_by_hand() {
        let head: &[&str] = &["楼栋", "单元", "楼层", "房号", "电梯"];
        let (longest, longer) = ("电梯".repeat(20), "电梯".repeat(21));
        let listed = read(
            &table(&[head, &["3号楼", "1单元", "", "", &longest]]),
            &|_| Vec::new(),
        );
        assert_eq!(listed.unwrap().lines[0].lift, longest);
        let told = faults(&[head, &["3号楼", "1单元", "", "", &longer]]);
        assert_eq!(told, ["import-long 2 电梯 40"]);
    }

    #[test]
    fn what_cannot_be_read_as_meant_is_told_by_row_and_column_all_at_once() {
        let head: &[&str] = &["楼栋", "单元", "楼层", "房号", "户数", "英文"];
        let told = faults(&[
            head,
            &["", "1单元", "1", "", "", ""],
            &["3号楼", "", "", "甲", "", ""],
            &["3号楼", "", "", "3月2日", "", ""],
            &["3号楼", "", "3-1", "", "", ""],
            &["3号楼", "", "15.5", "", "", ""],
            &["3号楼", "", "1", "", "四", ""],
            &["3号楼", "", "1", "101", "1", ""],
            &["3号楼📢", "", "", "", "", ""],
            &[
                "一二三四五六七八九十一二三四五六七八九十楼",
                "",
                "",
                "",
                "",
                "",
            ],
            &["3号楼", "", "1-3", "101", "", ""],
        ]);
        assert_eq!(
            told,
            [
                "import-blank 2 楼栋",
                "import-blank 3 楼层",
                "import-no-door 4 房号 3月2日",
                "import-no-floors 5 楼层 3-1",
                "import-no-floor 6 楼层 15.5",
                "import-no-number 7 户数 四 2000",
                "import-home-counted 8 户数",
                "import-unprintable 9 楼栋 📢",
                "import-long 10 楼栋 20",
                "import-no-floor 11 楼层 1-3",
            ]
        );
    }

    #[test]
    fn a_line_that_was_kept_before_lists_named_lifts_is_read() {
        let kept = r#"{"row":2,"building":"1号楼","entrance":"","floors":["1层"],"home":"",
            "homes":4,"english":""}"#;
        let line: Line = serde_json::from_str(kept).unwrap();
        assert_eq!((line.homes, line.is_beside()), (Some(4), false));
    }

    #[test]
    fn a_list_without_buildings_or_with_a_column_twice_or_unseen_is_none() {
        assert_eq!(
            faults(&[&["单元", "楼层", "层"], &["1", "1", "2"]]),
            ["import-two-columns 楼层、层", "import-no-column 楼栋"]
        );
        let mut hidden = table(&[&["楼栋", "业主"], &["1号楼", "张"]]);
        hidden.hidden_rows = vec![2];
        hidden.hidden_columns = vec!["业主".to_owned()];
        let told = read(&hidden, &|_| Vec::new()).unwrap_err();
        let keys: Vec<&str> = told.iter().map(|r| r.key).collect();
        assert_eq!(keys, ["import-hidden-rows", "import-hidden-columns"]);
        hidden.hidden_rows.clear();
        hidden.hidden_columns.clear();
        let listed = read(&hidden, &|_| Vec::new()).unwrap();
        assert_eq!(listed.unread, ["业主"], "told, and not kept");
    }
}
