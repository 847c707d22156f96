//! What duties wait for: a time that nobody believes yet.

pub mod judge;
