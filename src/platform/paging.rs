//! Pages of a list: so many lines, and one more is asked for to know whether there are others.

use serde::Serialize;

/// Which page of a list, of how many lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    number: u32,
    size: u16,
}

impl Paging {
    /// The first page.
    pub const fn first(size: u16) -> Self {
        Self { number: 1, size }
    }

    /// The page that an address names, counted from 1; the first where it names none.
    pub fn asked(size: u16, number: &str) -> Self {
        let number = number.parse().unwrap_or(1).max(1);
        Self { number, size }
    }

    /// How many rows to ask for: one more than is shown.
    pub fn limit(self) -> i64 {
        i64::from(self.size) + 1
    }

    /// How many rows come before it.
    pub fn offset(self) -> i64 {
        i64::from(self.number - 1) * i64::from(self.size)
    }

    /// The page of a list that is here whole.
    pub fn pick<T>(self, all: impl Iterator<Item = T>) -> Paged<T> {
        let before = usize::try_from(self.offset()).unwrap_or(usize::MAX);
        let asked = usize::from(self.size) + 1;
        self.cut(all.skip(before).take(asked).collect())
    }

    /// The page of what was found.
    pub fn cut<T>(self, mut lines: Vec<T>) -> Paged<T> {
        let size = usize::from(self.size);
        let more = lines.len() > size;
        lines.truncate(size);
        Paged {
            lines,
            before: self.number.saturating_sub(1),
            after: if more {
                self.number.saturating_add(1)
            } else {
                0
            },
        }
    }
}

/// A page of a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Paged<T> {
    /// What stands on it.
    pub lines: Vec<T>,
    /// The number of the page before it; 0 where there is none.
    pub before: u32,
    /// The number of the page after it; 0 where there is none.
    pub after: u32,
}

impl<T> Paged<T> {
    /// The same page with its lines made into others.
    pub fn map<U>(self, make: impl FnMut(T) -> U) -> Paged<U> {
        Paged {
            lines: self.lines.into_iter().map(make).collect(),
            before: self.before,
            after: self.after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: &str, of: u32) -> Paged<u32> {
        let paging = Paging::asked(10, number);
        let rows = (0..of)
            .skip(usize::try_from(paging.offset()).unwrap())
            .take(usize::try_from(paging.limit()).unwrap());
        paging.cut(rows.collect())
    }

    #[test]
    fn a_page_knows_what_comes_before_and_after_it() {
        let first = page("", 25);
        assert_eq!((first.lines.len(), first.before, first.after), (10, 0, 2));
        let second = page("2", 25);
        assert_eq!((second.lines[0], second.before, second.after), (10, 1, 3));
        let last = page("3", 25);
        assert_eq!((last.lines.len(), last.before, last.after), (5, 2, 0));
        assert_eq!(page("1", 10).after, 0, "ten of ten are all of them");
    }

    #[test]
    fn an_address_that_names_no_page_names_the_first() {
        for number in ["0", "-1", "x", "99999999999999"] {
            assert_eq!(page(number, 25).lines.first(), Some(&0), "{number}");
        }
        let far = page("4294967295", 25);
        assert!(far.lines.is_empty() && far.after == 0);
    }
}
