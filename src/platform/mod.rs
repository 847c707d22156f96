//! What knows a database, a browser, a mail server or a clock, and no word of the company's.

pub mod audit;
pub mod clock;
pub mod counters;
pub mod db;
pub mod limits;
pub mod lock;
pub mod secret;
pub mod words;
