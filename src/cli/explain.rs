//! `guidepost explain`: what a rule of the content asks for, and why.

use clap::Args;

use guidepost::diagnostic::nearest;
use guidepost::rules;

use super::say::Voice;
use super::{Failure, Outcome};

/// What `explain` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The rule's code, such as `unknown-key`; without it all rules are listed
    code: Option<String>,
}

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    let Some(code) = &options.code else {
        for rule in rules::ALL {
            voice.result(&format!("{:<24} {:<8} {}", rule.code, rule.severity.word(), rule.title));
        }
        return Ok(Outcome::Done);
    };
    let Some(rule) = rules::by_code(code) else {
        let near = nearest(code, rules::ALL.iter().map(|rule| rule.code));
        let offer = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(Failure::Usage(format!("there is no rule `{code}`{offer}")));
    };
    voice.result(&format!("{} ({})\n\n{}\n\n{}", rule.code, rule.severity.word(), rule.title, rule.about));
    Ok(Outcome::Done)
}
