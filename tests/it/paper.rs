//! Sheets of paper, checked with the tools a print shop would use: what a PDF says, what it
//! claims to be, and whether a phone reads its code.

#![cfg(test)]

mod codes;
mod examples;
mod imposed;
mod looks;
mod notices;
mod pages;
mod panels;
mod pieces;
mod prints;
mod quiet;
mod signs;
pub(crate) mod tools;
