//! The outside of every search file: a mark, a checksum, and the script a browser loads it as.
//! What is inside is for [`super::names`] and [`super::tiny`].

use super::Damaged;

/// Every file begins with these bytes; the last is the version of what we write.
const MARK: &[u8; 4] = b"gps\x01";

/// The bytes of a file (the mark, the checksum of the content, the content), and the checksum.
pub(crate) fn seal(content: &[u8]) -> (Vec<u8>, u32) {
    let sum = checksum(content);
    let mut bytes = Vec::with_capacity(content.len() + 8);
    bytes.extend_from_slice(MARK);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes.extend_from_slice(content);
    (bytes, sum)
}

/// The content of a file, if it is whole.
pub(crate) fn unseal(bytes: &[u8]) -> Result<&[u8], Damaged> {
    let rest = bytes.strip_prefix(MARK).ok_or(Damaged("not a search file of this version"))?;
    let (sum, content) = rest.split_first_chunk::<4>().ok_or(Damaged("a search file is cut short"))?;
    if u32::from_le_bytes(*sum) == checksum(content) { Ok(content) } else { Err(Damaged("a checksum does not fit")) }
}

/// FNV-1a: small enough to be written twice, and it notices damage, which is all it is for.
///
/// A zero only multiplies, and an index begins with zeros for every document: many are passed over at once.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    const PRIME: u32 = 0x0100_0193;
    const ZEROS: [u8; 32] = [0; 32];
    bytes.chunks(ZEROS.len()).fold(0x811c_9dc5, |sum: u32, chunk| {
        if chunk == ZEROS {
            return sum.wrapping_mul(const { PRIME.wrapping_pow(ZEROS.len() as u32) });
        }
        chunk.iter().fold(sum, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(PRIME))
    })
}

/// A file as a classic script: it hands its bytes, one character each, to the page that asked for it.
/// So the same file works from a server and from a folder, and every host compresses it.
pub(crate) fn script(name: &str, bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4 + name.len() + 32);
    text.push_str("guidepostSearch(\"");
    text.push_str(name);
    text.push_str("\",\"");
    let plain = |byte: &u8| byte.is_ascii() && !matches!(byte, b'"' | b'\\' | b'\n' | b'\r' | 0);
    let mut rest = bytes;
    while let Some(&byte) = rest.first() {
        let length = rest.iter().position(|byte| !plain(byte)).unwrap_or(rest.len());
        if length > 0 {
            text.push_str(&String::from_utf8_lossy(&rest[..length]));
            rest = &rest[length..];
            continue;
        }
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            0 => {
                let zeros = rest.iter().take_while(|byte| **byte == 0).count();
                push_zeros(&mut text, zeros);
                rest = &rest[zeros..];
                continue;
            }
            other => text.push(char::from(other)),
        }
        rest = &rest[1..];
    }
    text.push_str("\")\n");
    text
}

/// So many zeros in a row are written as a product: an index begins with a place for each document, all empty.
const MANY: usize = 8;

fn push_zeros(text: &mut String, count: usize) {
    if count < MANY {
        text.push_str(&"\\x00".repeat(count));
    } else {
        text.push_str(&format!("\"+\"\\x00\".repeat({count})+\""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_comes_back_and_a_changed_bit_is_noticed() {
        let (sealed, _) = seal(b"content");
        assert_eq!(unseal(&sealed), Ok(b"content".as_slice()));
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 4;
            assert!(unseal(&damaged).is_err(), "byte {at}");
            assert!(unseal(&sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn zeros_count_like_other_bytes() {
        let one_by_one = |bytes: &[u8]| bytes.iter().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
        for zeros in [0, 7, 31, 32, 33, 100] {
            let bytes = [b"a".repeat(zeros % 5), vec![0; zeros], b"bc".to_vec(), vec![0; 70]].concat();
            assert_eq!(checksum(&bytes), one_by_one(&bytes), "{zeros} zeros");
        }
    }

    #[test]
    fn a_script_escapes_what_would_end_its_string() {
        assert_eq!(script("t", b"a\"\\\n\r\0\xff"), "guidepostSearch(\"t\",\"a\\\"\\\\\\n\\r\\x00\u{ff}\")\n");
    }

    #[test]
    fn many_zeros_are_written_as_a_product() {
        assert_eq!(script("t", b"a\0\0\0\0\0\0\0\0\0b"), "guidepostSearch(\"t\",\"a\"+\"\\x00\".repeat(9)+\"b\")\n");
    }
}
