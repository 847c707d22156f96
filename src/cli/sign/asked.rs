//! What is asked for on the command line: which sign, how laid out, on what.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::codes::Code;
use crate::config::BaseUrl;
use crate::signs::catalogue::design;
use crate::signs::print::Paper;

#[derive(Debug, Args)]
pub(in crate::cli) struct Render {
    /// The sign, as the list names it: i-lift-stop; several with commas on a carrier.
    #[arg(default_value = "", hide_default_value = true)]
    pub(super) design: String,
    #[command(flatten)]
    pub(super) made: Made,
    /// Where it hangs: "3号楼2单元 2号梯".
    #[arg(long)]
    pub(super) place: String,
    /// The code on it, ten characters; without one the sign is marked as a sample.
    #[arg(long)]
    pub(super) code: Option<Code>,
    /// The address its QR code opens [default: the public address].
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<BaseUrl>,
    /// The hours of the work: "11月26日 13:00–17:00".
    #[arg(long)]
    pub(super) time: Option<String>,
    /// What to use instead: "1号梯".
    #[arg(long)]
    pub(super) alternative: Option<String>,
    /// A word more on that: "老人、推车请呼门岗协助".
    #[arg(long, value_name = "WORDS")]
    pub(super) alternative_note: Option<String>,
    /// Whom to ring.
    #[arg(long)]
    pub(super) phone: Option<String>,
    /// Who hangs it up: "锦绣花园管理处".
    #[arg(long)]
    pub(super) issuer: Option<String>,
    /// The floor of this copy: "15层".
    #[arg(long)]
    pub(super) floor: Option<String>,
    /// When it comes down: "11月26日 17:00 后撤下".
    #[arg(long, value_name = "WORDS")]
    pub(super) remove_after: Option<String>,
    /// The file to write; its ending says what: .pdf, .svg or .png.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
}

/// How a sign is laid out and printed.
#[derive(Debug, Args)]
pub(super) struct Made {
    /// Lay it out so instead of as the first of its layouts in the list.
    #[arg(long)]
    pub(super) layout: Option<Layout>,
    /// What it says: the numeral of a plate, a rule, "B1 地下车库", "↗ 3号楼 60米"; may be repeated.
    #[arg(long, value_name = "WORDS")]
    pub(super) text: Vec<String>,
    /// Its title, where the layout has one.
    #[arg(long, value_name = "WORDS")]
    pub(super) title: Option<String>,
    /// The same in English.
    #[arg(long, value_name = "WORDS")]
    pub(super) english: Option<String>,
    /// The paper: A6 to A0, A4-landscape.
    #[arg(long)]
    pub(super) paper: Option<Paper>,
    /// From how far it must be read, as 8m: takes the smallest paper that serves, or says why none does.
    #[arg(long, value_name = "METRES", value_parser = metres)]
    pub(super) distance: Option<f64>,
    /// How signs stand on the sheets.
    #[arg(long, default_value = "one-up")]
    pub(super) sheet: SheetKind,
    /// The first free label of the sheet.
    #[arg(long, default_value_t = 1)]
    pub(super) start: u32,
    /// How often to print it.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=200))]
    pub(super) copies: u16,
    /// A first sheet to approve, and 样张 across the sign.
    #[arg(long)]
    pub(super) proof: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    Single,
    Work,
    Carrier,
    PlateFloor,
    PlateBuilding,
    PlateEntrance,
    PlateDoor,
    LiftIndex,
    Room,
    Direction,
    Rules,
    FireLane,
    Label,
}

impl From<design::Layout> for Layout {
    fn from(usual: design::Layout) -> Self {
        match usual {
            design::Layout::Single => Self::Single,
            design::Layout::Work => Self::Work,
            design::Layout::Room => Self::Room,
            design::Layout::Direction => Self::Direction,
            design::Layout::Rules => Self::Rules,
            design::Layout::FireLane => Self::FireLane,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SheetKind {
    OneUp,
    #[value(name = "two-a5")]
    TwoA5,
    #[value(name = "four-a6")]
    FourA6,
    #[value(name = "labels-8")]
    Labels8,
    #[value(name = "labels-21")]
    Labels21,
    #[value(name = "labels-24")]
    Labels24,
    BothSides,
    Tent,
    Tiled,
    PrintShop,
}

fn metres(word: &str) -> Result<f64, String> {
    let number = word.trim_end_matches(['m', '米', ' ']);
    let found = number.parse().ok().filter(|m| (0.1..=200.0).contains(m));
    found.ok_or_else(|| format!("“{word}” is no distance; say 8m, up to 200m"))
}
