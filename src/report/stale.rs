//! Which profiles were last checked too long ago.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{code, count, plain};
use crate::content::provider::Provider;
use crate::diagnostic::Diagnostic;
use crate::guide::Guide;
use crate::rules;
use crate::source::{Place, Sources, Span};

/// What is out of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The report.
    pub markdown: String,
    /// How many profiles are out of date.
    pub count: usize,
}

/// Profiles whose last check is further back than `guide.toml` allows, the oldest first.
#[must_use]
pub fn stale(guide: &Guide, today: Date) -> Stale {
    let months = guide.settings.review_months;
    let limit = today.saturating_sub(months.months()).to_string();
    let mut old: Vec<_> = guide.providers.iter().filter(|provider| provider.reviewed < limit).collect();
    old.sort_by(|a, b| (&a.reviewed, &a.slug).cmp(&(&b.reviewed, &b.slug)));
    let all = guide.providers.len();
    let mut markdown = String::from("# Profiles to check again\n\n");
    // Writing to a text cannot fail.
    if old.is_empty() {
        let _ = writeln!(
            markdown,
            "All {} were checked on {limit} or later, within {}.",
            count(all, "profile", "profiles"),
            count(usize::try_from(months).unwrap_or(0), "month", "months")
        );
    } else {
        let _ = writeln!(
            markdown,
            "{} of {all} {} last checked before {limit}, more than {} ago.\n",
            old.len(),
            if old.len() == 1 { "profile was" } else { "profiles were" },
            count(usize::try_from(months).unwrap_or(0), "month", "months")
        );
        markdown.push_str("| Profile | Last checked | File |\n| --- | --- | --- |\n");
        for provider in &old {
            let _ = writeln!(markdown, "| {} | {} | {} |", plain(&provider.name), plain(&provider.reviewed), code(&provider.file));
        }
    }
    let ahead = ahead(guide, today);
    if !ahead.is_empty() {
        markdown.push_str("\n## Dates that lie ahead\n\n");
        for provider in &ahead {
            let _ = writeln!(markdown, "- {}: {} ({})", plain(&provider.name), plain(&provider.reviewed), code(&provider.file));
        }
    }
    Stale { markdown, count: old.len() + ahead.len() }
}

/// The profiles that claim a check on a day to come. Where an author lives it may be tomorrow already.
fn ahead(guide: &Guide, today: Date) -> Vec<&Provider> {
    let tomorrow = today.saturating_add(1.day()).to_string();
    guide.providers.iter().map(AsRef::as_ref).filter(|provider| provider.reviewed > tomorrow).collect()
}

/// A problem for each profile that claims a check on a day to come.
#[must_use]
pub fn dates_ahead(guide: &Guide, sources: &Sources, today: Date) -> Vec<Diagnostic> {
    let problem = |provider: &Provider| {
        let at = place_of(sources.text(&provider.file), &provider.reviewed);
        Diagnostic::new(
            &rules::FUTURE_DATE,
            Place { file: provider.file.clone(), span: at },
            format!("`{}` is still to come", provider.reviewed),
        )
        .help(format!("write the day on which the facts were last compared with their sources; today is {today}"))
    };
    ahead(guide, today).into_iter().map(problem).collect()
}

/// Where the value of `reviewed` stands in a profile.
fn place_of(text: &str, day: &str) -> Span {
    let line = text.find("\nreviewed").map_or(0, |at| at + 1);
    text[line..].find(day).map_or(Span::new(line..line), |at| Span::new(line + at..line + at + day.len()))
}
