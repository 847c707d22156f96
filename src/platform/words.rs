//! The words of the pages in both languages, from Fluent files; Chinese first.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Simplified Chinese, the first and complete one.
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Lang {
    /// Both, Chinese first.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The tag as HTML and cookies write it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language that a button names; none where nothing was chosen.
    pub fn of_choice(tag: &str) -> Option<Self> {
        (!tag.is_empty()).then(|| Self::of_tag(tag))
    }

    /// The language of a tag; anything but English is Chinese.
    pub fn of_tag(tag: &str) -> Self {
        if tag.starts_with("en") {
            Self::En
        } else {
            Self::Zh
        }
    }
}

/// The same thing in both languages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both<T> {
    /// In Chinese.
    pub zh: T,
    /// In English.
    pub en: T,
}

impl<T> Both<T> {
    /// In this language.
    pub fn in_(self, lang: Lang) -> T {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// Both of them, borrowed.
    pub fn each(&self) -> Both<&T> {
        Both {
            zh: &self.zh,
            en: &self.en,
        }
    }

    /// Each of them made into something else.
    pub fn map<U>(self, make: impl Fn(T) -> U) -> Both<U> {
        Both {
            zh: make(self.zh),
            en: make(self.en),
        }
    }
}

impl<'a> Both<&'a str> {
    /// A name; where there is no English one, the Chinese.
    pub fn named(zh: &'a str, en: &'a str) -> Self {
        let en = if en.is_empty() { zh } else { en };
        Self { zh, en }
    }
}

#[derive(rust_embed::RustEmbed)]
#[folder = "templates/words/"]
struct Files;

/// The word lists of both languages.
pub struct Words {
    bundles: Both<FluentBundle<FluentResource>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

fn bundle(lang: Lang) -> Result<FluentBundle<FluentResource>> {
    let tag = lang
        .tag()
        .parse()
        .map_err(|e| Error::internal(format!("{e:?}")))?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Isolation marks would be printed and copied along with names and numbers.
    bundle.set_use_isolating(false);
    for name in Files::iter().filter(|name| name.starts_with(lang.tag())) {
        let file = Files::get(&name).ok_or_else(|| Error::internal(format!("{name} is gone")))?;
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(text)
            .map_err(|(_, errors)| Error::internal(format!("{name}: {errors:?}")))?;
        bundle
            .add_resource(resource)
            .map_err(|errors| Error::internal(format!("{name}: {errors:?}")))?;
    }
    Ok(bundle)
}

impl Words {
    /// Loads the embedded word lists.
    pub fn load() -> Result<Self> {
        let bundles = Both {
            zh: bundle(Lang::Zh)?,
            en: bundle(Lang::En)?,
        };
        Ok(Self { bundles })
    }

    fn bundle(&self, lang: Lang) -> &FluentBundle<FluentResource> {
        self.bundles.each().in_(lang)
    }

    /// Whether the list has this key.
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.bundle(lang).has_message(key)
    }

    /// The sentence under a key that names nothing.
    pub fn say(&self, lang: Lang, key: &str) -> String {
        self.fill(lang, key, &FluentArgs::new())
    }

    /// The sentence under a key, with what it names.
    pub fn tell<'a, V>(&self, lang: Lang, key: &str, args: &[(&'a str, V)]) -> String
    where
        V: Into<FluentValue<'a>> + Clone,
    {
        let mut all = FluentArgs::new();
        for (name, value) in args {
            all.set(*name, value.clone());
        }
        self.fill(lang, key, &all)
    }

    /// The sentence under a key; a missing one shows its key, and a test finds it first.
    pub fn fill(&self, lang: Lang, key: &str, args: &FluentArgs<'_>) -> String {
        let bundle = self.bundle(lang);
        let Some(pattern) = bundle.get_message(key).and_then(|m| m.value()) else {
            tracing::error!(key, lang = lang.tag(), "a word is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(key, lang = lang.tag(), ?errors, "a word does not fit");
        }
        text
    }
}

/// The names of the embedded word lists with their text, for the tests that compare them.
pub fn files() -> Vec<(String, String)> {
    Files::iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            Some((
                name.to_string(),
                String::from_utf8_lossy(&file.data).into_owned(),
            ))
        })
        .collect()
}
