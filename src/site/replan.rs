//! Plans a guide again after a few profiles changed. As long as all addresses and all places on pages are as they were,
//! the last plan holds, though profiles may stand in another order, and only the links of those that changed are checked.

use std::sync::Arc;

use crate::content::provider::Provider;
use crate::diagnostic::{Checked, Diagnostic};
use crate::guide::Guide;
use crate::guide::edited::Edited;
use crate::rules;
use crate::site::plan::{self, Page, Plan, provider_route};

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
    /// The plan of a guide in which nothing but profiles changed, and none of their addresses; `None` for any other.
    fn again(&self, guide: &Guide) -> Option<Checked<Arc<Plan>>> {
        let Edited { profiles, places } = Edited::of(&self.guide, guide)?;
        if !profiles.iter().all(|(old, new)| stands_alike(&self.guide.providers[*old], &guide.providers[*new])) {
            return None;
        }
        let changed: Vec<&Arc<Provider>> = profiles.iter().map(|(_, new)| &guide.providers[*new]).collect();
        let is_changed = |file: &Arc<str>| changed.iter().any(|provider| provider.file == *file);
        let (old, mut problems): (Vec<Diagnostic>, Vec<Diagnostic>) =
            self.problems.iter().cloned().partition(|problem| is_changed(&problem.place.file));
        // Who is told of an address that two want depends on the order of names.
        let told = if places.is_some() { &self.problems } else { &old };
        if told.iter().any(|problem| problem.rule != &rules::BROKEN_LINK) {
            return None;
        }
        let mut doubts: Vec<_> = self.plan.doubts.iter().filter(|doubt| !is_changed(&doubt.place.file)).cloned().collect();
        for provider in &changed {
            let route = provider_route(&provider.slug);
            plan::check_links(&provider.body, &provider.file, &route, &self.plan.routes, &mut doubts, &mut problems);
        }
        if places.is_none() && doubts == self.plan.doubts {
            return Some(Checked::new(self.plan.clone(), problems));
        }
        let mut plan = Plan { doubts, ..(*self.plan).clone() };
        for (_, page) in &mut plan.pages {
            if let (Page::Provider(position), Some(places)) = (page, &places) {
                *position = *places.get(*position)?;
            }
        }
        Some(Checked::new(Arc::new(plan), problems))
    }
}

/// Whether two profiles have the same address, old addresses and places to link to.
fn stands_alike(old: &Provider, new: &Provider) -> bool {
    let names = |provider: &Provider| -> Vec<String> {
        let places = provider.redirect_from.iter().chain(&provider.body.ids);
        places.map(|(name, _)| name.clone()).collect()
    };
    old.slug == new.slug && old.file == new.file && old.redirect_from.len() == new.redirect_from.len() && names(old) == names(new)
}
