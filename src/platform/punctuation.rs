//! Chinese punctuation for Chinese sentences: an office types commas as its keyboard gives them,
//! and print shows them as print should.

/// The text with the half-width marks of its Chinese sentences made full-width. Numbers, times,
/// addresses and English keep theirs: `9:00`, `3,000`, `GB 2894`.
pub fn chinese(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut opened = Vec::new();
    for (at, &c) in all.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| all.get(at)).copied();
        let after = all.get(at + 1).copied();
        // A full-width mark has its space within it.
        if c == ' ' && out.ends_with(WIDE) {
            continue;
        }
        out.push(match c {
            '(' => {
                let wide = before.is_some_and(is_han) || after.is_some_and(is_han);
                opened.push(wide);
                if wide { '（' } else { c }
            }
            '（' => {
                opened.push(true);
                c
            }
            '）' => {
                opened.pop();
                c
            }
            ')' if opened.pop() == Some(true) => '）',
            ',' | ';' | '!' | '?' if after.is_some_and(is_han) => wide(c, after).unwrap_or(c),
            _ if before.is_some_and(closes_chinese) || out.ends_with(WIDE) => {
                wide(c, after).unwrap_or(c)
            }
            _ => c,
        });
    }
    out
}

const WIDE: [char; 6] = ['，', '；', '：', '？', '！', '。'];

/// The full-width mark for a half-width one that ends Chinese words.
fn wide(c: char, after: Option<char>) -> Option<char> {
    Some(match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        // A point within a name goes on in letters or digits.
        '.' if after.is_none_or(|c| c.is_whitespace() || is_han(c)) => '。',
        _ => return None,
    })
}

/// Whether it is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

fn closes_chinese(c: char) -> bool {
    is_han(c) || "”’）》】」』".contains(c)
}

#[cfg(test)]
mod tests {
    use super::chinese;

    #[test]
    fn marks_after_chinese_are_wide_and_all_others_stay() {
        for (typed, printed) in [
            ("请勿攀爬,违者自负.", "请勿攀爬，违者自负。"),
            ("请勿攀爬, 违者自负", "请勿攀爬，违者自负"),
            (
                "开放时间:9:00-21:00;周一闭馆!",
                "开放时间：9:00-21:00；周一闭馆！",
            ),
            ("水深1.2米(儿童池0.6米)", "水深1.2米（儿童池0.6米）"),
            ("押金3,000元?", "押金3,000元？"),
            ("依据GB 2894(2025).", "依据GB 2894(2025)."),
            ("No smoking, please.", "No smoking, please."),
            ("1.请勿奔跑", "1.请勿奔跑"),
            ("(一)儿童须有人陪同", "（一）儿童须有人陪同"),
            ("已是全角，不动。", "已是全角，不动。"),
            ("违者自负!!", "违者自负！！"),
            ("（一)不混用", "（一）不混用"),
            ("(甲）与 a)", "（甲）与 a)"),
        ] {
            assert_eq!(chinese(typed), printed);
        }
    }
}
