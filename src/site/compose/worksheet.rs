//! The tools: each worksheet as a form that reads and prints without script, with its rules beside it as data.

mod data;

use crate::content::markdown::{Body, Item, ItemKind};
use crate::content::text::date_in_words;
use crate::content::worksheet::{Answer, Comparison, Items, Next, Outcome, Question, Reference, Section, TOOLS, Worksheet};
use crate::guide::PlaybookGuide;
use crate::site::prose::{Folded, Prose};
use crate::site::render::Shown;
use crate::site::route::At;
use crate::site::view::{
    BandView, ChoiceView, ColumnView, ComparisonView, DimensionView, NextView, OutcomeView, QuestionView, RatedView, ReferenceView,
    RowView, StepView, ToolLinkView, ToolSectionView, ToolsView, ValueView, WorksheetView,
};

use super::{Composer, json_for_html, link, sources};

/// From how many options on a choice is a list to open.
const LONG: usize = 12;
/// How many columns a rating has on paper.
const PAPER_COLUMNS: usize = 3;

/// An item by which a rating judges.
pub(super) struct Judged<'g> {
    pub(super) item: &'g Item,
    /// The id of its type of professional learning; empty when it is for all.
    pub(super) of_type: String,
    /// The page that it stands on.
    pub(super) group: &'g str,
    route: String,
    file: &'g str,
}

impl Composer {
    /// The list of all tools, step by step.
    pub(super) fn tools(&self, route: &str) -> Shown {
        let page = self.page(
            route,
            "tools",
            "Tools",
            "Answer questions, and each tool works out a result, from what help you need to what it was worth. What you type stays on your device.",
            Vec::new(),
        );
        let templates =
            self.guide.section(crate::content::page::Section::Toolkit).next().map(|_| link("Templates to copy and print", "/toolkit/"));
        Shown::new("tools.html", "tools", &ToolsView { steps: self.tool_steps(), templates }, page)
    }

    /// The tools under the steps that they belong to.
    pub(super) fn tool_steps(&self) -> Vec<StepView> {
        let mut steps: Vec<StepView> = Vec::new();
        for worksheet in &self.guide.worksheets {
            let tool = tool_link(worksheet);
            match steps.iter_mut().find(|step| step.title == worksheet.step) {
                Some(step) => step.tools.push(tool),
                None => steps.push(StepView { title: worksheet.step.clone(), tools: vec![tool] }),
            }
        }
        steps
    }

    /// The tools into which the shortlist of partners is put.
    pub(super) fn shortlist_tools(&self) -> Vec<ToolLinkView> {
        self.guide.worksheets.iter().filter(|worksheet| worksheet.takes_shortlist()).map(|worksheet| tool_link(worksheet)).collect()
    }

    pub(super) fn worksheet(&self, route: &str, position: usize) -> Shown {
        let worksheet = &*self.guide.worksheets[position];
        let mut page = self.page(route, "tool", &worksheet.title, &worksheet.summary, vec![link("Tools", TOOLS)]);
        page.edit = self.edit(&worksheet.file);
        let at = self.site.at(route);
        let mut writer = Writer { composer: self, worksheet, at: &at, route, terms: Vec::new() };
        let mut number = 0;
        let sections = worksheet.sections.iter().map(|section| writer.section(section, &mut number)).collect();
        let view = WorksheetView {
            id: worksheet.slug.clone(),
            title: worksheet.title.clone(),
            summary: worksheet.summary.clone(),
            minutes: worksheet.minutes,
            intro_html: writer.prose(&worksheet.intro),
            sections,
            dimensions: worksheet.dimensions.iter().filter(|dimension| !dimension.hidden).map(dimension).collect(),
            values: worksheet.values.iter().filter(|value| !value.hidden).map(value).collect(),
            results: worksheet.results.iter().map(|result| writer.outcome(result)).collect(),
            comparisons: worksheet.comparisons.iter().map(|comparison| writer.comparison(comparison)).collect(),
            directory: worksheet.directory.clone(),
            document: worksheet.document.clone(),
            exports: worksheet.exports.clone(),
            share: worksheet.share,
            has_events: !worksheet.events.is_empty(),
            next: worksheet.next.iter().map(next).collect(),
            sources: sources(&worksheet.sources, str::to_owned),
            data_html: json_for_html(&self.worksheet_data(worksheet)),
        };
        let explained = Folded { terms: writer.terms, ..Folded::default() };
        Shown::new("worksheet.html", "worksheet", &view, page).with(vec![("terms", self.terms(&explained, &self.stock(&at)))])
    }

