//! How often a test repeats what it repeats.

/// So often; with `TEST_LONG` set, as often as a machine left alone for hours allows.
pub(crate) struct Times {
    pub(crate) usual: usize,
    pub(crate) long: usize,
}

impl Times {
    pub(crate) fn count(&self) -> usize {
        if std::env::var_os("TEST_LONG").is_some() {
            self.long
        } else {
            self.usual
        }
    }
}
