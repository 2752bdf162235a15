//! Makes files of text small beforehand, so that a host need not do it for every reader: `.br` (Brotli) and `.gz`
//! (gzip) beside the file, each only where it saves something. The same bytes always become the same bytes.

use std::io::Write as _;

use brotli::enc::{BrotliEncoderParams, backward_references::BrotliEncoderMode};
use flate2::{Compression, GzBuilder};

use crate::site::Output;

/// What the smaller forms of a file are called, beside its name.
pub const ENDINGS: [&str; 2] = [".br", ".gz"];

/// Files of text. Pictures and typefaces are as small as they get.
const TEXT: [&str; 11] = [".html", ".css", ".js", ".json", ".csv", ".xml", ".txt", ".svg", ".ics", ".md", ".webmanifest"];

/// Less is not worth a file of its own: it travels in one packet as it is.
const LEAST: usize = 1024;

/// Brotli's second step from the top: the last one takes several times as long for a hundredth of the size.
const QUALITY: i32 = 10;

/// Whether smaller forms of this file are worth having.
#[must_use]
pub fn is_worth_it(file: &Output) -> bool {
    file.bytes.len() >= LEAST && TEXT.iter().any(|ending| file.path.ends_with(ending))
}

/// The names of the smaller forms of a file.
pub fn names(path: &str) -> impl Iterator<Item = String> {
    ENDINGS.iter().map(move |ending| format!("{path}{ending}"))
}

/// The forms of a file that are smaller than it is.
#[must_use]
pub fn smaller(path: &str, bytes: &[u8]) -> Vec<Output> {
    let forms = [brotli(bytes), gzip(bytes)];
    let files = names(path).zip(forms).map(|(path, bytes)| Output { path, bytes });
    files.filter(|form| form.bytes.len() < bytes.len()).collect()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let params = BrotliEncoderParams {
        quality: QUALITY,
        mode: BrotliEncoderMode::BROTLI_MODE_TEXT,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::with_capacity(bytes.len() / 3);
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).expect("memory takes whatever is written");
    out
}

/// Without a time, a name or a system in its head, which would differ from build to build.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).operating_system(255).write(Vec::with_capacity(bytes.len() / 3), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes whatever is written")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn page() -> Vec<u8> {
        (0..400).flat_map(|number| format!("<li>Partner {number} coaches teachers</li>\n").into_bytes()).collect()
    }

    #[test]
    fn what_was_made_small_is_the_same_text() {
        let page = page();
        let forms = smaller("a/index.html", &page);
        assert_eq!(forms.iter().map(|form| form.path.as_str()).collect::<Vec<_>>(), ["a/index.html.br", "a/index.html.gz"]);
        let mut text = Vec::new();
        brotli::BrotliDecompress(&mut forms[0].bytes.as_slice(), &mut text).expect("it is Brotli");
        assert_eq!(text, page);
        text.clear();
        flate2::read::GzDecoder::new(forms[1].bytes.as_slice()).read_to_end(&mut text).expect("it is gzip");
        assert_eq!(text, page);
        assert_eq!(forms[1].bytes[4..10], [0, 0, 0, 0, 2, 255], "a time or a system stands in the head");
        assert!(forms.iter().all(|form| form.bytes.len() * 4 < page.len()));
    }

    #[test]
    fn what_gets_no_smaller_has_no_other_form() {
        let mut state = 7_u32;
        let noise: Vec<u8> = (0..4096)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            })
            .collect();
        assert_eq!(smaller("a.html", &noise), []);
    }

    #[test]
    fn only_text_of_some_length_is_worth_it() {
        let file = |path: &str, length| Output { path: path.to_owned(), bytes: vec![b' '; length] };
        assert!(is_worth_it(&file("index.html", LEAST)) && is_worth_it(&file("assets/main.0a1b2c3d.js", 9000)));
        assert!(!is_worth_it(&file("index.html", LEAST - 1)) && !is_worth_it(&file("assets/card.png", 9000)));
        assert!(!is_worth_it(&file("_headers", 9000)) && !is_worth_it(&file("assets/guide-serif.woff2", 9000)));
    }
}
