//! Charts: a table whose rows are also drawn. The words and figures are text like any other, so they wrap, print and are
//! read aloud; only the marks beside them are SVG.

use std::fmt::Write as _;

use crate::content::chart::{Bar, Chart, Drawn, Track};
use crate::content::text::{escape, escape_into, joined};

/// A chart as HTML, with links to its sources on the same page.
#[must_use]
pub fn figure(chart: &Chart) -> String {
    let links: Vec<String> = chart.sources.iter().map(|number| format!("<a href=\"#source-{number}\">{number}</a>")).collect();
    let word = if links.len() == 1 { "Source:" } else { "Sources:" };
    drawn(chart, (!links.is_empty()).then(|| format!("{word} {}.", joined(&links))))
}

/// A chart as HTML for a page that does not number its sources.
#[must_use]
pub fn printed(chart: &Chart) -> String {
    drawn(chart, None)
}

/// The roles say what is a table's row and cell: a style sheet that lays rows out as a grid may take that away.
fn drawn(chart: &Chart, sources: Option<String>) -> String {
    let mut html = String::from("<figure class=\"chart\">\n<div class=\"chart__frame\">\n<table role=\"table\">\n<caption>");
    escape_into(&mut html, &chart.title);
    let (class, value) = match chart.drawn {
        Drawn::Bars(_) => ("bars", "Figure"),
        Drawn::Year(_) => ("year", "Months"),
    };
    // Writing to a text cannot fail.
    let _ = write!(
        html,
        "</caption>\n<thead class=\"chart__head\" role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">{}</th><th role=\"columnheader\" scope=\"col\">{value}</th></tr></thead>\n",
        escape(&chart.by)
    );
    match &chart.drawn {
        Drawn::Bars(bars) => bar_rows(&mut html, bars),
        Drawn::Year(tracks) => track_rows(&mut html, tracks),
    }
    let _ = write!(html, "</table>\n</div>\n<figcaption class=\"chart__about chart__about--{class}\">");
    html.push_str(&about(chart, sources));
    html.push_str("</figcaption>\n</figure>\n");
    html
}

/// What the figures come to in a sentence, the remark, and where they are from.
fn about(chart: &Chart, sources: Option<String>) -> String {
    let mut parts = Vec::new();
    if let Drawn::Bars(bars) = &chart.drawn {
        parts.extend(extremes(bars));
    }
    if !chart.note.is_empty() {
        parts.push(escape(&chart.note));
    }
    parts.extend(sources);
    parts.join(" ")
}

/// The least and the greatest, when they differ.
fn extremes(bars: &[Bar]) -> Option<String> {
    let least = bars.iter().min_by(|a, b| a.value.total_cmp(&b.value))?;
    let most = bars.iter().rev().max_by(|a, b| a.value.total_cmp(&b.value))?;
    let named = |bar: &Bar| {
        let group = if bar.group.is_empty() { String::new() } else { format!("{}, ", escape(&bar.group)) };
        format!("{} ({group}{})", escape(&bar.text), escape(&bar.label))
    };
    (least.value < most.value).then(|| format!("From {} to {}.", named(least), named(most)))
}

fn bar_rows(html: &mut String, bars: &[Bar]) {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    for rows in bars.chunk_by(|a, b| a.group == b.group) {
        html.push_str("<tbody role=\"rowgroup\">\n");
        if let Some(group) = rows.first().map(|bar| &bar.group).filter(|group| !group.is_empty()) {
            let _ = writeln!(
                html,
                "<tr class=\"chart__group\" role=\"row\"><th role=\"rowheader\" scope=\"rowgroup\" colspan=\"2\">{}</th></tr>",
                escape(group)
            );
        }
        for bar in rows {
            let length = if most > 0.0 { (bar.value / most * 1000.0).round() / 10.0 } else { 0.0 };
            let mark = format!("<rect width=\"{length}\" height=\"1\"/>");
            row(html, &bar.label, &stretched("chart__bar", (100, 1), &mark), &bar.text);
        }
        html.push_str("</tbody>\n");
    }
}

