//! Plans a guide again after a few profiles changed. As long as all addresses and all places on pages are as they were,
//! the last plan holds, and only the links of those profiles are checked.

use std::sync::Arc;

use crate::content::provider::Provider;
use crate::diagnostic::{Checked, Diagnostic};
use crate::guide::{Guide, PlaybookGuide};
use crate::rules;
use crate::site::plan::{self, Plan, provider_route};

/// What is remembered of the last plan; nothing before the first.
#[derive(Debug, Default)]
pub(crate) struct Replan(Option<Last>);

#[derive(Debug)]
struct Last {
    guide: Arc<Guide>,
    drafts: bool,
    plan: Arc<Plan>,
    problems: Vec<Diagnostic>,
}

impl Replan {
    /// What [`plan::plan`] gives.
    pub(crate) fn plan(&mut self, guide: &Arc<Guide>, drafts: bool) -> Checked<Arc<Plan>> {
        let again = self.0.as_ref().filter(|last| last.drafts == drafts).and_then(|last| last.again(guide));
        let Checked { value: plan, problems } = again.unwrap_or_else(|| {
            let Checked { value, problems } = plan::plan(guide, drafts);
            Checked::new(Arc::new(value), problems)
        });
        self.0 = Some(Last { guide: guide.clone(), drafts, plan: plan.clone(), problems: problems.clone() });
        Checked::new(plan, problems)
    }
}

impl Last {
    /// The plan of a guide in which nothing but texts of profiles changed; `None` for any other.
    fn again(&self, guide: &Guide) -> Option<Checked<Arc<Plan>>> {
        let changed = changed(&self.guide, guide)?;
        let is_changed = |file: &Arc<str>| changed.iter().any(|provider| provider.file == *file);
        let (old, mut problems): (Vec<Diagnostic>, Vec<Diagnostic>) =
            self.problems.iter().cloned().partition(|problem| is_changed(&problem.place.file));
        if old.iter().any(|problem| problem.rule != &rules::BROKEN_LINK) {
            return None;
        }
        let mut doubts: Vec<_> = self.plan.doubts.iter().filter(|doubt| !is_changed(&doubt.place.file)).cloned().collect();
        for provider in &changed {
            let route = provider_route(&provider.slug);
            plan::check_links(&provider.body, &provider.file, &route, &self.plan.routes, &mut doubts, &mut problems);
        }
        let same = doubts == self.plan.doubts;
        let plan = if same { self.plan.clone() } else { Arc::new(Plan { doubts, ..(*self.plan).clone() }) };
        Some(Checked::new(plan, problems))
    }
}

/// The profiles that are not those of the other guide, when everything else that a plan is made of is.
fn changed<'g>(old: &Guide, new: &'g Guide) -> Option<Vec<&'g Arc<Provider>>> {
    let chapters = |guide: &Guide| guide.playbook.iter().flat_map(PlaybookGuide::all).cloned().collect::<Vec<_>>();
    let same = old.settings == new.settings
        && old.facets == new.facets
        && old.playbook.len() == new.playbook.len()
        && are_same(&chapters(old), &chapters(new))
        && are_same(&old.pages, &new.pages)
        && are_same(&old.worksheets, &new.worksheets)
        && old.providers.len() == new.providers.len();
    let mut changed = Vec::new();
    for (old, new) in old.providers.iter().zip(&new.providers).filter(|(old, new)| same && !Arc::ptr_eq(old, new)) {
        if !stands_alike(old, new) {
            return None;
        }
        changed.push(new);
    }
    same.then_some(changed)
}

fn are_same<T>(old: &[Arc<T>], new: &[Arc<T>]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| Arc::ptr_eq(old, new))
}

/// Whether two profiles have the same address, old addresses and places to link to.
fn stands_alike(old: &Provider, new: &Provider) -> bool {
    let names = |provider: &Provider| -> Vec<String> {
        let places = provider.redirect_from.iter().chain(&provider.body.ids);
        places.map(|(name, _)| name.clone()).collect()
    };
    old.slug == new.slug && old.file == new.file && old.redirect_from.len() == new.redirect_from.len() && names(old) == names(new)
}
