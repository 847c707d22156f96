//! Names as people and spreadsheets type them otherwise: ３号楼, 3 号楼 and 三号楼 are 3号楼. Pure.

use crate::organisation::bare::stripped;
use crate::organisation::layout::floors;
use crate::platform::form::half_width;

/// A name with its figures and letters in half width, and blanks only between those.
pub(super) fn tidy(typed: &str) -> String {
    let half = half_width(typed);
    let chosen = |(own, half): (char, char)| {
        if half.is_ascii_alphanumeric() {
            half
        } else {
            own
        }
    };
    let narrow: String = typed.chars().zip(half.chars()).map(chosen).collect();
    let is_latin = |c: Option<char>| c.is_some_and(|c| c < '\u{2E80}');
    let mut tidy = String::new();
    for word in narrow.split_whitespace() {
        if is_latin(tidy.chars().next_back()) && is_latin(word.chars().next()) {
            tidy.push(' ');
        }
        tidy.push_str(word);
    }
    tidy
}

/// What a name is compared by, without the word that says what it is: 三号楼 → 3.
pub(super) fn key(name: &str) -> String {
    let name = tidy(name);
    let left = stripped(&name);
    numeral(left).map_or_else(|| left.to_uppercase(), |n| n.to_string())
}

/// What a lift is compared by: 1号电梯 and 1号梯 → 1.
pub(super) fn lift(name: &str) -> String {
    key(&name.replace("电梯", "梯"))
}

/// The word that says what it is: 号楼 of 3号楼, nothing of 3.
pub(super) fn end(name: &str) -> String {
    let name = tidy(name);
    let end = name.strip_prefix(stripped(&name));
    end.unwrap_or_default().to_owned()
}

/// The number of a floor: 15层, －1, 三层, 地下一层.
pub(super) fn floor(name: &str) -> Option<i32> {
    let name = half_width(&tidy(name));
    floors::one(&name).or_else(|| {
        let left = stripped(&name);
        let below = ["地下", "负"]
            .iter()
            .find_map(|sign| left.strip_prefix(sign));
        let number = numeral(below.unwrap_or(left))?;
        Some(if below.is_some() { -number } else { number })
    })
}

/// 一 to 九十九; nothing for any other text.
fn numeral(text: &str) -> Option<i32> {
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

fn digit(text: &str) -> Option<i32> {
    let mut all = (1..).zip("一二三四五六七八九".chars());
    all.find(|(_, digit)| text.chars().eq([*digit]))
        .map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_any_width_with_blanks_and_in_chinese_figures() {
        for typed in ["3号楼", "３号楼", "3 号楼", "三号楼", "3\u{3000}号楼"] {
            assert_eq!([key(typed), end(typed)], ["3", "号楼"], "{typed}");
        }
        assert_eq!(
            [key("二十一单元"), key("十单元"), key("F座")],
            ["21", "10", "F"]
        );
        assert_eq!(
            [lift("1号电梯"), lift("二号梯"), lift("客梯")],
            ["1", "2", "客梯"]
        );
        assert_eq!([key("F"), end("F"), key("一期3号楼")], ["F", "", "一期3"]);
        assert_eq!(tidy(" ７kW 栋 "), "7kW栋");
        assert_eq!(tidy("Café  Bar（东）"), "Café Bar（东）");
        let floors = [
            "15F",
            "－１",
            "B1",
            "三楼",
            "地下一层",
            "负二层",
            "夹层",
            "12A",
        ];
        assert_eq!(
            floors.map(floor),
            [
                Some(15),
                Some(-1),
                Some(-1),
                Some(3),
                Some(-1),
                Some(-2),
                None,
                None
            ]
        );
    }
}
