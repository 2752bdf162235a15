//! Sets the words of a card in the theme's own letters, and draws it. Nothing is read from the machine: neither its
//! typefaces nor files that a drawing may name.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::site::assets::fingerprint;
use crate::site::card::{CardView, FactView, HEIGHT, LineView, TEMPLATE, WIDTH, Words, picture};
use crate::site::theme::{self, Theme};
use crate::source::{Place, Span};

/// The typeface of titles.
const TITLES: &str = "fonts/guide-serif-600.ttf";
/// The typeface of all else.
const TEXTS: &str = "fonts/guide-serif-400.ttf";

/// What another version of the program would draw differently even from the same drawing.
const HAND: &str = "resvg 0.49, layout 1, palette";

/// The white to the left and to the right.
const MARGIN: u32 = 72;
/// Where the first line of a title has its top.
const TOP: u32 = 156;
/// The sizes of titles, with how many lines they may have: the first that fits is taken.
const TITLE_SIZES: [(u32, usize); 4] = [(88, 1), (76, 2), (60, 2), (50, 3)];
/// The size of a summary.
const SUMMARY: u32 = 33;
/// The sizes of a fact's label and value.
const FACT: (u32, u32) = (23, 27);
/// The size of the guide's name.
const GUIDE: u32 = 34;
/// Where facts stand: no line above comes further down than this.
const FACTS_TOP: u32 = 494;

/// Draws cards with the typefaces of one theme.
#[derive(Debug, Clone)]
pub struct Artist {
    titles: Vec<u8>,
    texts: Vec<u8>,
    mark: String,
    fonts: Arc<fontdb::Database>,
    /// Whatever decides what a card looks like beside its words.
    seal: String,
}

impl Artist {
    /// An artist with this theme's typefaces, mark and template; none when one is not there.
    #[must_use]
    pub fn new(theme: &Theme) -> Option<Self> {
        let (titles, texts) = (theme.file(TITLES)?.to_vec(), theme.file(TEXTS)?.to_vec());
        let template = theme.text(&format!("templates/{TEMPLATE}"))?;
        let mark = theme.text(&theme.icon)?;
        let mark = mark[mark.find("<svg")?..].to_owned();
        FontRef::new(&titles).ok().zip(FontRef::new(&texts).ok())?;
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(titles.clone());
        fonts.load_font_data(texts.clone());
        let seal = fingerprint(&[titles.as_slice(), texts.as_slice(), template.as_bytes(), mark.as_bytes(), HAND.as_bytes()].concat());
        Some(Self { titles, texts, mark, fonts: Arc::new(fonts), seal })
    }

    /// Where a card is published: a name that changes with whatever is on it. None when its title cannot be set.
    #[must_use]
    pub fn path(&self, words: &Words) -> Option<String> {
        Face::of(&self.titles)?.set(&words.title)?;
        let said = serde_json::to_string(words).unwrap_or_default();
        Some(format!("assets/{}.{}.png", words.name, fingerprint(format!("{}{said}", self.seal).as_bytes())))
    }

    /// A card with every line in its place; none when its title has letters that the typeface has not. What else
    /// cannot be set is left out.
    #[must_use]
    pub fn lay_out(&self, words: &Words) -> Option<CardView> {
        let (titles, texts) = (Face::of(&self.titles)?, Face::of(&self.texts)?);
        let title = titles.set(&words.title)?;
        let wide = WIDTH - 2 * MARGIN;
        let fitting = TITLE_SIZES.iter().find(|(size, lines)| titles.lines(&title, *size, wide).len() <= *lines);
        let (size, most) = *fitting.unwrap_or(&TITLE_SIZES[TITLE_SIZES.len() - 1]);
        let mut y = TOP;
        let mut stand = |lines: Vec<String>, size: u32, high: u32| -> Vec<LineView> {
            lines
                .into_iter()
                .map(|text| {
                    let line = LineView { y: y + size, text };
                    y += high;
                    line
                })
                .collect()
        };
        let title =
            stand(cut(titles.lines(&title, size, wide), most, |line| titles.width(line, size) <= f64::from(wide)), size, size * 9 / 8);
        let rule_y = TOP + size * 9 / 8 * u32::try_from(title.len()).unwrap_or(0) + 22;
        let below = rule_y + 30;
        let facts = self.facts(words, &texts, wide);
        let end = if facts.is_empty() { HEIGHT - 60 } else { FACTS_TOP };
        let high = SUMMARY * 4 / 3;
        let room = usize::try_from(end.saturating_sub(below) / high).unwrap_or(0).min(3);
        let summary = texts.set(&words.summary).unwrap_or_default();
        let lines = cut(texts.lines(&summary, SUMMARY, wide), room, |line| texts.width(line, SUMMARY) <= f64::from(wide));
        let summary = (0..).zip(lines).map(|(at, text)| LineView { y: below + SUMMARY + at * high, text }).collect();
        Some(CardView {
            width: WIDTH,
            height: HEIGHT,
            mark_html: self.mark.clone(),
            guide: texts.shortened(&texts.set(&words.guide).unwrap_or_default(), GUIDE, wide * 2 / 3),
            kind: texts.shortened(&texts.set(&words.kind).unwrap_or_default(), FACT.0, wide / 4),
            title_size: size,
            title,
            rule_y,
            summary,
            facts,
        })
    }

