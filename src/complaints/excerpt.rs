//! How a text begins, for those who need not read all of it.

/// How a text begins, without numbers to call: at most so many characters.
pub(super) fn excerpt(text: &str, most: usize) -> String {
    let text = without_numbers(text);
    let mut begins: String = text.chars().take(most).collect();
    if text.chars().count() > most {
        begins.push('…');
    }
    begins
}

/// Fewer digits than this call nobody: floors, homes, dates.
const CALLABLE: usize = 7;

/// A text without the runs of digits that may be telephone numbers, however they are grouped.
fn without_numbers(text: &str) -> String {
    let (mut kept, mut run) = (String::new(), String::new());
    for c in text.chars() {
        let joins = matches!(c, ' ' | '-' | '－' | '—') && !run.is_empty();
        if is_digit(c) || joins {
            run.push(c);
            continue;
        }
        settle(&mut kept, &mut run);
        kept.push(c);
    }
    settle(&mut kept, &mut run);
    kept
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn settle(kept: &mut String, run: &mut String) {
    if run.chars().filter(|c| is_digit(*c)).count() < CALLABLE {
        kept.push_str(run);
    } else {
        kept.push_str("***");
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_names_floors_and_homes_and_no_number_to_call() {
        for (text, begins) in [
            ("3号楼2单元 1503 漏水", "3号楼2单元 1503 漏水"),
            ("请打13800000000，谢谢", "请打***，谢谢"),
            ("0755-8888 0000 找刘女士", "***找刘女士"),
            ("电话１３８ ００００ ２２１７", "电话***"),
            ("灯不亮", "灯不亮"),
        ] {
            assert_eq!(excerpt(text, 40), begins);
        }
        assert_eq!(excerpt("长长长长", 3), "长长长…");
        // A number that the end would cut in two is hidden whole.
        assert_eq!(excerpt("打13800000000", 6), "打***");
    }
}
