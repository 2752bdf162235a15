//! Broken files, each with the exact words that its author reads.

mod body;
mod charts;
mod command;
mod facts;
mod files;
mod front_matter;
mod properties;
mod toml;
mod worksheets;

/// A rule without a broken input would rot unseen.
#[test]
fn every_rule_has_a_broken_input() {
    let tests = [
        include_str!("diagnostics/body.rs"),
        include_str!("diagnostics/charts.rs"),
        include_str!("diagnostics/command.rs"),
        include_str!("diagnostics/facts.rs"),
        include_str!("diagnostics/files.rs"),
        include_str!("diagnostics/front_matter.rs"),
        include_str!("diagnostics/toml.rs"),
        include_str!("diagnostics/worksheets.rs"),
        include_str!("publishing.rs"),
        include_str!("ways_in/reports.rs"),
    ]
    .concat();
    // Spreadsheets and submitted forms are no files of the guide; their tests stand beside those of `import`.
    let elsewhere = ["bad-table", "bad-form"];
    let untested: Vec<&str> =
        guidepost::rules::ALL.iter().map(|rule| rule.code).filter(|code| !tests.contains(code) && !elsewhere.contains(code)).collect();
    assert_eq!(untested, Vec::<&str>::new());
}
