//! What knows a database, a browser, a mail server or a clock, and no word of the company's.

pub mod assets;
pub mod audit;
pub mod client;
pub mod clock;
pub mod counters;
pub mod dates;
pub mod db;
pub mod form;
pub mod headers;
pub mod keys;
pub mod limits;
pub mod lock;
pub mod page;
pub mod secret;
pub mod words;
