//! A side of paper with the signs on it. Lengths are millimetres.

use serde::Serialize;

use super::paper::Frame;

/// One side of paper.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Side {
    /// Its width once trimmed.
    pub width: f64,
    /// Its height once trimmed.
    pub height: f64,
    /// How far the paper goes on around that, for bleed and marks.
    pub beyond: f64,
    /// The signs on it.
    pub placed: Vec<Placed>,
    /// Where to cut, and the line to check the scale with.
    pub marks: Vec<Segment>,
    /// Words to whoever cuts and glues.
    pub notes: Vec<Note>,
}

/// A part of a sign on a side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Placed {
    /// Which sign.
    pub piece: usize,
    /// Where its part begins.
    pub x: f64,
    /// Where its part begins.
    pub y: f64,
    /// Which part of the sign, in its own millimetres.
    pub window: Frame,
    /// 1, but on a proof.
    pub scale: f64,
    /// Whether it stands head down.
    pub turned: bool,
}

/// A hairline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Segment {
    /// Its beginning.
    pub from: (f64, f64),
    /// Its end.
    pub to: (f64, f64),
}

/// Small words beside a sign.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// Where they begin, or end.
    pub x: f64,
    /// Their base line.
    pub y: f64,
    /// What they say.
    pub text: String,
    /// Whether they end at `x`.
    pub ends: bool,
}
