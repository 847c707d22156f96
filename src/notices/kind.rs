//! The kinds of notice. A new kind is its folder, its words, and one line here.

crate::text_enum! {
    /// What a notice is. The database leaves the set open; this list closes it.
    Kind {
        /// 停水停电通知、抢修通知: water or power stops, ahead or already (QP7.3 §4.3.2).
        Outage = "outage",
        /// 致歉说明: after a municipal or emergency stop (QP7.3 §4.3.3).
        Apology = "apology",
        /// 取消通知: calls off another notice.
        Cancellation = "cancellation",
    }
}