/// Twelve months in a row, with a mark in each in which something happens.
fn track_rows(html: &mut String, tracks: &[Track]) {
    html.push_str("<tbody role=\"rowgroup\">\n");
    for track in tracks {
        let mut marks = String::new();
        for month in 1..=12 {
            let class = if track.months.contains(&month) { " class=\"on\"" } else { "" };
            let _ = write!(marks, "<rect{class} x=\"{}\" width=\"9\" height=\"10\"/>", (month - 1) * 10);
        }
        let when = months_in_words(&track.months);
        let words = if track.text.is_empty() { when } else { format!("{when}; {}", track.text) };
        row(html, &track.label, &stretched("chart__year", (119, 10), &marks), &words);
    }
    html.push_str("</tbody>\n");
}

fn row(html: &mut String, label: &str, mark: &str, value: &str) {
    let _ = writeln!(
        html,
        "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{}</th><td role=\"cell\">{mark}<span>{}</span></td></tr>",
        escape(label),
        escape(value)
    );
}

/// A mark that fills the room it is given; the text beside it says the same.
fn stretched(class: &str, (width, height): (usize, usize), inside: &str) -> String {
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">{inside}</svg>"
    )
}

/// `every month`, `months 1 to 3`, `months 3, 6, 9 and 12`.
fn months_in_words(months: &[u8]) -> String {
    let whole = months.windows(2).all(|pair| pair[1] == pair[0] + 1);
    match months {
        [] => String::new(),
        [month] => format!("Month {month}"),
        months if whole && months.len() == 12 => "Every month".to_owned(),
        [first, .., last] if whole && months.len() > 2 => format!("Months {first} to {last}"),
        months => format!("Months {}", joined(&months.iter().map(u8::to_string).collect::<Vec<_>>())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(drawn: Drawn) -> Chart {
        Chart { title: "<Share>".into(), by: "Year".into(), under: "money".into(), sources: vec![1, 3], note: "A & B.".into(), drawn }
    }

    fn bar(group: &str, label: &str, text: &str, value: f64) -> Bar {
        Bar { group: group.into(), label: label.into(), text: text.into(), value }
    }

    #[test]
    fn a_bar_is_as_long_as_its_figure_and_says_it() {
        let html = figure(&chart(Drawn::Bars(vec![bar("", "a", "1%", 1.0), bar("", "b", "3%", 3.0), bar("", "<c>", "0%", 0.0)])));
        for (label, width, text) in [("a", "33.3", "1%"), ("b", "100", "3%"), ("&lt;c&gt;", "0", "0%")] {
            let row = format!(
                "<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{label}</th><td role=\"cell\"><svg class=\"chart__bar\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect width=\"{width}\" height=\"1\"/></svg><span>{text}</span></td></tr>"
            );
            assert!(html.contains(&row), "{row}\n{html}");
        }
        assert!(html.contains("<caption>&lt;Share&gt;</caption>"), "{html}");
        assert!(
            html.contains(
                "From 0% (&lt;c&gt;) to 3% (b). A &amp; B. Sources: <a href=\"#source-1\">1</a> and <a href=\"#source-3\">3</a>."
            )
        );
    }

    #[test]
    fn bars_of_a_group_stand_under_its_name() {
        let html = figure(&chart(Drawn::Bars(vec![bar("A", "1", "1", 1.0), bar("A", "2", "2", 2.0), bar("B", "3", "2", 2.0)])));
        assert_eq!(html.matches("<tbody role=\"rowgroup\">").count(), 2);
        assert_eq!(html.matches("scope=\"rowgroup\" colspan=\"2\">").count(), 2);
        assert!(html.contains("From 1 (A, 1) to 2 (A, 2)."), "{html}");
    }

    #[test]
    fn a_year_says_its_months() {
        let track = |months: &[u8], text: &str| Track { label: "x".into(), months: months.to_vec(), text: text.into() };
        let html = figure(&chart(Drawn::Year(vec![track(&[3, 6, 9, 12], "60 minutes"), track(&[1], "")])));
        assert!(html.contains("<span>Months 3, 6, 9 and 12; 60 minutes</span>"), "{html}");
        assert!(html.contains("<span>Month 1</span>"));
        assert_eq!(html.matches("class=\"on\"").count(), 5);
        assert_eq!(months_in_words(&[1, 2, 3]), "Months 1 to 3");
        assert_eq!(months_in_words(&[2, 3]), "Months 2 and 3");
        assert_eq!(months_in_words(&(1..=12).collect::<Vec<_>>()), "Every month");
    }
}
