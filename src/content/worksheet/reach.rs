//! Finds conditions that no answers can make true, by following what values each part can take.

use std::collections::BTreeMap;

use super::{Answer, Dimension, Question, Tree};

/// What is known of a worksheet's answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach<'r> {
    pub(super) questions: &'r [Question],
    pub(super) dimensions: &'r [Dimension],
    /// What each computed value can be: see [`bounds_of`].
    pub(super) values: &'r BTreeMap<String, Bounds>,
}

/// The values that a number can take, ends included.
pub(super) type Bounds = (f64, f64);

const ANY: Bounds = (f64::NEG_INFINITY, f64::INFINITY);
const NOT_NEGATIVE: Bounds = (0.0, f64::INFINITY);

/// What each computed value can be. Each is looked at once, after those that it needs: a few lines are enough to need
/// one value more often than anybody can count.
pub(super) fn bounds_of(questions: &[Question], dimensions: &[Dimension], values: &[(String, Option<Tree>)]) -> BTreeMap<String, Bounds> {
    let mut known = BTreeMap::new();
    for at in in_order(values.iter().map(|(id, tree)| (id.as_str(), tree.as_ref()))) {
        let (id, tree) = &values[at];
        let bounds = tree.as_ref().map_or(ANY, |tree| Reach { questions, dimensions, values: &known }.bounds(tree));
        known.insert(id.clone(), bounds);
    }
    known
}

/// The positions of computed values, each after those that it needs. Those that need themselves are left out.
pub(super) fn in_order<'t>(values: impl Iterator<Item = (&'t str, Option<&'t Tree>)>) -> Vec<usize> {
    let values: Vec<_> = values.collect();
    let positions: BTreeMap<&str, usize> = values.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    let mut waits_for = vec![0_usize; values.len()];
    let mut wanted_by = vec![Vec::new(); values.len()];
    for (at, tree) in values.iter().enumerate().filter_map(|(at, (_, tree))| Some((at, (*tree)?))) {
        tree.visit(&mut |part| {
            if let Tree::Value(id) = part
                && let Some(needed) = positions.get(id.as_str())
            {
                waits_for[at] += 1;
                wanted_by[*needed].push(at);
            }
        });
    }
    let mut order: Vec<usize> = (0..values.len()).filter(|at| waits_for[*at] == 0).collect();
    let mut next = 0;
    while let Some(at) = order.get(next).copied() {
        next += 1;
        for later in &wanted_by[at] {
            waits_for[*later] -= 1;
            if waits_for[*later] == 0 {
                order.push(*later);
            }
        }
    }
    order
}

impl Reach<'_> {
    /// Whether some answers may make a condition true. When in doubt they may.
    pub(super) fn can_hold(&self, tree: &Tree) -> bool {
        self.truth(tree).0 && !self.excludes_itself(tree)
    }

    /// Whether a condition can be true, and whether it can be false.
    fn truth(&self, tree: &Tree) -> (bool, bool) {
        let Tree::Apply(sign, parts) = tree else { return (true, true) };
        match (*sign, &parts[..]) {
            ("and", [a, b]) => {
                let (a, b) = (self.truth(a), self.truth(b));
                (a.0 && b.0, a.1 || b.1)
            }
            ("or", [a, b]) => {
                // Each side is looked at once: of a long row of alternatives the left side is the rest of the row.
                let (left, right) = (self.truth(a), self.truth(b));
                let holds = (left.0 && !self.excludes_itself(a)) || (right.0 && !self.excludes_itself(b));
                (holds, left.1 && right.1)
            }
            ("not", [a]) => {
                let (holds, fails) = self.truth(a);
                (fails, holds)
            }
            ("<" | "<=" | ">" | ">=" | "=" | "!=", [a, b]) => compare(sign, self.bounds(a), self.bounds(b)),
            _ => (true, true),
        }
    }

    /// Whether a condition asks for two options of a question that takes one.
    fn excludes_itself(&self, tree: &Tree) -> bool {
        let mut chosen: Vec<(&str, &str)> = Vec::new();
        all_of(tree, &mut chosen);
        chosen.iter().enumerate().any(|(at, (question, option))| {
            let single = self.questions.iter().any(|known| known.id == *question && known.kind != Answer::Multiple);
            single && chosen[..at].iter().any(|(other, taken)| other == question && taken != option)
        })
    }

    fn bounds(&self, tree: &Tree) -> Bounds {
        match tree {
            Tree::Number(number) => (*number, *number),
            Tree::Answer(id) => self.questions.iter().find(|question| question.id == *id).map_or(ANY, |question| match question.kind {
                #[expect(clippy::cast_precision_loss, reason = "a scale has few levels")]
                Answer::Scale => (0.0, question.options.len() as f64),
                _ => NOT_NEGATIVE,
            }),
            Tree::Count(id) => self.questions.iter().find(|question| question.id == *id).map_or(NOT_NEGATIVE, |question| {
                #[expect(clippy::cast_precision_loss, reason = "a question has few options and rows")]
                let count = |length: usize| (0.0, length as f64);
                match question.kind {
                    Answer::Multiple => count(question.options.len()),
                    _ if !question.rows.is_empty() => count(question.rows.len()),
                    _ => NOT_NEGATIVE,
                }
            }),
            Tree::Column(..) | Tree::Cell(..) => NOT_NEGATIVE,
            Tree::Points(id) => self.points(id),
            Tree::Value(id) => self.values.get(id).copied().unwrap_or(ANY),
            Tree::Apply(sign, parts) => self.applied(sign, parts),
            Tree::Chosen(..) | Tree::Answered(..) => ANY,
        }
    }

    fn applied(&self, sign: &str, parts: &[Tree]) -> Bounds {
        let bounds = |at: usize| parts.get(at).map_or(ANY, |part| self.bounds(part));
        match sign {
            "+" => plus(bounds(0), bounds(1)),
            "-" => {
                let (low, high) = bounds(1);
                plus(bounds(0), (-high, -low))
            }
            "*" => times(bounds(0), bounds(1)),
            "/" => {
                let (low, high) = bounds(1);
                let (from, _) = bounds(0);
                if low >= 0.0 && from >= 0.0 {
                    NOT_NEGATIVE
                } else if low > 0.0 || high < 0.0 {
                    times(bounds(0), (1.0 / high, 1.0 / low))
                } else {
                    ANY
                }
            }
            "if" => widest(bounds(1), bounds(2)),
            // A column may have any number of rows, or none.
            "sum" if parts.iter().all(|part| self.bounds(part).0 >= 0.0) => NOT_NEGATIVE,
            "min" | "max" if !parts.iter().any(has_column) => {
                let all = parts.iter().map(|part| self.bounds(part));
                if sign == "min" {
                    all.fold((f64::INFINITY, f64::INFINITY), |least, part| (least.0.min(part.0), least.1.min(part.1)))
                } else {
                    all.fold((f64::NEG_INFINITY, f64::NEG_INFINITY), |most, part| (most.0.max(part.0), most.1.max(part.1)))
                }
            }
            "round" => {
                let (low, high) = bounds(0);
                (low.floor(), high.ceil())
            }
            _ => ANY,
        }
    }

    /// The fewest and the most points of a dimension. A question that has no answer gives none.
    pub(super) fn points(&self, id: &str) -> Bounds {
        let mean = self.dimensions.iter().any(|dimension| dimension.id == id && dimension.mean);
        let mut bounds = (0.0, 0.0);
        for question in self.questions {
            let (low, high) = points_of(question, id);
            bounds = if mean { (low.min(bounds.0), high.max(bounds.1)) } else { (bounds.0 + low, bounds.1 + high) };
        }
        bounds
    }
}

