//! The logos of partners among the files of a site.

use crate::content::logo::Logo;
use crate::guide::Guide;
use crate::site::Output;
use crate::site::assets::fingerprint;
use crate::site::route::output_path;

/// Where a logo is published. The name changes with what is seen, so the file may be kept for ever.
#[must_use]
pub fn route(logo: &Logo) -> String {
    format!("/assets/logo-{}.{}.png", logo.slug, fingerprint(&logo.bytes))
}

/// The files.
pub fn outputs(guide: &Guide) -> impl Iterator<Item = Output> {
    guide.logos.values().map(|logo| Output { path: output_path(&route(logo)), bytes: logo.bytes.to_vec() })
}
