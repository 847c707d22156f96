//! What knows a database, a browser, a mail server or a clock, and no word of the company's.

pub mod assets;
pub mod audit;
pub mod client;
pub mod clock;
pub mod counters;
pub mod dates;
pub mod db;
pub mod deadline;
pub mod form;
pub mod fresh;
pub mod headers;
pub mod health;
pub mod limits;
pub mod lock;
pub mod log;
pub mod mail;
pub mod outbox;
pub mod page;
pub mod photos;
pub mod press;
pub mod qr;
pub mod scheduler;
pub mod secret;
pub mod secrets;
pub mod typeset;
pub mod words;
