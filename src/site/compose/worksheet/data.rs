//! The rules of a worksheet as data for the script that evaluates them. Nothing in it can run: a condition is a list
//! of lists, such as `["and", ["is", "stage", "choosing"], [">", ["q", "teachers"], 20]]`.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::content::worksheet::{
    Answer, Comparison, Computed, Dimension, Event, Filter, Items, Line, Origin, Outcome, Part, Question, Run, Section, Tree, Worksheet,
};
use crate::guide::handing::{Handed, handed};
use crate::partners::is_paged;
use crate::site::compare::shards;
use crate::vocabulary::{Facet, Matching};

use super::Composer;

impl Composer {
    pub(super) fn worksheet_data(&self, worksheet: &Worksheet) -> Value {
        let mut data = json!({
            "id": worksheet.slug,
            "title": worksheet.title,
            "share": worksheet.share,
            "sections": worksheet.sections.iter().map(|section| self.section_data(worksheet, section)).collect::<Vec<_>>(),
            "dimensions": worksheet.dimensions.iter().map(dimension).collect::<Vec<_>>(),
            "values": worksheet.values.iter().map(computed).collect::<Vec<_>>(),
            "results": worksheet.results.iter().map(outcome).collect::<Vec<_>>(),
            "filters": worksheet.filters.iter().map(filter).collect::<Vec<_>>(),
            "comparisons": worksheet.comparisons.iter().map(comparison).collect::<Vec<_>>(),
            "document": worksheet.document,
            "parts": worksheet.parts.iter().map(part).collect::<Vec<_>>(),
            "events": worksheet.events.iter().map(event).collect::<Vec<_>>(),
        });
        if worksheet.takes_shortlist() {
            let names: Map<String, Value> =
                self.guide.providers.iter().map(|provider| (provider.slug.clone(), Value::from(provider.name.as_str()))).collect();
            data["partners"] = Value::Object(names);
            data["shards"] = Value::from(shards(self.guide.providers.len()));
        }
        if !worksheet.filters.is_empty() && !is_paged(&self.guide) {
            data["held"] = self.held(worksheet);
        }
        data
    }

    /// Which providers hold the values that a tool filters by, so that it can say how many its list will have. A guide
    /// whose directory does not fit on one page is too big to send along.
    fn held(&self, worksheet: &Worksheet) -> Value {
        let facets = self.guide.facets.iter().enumerate();
        let used = facets.filter(|(_, facet)| worksheet.filters.iter().any(|filter| filter.facet == facet.id));
        let facet = |(position, facet): (usize, &Arc<Facet>)| {
            let members = |value| self.guide.index.members(self.guide.index.ordinal(position, value));
            let terms = facet.vocabulary.terms().iter().enumerate();
            let values: Map<String, Value> = terms
                .map(|(value, term)| (term.id.clone(), json!(members(value))))
                .filter(|(_, places)| places.as_array().is_some_and(|places| !places.is_empty()))
                .collect();
            json!({ "id": facet.id, "label": facet.label, "all": facet.matching == Matching::All, "values": values })
        };
        json!({ "size": self.guide.providers.len(), "facets": used.map(facet).collect::<Vec<_>>() })
    }

    fn section_data(&self, worksheet: &Worksheet, section: &Section) -> Value {
        with(
            json!({
                "id": section.id,
                "title": section.title,
                "questions": section.questions.iter().map(|question| self.question_data(worksheet, question)).collect::<Vec<_>>(),
            }),
            [("when", section.when.as_ref().map(tree))],
        )
    }

    /// Where an answer comes from at first. A tool that is not published hands nothing on.
    fn origins(&self, worksheet: &Worksheet, question: &Question) -> Vec<Value> {
        let origin = |origin: &Origin| match origin {
            Origin::Shortlist => Some(json!({ "how": "shortlist" })),
            Origin::Tool(tool, name, _) => {
                let (other, handed) = handed(&self.guide.worksheets, &self.guide.facets, worksheet, question, (tool, name)).ok()?;
                let mut way = way(name, &handed);
                way["tool"] = Value::from(other.slug.as_str());
                way["title"] = Value::from(other.title.as_str());
                Some(way)
            }
        };
        question.from.iter().filter_map(origin).collect()
    }

    fn question_data(&self, worksheet: &Worksheet, question: &Question) -> Value {
        let options = question.options.iter().map(|option| {
            let score: Map<String, Value> = option.score.iter().map(|(id, points)| (id.clone(), Value::from(*points))).collect();
            with(json!({ "id": option.id, "label": option.label }), [("score", (!score.is_empty()).then_some(Value::Object(score)))])
        });
        let columns = question.columns.iter().map(|column| json!({ "id": column.id, "label": column.label, "kind": column.kind.word() }));
        let rows = question.rows.iter().map(|row| json!({ "id": row.id, "label": row.label }));
        let rating = question.rating.as_ref().map(|rating| {
            let items = self.judged(&rating.items);
            let items = items.iter().map(
                |judged| json!({ "id": judged.item.id, "label": judged.item.ask_text, "type": judged.of_type, "group": judged.group }),
            );
            let rows = if let Items::Rows(table) = &rating.items { Some(Value::from(table.as_str())) } else { None };
            with(json!({ "of": rating.of, "by": rating.by, "items": items.collect::<Vec<_>>() }), [("rows", rows)])
        });
        let list = |list: Vec<Value>| (!list.is_empty()).then_some(Value::Array(list));
        with(
            json!({ "id": question.id, "kind": question.kind.word(), "ask": question.ask }),
            [
                ("when", question.when.as_ref().map(tree)),
                ("options", list(options.collect())),
                ("columns", list(columns.collect())),
                ("rows", list(rows.collect())),
                ("lines", (question.kind == Answer::Table).then(|| Value::from(question.lines))),
                ("dimension", text(&question.dimension)),
                ("unit", text(&question.unit)),
                ("from", list(self.origins(worksheet, question))),
                ("rating", rating),
            ],
        )
    }
}

