//! it
#[test] fn x(){}
