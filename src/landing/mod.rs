//! Landing.
