//! Passwords that are tried first: common ones, and those made of names that everybody knows here.

use std::collections::HashSet;
use std::sync::LazyLock;

/// The list that Django keeps up against its users (its `common-passwords.txt`, BSD-3-Clause), as
/// of 5.2, with those that Chinese offices choose.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common.txt").lines().collect());

/// Names that everybody knows, whoever's the house is.
const OURS: [&str; 4] = ["gaoshi", "告示", "wuye", "物业"];

/// Whether a password is among the first that somebody would try who knows these names.
pub(super) fn is_first(password: &str, names: &[String]) -> bool {
    let low = password.trim().to_lowercase();
    is_common(&low) || is_monotonous(&low) || is_made_of(&low, names)
}

/// In the list as it is, with the letters that were put as figures, or with what was hung on.
fn is_common(low: &str) -> bool {
    let plain = as_letters(low);
    let hung_on = |c: char| !c.is_alphabetic();
    let stem = low.trim_matches(hung_on);
    let bare = as_letters(low.trim_end_matches(|c: char| !c.is_alphanumeric()));
    let forms = [
        low,
        &plain,
        stem,
        &as_letters(stem),
        &bare,
        plain.trim_matches(hung_on),
    ];
    forms.into_iter().any(|form| COMMON.contains(form))
}

/// `P@ssw0rd` as it is meant.
fn as_letters(text: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).collect()
}

/// Few figures alone, or hardly any other character twice.
fn is_monotonous(low: &str) -> bool {
    let different: HashSet<char> = low.chars().collect();
    let figures = low.chars().all(|c| !c.is_alphabetic());
    different.len() < 4 || (figures && low.chars().count() < 12)
}

/// A part of a name, or names with hardly anything beside them.
fn is_made_of(low: &str, names: &[String]) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphabetic());
        letters.flat_map(char::to_lowercase).collect()
    };
    let typed = letters(low);
    let known = names.iter().map(|name| letters(name));
    let known: Vec<String> = known.filter(|name| name.chars().count() > 1).collect();
    if typed.chars().count() > 1 && known.iter().any(|name| name.contains(&typed)) {
        return true;
    }
    let words = names
        .iter()
        .flat_map(|name| name.split_whitespace())
        .map(letters);
    let mut parts: Vec<String> = words.chain(known.clone()).collect();
    parts.extend(OURS.map(str::to_owned));
    parts.retain(|part| part.chars().count() > 1);
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let left = parts
        .iter()
        .fold(typed.clone(), |left, part| left.replace(part, ""));
    left != typed && left.chars().count() < 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Vec<String> {
        let names = [
            "锦绣物业服务有限公司",
            "锦绣物业",
            "锦绣花园管理处",
            "Jinxiu Garden office",
            "wangfang",
        ];
        names.map(str::to_owned).into()
    }

    #[test]
    fn what_is_tried_first_is_known() {
        let all = names();
        for first in [
            "Passw0rd!",
            "password123",
            "P@ssw0rd",
            "gaoshi2026",
            "Gaoshi@2026",
            "GAOSHI!!",
            "告示2026",
            "锦绣物业",
            "锦绣物业888",
            "锦绣花园2026!",
            "jinxiu2026",
            "JinxiuGarden1",
            "wangfang2026",
            "12345678",
            "20261130",
            "13812345678",
            "88888888",
            "abababab",
            "qwerty123",
            "1qaz2wsx",
            "woaini1314",
            "Iloveyou1",
            "admin888",
            "wuye8888",
            "物业2026",
        ] {
            assert!(is_first(first, &all), "{first}");
        }
    }

    #[test]
    fn a_sentence_and_a_random_word_are_not() {
        for good in [
            "屋面水箱要清洗了",
            "一句话也可以当密码",
            "correct horse battery",
            "xK7#pQ2vLm",
            "楼下的桂花都开了",
            "wangfang爱吃桂花糕",
            "9341-0286-7715-33",
        ] {
            assert!(!is_first(good, &names()), "{good}");
        }
    }
}
