//! A line of a template can be read without scrolling, and its change can be reviewed.

use super::{below, none};

/// Characters of the longest line.
const WIDEST: usize = 160;

fn too_wide(dir: &str, files: &[(String, String)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, text) in files {
        for (n, line) in text.lines().enumerate() {
            let width = line.chars().count();
            if width > WIDEST {
                faults.push(format!("{dir}/{name}:{} is {width} wide", n + 1));
            }
        }
    }
    faults
}

/// Words are left out: a sentence is one line there, however long.
#[test]
fn no_line_of_a_template_is_wider_than_160_characters() {
    for dir in ["templates", "signs/layouts"] {
        let files = below(dir, &["html", "txt", "typ", "css", "js"]);
        assert!(!files.is_empty());
        none(&too_wide(dir, &files));
    }
    let wide = ("a.html".to_owned(), "x".repeat(WIDEST + 1));
    assert_eq!(too_wide("templates", &[wide]).len(), 1);
}
