//! Complaints.
mod photo;
mod seal;
