//! Pictures of pages for other sites that show a link: the page's title, what it is about, and the guide's name and mark.
//!
//! What is said on a card comes from the guide ([`Words`]); how it stands there is decided with the widths of the
//! theme's letters ([`CardView`]); the theme's template makes a drawing of that, and the [`Artist`] a picture.

#[cfg(feature = "cards")]
mod artist;
#[cfg(not(feature = "cards"))]
#[path = "card/nobody.rs"]
mod artist;
#[cfg(feature = "cards")]
mod picture;

use serde::Serialize;

pub use artist::Artist;

/// The template of the drawing.
pub const TEMPLATE: &str = "card.svg";
/// How wide a card is, in pixels.
pub const WIDTH: u32 = 1200;
/// How high it is: what networks show without cutting.
pub const HEIGHT: u32 = 630;
/// In guides of more profiles than these, profiles have no cards of their own unless `guide.toml` asks for them.
pub const MOST_PROFILES: usize = 200;

/// What is said on one card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The card's part of its file's name: `partner-tntp`.
    pub name: String,
    /// The guide's name.
    pub guide: String,
    /// What kind of page it is: “Partner”, “Tool”; empty for the guide itself.
    pub kind: String,
    /// The page's title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// A few facts: what they are about, and what they say. Of several values those are shown that there is room for.
    pub facts: Vec<(String, Vec<String>)>,
}

/// A card as its template sees it: every line in its place.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CardView {
    /// How wide the drawing is.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// The theme's mark, a whole SVG element.
    pub mark_html: String,
    /// The guide's name.
    pub guide: String,
    /// What kind of page it is; may be empty.
    pub kind: String,
    /// The size of the title's letters.
    pub title_size: u32,
    /// The lines of the title.
    pub title: Vec<LineView>,
    /// Where the line between title and summary is.
    pub rule_y: u32,
    /// The lines of the summary.
    pub summary: Vec<LineView>,
    /// Facts side by side.
    pub facts: Vec<FactView>,
}

/// A line of a card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// Where its letters stand.
    pub y: u32,
    /// The text.
    pub text: String,
}

/// A fact on a card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FactView {
    /// Where it begins.
    pub x: u32,
    /// What it is about.
    pub label: String,
    /// What it says.
    pub value: String,
}

impl Words {
    /// What the card shows, in words.
    #[must_use]
    pub fn alt(&self) -> String {
        let parts = [self.title.trim_end_matches('.'), self.summary.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
    }
}