/// How an answer is handed on: what to read, and how to put it.
fn way(name: &str, handed: &Handed<'_>) -> Value {
    let labels = |question: &Question| {
        let options = question.options.iter().map(|option| json!({ "id": option.id, "label": option.label }));
        let columns = question.columns.iter().map(|column| json!({ "kind": column.kind.word() }));
        json!({
            "id": question.id,
            "kind": question.kind.word(),
            "unit": question.unit,
            "options": options.collect::<Vec<_>>(),
            "columns": columns.collect::<Vec<_>>(),
        })
    };
    match handed {
        Handed::Answer(_) => json!({ "how": "answer", "name": name }),
        Handed::Facet => json!({ "how": "facet", "name": name }),
        Handed::Words(question) => json!({ "how": "words", "name": name, "question": labels(question) }),
        Handed::Lines(_) => json!({ "how": "lines", "name": name }),
        Handed::Rows(_, columns) => json!({ "how": "rows", "name": name, "columns": columns }),
    }
}

/// A table without the entries that have nothing to say.
fn with<const N: usize>(mut table: Value, entries: [(&str, Option<Value>); N]) -> Value {
    for (key, value) in entries {
        if let Some(value) = value {
            table[key] = value;
        }
    }
    table
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::from(text))
}

/// An expression as lists of lists.
fn tree(tree: &Tree) -> Value {
    match tree {
        // A whole number is written without a decimal point.
        #[expect(clippy::cast_possible_truncation, reason = "the number was found to be whole and small")]
        Tree::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => json!(*number as i64),
        Tree::Number(number) => json!(number),
        Tree::Answer(id) => json!(["q", id]),
        Tree::Chosen(question, option) => json!(["is", question, option]),
        Tree::Answered(id) => json!(["answered", id]),
        Tree::Count(id) => json!(["count", id]),
        Tree::Column(id, column) => json!(["column", id, column]),
        Tree::Cell(id, row, column) => json!(["cell", id, row, column]),
        Tree::Value(id) => json!(["value", id]),
        Tree::Points(id) => json!(["points", id]),
        Tree::Apply(sign, parts) => {
            let mut list = vec![json!(sign)];
            list.extend(parts.iter().map(self::tree));
            Value::Array(list)
        }
    }
}

fn dimension(dimension: &Dimension) -> Value {
    let bands = dimension.bands.iter().map(|band| json!({ "from": band.from, "label": band.label, "text": band.text }));
    json!({ "id": dimension.id, "label": dimension.label, "mean": dimension.mean, "hidden": dimension.hidden, "bands": bands.collect::<Vec<_>>() })
}

fn computed(value: &Computed) -> Value {
    with(
        json!({ "id": value.id, "label": value.label, "unit": value.unit, "hidden": value.hidden }),
        [("is", value.is.as_ref().map(tree)), ("when", value.when.as_ref().map(tree))],
    )
}

fn outcome(result: &Outcome) -> Value {
    with(
        json!({
            "id": result.id,
            "title": result.title,
            "kind": result.kind,
            "instead": result.instead,
            "because": result.because.iter().map(|(when, _)| tree(when)).collect::<Vec<_>>(),
        }),
        [("when", result.when.as_ref().map(tree))],
    )
}

fn filter(filter: &Filter) -> Value {
    with(
        json!({ "facet": filter.facet }),
        [("question", text(&filter.question)), ("value", text(&filter.value)), ("when", filter.when.as_ref().map(tree))],
    )
}

fn comparison(comparison: &Comparison) -> Value {
    with(
        json!({ "id": comparison.id, "title": comparison.title, "unit": comparison.unit, "top": comparison.top() }),
        [("is", comparison.is.as_ref().map(tree)), ("when", comparison.when.as_ref().map(tree))],
    )
}

fn part(part: &Part) -> Value {
    with(
        json!({ "lines": part.lines.iter().map(line).collect::<Vec<_>>() }),
        [("heading", text(&part.heading)), ("table", text(&part.table)), ("when", part.when.as_ref().map(tree))],
    )
}

fn line(line: &Line) -> Value {
    json!({ "item": line.item, "runs": runs(&line.runs) })
}

/// Words are texts; `["a", id]` stands for an answer, `["c", column]` for a cell.
fn runs(runs: &[Run]) -> Vec<Value> {
    let run = |run: &Run| match run {
        Run::Words(words) => Value::from(words.as_str()),
        Run::Answer(id) => json!(["a", id]),
        Run::Cell(column) => json!(["c", column]),
    };
    runs.iter().map(run).collect()
}

fn event(event: &Event) -> Value {
    with(
        json!({
            "title": runs(&event.title),
            "lines": event.text.iter().map(line).collect::<Vec<_>>(),
            "start": event.start,
            "minutes": event.minutes,
            "count": event.count,
        }),
        [("time", text(&event.time)), ("every", text(&event.every)), ("each", text(&event.each)), ("when", event.when.as_ref().map(tree))],
    )
}
