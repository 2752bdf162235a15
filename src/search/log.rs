//! How much a word tells: the fewer documents have it, the more. Whole numbers only, so that two
//! languages agree.

/// Sixteenths of a bit in the logarithm of `number`, straight lines between powers of two.
pub(crate) fn log2(number: u32) -> u32 {
    let number = number.max(1);
    let whole = 31 - number.leading_zeros();
    16 * whole + (((u64::from(number) << 4) >> whole) as u32 - 16)
}

/// What a match is worth when `having` of `documents` match.
pub(crate) fn weight(documents: usize, having: usize) -> u32 {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    4 + log2(count(documents)).saturating_sub(log2(count(having)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        assert_eq!([1, 2, 3, 4, 1000].map(log2), [0, 16, 24, 32, 159]);
        assert_eq!(weight(1000, 1000), 4);
        assert_eq!(weight(1000, 1), 163);
        assert_eq!(weight(0, 0), 4);
    }
}
