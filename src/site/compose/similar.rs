//! Finds providers that share rare values: two that work with the same curriculum are more alike than two that
//! both teach math.

use std::cmp::Reverse;

use crate::guide::Guide;

/// How many providers are compared with each one: enough to find the nearest, few enough for large guides.
const CANDIDATES: usize = 120;
/// How many are shown.
const SHOWN: usize = 3;
/// How many shared values are named.
const NAMED: usize = 4;
/// Two that share less than this are not alike.
const LEAST: u32 = 3;
/// The facets that make partners alike.
const ALIKE: [&str; 4] = ["hqim", "pl_types", "subjects", "grade_bands"];

/// What each provider has of the values that say something.
///
/// These values are numbered from the most telling to the least, and a provider is a row of bits: what two of them
/// share is one `and`.
#[derive(Debug)]
pub(super) struct Similarity {
    /// For each number, the value's ordinal and how much sharing it says.
    values: Vec<(u32, u32)>,
    /// How many words of bits a provider has.
    width: usize,
    bits: Vec<u64>,
}

/// A provider that resembles another.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alike {
    /// Its position.
    pub(super) provider: usize,
    /// The ordinals of what both have, the most telling first.
    pub(super) shared: Vec<u32>,
}

impl Similarity {
    pub(super) fn new(guide: &Guide) -> Self {
        let values = values(guide);
        let mut numbers = vec![None; guide.index.len()];
        for (number, (ordinal, _)) in values.iter().enumerate() {
            numbers[*ordinal as usize] = Some(number);
        }
        let width = values.len().div_ceil(64);
        let mut bits = vec![0; width * guide.providers.len()];
        for (provider, row) in bits.chunks_exact_mut(width.max(1)).enumerate() {
            for number in guide.index.held(provider).iter().filter_map(|ordinal| numbers[*ordinal as usize]) {
                row[number / 64] |= 1 << (number % 64);
            }
        }
        Self { values, width, bits }
    }

    fn row(&self, provider: usize) -> &[u64] {
        &self.bits[provider * self.width..][..self.width]
    }

    /// The most alike providers.
    pub(super) fn of(&self, guide: &Guide, position: usize) -> Vec<Alike> {
        let score = |other: u32| -> u32 { self.shared(position, other as usize).map(|(_, weight)| weight).sum() };
        let candidates = self.candidates(guide, position).into_iter();
        let mut scored: Vec<(Reverse<u32>, u32)> =
            candidates.map(|other| (Reverse(score(other)), other)).filter(|(Reverse(score), _)| *score >= LEAST).collect();
        if scored.len() > SHOWN {
            scored.select_nth_unstable(SHOWN);
            scored.truncate(SHOWN);
        }
        scored.sort_unstable();
        let alike = |(_, other): (Reverse<u32>, u32)| Alike {
            provider: other as usize,
            shared: self.shared(position, other as usize).map(|(ordinal, _)| ordinal).take(NAMED).collect(),
        };
        scored.into_iter().map(alike).collect()
    }

    /// Providers that have the most telling values of this one too.
    fn candidates(&self, guide: &Guide, position: usize) -> Vec<u32> {
        let mut candidates: Vec<u32> = Vec::with_capacity(2 * CANDIDATES);
        let mut known = vec![0_u64; guide.providers.len().div_ceil(64)];
        let mut is_new = |member: u32| {
            let (word, bit) = (&mut known[member as usize / 64], 1 << (member % 64));
            let is_new = *word & bit == 0;
            *word |= bit;
            is_new
        };
        for (ordinal, _) in self.shared(position, position) {
            let members = guide.index.members(ordinal);
            // Start beside the provider itself, so that not everybody is compared with the same first few.
            let start = members.partition_point(|member| (*member as usize) < position);
            let around = members[start..].iter().chain(&members[..start]).take(CANDIDATES);
            candidates.extend(around.copied().filter(|member| *member as usize != position && is_new(*member)));
            if candidates.len() >= CANDIDATES {
                break;
            }
        }
        candidates
    }

    /// What two providers share: ordinals and what they say, the most telling first.
    fn shared(&self, one: usize, other: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let words = self.row(one).iter().zip(self.row(other)).map(|(one, other)| one & other);
        words.enumerate().flat_map(move |(place, word)| ones(word).map(move |bit| self.values[place * 64 + bit]))
    }
}

/// The places of the bits that are set.
fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let place = word.trailing_zeros() as usize;
            word &= word - 1;
            place
        })
    })
}

/// The values that make partners alike, with how much sharing them says, the most telling first.
fn values(guide: &Guide) -> Vec<(u32, u32)> {
    let total = guide.providers.len().max(1);
    let mut values = Vec::new();
    for (position, facet) in guide.facets.iter().enumerate().filter(|(_, facet)| ALIKE.contains(&facet.id.as_str())) {
        for value in 0..facet.vocabulary.terms().len() {
            let ordinal = guide.index.ordinal(position, value);
            let members = guide.index.members(ordinal).len().max(1);
            values.push((ordinal, (total / members).max(1).ilog2() + 1));
        }
    }
    values.sort_unstable_by_key(|(ordinal, weight)| (Reverse(*weight), *ordinal));
    values
}

#[cfg(test)]
mod tests {
    use super::ones;

    #[test]
    fn bits_are_told_in_order() {
        assert_eq!(ones(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
        assert_eq!(ones(0).next(), None);
        assert_eq!(ones(1 << 63).collect::<Vec<_>>(), [63]);
    }
}
