//! What is left of a name without the word that says what it is: 3 of 3号楼, B1 of B1层.

/// Words that end the name of a building, an entrance, a floor, a lift or a home.
const ENDS: [&str; 12] = [
    "号楼", "号梯", "单元", "栋", "座", "幢", "层", "楼", "室", "号", "F", "f",
];

/// A name without the word that says what it is, as it was typed: 7kW栋 → 7kW. What is called like
/// such a word alone keeps it: F.
pub fn stripped(name: &str) -> &str {
    let end = ENDS.iter().find(|end| name.ends_with(**end));
    let left = end.map(|end| name.trim_end_matches(end));
    left.filter(|left| !left.is_empty()).unwrap_or(name)
}

/// The same in capitals, to compare: 3号楼 → 3.
pub fn bare(name: &str) -> String {
    stripped(name).to_uppercase()
}
