//! The house tested from outside, one module a subject.

mod paper;
