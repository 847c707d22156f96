//! How a run fills its paper, as the form offers it and the run keeps it.

crate::text_enum! {
    /// How the paper is filled.
    Filling {
        /// A sheet each.
        OneUp = "one_up",
        /// Two on a sheet, each half of it.
        TwoA5 = "two_a5",
        /// Four on a sheet, each a quarter of it.
        FourA6 = "four_a6",
        /// Sheets of 8 labels.
        Labels8 = "labels_8",
        /// Sheets of 21 labels.
        Labels21 = "labels_21",
        /// Sheets of 24 labels.
        Labels24 = "labels_24",
        /// One over several sheets.
        Tiled = "tiled",
        /// For a print shop, with its marks.
        PrintShop = "print_shop",
        /// Both sides of a sheet.
        BothSides = "both_sides",
        /// A tent to stand on a table.
        Tent = "tent",
    }
}

impl Filling {
    /// Whether several signs share a sheet and are cut from it.
    pub fn is_cut(self) -> bool {
        match self {
            Self::TwoA5
            | Self::FourA6
            | Self::Tent
            | Self::Labels8
            | Self::Labels21
            | Self::Labels24 => true,
            Self::OneUp | Self::Tiled | Self::PrintShop | Self::BothSides => false,
        }
    }

    /// Whether it is for what no office printer takes whole.
    pub fn is_for_large(self) -> bool {
        matches!(self, Self::Tiled | Self::PrintShop)
    }
}
