//! What is printed already: whether a label has room for the address, and which codes lead elsewhere
//! since it was changed.

use super::database::readable;
use super::finding::{Finding, Level, finding, ok};
use crate::config::{BaseUrl, Config};
use crate::platform::typeset::Typesetter;
use crate::{notices, signs};

/// Looks at labels and at printed codes, where an address is set.
pub(super) fn examine(config: &Config) -> Vec<Finding> {
    let Some(url) = &config.public else {
        return Vec::new();
    };
    let found = labels(config, url).into_iter();
    found.chain(printed(config, url)).collect()
}

/// Whether a label has room for the host.
fn labels(config: &Config, url: &BaseUrl) -> Option<Finding> {
    let faces = Typesetter::new(config.font_dir.as_deref()).ok()?;
    let overflow = signs::labels_take(&faces, url.as_str()).err()?;
    let what = format!(
        "no label can be printed: the address {url} is too long, there is room for about {} characters",
        overflow.room
    );
    let found = finding(
        "label_host",
        Level::Warn,
        what,
        "use a shorter host before codes are printed",
    );
    Some(found.with("room", overflow.room))
}

/// How many codes hang that lead to another address.
fn printed(config: &Config, url: &BaseUrl) -> Option<Finding> {
    let mut conn = readable(&config.database)?;
    let on_signs = signs::codes_elsewhere(&mut conn, url.as_str()).ok()?;
    let on_notices = notices::sheets_elsewhere(&mut conn, url.as_str()).ok()?;
    let count = on_signs + on_notices;
    let found = if count == 0 {
        ok("printed_codes", format!("all printed codes lead to {url}"))
    } else {
        finding(
            "printed_codes",
            Level::Warn,
            format!("the address changed: {count} printed codes lead to the old one"),
            "keep the old address leading here, or print these sheets and signs anew",
        )
    };
    Some(found.with("signs", on_signs).with("notices", on_notices))
}
