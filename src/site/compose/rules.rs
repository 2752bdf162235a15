//! The page that explains the rules of the content: the text of `guidepost explain`, all of it.

use crate::content::markdown::{self, Reading};
use crate::diagnostic::Reporter;
use crate::rules;
use crate::site::render::Shown;
use crate::site::view::{RuleView, RulesView};

use super::{Composer, link};

impl Composer {
    pub(super) fn rules(&self, route: &str) -> Shown {
        let way = if self.plan.routes.has("/contribute/") { vec![link("Contribute", "/contribute/")] } else { Vec::new() };
        let page =
            self.page(route, "rules", "Rules for content", "What each message of the checker means, and how to put things right.", way);
        let at = self.site.at(route);
        let mut prose = self.prose(&at, "", route);
        prose.glossary = None;
        let html = |markdown: &str| {
            let body = markdown::read(markdown, 0, Reading { id_prefix: "", items: false }, &mut Reporter::new("".into()));
            prose.fold(&body).html
        };
        let rule = |rule: &&crate::diagnostic::Rule| RuleView {
            code: rule.code,
            severity: rule.severity.word(),
            title_html: html(rule.title),
            about_html: html(rule.about),
        };
        Shown::new("rules.html", "rules", &RulesView { rules: rules::ALL.iter().map(rule).collect() }, page)
    }
}
