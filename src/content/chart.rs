//! Figures that are drawn: the `charts` of a page.
//!
//! An author writes each figure as readers should see it, `$19.9 million` or `2.10%`. How long its bar is comes from the
//! one number in it, so a picture cannot show another figure than its text. What a chart is worth hangs on where its
//! figures come from: one without a source is an error.

use std::borrow::Cow;

use crate::content::markdown::Body;
use crate::diagnostic::{Reporter, nearest};
use crate::rules;
use crate::schema::{Field, Kind, Record, Schema, Understood};
use crate::source::Span;

/// A drawing of figures with their words.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What the figures are.
    pub title: String,
    /// What they are told apart by: `School year`.
    pub by: String,
    /// The id of the heading that it stands under.
    pub under: String,
    /// The numbers of the page's sources that it comes from, from 1.
    pub sources: Vec<usize>,
    /// What a reader must know to read it rightly; may be empty.
    pub note: String,
    /// What is drawn.
    pub drawn: Drawn,
}

impl Chart {
    /// All of its words, as they are looked for.
    #[must_use]
    pub fn text(&self) -> String {
        let mut words = vec![self.title.as_str(), &self.by];
        match &self.drawn {
            Drawn::Bars(bars) => words.extend(bars.iter().flat_map(|bar| [bar.group.as_str(), &bar.label, &bar.text])),
            Drawn::Year(tracks) => words.extend(tracks.iter().flat_map(|track| [track.label.as_str(), &track.text])),
        }
        words.push(&self.note);
        // Bars of a group say it once.
        words.dedup();
        words.retain(|word| !word.is_empty());
        words.join(" ")
    }
}

/// The two kinds of charts.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// Bars to compare numbers.
    Bars(Vec<Bar>),
    /// A year of twelve months, and what happens in which.
    Year(Vec<Track>),
}

/// One figure as a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The heading that it stands under with its neighbours; may be empty.
    pub group: String,
    /// What the figure is of.
    pub label: String,
    /// The figure as it is written.
    pub text: String,
    /// Its number; not below 0.
    pub value: f64,
}

/// One thing that happens in some months of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// What happens.
    pub label: String,
    /// In which months, from 1 to 12, ascending.
    pub months: Vec<u8>,
    /// More about it: how long it takes; may be empty.
    pub text: String,
}

/// The field `charts`.
#[must_use]
pub fn field() -> Field {
    Field {
        key: Cow::Borrowed("charts"),
        kind: Kind::List(Box::new(Kind::Table(Box::new(schema())))),
        required: false,
        about: Cow::Borrowed("Figures to draw, each chart under a heading of the page: `bars` to compare numbers, or a `year` of months."),
        example: Cow::Borrowed(
            "[{title: Spending, by: School year, under: money, sources: [1], bars: [{label: 2003–04, value: 2.10%}, {label: 2007–08, value: 3.67%}]}]",
        ),
    }
}

fn part(key: &'static str, kind: Kind, required: bool, about: &'static str, example: &'static str) -> Field {
    Field { key: Cow::Borrowed(key), kind, required, about: Cow::Borrowed(about), example: Cow::Borrowed(example) }
}

fn schema() -> Schema {
    let bars = Schema {
        name: "bar",
        open: false,
        fields: vec![
            part("label", Kind::Text(80), true, "What the figure is of.", "2003–04"),
            part("value", Kind::Text(40), true, "The figure with its unit, as readers should see it; it holds one number.", "2.10%"),
            part("group", Kind::Text(80), false, "A heading above this bar and those that follow with the same one.", "Duval County"),
        ],
    };
    let year = Schema {
        name: "line of a year",
        open: false,
        fields: vec![
            part("label", Kind::Text(80), true, "What happens.", "Check-in"),
            part(
                "months",
                Kind::List(Box::new(Kind::Whole(1, 12))),
                true,
                "In which months of the year it happens, from 1 to 12.",
                "[3, 6, 9, 12]",
            ),
            part("text", Kind::Text(80), false, "How long it takes, or what else there is to say.", "30–60 minutes"),
        ],
    };
    Schema {
        name: "chart",
        open: false,
        fields: vec![
            part("title", Kind::Text(120), true, "What the figures are.", "Share of operating spending"),
            part("by", Kind::Text(40), true, "What they are told apart by.", "School year"),
            part("under", Kind::Id, true, "The id of the heading that the chart stands under.", "money"),
            part(
                "sources",
                Kind::List(Box::new(Kind::Whole(1, 100))),
                true,
                "The numbers of the page's `sources` that the figures come from; the first is 1.",
                "[1]",
            ),
            part(
                "note",
                Kind::Text(300),
                false,
                "What a reader must know to read it rightly.",
                "The two sources may not count the same things.",
            ),
            part(
                "bars",
                Kind::List(Box::new(Kind::Table(Box::new(bars)))),
                false,
                "The figures to compare, two or more, all in one unit.",
                "[{label: 2003–04, value: 2.10%}, {label: 2007–08, value: 3.67%}]",
            ),
            part(
                "year",
                Kind::List(Box::new(Kind::Table(Box::new(year)))),
                false,
                "What happens in which months.",
                "[{label: Check-in, months: [1, 2, 3]}]",
            ),
        ],
    }
}

/// The charts of a checked file with this text and so many sources. What cannot be drawn is reported and left out.
pub fn read(record: &Record, body: &Body, sources: usize, reporter: &mut Reporter) -> Vec<Chart> {
    record.tables("charts").filter_map(|(table, span)| chart(table, span, body, sources, reporter)).collect()
}

