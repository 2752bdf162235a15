//! Finds the known word nearest to one that is not known.

/// How many slips a word of this length may have.
pub(crate) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4 | 5 => 1,
        _ => 2,
    }
}

/// Walks sorted words and measures each against one word, in letters added, left out, changed or swapped
/// with a neighbour. What a word shares with the one before is not measured twice.
pub(crate) struct Ruler {
    word: Vec<char>,
    most: usize,
    rows: Vec<Vec<usize>>,
    last: Vec<char>,
    /// The last row that says something about `last`.
    filled: usize,
}

impl Ruler {
    pub(crate) fn new(word: &str) -> Ruler {
        let word: Vec<char> = word.chars().collect();
        let most = allowed(word.len());
        let first = (0..=word.len()).collect();
        Ruler { word, most, rows: vec![first], last: Vec::new(), filled: 0 }
    }

    /// The slips between the ruler's word and this one, if they are few enough.
    pub(crate) fn measure(&mut self, other: &str) -> Option<usize> {
        let other: Vec<char> = other.chars().collect();
        let shared = self.last.iter().zip(&other).take_while(|(one, two)| one == two).count();
        self.filled = self.filled.min(shared);
        self.last = other;
        let width = self.word.len();
        if self.last.len().abs_diff(width) > self.most {
            return None;
        }
        for depth in self.filled + 1..=self.last.len() {
            if depth > 1 && self.rows[depth - 1].iter().min() > Some(&self.most) {
                return None;
            }
            self.row(depth);
            self.filled = depth;
        }
        let slips = self.rows[self.last.len()][width];
        (slips <= self.most).then_some(slips)
    }

    fn row(&mut self, depth: usize) {
        let mut row = vec![depth; self.word.len() + 1];
        let letter = self.last[depth - 1];
        for at in 1..row.len() {
            let above = &self.rows[depth - 1];
            let changed = above[at - 1] + usize::from(self.word[at - 1] != letter);
            row[at] = changed.min(above[at] + 1).min(row[at - 1] + 1);
            if depth > 1 && at > 1 && self.word[at - 2] == letter && self.word[at - 1] == self.last[depth - 2] {
                row[at] = row[at].min(self.rows[depth - 2][at - 2] + 1);
            }
        }
        self.rows.truncate(depth);
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(word: &str, others: &[&str]) -> Vec<Option<usize>> {
        let mut ruler = Ruler::new(word);
        others.iter().map(|other| ruler.measure(other)).collect()
    }

    #[test]
    fn slips_are_counted() {
        assert_eq!(
            slips("coaching", &["coach", "coachign", "coaching", "coachings", "cocahign", "xoaching"]),
            [None, Some(1), Some(0), Some(1), Some(2), Some(1)]
        );
        assert_eq!(slips("math", &["mats", "mth", "moths"]), [Some(1), Some(1), None]);
        assert_eq!(slips("ela", &["ela", "elb"]), [Some(0), None]);
    }

    #[test]
    fn what_is_shared_is_not_measured_twice_and_does_not_change_the_answer() {
        let words = ["a", "ab", "abandon", "abandoned", "abc", "ability", "able", "aboard", "about", "above", "abroad", "absent", "zoo"];
        for word in ["abuot", "abbility", "abandond", "aboutt", "zo", "abscent"] {
            let alone: Vec<_> = words.iter().map(|other| slips(word, &[other])[0]).collect();
            assert_eq!(slips(word, &words), alone, "{word}");
        }
    }
}
