//! Charts whose figures cannot be drawn, or come from nowhere.

use crate::annotated::check;

/// A page with one chart, of which these lines are written.
fn chart(lines: &str) {
    check(
        "case-studies/duval.md",
        &format!(
            "---\ntitle: Duval\nsources: [https://example.org/a]\ncharts:\n{}\n---\n## Money {{#money}}\n\nText.\n",
            lines.trim_matches('\n')
        ),
    );
}

#[test]
fn a_chart_stands_under_a_heading_of_its_page_and_has_a_source_of_it() {
    chart(
        r"
  - title: Spending
    by: Year
    under: mony
#          ^^^^ bad-chart: the page has no heading with the id `mony`
#    label: did you mean `money`?
    sources: [1, 2]
#            ^^^^^^ bad-chart: the page has no source 2
#    help: the sources are counted from 1 to 1
    bars: [{label: a, value: 1%}, {label: b, value: 2%}]",
    );
    chart(
        r"
  - title: Spending
#   ^^^^^^^^^^^^^^^>8:57 missing-key: a chart needs `sources`
#    label: `sources` is missing here
#    help: add `sources: [1]`
    by: Year
    under: money
    bars: [{label: a, value: 1%}, {label: b, value: 2%}]",
    );
}

#[test]
fn every_bar_has_one_number_in_the_unit_of_the_others() {
    chart(
        r"
  - title: Spending
    by: Year
    under: money
    sources: [1]
    bars:
      - {label: a, value: $1.5 million}
      - {label: b, value: 2.10%}
#                         ^^^^^ bad-chart: `2.10%` is not in the same unit as `$1.5 million`
#    help: bars of one chart are compared with each other; make a chart for each unit
      - {label: c, value: 30–60 minutes}
#                         ^^^^^^^^^^^^^ bad-chart: `30–60 minutes` does not hold one number, so it has no length
#    help: write one number with its unit, such as `2.10%`, `$19.9 million` or `90 minutes`",
    );
    chart(
        r"
  - title: Spending
    by: Year
    under: money
    sources: [1]
    bars: [{label: a, value: 1%}]
#         ^^^^^^^^^^^^^^^^^^^^^^^ bad-chart: one bar alone compares nothing
#    help: write a single figure in the text",
    );
}

#[test]
fn a_chart_has_bars_or_a_year() {
    chart(
        r"
  - {title: Spending, by: Year, under: money, sources: [1]}
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bad-chart: a chart needs `bars` or a `year`
#    help: add `bars` to compare figures, or `year` for what happens in which month",
    );
    chart(
        r"
  - {title: Spending, by: Year, under: money, sources: [1], bars: [{label: a, value: 1}, {label: b, value: 2}], year: [{label: a, months: [13]}]}
#                                                                                                                                          ^^ bad-number: `13` is not a whole number from 1 to 12
#    help: write, for example, `months: [3, 6, 9, 12]`
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bad-chart: a chart has `bars` or a `year`, not both
#    help: make two charts of it",
    );
}
