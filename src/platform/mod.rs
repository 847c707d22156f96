//! What knows paper, codes, databases or browsers, but no word of property management.

pub mod qr;
pub mod typeset;
