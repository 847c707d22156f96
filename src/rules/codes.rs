//! The codes of the rules that the program applies.

/// Hours between the last required board and the start of planned work (QP7.3 §4.3.2).
pub const OUTAGE_LEAD_TIME: &str = "outage.lead_time";
/// A stop longer than this names a temporary supply point.
pub const OUTAGE_SUPPLY_POINT: &str = "outage.supply_point";
/// Hours after the end within which an apology is due (QP7.3 §4.3.3).
pub const OUTAGE_APOLOGY: &str = "outage.apology";
/// Hours a sheet stays up after the end of what it announces.
pub const NOTICE_REMOVE_AFTER: &str = "notice.remove_after";
/// Scans within the days of `SIGN_SILENT` from which a sign counts as busy.
pub const SIGN_BUSY: &str = "sign.busy";
/// Days without a scan after which a busy sign may be gone or covered.
pub const SIGN_SILENT: &str = "sign.silent";
