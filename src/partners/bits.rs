//! Writes which values hold for which providers as an arithmetic code: what is likely costs little. A value
//! is likely as often as it was so far, given whether the value before it in its facet holds. The reader is
//! `themes/default/js/bits.js`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How finely a likelihood is kept, and how fast it follows.
const SCALE: u32 = 12;
const PACE: u32 = 6;

/// The matrix of providers and values as text. `facets` has the first value of each facet, and their number.
pub(super) fn pack(facets: &[usize], held: impl Iterator<Item = impl AsRef<[u32]>>) -> String {
    let values = facets.last().copied().unwrap_or(0);
    let mut unlikely = vec![[1_u16 << (SCALE - 1); 2]; values];
    let mut coder = Coder::new();
    let begins: Vec<bool> = (0..values).map(|value| facets.contains(&value)).collect();
    for held in held {
        let mut before = false;
        let mut rest = held.as_ref();
        for ((value, model), begins) in (0..).zip(&mut unlikely).zip(&begins) {
            before &= !begins;
            while rest.first().is_some_and(|first| *first < value) {
                rest = &rest[1..];
            }
            let holds = rest.first() == Some(&value);
            coder.write(holds, &mut model[usize::from(before)]);
            before = holds;
        }
    }
    STANDARD.encode(coder.finish())
}

/// A range coder: it keeps the part of the number line that everything so far has left.
struct Coder {
    low: u64,
    range: u32,
    /// The last byte, not yet written as a carry may still change it, and how many 255 follow it.
    last: u8,
    pending: usize,
    out: Vec<u8>,
}

impl Coder {
    fn new() -> Coder {
        Coder { low: 0, range: u32::MAX, last: 0, pending: 1, out: Vec::new() }
    }

    /// Writes a bit; `model` is how likely 0 is, and learns.
    fn write(&mut self, bit: bool, model: &mut u16) {
        let bound = (self.range >> SCALE) * u32::from(*model);
        if bit {
            self.low += u64::from(bound);
            self.range -= bound;
            *model -= *model >> PACE;
        } else {
            self.range = bound;
            *model += ((1 << SCALE) - *model) >> PACE;
        }
        while self.range < 1 << 24 {
            self.range <<= 8;
            self.shift();
        }
    }

    fn shift(&mut self) {
        if self.low < 0xff00_0000 || self.low > u64::from(u32::MAX) {
            let carry = (self.low >> 32) as u8;
            self.out.push(self.last.wrapping_add(carry));
            self.out.extend(std::iter::repeat_n(carry.wrapping_sub(1), self.pending - 1));
            self.pending = 0;
            self.last = (self.low >> 24) as u8;
        }
        self.pending += 1;
        self.low = (self.low & 0x00ff_ffff) << 8;
    }

    fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        // The first byte is what a carry would have changed before anything was written: always 0.
        self.out.remove(0);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reader, as the browser has it.
    fn unpack(text: &str, facets: &[usize], size: usize) -> Vec<Vec<u32>> {
        let bytes = STANDARD.decode(text).expect("base64");
        let mut bytes = bytes.into_iter().chain(std::iter::repeat(0));
        let mut next = || u32::from(bytes.next().unwrap_or(0));
        let values = facets.last().copied().unwrap_or(0);
        let mut unlikely = vec![[1_u16 << (SCALE - 1); 2]; values];
        let (mut code, mut range) = ((0..4).fold(0, |code, _| code << 8 | next()), u32::MAX);
        let mut read = |model: &mut u16| {
            let bound = (range >> SCALE) * u32::from(*model);
            let bit = code >= bound;
            if bit {
                code -= bound;
                range -= bound;
                *model -= *model >> PACE;
            } else {
                range = bound;
                *model += ((1 << SCALE) - *model) >> PACE;
            }
            while range < 1 << 24 {
                range <<= 8;
                code = code << 8 | next();
            }
            bit
        };
        let mut row = || {
            let mut before = false;
            let mut held = Vec::new();
            for (value, model) in unlikely.iter_mut().enumerate() {
                before &= !facets.contains(&value);
                before = read(&mut model[usize::from(before)]);
                held.extend(before.then_some(value as u32));
            }
            held
        };
        (0..size).map(|_| row()).collect()
    }

    #[test]
    fn what_is_packed_comes_back() {
        let mut seed = 1_u32;
        let mut dice = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        for (size, values) in [(0, 5), (1, 0), (1, 1), (40, 7), (3_000, 60)] {
            let often: Vec<u32> = (0..values).map(|_| dice(100)).collect();
            let rows: Vec<Vec<u32>> =
                (0..size).map(|_| (0..values as u32).filter(|value| dice(100) < often[*value as usize]).collect()).collect();
            let facets = [0, values / 3, values];
            let text = pack(&facets, rows.iter().map(Vec::as_slice));
            assert_eq!(unpack(&text, &facets, size), rows);
        }
    }

    /// `tests/js/bits.test.mjs` reads the same text back.
    #[test]
    fn the_browser_reads_what_is_packed() {
        let rows: Vec<Vec<u32>> = (0..100).map(|row| (0..5).filter(|value| row * (value + 3) % 7 < *value).collect()).collect();
        let text = pack(&[0, 2, 5], rows.iter().map(Vec::as_slice));
        let there = include_str!("../../tests/js/bits.test.mjs");
        assert!(there.contains(&format!("const PACKED = \"{text}\";")), "{text}");
    }

    #[test]
    fn what_is_likely_costs_little() {
        let rows: Vec<Vec<u32>> = (0..8_000).map(|row| if row % 64 == 0 { vec![0, 1, 2] } else { vec![] }).collect();
        assert!(pack(&[0, 3], rows.iter().map(Vec::as_slice)).len() < 600);
    }
}
