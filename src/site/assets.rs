//! Style sheet, scripts and other files that pages load, published under names that carry their content's fingerprint.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use crate::content::settings::LinkStyle;
use crate::diagnostic::Diagnostic;
use crate::site::Output;
use crate::site::scripts;
use crate::site::theme::{self, Theme};
use crate::site::view::{AssetView, AssetsView, NamedAssetView, TokenView};

/// The sheet that names colours, sizes and distances.
const TOKENS: &str = "css/tokens.css";

/// Browsers ask for this one by themselves, also on pages that name another.
const FAVICON: &str = "favicon.ico";

/// The scripts that have a field of their own in [`AssetsView`].
const EVERYWHERE: [&str; 4] = ["main", "directory", "search", "export"];

/// The files that pages load, and what templates need to know of them.
#[derive(Debug, Clone)]
pub struct Assets {
    /// What templates see.
    pub view: AssetsView,
    /// The files.
    pub outputs: Vec<Output>,
}

/// A file with the role that it plays for a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFile {
    /// What it is to the script: `names`, `text`, …
    pub role: String,
    /// Its name before the fingerprint is put in: `names.bin`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Joins and names the theme's files. What cannot be joined is reported and left empty.
#[must_use]
pub fn publish(theme: &Theme, index: Vec<IndexFile>, style: LinkStyle) -> (Assets, Vec<Diagnostic>) {
    let mut publisher = Publisher { outputs: Vec::new(), problems: Vec::new(), integrity: style == LinkStyle::Root };
    let fonts =
        theme.fonts().map(|(name, bytes)| (name.to_owned(), publisher.add(name.trim_start_matches("fonts/"), bytes.to_vec()))).collect();
    let view = AssetsView {
        css: publisher.style(theme, "main", &theme.css, &fonts),
        styles: theme.styles.iter().map(|(name, sheets)| (name.clone(), publisher.style(theme, name, sheets, &fonts))).collect(),
        scripts: theme
            .scripts
            .keys()
            .filter(|name| !EVERYWHERE.contains(&name.as_str()))
            .map(|name| (name.clone(), publisher.script(theme, name)))
            .collect(),
        main: publisher.script(theme, "main"),
        directory: publisher.script(theme, "directory"),
        search: publisher.script(theme, "search"),
        export: publisher.script(theme, "export"),
        index: index
            .into_iter()
            .map(|file| NamedAssetView { route: publisher.add(&file.name, file.bytes).route, name: file.role })
            .collect(),
        icon: publisher.add("icon.svg", theme.file(&theme.icon).unwrap_or_default().to_vec()),
        fonts: Vec::new(),
        tokens: theme.text(TOKENS).map(tokens).unwrap_or_default(),
        touch_icon: publisher.add("touch.png", theme.file(&theme.touch_icon).unwrap_or_default().to_vec()),
    };
    let view = AssetsView { fonts: fonts.into_values().map(|font| font.route).collect(), ..view };
    publisher.outputs.push(Output { path: FAVICON.to_owned(), bytes: theme.file(&theme.favicon).unwrap_or_default().to_vec() });
    (Assets { view, outputs: publisher.outputs }, publisher.problems)
}

struct Publisher {
    outputs: Vec<Output>,
    problems: Vec<Diagnostic>,
    /// Browsers cannot check integrity for files on disk and would refuse them.
    integrity: bool,
}

impl Publisher {
    fn style(&mut self, theme: &Theme, name: &str, sheets: &[String], fonts: &BTreeMap<String, AssetView>) -> AssetView {
        let texts = sheets.iter().filter_map(|sheet| theme.text(sheet));
        let mut css: String = texts.map(|text| tight(&scripts::without_comments(text))).collect();
        for (font, published) in fonts {
            let beside = published.route.rsplit('/').next().unwrap_or_default();
            css = css.replace(&format!("\"../{font}\""), &format!("\"{beside}\""));
        }
        self.add(&format!("{name}.css"), css.into_bytes())
    }

    fn script(&mut self, theme: &Theme, name: &str) -> AssetView {
        match scripts::of(theme, name) {
            None => AssetView::default(),
            Some(Ok(script)) => self.add(&format!("{name}.js"), script.into_owned().into_bytes()),
            Some(Err(error)) => {
                self.problems.push(*theme::problem(0..0, error.to_string()));
                AssetView::default()
            }
        }
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) -> AssetView {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("assets/{stem}.{}.{ending}", fingerprint(&bytes));
        let integrity = if self.integrity { integrity(&bytes) } else { String::new() };
        let view = AssetView { route: format!("/{path}"), integrity };
        // The same bytes under the same name are one file.
        if self.outputs.iter().all(|output| output.path != path) {
            self.outputs.push(Output { path, bytes });
        }
        view
    }
}

/// The first eight hexadecimal digits of the SHA-256 of some bytes.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The tokens that a sheet declares, each where it is declared first.
fn tokens(sheet: &str) -> Vec<TokenView> {
    let mut tokens: Vec<TokenView> = Vec::new();
    for line in sheet.lines().map(str::trim).filter(|line| line.starts_with("--")) {
        let Some((name, value)) = line.split_once(':') else { continue };
        if tokens.iter().all(|token| token.name != name) {
            tokens.push(TokenView { name: name.to_owned(), value: value.trim().trim_end_matches(';').to_owned() });
        }
    }
    tokens
}

/// Text without indentation and empty lines.
fn tight(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(line);
        out.push('\n');
    }
    out
}