    /// The items of the playbook by which a rating judges.
    pub(super) fn judged(&self, items: &Items) -> Vec<Judged<'_>> {
        let wanted = match items {
            Items::Questions => ItemKind::Question,
            Items::Decisions => ItemKind::Decision,
            Items::Rows(_) => return Vec::new(),
        };
        let types = self.guide.facet(crate::content::playbook::TYPES);
        let chapters = self.guide.playbook.iter().flat_map(PlaybookGuide::all);
        let judged = chapters.flat_map(|chapter| {
            let term = chapter.pl_type.and_then(|value| self.guide.facets.get(types?)?.vocabulary.terms().get(value));
            let of_type = term.map_or("", |term| term.id.as_str());
            chapter.body.items.iter().map(move |item| Judged {
                item,
                of_type: of_type.to_owned(),
                group: &chapter.title,
                route: chapter.route(),
                file: &chapter.file,
            })
        });
        judged.filter(|judged| judged.item.kind == wanted).collect()
    }
}

/// Writes the parts of one worksheet, and notes the glossary terms that it explains.
struct Writer<'w> {
    composer: &'w Composer,
    worksheet: &'w Worksheet,
    at: &'w At,
    route: &'w str,
    terms: Vec<usize>,
}

impl Writer<'_> {
    fn prose(&mut self, body: &Body) -> String {
        let folded = self.composer.prose(self.at, &self.worksheet.file, self.route).fold(body);
        for term in folded.terms {
            if !self.terms.contains(&term) {
                self.terms.push(term);
            }
        }
        folded.html
    }

    fn section(&mut self, section: &Section, number: &mut usize) -> ToolSectionView {
        let questions = section.questions.iter().map(|question| self.question(question, section.when.is_some(), number)).collect();
        ToolSectionView {
            id: section.id.clone(),
            title: section.title.clone(),
            about_html: self.prose(&section.about),
            conditional: section.when.is_some(),
            questions,
        }
    }

    fn question(&mut self, question: &Question, in_condition: bool, number: &mut usize) -> QuestionView {
        *number += 1;
        let column = |column: &crate::content::worksheet::Column| ColumnView {
            id: column.id.clone(),
            label: column.label.clone(),
            kind: column.kind.word(),
        };
        QuestionView {
            id: question.id.clone(),
            number: *number,
            kind: question.kind.word(),
            ask: question.ask.clone(),
            help_html: self.prose(&question.help),
            conditional: question.when.is_some() && !in_condition,
            is_long: question.kind == Answer::Single && question.options.len() > LONG,
            options: question.options.iter().map(choice).collect(),
            unit: question.unit.clone(),
            lines: question.lines,
            columns: question.columns.iter().map(column).collect(),
            is_open: question.kind == Answer::Table && question.rows.is_empty(),
            rows: rows(question),
            paper_columns: (1..=PAPER_COLUMNS).collect(),
            items: question.rating.as_ref().map(|rating| self.rated(&rating.items)).unwrap_or_default(),
        }
    }

    fn rated(&self, items: &Items) -> Vec<RatedView> {
        let all = self.composer.judged(items);
        let view = |(position, judged): (usize, &Judged<'_>)| {
            let prose = Prose {
                at: self.at,
                routes: &self.composer.plan.routes,
                glossary: None,
                file: judged.file,
                route: &judged.route,
                item_type: "",
                home: Some(&judged.route),
                paper: None,
                charts: &[],
            };
            RatedView {
                id: judged.item.id.clone(),
                of_type: judged.of_type.clone(),
                group: judged.group.to_owned(),
                number: all[..=position].iter().filter(|other| other.group == judged.group).count(),
                ask_html: prose.fold_pieces(&judged.item.ask, &[]).html,
                listen_html: prose.fold_pieces(&judged.item.listen, &[]).html,
                route: format!("{}#{}", judged.route, judged.item.id),
            }
        };
        all.iter().enumerate().map(view).collect()
    }

    fn outcome(&mut self, result: &Outcome) -> OutcomeView {
        OutcomeView {
            id: result.id.clone(),
            title: result.title.clone(),
            kind: result.kind.clone(),
            text_html: self.prose(&result.text),
            because_html: result.because.iter().map(|(_, reason)| self.prose(reason)).collect(),
        }
    }

    fn comparison(&mut self, comparison: &Comparison) -> ComparisonView {
        ComparisonView {
            id: comparison.id.clone(),
            title: comparison.title.clone(),
            about_html: self.prose(&comparison.about),
            top: comparison.top(),
            references: comparison.references.iter().map(|reference| reference_view(reference, &comparison.unit)).collect(),
        }
    }
}

