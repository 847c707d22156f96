//! Sheets of paper, checked with the tools a print shop would use: what a PDF says, what it
//! claims to be, and whether a phone reads its code.

mod notices;
mod tools;
