//! What people type along though the sheet says it: 因 before a reason, a salutation, an apology.

use super::said::Letterhead;

/// A reason as it stands behind 因 and 是因为, which offices type along: 因水管爆裂。
pub(in crate::notices) fn bare_reason(reason: &str) -> &str {
    let reason = reason.trim().trim_end_matches(['。', '.', '；', ';']);
    for said in ["原因是", "原因：", "原因:", "因为", "由于", "是因为"] {
        if let Some(rest) = reason.strip_prefix(said).filter(|rest| !rest.is_empty()) {
            return bare_reason(rest);
        }
    }
    // 因特网, 因素, 因此 are words of their own.
    let words = ['特', '素', '子', '此', '果', '为'];
    let is_word = |rest: &str| rest.is_empty() || rest.starts_with(words);
    match reason.strip_prefix('因') {
        Some(rest) if !is_word(rest) => rest,
        Some(_) | None => reason,
    }
}

impl Letterhead {
    /// Without what a text says itself: a salutation at its beginning, an apology anywhere in it.
    #[must_use]
    pub(in crate::notices) fn beside(self, text: &str) -> Self {
        let keep = |line: String, said: bool| if said { String::new() } else { line };
        Self {
            greeting: keep(self.greeting, salutes(text)),
            closing: keep(self.closing, apologises(text)),
            ..self
        }
    }
}

/// The words that a salutation is made of.
const SALUTATION: [&str; 27] = [
    "尊敬",
    "亲爱",
    "敬爱",
    "的",
    "各位",
    "全体",
    "广大",
    "小区",
    "本",
    "业主",
    "住户",
    "居民",
    "用户",
    "租户",
    "商户",
    "家人",
    "朋友",
    "邻居",
    "们",
    "和",
    "及",
    "与",
    "您好",
    "你好",
    "大家好",
    "先生",
    "女士",
];

/// Whether a text begins with a salutation: 尊敬的业主、住户：, on a line of its own or not.
fn salutes(text: &str) -> bool {
    let end = text.find(['：', ':', '\n', '！', '!', '。', '，', ',']);
    let first = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let mut rest = first.trim();
    let names = [
        "业主", "住户", "居民", "用户", "租户", "商户", "家人", "邻居",
    ];
    if !names.iter().any(|name| rest.contains(name)) {
        return false;
    }
    while !rest.is_empty() {
        let bare = rest.trim_start_matches([' ', '\u{3000}', '、', '/', '／']);
        let next = SALUTATION.iter().find_map(|word| bare.strip_prefix(word));
        match next {
            Some(next) => rest = next,
            None if bare.is_empty() => break,
            None => return false,
        }
    }
    true
}

/// Whether a text asks to be excused: 敬请谅解, 深表歉意.
fn apologises(text: &str) -> bool {
    let words = [
        "谅解", "见谅", "原谅", "包涵", "体谅", "歉意", "致歉", "抱歉",
    ];
    words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salutation_is_known_however_it_is_written() {
        for text in [
            "尊敬的业主、住户：",
            "尊敬的业主、住户：因水箱清洗",
            "尊敬的业主、住户:\n因水箱清洗",
            "尊敬的各位业主\n因水箱清洗",
            " 各位业主、住户，您好！",
            "亲爱的 邻居们：",
            "广大业主朋友：你好",
        ] {
            assert!(salutes(text), "{text}");
        }
        for text in [
            "",
            "因水箱清洗，各位业主请储水。",
            "业主委员会：",
            "各位",
            "住户请注意：停水",
            "您好：",
        ] {
            assert!(!salutes(text), "{text}");
        }
    }

    #[test]
    fn a_letterhead_says_nothing_that_the_text_says_itself() {
        let letterhead = Letterhead {
            greeting: "尊敬的业主、住户：".to_owned(),
            closing: "不便之处，敬请谅解。".to_owned(),
            ..Letterhead::default()
        };
        let bare = letterhead.clone().beside("水箱清洗。");
        assert_eq!(bare, letterhead);
        let both = letterhead.beside("各位业主：\n水箱清洗。\n不便之处请见谅！");
        assert_eq!((both.greeting.as_str(), both.closing.as_str()), ("", ""));
    }

    #[test]
    fn a_reason_needs_no_second_because() {
        for (typed, bare) in [
            ("因水管爆裂", "水管爆裂"),
            ("因为水管爆裂。", "水管爆裂"),
            ("由于水管爆裂", "水管爆裂"),
            ("原因：水管爆裂", "水管爆裂"),
            ("是因为水管爆裂；", "水管爆裂"),
            ("原因是因为水管爆裂", "水管爆裂"),
            ("原因：由于水管爆裂", "水管爆裂"),
            ("原因： 因水管爆裂。", "水管爆裂"),
            ("由于因特网机房检修", "因特网机房检修"),
            ("因为", "因为"),
            ("水管爆裂", "水管爆裂"),
            ("因特网机房检修", "因特网机房检修"),
            ("因", "因"),
            ("", ""),
        ] {
            assert_eq!(bare_reason(typed), bare);
        }
    }
}
