//! A theme: templates, styles and scripts. The built-in one is part of the program;
//! a folder given with `--theme` replaces it file by file.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Tera;
use toml::de::{DeTable, DeValue};

use crate::content::settings::LinkStyle;
use crate::derived::Derived;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::site::assets::{self, Assets};
use crate::site::card::Artist;
use crate::site::render;
use crate::source::{Place, Span};

static BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme_files.rs"));

/// The name under which the theme's files appear in messages.
pub const PREFIX: &str = "theme/";

/// A theme's files and what its `theme.toml` says of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    files: BTreeMap<String, Vec<u8>>,
    /// The style sheets of every page, in the order in which they are joined.
    pub css: Vec<String>,
    /// Style sheets that only some pages load, by name, each joined in its order.
    pub styles: BTreeMap<String, Vec<String>>,
    /// The scripts that pages load, by name.
    pub scripts: BTreeMap<String, String>,
    /// The site's mark, an SVG file.
    pub icon: String,
    /// The mark for browsers that want an ICO file.
    pub favicon: String,
    /// The mark for home screens, a PNG file.
    pub touch_icon: String,
    /// Whether all scripts are those of the built-in theme.
    has_scripts_of_built_in: bool,
    made: Made,
}

/// What is made of a theme's files alone, whatever guide they show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Made {
    /// What pages load: with sums of the files for links that begin at the root, without them for others.
    assets: [Derived<(Assets, Vec<Diagnostic>)>; 2],
    templates: Derived<Result<Tera, Box<Diagnostic>>>,
    artist: Derived<Option<Arc<Artist>>>,
}

impl Theme {
    /// The built-in theme.
    #[must_use]
    pub fn built_in() -> Self {
        Self::layered(Vec::new()).unwrap_or_else(|problem| panic!("the built-in theme is whole: {}", problem.message))
    }

    /// The built-in theme with some files replaced or added.
    ///
    /// # Errors
    ///
    /// A problem that says what `theme.toml` lacks.
    pub fn layered(files: Vec<(String, Vec<u8>)>) -> Result<Self, Box<Diagnostic>> {
        let has_scripts_of_built_in = !files.iter().any(|(name, _)| name.ends_with(".js") || name == "theme.toml");
        let mut all: BTreeMap<String, Vec<u8>> = BUILT_IN.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        all.extend(files);
        let text = String::from_utf8_lossy(all.get("theme.toml").map_or(b"", Vec::as_slice)).into_owned();
        let table = DeTable::parse(&text)
            .map_err(|error| problem(error.span().unwrap_or(0..0), format!("theme.toml is not TOML: {}", error.message())))?;
        let table = table.get_ref();
        let css = table.get("css").map(|value| texts_of(value.get_ref())).unwrap_or_default();
        let styles = table
            .get("styles")
            .and_then(|value| value.get_ref().as_table())
            .map(|styles| styles.iter().map(|(name, value)| (name.get_ref().to_string(), texts_of(value.get_ref()))).collect())
            .unwrap_or_default();
        let scripts = table
            .get("scripts")
            .and_then(|value| value.get_ref().as_table())
            .map(|scripts| {
                scripts.iter().filter_map(|(name, value)| Some((name.get_ref().to_string(), text_of(value.get_ref())?))).collect()
            })
            .unwrap_or_default();
        let named = |key: &str| table.get(key).and_then(|value| text_of(value.get_ref())).unwrap_or_default();
        let [icon, favicon, touch_icon] = ["icon", "favicon", "touch_icon"].map(named);
        Ok(Self { files: all, css, styles, scripts, icon, favicon, touch_icon, has_scripts_of_built_in, made: Made::default() })
    }

    /// Every file with its name.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// A file's bytes.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// A file's text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.file(name).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// The typefaces that style sheets name, by their path in the theme.
    pub fn fonts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let fonts = self.files.iter().filter(|(name, _)| name.starts_with("fonts/") && name.ends_with(".woff2"));
        fonts.map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Whether all scripts are those of the built-in theme.
    pub(super) fn has_scripts_of_built_in(&self) -> bool {
        self.has_scripts_of_built_in
    }

    /// What pages load, for links of one style, and what is wrong with it.
    pub(super) fn assets(&self, style: LinkStyle) -> &(Assets, Vec<Diagnostic>) {
        self.made.assets[usize::from(style == LinkStyle::Root)].get(|| assets::publish(self, Vec::new(), style))
    }

    /// The templates, read.
    pub(super) fn read_templates(&self) -> &Result<Tera, Box<Diagnostic>> {
        self.made.templates.get(|| render::read(self))
    }

    /// Who draws the pictures of pages; nobody where the theme has no typefaces for that.
    pub(super) fn artist(&self) -> Option<Arc<Artist>> {
        self.made.artist.get(|| Artist::new(self).map(Arc::new)).clone()
    }

    /// The templates, by the name under which they include each other.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("templates/")?, std::str::from_utf8(bytes).ok()?)))
    }
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn texts_of(value: &DeValue<'_>) -> Vec<String> {
    value.as_array().map(|list| list.iter().filter_map(|item| text_of(item.get_ref())).collect()).unwrap_or_default()
}

/// A problem in the theme; it is nothing that content can cause.
pub(super) fn problem(span: std::ops::Range<usize>, message: String) -> Box<Diagnostic> {
    let place = Place { file: format!("{PREFIX}theme.toml").into(), span: Span::new(span) };
    Box::new(Diagnostic::new(&rules::TEMPLATE, place, message))
}
