//! The page that shows how many partners there are for each combination of type, subject and grade band.

use crate::guide::coverage::{self, Axis};
use crate::site::picture;
use crate::site::plan::{COVERAGE, facet_route};
use crate::site::render::Shown;
use crate::site::view::{CoverageCellView, CoverageGroupView, CoverageRowView, CoverageSilentView, CoverageView};

use super::lists::lower_first;
use super::{Composer, link};

impl Composer {
    pub(super) fn coverage(&self, route: &str) -> Shown {
        let view = coverage::axes(&self.guide).map(|axes| self.coverage_of(&axes));
        let description = "How many partners state that they offer each kind of help, for each subject and grade band.";
        let page = self.page(route, "coverage", "Who covers what", description, vec![link("Find partners", "/providers/")]);
        Shown::new("coverage.html", "coverage", &view, page)
    }

    /// The page on which a facet is held against others; empty when there is none.
    pub(super) fn coverage_route(&self, facet: usize) -> String {
        let shown = coverage::AXES.contains(&self.guide.facets[facet].id.as_str()) && self.plan.routes.has(COVERAGE);
        if shown { COVERAGE.to_owned() } else { String::new() }
    }

    fn coverage_of(&self, axes: &[Axis<'_>; 3]) -> CoverageView {
        let [kinds, subjects, bands] = axes;
        let most = kinds
            .values()
            .flat_map(|(kind, _)| subjects.values().map(move |(subject, _)| (kind, subject)))
            .flat_map(|(kind, subject)| bands.values().map(move |(band, _)| [kind, subject, band]))
            .map(|ordinals| coverage::providers(&self.guide, &ordinals))
            .max()
            .unwrap_or(0);
        let mut gaps = 0;
        let mut groups = Vec::new();
        for (kind, kind_term) in kinds.values() {
            let mut rows = Vec::new();
            for (subject, subject_term) in subjects.values() {
                let cell = |(band, band_term): (u32, &crate::vocabulary::Term)| {
                    let count = coverage::providers(&self.guide, &[kind, subject, band]);
                    gaps += usize::from(count == 0);
                    let chosen = [(kinds, &kind_term.id), (subjects, &subject_term.id), (bands, &band_term.id)];
                    let query: Vec<String> = chosen.iter().map(|(axis, value)| format!("{}={value}", axis.facet.id)).collect();
                    CoverageCellView { count, step: picture::step(count, most), route: format!("/providers/?{}", query.join("&")) }
                };
                let cells = bands.values().map(cell).collect();
                rows.push(CoverageRowView { label: subject_term.label.clone(), cells });
            }
            groups.push(CoverageGroupView { label: kind_term.label.clone(), rows });
        }
        let silent = |axis: &Axis<'_>| CoverageSilentView {
            label: lower_first(&axis.facet.label),
            route: facet_route(&axis.facet.id),
            count: axis.silent(),
        };
        CoverageView {
            rows_label: format!("{} and {}", kinds.facet.label, lower_first(&subjects.facet.label)),
            columns: bands.values().map(|(_, term)| term.label.clone()).collect(),
            combinations: groups.iter().flat_map(|group: &CoverageGroupView| &group.rows).map(|row| row.cells.len()).sum(),
            groups,
            gaps,
            providers: self.guide.providers.len(),
            silent: axes.iter().map(silent).filter(|silent| silent.count > 0).collect(),
        }
    }
}