    /// Up to three facts, side by side.
    fn facts(&self, words: &Words, texts: &Face<'_>, wide: u32) -> Vec<FactView> {
        let can_be_set = |(label, values): &(String, Vec<String>)| {
            Some((texts.set(label)?, values.iter().map(|value| texts.set(value)).collect::<Option<Vec<_>>>()?))
        };
        let facts: Vec<_> = words.facts.iter().filter_map(can_be_set).take(3).collect();
        let column = wide / u32::try_from(facts.len().max(1)).unwrap_or(1);
        let fact = |(at, (label, values)): (u32, (String, Vec<String>))| FactView {
            x: MARGIN + at * column,
            label: texts.shortened(&label, FACT.0, column - 24),
            value: texts.enumerated(&values, FACT.1, column - 24),
        };
        (0..).zip(facts).map(fact).collect()
    }

    /// The picture of a drawing.
    ///
    /// # Errors
    ///
    /// What is wrong with the drawing. Only the theme can cause that: content is text in it.
    pub fn draw(&self, drawing: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        let options = Options {
            fontdb: self.fonts.clone(),
            image_href_resolver: ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) },
            ..Options::default()
        };
        let tree = Tree::from_str(drawing, &options).map_err(|error| problem(&error))?;
        let mut picture = Pixmap::new(WIDTH, HEIGHT).expect("a card has a width and a height");
        resvg::render(&tree, Transform::default(), &mut picture.as_mut());
        picture::encode(&picture).map_err(|error| problem(&error))
    }
}

fn problem(error: &dyn std::fmt::Display) -> Box<Diagnostic> {
    let place = Place { file: format!("{}templates/{TEMPLATE}", theme::PREFIX).into(), span: Span::default() };
    Box::new(Diagnostic::new(&rules::TEMPLATE, place, format!("the card cannot be drawn: {error}")))
}

/// A typeface with which texts are measured.
struct Face<'f> {
    font: FontRef<'f>,
}

impl<'f> Face<'f> {
    fn of(bytes: &'f [u8]) -> Option<Self> {
        FontRef::new(bytes).ok().map(|font| Self { font })
    }

    /// A text in letters that the typeface has; an accent that it does not know is left out.
    fn set(&self, text: &str) -> Option<String> {
        let letters = self.font.charmap();
        let has = |letter: char| letters.map(letter).is_some();
        let mut out = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            for letter in word.nfc() {
                match letter {
                    '\u{2011}' => out.push('-'),
                    letter if has(letter) => out.push(letter),
                    letter => {
                        let plain = std::iter::once(letter).nfkd().find(|plain| has(*plain) && plain.is_alphanumeric())?;
                        out.push(plain);
                    }
                }
            }
        }
        Some(out)
    }

    /// How wide a text is in letters of this size.
    fn width(&self, text: &str, size: u32) -> f64 {
        let letters = self.font.charmap();
        #[expect(clippy::cast_precision_loss, reason = "sizes are small numbers")]
        let widths = self.font.glyph_metrics(Size::new(size as f32), LocationRef::default());
        text.chars().filter_map(|letter| widths.advance_width(letters.map(letter)?)).map(f64::from).sum()
    }

    /// A text in lines that are at most so wide. A word that is wider is taken apart.
    fn lines(&self, text: &str, size: u32, wide: u32) -> Vec<String> {
        let fits = |text: &str| self.width(text, size) <= f64::from(wide);
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let longer = lines.last().map(|line| format!("{line} {word}")).filter(|line| fits(line));
            match (longer, lines.last_mut()) {
                (Some(longer), Some(line)) => *line = longer,
                _ => lines.extend(pieces(word, fits)),
            }
        }
        lines
    }

    /// As many values as fit on one line, and how many more there are.
    fn enumerated(&self, values: &[String], size: u32, wide: u32) -> String {
        let first = |count: usize| match values.len() - count {
            0 => values.join(", "),
            more => format!("{} +{more}", values[..count].join(", ")),
        };
        let fits = |text: &String| self.width(text, size) <= f64::from(wide);
        let enough = (1..=values.len()).rev().map(first).find(fits);
        enough.unwrap_or_else(|| self.shortened(&values.join(", "), size, wide))
    }

    /// A text on one line, cut where there is no room for more.
    fn shortened(&self, text: &str, size: u32, wide: u32) -> String {
        cut(self.lines(text, size, wide), 1, |line| self.width(line, size) <= f64::from(wide)).pop().unwrap_or_default()
    }
}

