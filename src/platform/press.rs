//! What every sheet of paper needs: the typesetter, the zone of its dates, the address of its codes.

use chrono_tz::Tz;

use super::typeset::Typesetter;
use crate::config::BaseUrl;
use crate::error::{Refusal, Result};

/// The house's press.
#[derive(Clone)]
pub struct Press {
    /// Sets the paper.
    pub typesetter: Typesetter,
    /// The zone of printed and shown times.
    pub zone: Tz,
    /// The public address, as configured.
    pub public: Option<BaseUrl>,
    /// Where this process listens, as an address; the demo prints it.
    pub listening: String,
    /// Whether the data are made up: sheets say so and may carry the listening address.
    pub demo: bool,
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Press")
    }
}

impl Press {
    /// The base address that may be printed. A code that only this machine can open is not.
    pub fn base(&self) -> Result<String, Refusal> {
        match &self.public {
            Some(public) if self.demo || !public.is_loopback() => Ok(public.as_str().to_owned()),
            _ if self.demo => Ok(self.listening.clone()),
            _ => Err(Refusal::new("press-no-address")),
        }
    }

    /// The address as people type it: `wy.example.cn`.
    pub fn host_line(base: &str) -> &str {
        base.split_once("://").map_or(base, |(_, host)| host)
    }
}
