//! Which combinations of facet values no provider serves.

use std::fmt::Write as _;

use super::{joined, plain};
use crate::guide::Guide;
use crate::guide::coverage::{Axis, axes, providers};
use crate::vocabulary::{Facet, Term};

/// The facet that can be added.
const STATES: &str = "states";

/// A table of how many providers state each combination of type, subject and band, and where there is none.
/// With `states`, also which combinations have no provider in a state. `None` when the guide lacks these facets.
///
/// A provider counts where its profile states all parts of a combination; what is not stated is not guessed.
#[must_use]
pub fn coverage(guide: &Guide, states: bool) -> Option<String> {
    let axes = axes(guide)?;
    let [first, second, third] = &axes;
    let mut markdown = String::from("# What no provider covers\n\n");
    let mut gaps = 0;
    let mut tables = String::new();
    for kind in first.values() {
        // Writing to a text cannot fail.
        let _ = writeln!(tables, "\n## {}\n", plain(&kind.1.label));
        let heads: Vec<String> = third.values().map(|(_, term)| plain(&term.label)).collect();
        let _ = writeln!(tables, "| {} | {} |\n| --- |{}", plain(&second.facet.label), heads.join(" | "), " ---: |".repeat(heads.len()));
        for subject in second.values() {
            let cells: Vec<String> = third
                .values()
                .map(|band| {
                    let count = providers(guide, &[kind.0, subject.0, band.0]);
                    gaps += usize::from(count == 0);
                    if count == 0 { "**none**".to_owned() } else { count.to_string() }
                })
                .collect();
            let _ = writeln!(tables, "| {} | {} |", plain(&subject.1.label), cells.join(" | "));
        }
    }
    let all = first.values().count() * second.values().count() * third.values().count();
    let _ = writeln!(
        markdown,
        "No provider states {gaps} of {all} combinations of {}, {} and {}. A number says how many providers state the combination.",
        lower(first.facet),
        lower(second.facet),
        lower(third.facet)
    );
    markdown.push_str(&tables);
    if states {
        by_state(guide, [first, second, third], &mut markdown);
    }
    silent(guide, &axes, &mut markdown);
    Some(markdown)
}

fn lower(facet: &Facet) -> String {
    plain(&facet.label.to_lowercase())
}

fn by_state(guide: &Guide, axes: [&Axis<'_>; 3], markdown: &mut String) {
    let Some(states) = Axis::of(guide, STATES) else { return };
    let [first, second, third] = axes;
    let all = second.values().count() * third.values().count();
    let heads: Vec<String> = first.values().map(|(_, term)| plain(&term.label)).collect();
    let _ = writeln!(
        markdown,
        "\n## By {}\n\nA cell says which combinations no provider states there.\n\n| {} | {} |\n| --- |{}",
        lower(states.facet),
        plain(&states.facet.label),
        heads.join(" | "),
        " --- |".repeat(heads.len())
    );
    for (state, term) in states.values() {
        let cell = |kind: u32| {
            let missing = |subject: u32| -> Vec<String> {
                third
                    .values()
                    .filter(|(band, _)| providers(guide, &[kind, subject, *band, state]) == 0)
                    .map(|(_, term)| plain(&term.label))
                    .collect()
            };
            let gaps: Vec<(&Term, Vec<String>)> =
                second.values().map(|(subject, term)| (term, missing(subject))).filter(|(_, bands)| !bands.is_empty()).collect();
            match gaps.iter().map(|(_, bands)| bands.len()).sum::<usize>() {
                0 => "all served".to_owned(),
                none if none == all => "**none served**".to_owned(),
                _ => {
                    gaps.iter().map(|(term, bands)| format!("{}: {}", plain(&term.label), bands.join(", "))).collect::<Vec<_>>().join("; ")
                }
            }
        };
        let cells: Vec<String> = first.values().map(|(kind, _)| cell(kind)).collect();
        let _ = writeln!(markdown, "| {} | {} |", plain(&term.label), cells.join(" | "));
    }
}

/// Profiles that state nothing for one of the facets could fill a gap, if somebody knew.
fn silent(guide: &Guide, axes: &[Axis<'_>], markdown: &mut String) {
    let silent: Vec<String> = axes
        .iter()
        .filter_map(|axis| {
            let count = axis.silent();
            (count > 0).then(|| format!("{count} {} no {}", if count == 1 { "states" } else { "state" }, lower(axis.facet)))
        })
        .collect();
    if !silent.is_empty() {
        let _ = writeln!(markdown, "\nWhat is not stated is not counted. Of {} profiles, {}.", guide.providers.len(), joined(&silent));
    }
}
