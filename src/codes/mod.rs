//! What the QR code on a sheet or a sign carries, and what it stands for.
//!
//! A code says nothing by itself: its row says whose it is, where it hangs and what it is
//! on. It is revoked when its sheet or sign is gone, and never given twice.

pub mod code;
pub mod here;
pub mod printed;
mod row;
pub mod store;

pub use self::code::{Code, CodeError};
pub use self::here::Here;
pub use self::printed::PrintedCode;
pub use self::row::{CodeRow, NewCode, Target, WEB};
