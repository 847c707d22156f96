//! The names of the kinds of notice about outages.

use crate::notices::kind::Kind;

/// 停水停电通知、抢修通知: water or power stops, ahead or already (QP7.3 §4.3.2).
pub(super) const OUTAGE: Kind = Kind::named("outage");

/// 致歉说明: after a municipal or emergency stop (QP7.3 §4.3.3).
pub(super) const APOLOGY: Kind = Kind::named("apology");
