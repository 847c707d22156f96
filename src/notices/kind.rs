//! The kinds of notice. A new kind is its folder, its words, and one line here.

use std::str::FromStr;

crate::text_enum! {
    /// What a notice is. The database leaves the set open; this list closes it.
    Kind {
        /// 停水、停电通知: work known ahead (QP7.3 §4.3.2).
        PlannedOutage = "planned_outage",
        /// 抢修通知: an emergency or municipal stop, told at once, apologised for afterwards.
        RepairNotice = "repair_notice",
        /// 致歉说明: after a municipal or emergency stop (QP7.3 §4.3.3).
        OutageApology = "outage_apology",
        /// 取消通知: calls off another notice.
        Cancellation = "cancellation",
    }
}

impl Kind {
    /// Whether a second person's approval publishes it at once, whatever hour was asked for.
    pub fn publishes_at_once(self) -> bool {
        match self {
            Self::Cancellation | Self::RepairNotice => true,
            Self::PlannedOutage | Self::OutageApology => false,
        }
    }

    /// The kind of a new draft that an address names.
    pub fn of_path(name: &str) -> Option<Self> {
        Self::from_str(name).ok()
    }
}
