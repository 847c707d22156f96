//! How wide a text is on paper: shaped by the typesetter's own shaper, in its scripts and its
//! language. A dash between Chinese characters is wider than the same dash by itself.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, PoisonError, RwLock};

use rustybuzz::{Direction, Feature, Language, ShapePlan, UnicodeBuffer, script, ttf_parser::Tag};
use typst::text::FontInstance;
use unicode_script::{Script, UnicodeScript};

/// The scripts that marks without one take on beside others.
const AROUND: [Script; 2] = [Script::Han, Script::Latin];
/// What templates ask of the face beyond what is usual: digits as wide as they are.
const PROPORTIONAL: &[u8; 4] = b"pnum";

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Setting {
    /// In the bold face.
    pub bold: bool,
    /// As English; else as Chinese of the mainland.
    pub english: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct PlanOf {
    setting: Setting,
    script: Script,
}

/// The faces, ready to be measured.
pub(super) struct Rulers {
    faces: Vec<FontInstance>,
    plans: RwLock<HashMap<PlanOf, Arc<ShapePlan>>>,
}

impl std::fmt::Debug for Rulers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rulers").finish_non_exhaustive()
    }
}

/// Characters that are shaped together.
struct Run<'t> {
    text: &'t str,
    /// Bytes before the first character that has a script.
    leading: usize,
    script: Script,
}

impl Rulers {
    /// The regular face first, the bold one last.
    pub(super) fn of(faces: Vec<FontInstance>) -> Self {
        Self {
            faces,
            plans: RwLock::default(),
        }
    }

    /// The width at size 1. Marks that take their script from what stands beside them count as
    /// wide as they can get.
    pub(super) fn width(&self, text: &str, setting: Setting) -> f64 {
        // A line that ends in a soft hyphen shows it.
        let hyphen = if text.ends_with('\u{AD}') { "-" } else { "" };
        let all = runs(text).into_iter().chain(runs(hyphen));
        all.map(|run| self.of_run(&run, setting)).sum()
    }

    fn of_run(&self, run: &Run<'_>, setting: Setting) -> f64 {
        let alone = |text: &str| {
            let widths = AROUND.iter().chain([&run.script]);
            let widths = widths.map(|script| self.shaped(text, *script, setting));
            widths.fold(0.0, f64::max)
        };
        match run.text.split_at_checked(run.leading) {
            Some((_, "")) => alone(run.text),
            Some(("", _)) | None => self.shaped(run.text, run.script, setting),
            Some((marks, rest)) => {
                let together = self.shaped(run.text, run.script, setting);
                together.max(alone(marks) + self.shaped(rest, run.script, setting))
            }
        }
    }

    fn shaped(&self, text: &str, script: Script, setting: Setting) -> f64 {
        let face = if setting.bold {
            self.faces.last()
        } else {
            self.faces.first()
        };
        let Some(face) = face else {
            return 0.0;
        };
        let plan = self.plan(face, PlanOf { setting, script });
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(shaper_script(script));
        if let Some(language) = language(setting) {
            buffer.set_language(language);
        }
        buffer.set_flags(rustybuzz::BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        let glyphs = rustybuzz::shape_with_plan(face.rusty(), &plan, buffer);
        let units: i32 = glyphs.glyph_positions().iter().map(|at| at.x_advance).sum();
        f64::from(units) / f64::from(face.rusty().units_per_em())
    }

    fn plan(&self, face: &FontInstance, of: PlanOf) -> Arc<ShapePlan> {
        let known = self.plans.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = known.get(&of) {
            return Arc::clone(plan);
        }
        drop(known);
        let plan = Arc::new(ShapePlan::new(
            face.rusty(),
            Direction::LeftToRight,
            Some(shaper_script(of.script)),
            language(of.setting).as_ref(),
            &[Feature::new(Tag::from_bytes(PROPORTIONAL), 1, ..)],
        ));
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        plans.insert(of, Arc::clone(&plan));
        plan
    }
}

fn language(setting: Setting) -> Option<Language> {
    let name = if setting.english { "en-CN" } else { "zh-CN" };
    Language::from_str(name).ok()
}

fn shaper_script(of: Script) -> rustybuzz::Script {
    let tag = <[u8; 4]>::try_from(of.short_name().as_bytes());
    tag.ok()
        .and_then(|tag| rustybuzz::Script::from_iso15924_tag(Tag::from_bytes(&tag)))
        .unwrap_or(script::UNKNOWN)
}

fn has_none(of: Script) -> bool {
    matches!(of, Script::Unknown | Script::Common | Script::Inherited)
}

/// The text in runs of one script; marks without one belong to what stands before them.
fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    let (mut from, mut leading, mut current) = (0, 0, Script::Common);
    let mut end = |from: usize, to: usize, leading: usize, script: Script| {
        if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
            runs.push(Run {
                text,
                leading,
                script,
            });
        }
    };
    for (at, c) in text.char_indices() {
        let own = c.script();
        if has_none(own) {
            continue;
        }
        if has_none(current) {
            (leading, current) = (at - from, own);
        } else if own != current {
            end(from, at, leading, current);
            (from, leading, current) = (at, 0, own);
        }
    }
    let leading = if has_none(current) {
        text.len() - from
    } else {
        leading
    };
    end(from, text.len(), leading, current);
    runs
}