fn tool_link(worksheet: &Worksheet) -> ToolLinkView {
    ToolLinkView {
        title: worksheet.title.clone(),
        summary: worksheet.summary.clone(),
        route: worksheet.route(),
        minutes: worksheet.minutes,
    }
}

fn next(next: &Next) -> NextView {
    NextView { route: next.page.0.clone(), label: next.label.clone(), text: next.text.clone() }
}

fn choice(option: &crate::content::worksheet::Choice) -> ChoiceView {
    ChoiceView { id: option.id.clone(), label: option.label.clone(), about: option.about.clone() }
}

/// The rows of a table: its own, or some that are empty.
fn rows(question: &Question) -> Vec<RowView> {
    if question.kind != Answer::Table {
        return Vec::new();
    }
    if question.rows.is_empty() {
        return (1..=question.lines)
            .map(|number| RowView { id: String::new(), label: format!("Row {number}"), about: String::new() })
            .collect();
    }
    let row = |row: &crate::content::worksheet::Row| RowView { id: row.id.clone(), label: row.label.clone(), about: row.about.clone() };
    question.rows.iter().map(row).collect()
}

fn dimension(dimension: &crate::content::worksheet::Dimension) -> DimensionView {
    let band = |band: &crate::content::worksheet::Band| BandView {
        from: amount(band.from, "number"),
        label: band.label.clone(),
        text: band.text.clone(),
    };
    DimensionView {
        id: dimension.id.clone(),
        label: dimension.label.clone(),
        about: dimension.about.clone(),
        bands: dimension.bands.iter().map(band).collect(),
    }
}

fn value(value: &crate::content::worksheet::Computed) -> ValueView {
    ValueView { id: value.id.clone(), label: value.label.clone(), about: value.about.clone() }
}

fn reference_view(reference: &Reference, unit: &str) -> ReferenceView {
    let text = match (reference.value, reference.to) {
        (Some(from), Some(to)) => format!("{} to {}", amount(from, unit), amount(to, unit)),
        (Some(value), None) | (None, Some(value)) => amount(value, unit),
        (None, None) => String::new(),
    };
    let high = reference.to.or(reference.value).unwrap_or_default();
    ReferenceView {
        label: reference.label.clone(),
        text,
        low: reference.value.unwrap_or(high),
        high,
        as_of: date_in_words(&reference.as_of),
        source: reference.source.clone(),
        host: url::Url::parse(&reference.source)
            .ok()
            .and_then(|url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned()))
            .unwrap_or_default(),
        note: reference.note.clone(),
        route: reference.page.0.clone(),
    }
}

/// A number as it is read: `$18,000`, `2.2%`, `90`.
fn amount(number: f64, unit: &str) -> String {
    let plain = format!("{number}");
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), String::new()), |(whole, rest)| (whole, format!(".{rest}")));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match unit {
        "money" => format!("{sign}${grouped}{rest}"),
        "percent" => format!("{sign}{grouped}{rest}%"),
        _ => format!("{sign}{grouped}{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(amount(18_000.0, "money"), "$18,000");
        assert_eq!(amount(2.2, "percent"), "2.2%");
        assert_eq!(amount(1_234_567.5, "number"), "1,234,567.5");
        assert_eq!(amount(-90.0, "number"), "-90");
    }
}