/// A word in pieces that fit.
fn pieces(word: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    if fits(word) {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let last = pieces.len() - 1;
        let longer = format!("{}{letter}", pieces[last]);
        if pieces[last].is_empty() || fits(&longer) { pieces[last] = longer } else { pieces.push(letter.to_string()) }
    }
    pieces
}

/// The first lines; where more would follow, the last of them ends in an ellipsis that fits.
fn cut(mut lines: Vec<String>, most: usize, fits: impl Fn(&str) -> bool) -> Vec<String> {
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        let mut text = std::mem::take(last);
        while !text.is_empty() && !fits(&format!("{text}…")) {
            text.pop();
        }
        *last = format!("{}…", text.trim_end_matches([' ', ',', ';', ':', '.']));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn artist() -> Artist {
        Artist::new(&Theme::built_in()).expect("the built-in theme has what cards need")
    }

    fn card(title: &str, summary: &str) -> CardView {
        let words = Words { title: title.to_owned(), summary: summary.to_owned(), ..Words::default() };
        artist().lay_out(&words).expect("it can be set")
    }

    fn texts(lines: &[LineView]) -> Vec<&str> {
        lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn long_names_become_smaller_and_then_break_and_then_end() {
        assert_eq!((card("TNTP", "").title_size, texts(&card("TNTP", "").title)), (88, vec!["TNTP"]));
        let two = card("Children’s Literacy Initiative of the East", "");
        assert_eq!((two.title_size, two.title.len()), (76, 2), "{two:?}");
        let endless = card(&"Partners for Learning ".repeat(20), &"We coach. ".repeat(100));
        assert_eq!((endless.title_size, endless.title.len()), (50, 3));
        assert!(
            endless.title[2].text.ends_with('…') && endless.summary.last().is_some_and(|line| line.text.ends_with('…') && line.y < HEIGHT)
        );
        let unbroken = card(&"W".repeat(120), "");
        let face = artist().titles;
        let face = Face::of(&face).expect("a typeface");
        assert!(
            unbroken.title.iter().all(|line| face.width(&line.text, unbroken.title_size) <= f64::from(WIDTH - 2 * MARGIN)),
            "{unbroken:?}"
        );
    }

    #[test]
    fn what_the_typeface_lacks_is_simplified_or_there_is_no_card() {
        assert_eq!(texts(&card("Nguy\u{1ec5}n \u{2460}", "\u{5b66}\u{6821}").title), ["Nguyen 1"]);
        assert_eq!(card("Plain", "\u{5b66}\u{6821}").summary, []);
        let words = Words { title: "\u{5b66}\u{6821}".to_owned(), ..Words::default() };
        assert_eq!((artist().lay_out(&words), artist().path(&words)), (None, None));
    }

    #[test]
    fn values_that_there_is_no_room_for_are_counted() {
        let values = |values: &[&str]| {
            let fact = |label: &str| (label.to_owned(), values.iter().map(|value| (*value).to_owned()).collect());
            let words = Words { title: "T".to_owned(), facts: ["A", "B", "C", "D"].map(fact).to_vec(), ..Words::default() };
            let facts = artist().lay_out(&words).expect("it can be set").facts;
            assert_eq!(facts.iter().map(|fact| fact.x).collect::<Vec<_>>(), [72, 424, 776]);
            facts[0].value.clone()
        };
        assert_eq!(values(&["Math", "Science"]), "Math, Science");
        assert_eq!(values(&["English language arts", "Math", "Science"]), "English language arts +2");
        assert!(values(&["English language arts and literacy in social studies"]).ends_with('…'));
    }

    #[test]
    fn a_drawing_reads_no_file() {
        let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/icons/touch.png");
        let blank = "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='630'>";
        let drawn = |inside: &str| artist().draw(&format!("{blank}{inside}</svg>")).expect("it can be drawn");
        let nothing = drawn("");
        for href in [
            place.display().to_string(),
            format!("file://{}", place.display()),
            "https://example.org/a.png".to_owned(),
            "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><rect width='9' height='9'/></svg>".replace('<', "%3C"),
        ] {
            let image = format!("<image href=\"{}\" width=\"900\" height=\"600\"/><use href=\"{}#a\"/>", href, href);
            assert_eq!(drawn(&image), nothing, "{href}");
        }
        assert!(artist().draw("<svg").is_err());
        assert!(artist().draw("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg xmlns='http://www.w3.org/2000/svg'><text>&a;</text></svg>").is_err());
    }
}
