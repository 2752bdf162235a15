//! From the whole guide to the files of a site.
//!
//! [`plan`] decides which pages there are and under which addresses; [`compose`]
//! makes each page's view; [`render`] turns a view into bytes; [`edition`] brings
//! them together for any page, or for all. Only `plan` and `compose` see the guide;
//! only `render` sees templates.

pub mod anchors;
pub mod assets;
pub mod card;
pub mod claims;
pub mod compare;
pub mod compose;
pub mod data;
pub mod download;
pub mod edition;
pub mod feed;
pub mod hosting;
pub(crate) mod legacy;
pub mod logo;
pub mod offline;
pub mod papers;
pub mod picture;
pub mod piece;
pub mod plan;
pub mod press;
pub mod prose;
pub mod published;
pub mod redirect;
pub mod render;
pub(crate) mod replan;
pub mod route;
pub mod scripts;
pub mod sitemap;
pub mod theme;
pub mod view;

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its path inside the output folder: `providers/tntp/index.html`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