/// The fewest and the most points that a question gives to a dimension.
fn points_of(question: &Question, dimension: &str) -> Bounds {
    #[expect(clippy::cast_precision_loss, reason = "points are small numbers")]
    let given = question.options.iter().enumerate().map(|(level, option)| {
        let scored: i64 = option.score.iter().filter(|(id, _)| id == dimension).map(|(_, points)| points).sum();
        let level = if question.dimension == dimension { level as f64 + 1.0 } else { 0.0 };
        scored as f64 + level
    });
    match question.kind {
        Answer::Multiple => {
            given.fold((0.0, 0.0), |(low, high), points| if points < 0.0 { (low + points, high) } else { (low, high + points) })
        }
        _ => given.fold((0.0, 0.0), |(low, high), points| (points.min(low), points.max(high))),
    }
}

/// The options that must all be chosen for a condition to hold.
fn all_of<'t>(tree: &'t Tree, chosen: &mut Vec<(&'t str, &'t str)>) {
    match tree {
        Tree::Chosen(question, option) => chosen.push((question, option)),
        Tree::Apply("and", parts) => parts.iter().for_each(|part| all_of(part, chosen)),
        _ => {}
    }
}

fn has_column(tree: &Tree) -> bool {
    let mut found = false;
    tree.visit(&mut |part| found |= matches!(part, Tree::Column(..)));
    found
}

fn compare(sign: &str, a: Bounds, b: Bounds) -> (bool, bool) {
    match sign {
        "<" => (a.0 < b.1, a.1 >= b.0),
        "<=" => (a.0 <= b.1, a.1 > b.0),
        ">" => (a.1 > b.0, a.0 <= b.1),
        ">=" => (a.1 >= b.0, a.0 < b.1),
        "=" => (a.0 <= b.1 && b.0 <= a.1, !(is_point(a) && a == b)),
        _ => (!(is_point(a) && a == b), a.0 <= b.1 && b.0 <= a.1),
    }
}

#[expect(clippy::float_cmp, reason = "ends of bounds are compared with themselves")]
fn is_point(bounds: Bounds) -> bool {
    bounds.0 == bounds.1
}

fn plus(a: Bounds, b: Bounds) -> Bounds {
    (a.0 + b.0, a.1 + b.1)
}

fn times(a: Bounds, b: Bounds) -> Bounds {
    // Nothing times everything is nothing here.
    let product = |x: f64, y: f64| if x == 0.0 || y == 0.0 { 0.0 } else { x * y };
    let all = [product(a.0, b.0), product(a.0, b.1), product(a.1, b.0), product(a.1, b.1)];
    all.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), next| (low.min(next), high.max(next)))
}

fn widest(a: Bounds, b: Bounds) -> Bounds {
    (a.0.min(b.0), a.1.max(b.1))
}
