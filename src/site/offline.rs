//! The service worker of guides that can be read without a network.

use crate::content::settings::LinkStyle;
use crate::site::Output;
use crate::site::route::Site;
use crate::site::scripts;
use crate::site::theme::Theme;

/// Where the worker is published. It can answer for addresses beside and below it, so it stands at the root.
pub const ROUTE: &str = "/service-worker.js";
/// Its file in the theme.
const SCRIPT: &str = "js/offline/worker.js";
/// Pages that are kept before anybody opens them.
const PAGES: [&str; 2] = ["/", "/providers/"];

/// The route of the worker of this site; none for sites that are opened from a disk, where browsers allow none.
#[must_use]
pub fn route(wanted: bool, site: &Site) -> Option<&'static str> {
    (wanted && site.style == LinkStyle::Root).then_some(ROUTE)
}

/// The worker, with what it keeps from the start: the first pages and these assets.
#[must_use]
pub fn worker<'a>(theme: &Theme, site: &Site, assets: impl Iterator<Item = &'a str>) -> Output {
    let at = site.at("/");
    let files: Vec<String> =
        PAGES.iter().copied().map(|route| at.href(route)).chain(assets.map(|path| at.href(&format!("/{path}")))).collect();
    let told = |value: serde_json::Value| value.to_string();
    let script = scripts::without_comments(theme.text(SCRIPT).unwrap_or_default());
    let script: String = script.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    let text = format!(
        "self.guidepostBase={};self.guidepostFiles={};\n(()=>{{\"use strict\";\n{script}}})();\n",
        told(site.base.clone().into()),
        told(files.into())
    );
    Output { path: ROUTE.trim_start_matches('/').to_owned(), bytes: text.into_bytes() }
}
