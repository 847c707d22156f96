//! A code as paper shows it: in groups to be typed, and as a QR code to be scanned.

use serde::Serialize;

use super::Code;
use crate::platform::qr::{Qr, QrError};

/// A code as paper shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PrintedCode {
    /// `8K4T-2M9X-Q5`.
    pub grouped: String,
    /// The QR code, drawn.
    pub qr: String,
}

impl PrintedCode {
    /// The code with the QR code that opens its page beneath this base address.
    pub fn new(code: &Code, base: &str) -> Result<Self, QrError> {
        let qr = Qr::encode(&code.url(base))?.svg();
        Ok(Self {
            grouped: code.grouped(),
            qr,
        })
    }
}