fn chart(table: &Record, span: Span, body: &Body, sources: usize, reporter: &mut Reporter) -> Option<Chart> {
    let place = |key: &str| table.span(key).unwrap_or(span);
    let named = numbers(table, "sources");
    for number in named.iter().filter(|number| **number > sources) {
        reporter.report(&rules::BAD_CHART, place("sources"), format!("the page has no source {number}")).help(if sources == 0 {
            "list where the figures come from under `sources`".to_owned()
        } else {
            format!("the sources are counted from 1 to {sources}")
        });
    }
    let under = table.text("under");
    if !under.is_empty() && !body.headings.iter().any(|heading| heading.id == under) {
        let note = reporter.report(&rules::BAD_CHART, place("under"), format!("the page has no heading with the id `{under}`"));
        match nearest(under, body.headings.iter().map(|heading| heading.id.as_str())) {
            Some(near) => note.label(format!("did you mean `{near}`?")),
            None => note.help(format!("write `{{#{under}}}` behind the heading that the chart belongs to")),
        };
    }
    let drawn = match (table.get("bars"), table.get("year")) {
        (Some(_), None) => Drawn::Bars(bars(table, place("bars"), reporter)?),
        (None, Some(_)) => Drawn::Year(table.tables("year").map(|(line, _)| track(line)).collect()),
        (bars, _) => {
            let both = bars.is_some();
            reporter
                .report(
                    &rules::BAD_CHART,
                    span,
                    if both { "a chart has `bars` or a `year`, not both" } else { "a chart needs `bars` or a `year`" },
                )
                .help(if both {
                    "make two charts of it"
                } else {
                    "add `bars` to compare figures, or `year` for what happens in which month"
                });
            return None;
        }
    };
    Some(Chart {
        title: table.text("title").to_owned(),
        by: table.text("by").to_owned(),
        under: under.to_owned(),
        sources: named,
        note: table.text("note").to_owned(),
        drawn,
    })
}

fn bars(table: &Record, span: Span, reporter: &mut Reporter) -> Option<Vec<Bar>> {
    let mut bars = Vec::new();
    let mut unit: Option<(String, String)> = None;
    let mut whole = true;
    for (line, at) in table.tables("bars") {
        let text = line.text("value");
        let place = line.span("value").unwrap_or(at);
        let Some(figure) = figure(text) else {
            if !text.is_empty() {
                reporter
                    .report(&rules::BAD_CHART, place, format!("`{text}` does not hold one number, so it has no length"))
                    .help("write one number with its unit, such as `2.10%`, `$19.9 million` or `90 minutes`");
            }
            whole = false;
            continue;
        };
        match &unit {
            Some((known, first)) if *known != figure.unit => {
                reporter
                    .report(&rules::BAD_CHART, place, format!("`{text}` is not in the same unit as `{first}`"))
                    .help("bars of one chart are compared with each other; make a chart for each unit");
            }
            Some(_) => {}
            None => unit = Some((figure.unit, text.to_owned())),
        }
        bars.push(Bar {
            group: line.text("group").to_owned(),
            label: line.text("label").to_owned(),
            text: text.to_owned(),
            value: figure.value,
        });
    }
    if whole && bars.len() < 2 {
        reporter.report(&rules::BAD_CHART, span, "one bar alone compares nothing").help("write a single figure in the text");
    }
    (bars.len() >= 2).then_some(bars)
}

fn track(line: &Record) -> Track {
    let mut months: Vec<u8> = numbers(line, "months").into_iter().filter_map(|month| u8::try_from(month).ok()).collect();
    months.sort_unstable();
    months.dedup();
    Track { label: line.text("label").to_owned(), months, text: line.text("text").to_owned() }
}

fn numbers(record: &Record, key: &str) -> Vec<usize> {
    let number = |given: &crate::schema::Given| match given.value {
        Understood::Whole(number) => usize::try_from(number).ok(),
        _ => None,
    };
    record.list(key).iter().filter_map(number).collect()
}

/// A number and what it is counted in.
struct Figure {
    value: f64,
    /// The text around the number; one and many of something are the same unit.
    unit: String,
}

/// The one number of a text: `$19.9 million` is 19.9, counted in `$ million`. Commas part thousands.
fn figure(text: &str) -> Option<Figure> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(['.', ',']);
    let (before, after) = (text[..start].trim_end(), rest[number.len()..].trim_start());
    let negative = before.ends_with(['-', '−', '–']);
    if negative || after.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let value = number.replace(',', "").parse().ok()?;
    Some(Figure { value, unit: format!("{before} {}", after.strip_suffix('s').unwrap_or(after)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_the_one_number_of_its_text() {
        let read = |text: &str| figure(text).map(|figure| (figure.value, figure.unit));
        assert_eq!(read("$19.9 million"), Some((19.9, "$ million".to_owned())));
        assert_eq!(read("2.10%"), Some((2.1, " %".to_owned())));
        assert_eq!(read("18,000"), Some((18_000.0, " ".to_owned())));
        assert_eq!(read("6 days").map(|(_, unit)| unit), read("1 day").map(|(_, unit)| unit));
        assert_eq!(read("about 5."), Some((5.0, "about .".to_owned())));
        for text in ["", "many", "30–60 minutes", "-5%", "1.2.3", "2003 or 2004"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
