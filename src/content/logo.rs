//! A partner's logo: a picture that stands beside the profile and has its name.
//!
//! Pictures come from strangers. One is decoded within limits, made as small as pages show it, and written anew: of
//! the file that was sent nothing is published but how its pixels look, so neither what hides in it nor where and
//! when it was taken gets out.

use std::io::Cursor;
use std::sync::Arc;

use png::{BitDepth, ColorType, Compression, Encoder, Transformations};
use resize::Pixel;
use resize::px::RGBA;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::content::text;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::{Picture, Place, Span};

/// The largest file of a picture that is read, in bytes.
pub const MAX_FILE: usize = 1024 * 1024;
/// The most pixels that a picture has in a row or a column.
const MOST: u32 = 4096;
/// The fewest.
const FEWEST: u32 = 16;
/// How wide a logo is at most when it is published, in pixels: twice what a page shows, for fine screens.
const WIDTH: u32 = 400;
/// How high.
const HEIGHT: u32 = 128;
/// The endings of names.
const ENDINGS: [&str; 3] = ["png", "jpg", "jpeg"];

/// A logo as it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The slug of its profile.
    pub slug: String,
    /// Its file inside the content folder.
    pub file: Arc<str>,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// A PNG file.
    pub bytes: Arc<[u8]>,
}

/// Pixels: red, green, blue and opacity of each, row by row.
struct Pixels {
    width: u32,
    height: u32,
    channels: Vec<u8>,
}

/// The slug of the profile that the picture at `path` would be the logo of; `None` for files that are no logos.
#[must_use]
pub fn slug(path: &str) -> Option<&str> {
    let (stem, ending) = path.strip_prefix("providers/")?.rsplit_once('.')?;
    (!stem.contains('/') && ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))).then_some(stem)
}

/// Makes the logo of a picture, small and without anything but its pixels.
///
/// # Errors
///
/// What its author must be told: it is no picture, or outside the limits.
pub fn read(picture: &Picture) -> Result<Logo, Box<Diagnostic>> {
    let slug = slug(&picture.path).filter(|slug| text::is_id(slug));
    let slug = slug.ok_or_else(|| refusal(picture, "the name of a logo is that of its profile", NAME))?;
    let pixels = decoded(&picture.bytes).map_err(|why| refusal(picture, &why, FORM))?;
    let small = fitted(pixels).map_err(|why| refusal(picture, &why, FORM))?;
    let bytes = encoded(&small).map_err(|why| refusal(picture, &why, FORM))?;
    Ok(Logo { slug: slug.to_owned(), file: picture.path.clone(), width: small.width, height: small.height, bytes: bytes.into() })
}

const NAME: &str = "the logo of providers/example-partners.md is providers/example-partners.png";
const FORM: &str = "save it again as PNG, about 400 pixels wide, with little empty space around it";

fn refusal(picture: &Picture, message: &str, help: &str) -> Box<Diagnostic> {
    let place = Place { file: picture.path.clone(), span: Span::default() };
    Box::new(Diagnostic::new(&rules::BAD_LOGO, place, message).help(help))
}

/// What a file shows; what kind of file it is, it says itself.
fn decoded(file: &[u8]) -> Result<Pixels, String> {
    if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        from_png(file)
    } else if file.starts_with(&[0xff, 0xd8, 0xff]) {
        from_jpeg(file)
    } else {
        Err("this is neither a PNG nor a JPEG, whatever its name says".to_owned())
    }
}

/// Says whether a picture has a size that is worked on, before there is room made for its pixels.
fn measured(width: u32, height: u32) -> Result<(), String> {
    match (FEWEST..=MOST).contains(&width) && (FEWEST..=MOST).contains(&height) {
        true => Ok(()),
        false => Err(format!("the picture has {width} × {height} pixels; logos have between {FEWEST} and {MOST} each way")),
    }
}

fn from_png(file: &[u8]) -> Result<Pixels, String> {
    let broken = |error: png::DecodingError| format!("the picture cannot be read: {error}");
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
    let header = decoder.read_header_info().map_err(broken)?;
    let (width, height) = (header.width, header.height);
    measured(width, height)?;
    let mut reader = decoder.read_info().map_err(broken)?;
    let mut channels = vec![0; reader.output_buffer_size().ok_or("the picture has too many pixels")?];
    let frame = reader.next_frame(&mut channels).map_err(broken)?;
    channels.truncate(frame.buffer_size());
    let channels = match frame.color_type {
        ColorType::GrayscaleAlpha => channels.chunks_exact(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]).collect(),
        _ => channels,
    };
    Ok(Pixels { width, height, channels })
}

fn from_jpeg(file: &[u8]) -> Result<Pixels, String> {
    let broken = |error: zune_jpeg::errors::DecodeErrors| format!("the picture cannot be read: {error}");
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(zune_jpeg::zune_core::bytestream::ZCursor::new(file), options);
    decoder.decode_headers().map_err(broken)?;
    let size = decoder.info().ok_or("the picture does not say how large it is")?;
    let (width, height) = (u32::from(size.width), u32::from(size.height));
    measured(width, height)?;
    let colors = decoder.decode().map_err(broken)?;
    if colors.len() != width as usize * height as usize * 3 {
        return Err("the picture's colors are of a kind that pages do not show".to_owned());
    }
    let channels = colors.chunks_exact(3).flat_map(|color| [color[0], color[1], color[2], u8::MAX]).collect();
    Ok(Pixels { width, height, channels })
}

/// The picture within the room that a page has for it, never larger than it came.
fn fitted(pixels: Pixels) -> Result<Pixels, String> {
    let (width, height) = size_within(pixels.width, pixels.height);
    if (width, height) == (pixels.width, pixels.height) {
        return Ok(pixels);
    }
    let broken = |error: resize::Error| format!("the picture cannot be made smaller: {error}");
    let side = |length: u32| length as usize;
    let colors: Vec<RGBA<u8>> = pixels.channels.chunks_exact(4).map(|pixel| RGBA::new(pixel[0], pixel[1], pixel[2], pixel[3])).collect();
    let mut small = vec![RGBA::new(0, 0, 0, 0); side(width) * side(height)];
    resize::new(side(pixels.width), side(pixels.height), side(width), side(height), Pixel::RGBA8P, resize::Type::Lanczos3)
        .and_then(|mut resizer| resizer.resize(&colors, &mut small))
        .map_err(broken)?;
    let channels = small.into_iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b, pixel.a]).collect();
    Ok(Pixels { width, height, channels })
}

fn size_within(width: u32, height: u32) -> (u32, u32) {
    if width <= WIDTH && height <= HEIGHT {
        return (width, height);
    }
    let scaled = |length: u32, to: u32, of: u32| ((length * to + of / 2) / of).max(1);
    // The side that sticks out further decides.
    if width * HEIGHT > height * WIDTH { (WIDTH, scaled(height, WIDTH, width)) } else { (scaled(width, HEIGHT, height), HEIGHT) }
}

fn encoded(pixels: &Pixels) -> Result<Vec<u8>, String> {
    let broken = |error: png::EncodingError| format!("the picture cannot be written: {error}");
    let mut file = Vec::new();
    let mut encoder = Encoder::new(Cursor::new(&mut file), pixels.width, pixels.height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    let opaque = pixels.channels.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX);
    encoder.set_color(if opaque { ColorType::Rgb } else { ColorType::Rgba });
    let written =
        if opaque { pixels.channels.chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect() } else { pixels.channels.clone() };
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&written)).map_err(broken)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG in which each pixel has the color that `paint` says for its place.
    fn png(width: u32, height: u32, paint: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let channels = places.flat_map(|(x, y)| paint(x, y)).collect();
        encoded(&Pixels { width, height, channels }).expect("a picture with a size can be written")
    }

    fn picture(path: &str, bytes: Vec<u8>) -> Picture {
        Picture { path: path.into(), bytes: bytes.into() }
    }

    fn refused(path: &str, bytes: Vec<u8>) -> String {
        read(&picture(path, bytes)).expect_err("it is refused").message
    }

    #[test]
    fn a_picture_beside_a_profile_is_its_logo() {
        assert_eq!(slug("providers/tntp.png"), Some("tntp"));
        assert_eq!(slug("providers/tntp.JPG"), Some("tntp"));
        for other in ["providers/tntp.svg", "providers/a/tntp.png", "playbook/tntp.png", "providers/png"] {
            assert_eq!(slug(other), None, "{other}");
        }
    }

    #[test]
    fn it_is_made_as_small_as_it_is_shown_and_keeps_its_shape_and_colors() {
        let green = |_, _| [10, 120, 60, 255];
        for ((width, height), small) in
            [((1600, 400), (400, 100)), ((500, 1000), (64, 128)), ((120, 40), (120, 40)), ((4000, 16), (400, 2))]
        {
            let logo = read(&picture("providers/a.png", png(width, height, green))).expect("a logo");
            assert_eq!((logo.width, logo.height), small);
            let shown = decoded_any_size(&logo.bytes);
            assert!(shown.channels.chunks_exact(4).all(|pixel| pixel == [10, 120, 60, 255]), "{width} × {height}");
        }
    }

    #[test]
    fn what_lets_through_lets_through_and_does_not_darken_its_edges() {
        let half = |x: u32, _| if x < 400 { [200, 0, 0, 255] } else { [0, 0, 0, 0] };
        let logo = read(&picture("providers/a.png", png(800, 200, half))).expect("a logo");
        let shown = decoded_any_size(&logo.bytes);
        let seen: Vec<&[u8]> = shown.channels.chunks_exact(4).filter(|pixel| pixel[3] > 0).collect();
        assert!(seen.iter().all(|pixel| pixel[0] >= 198 && pixel[1] == 0), "no edge is mixed with black");
        assert!(seen.len() < shown.channels.len() / 4, "a part lets through");
    }

    fn decoded_any_size(file: &[u8]) -> Pixels {
        let mut decoder = png::Decoder::new(Cursor::new(file));
        decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
        let mut reader = decoder.read_info().expect("a picture");
        let mut channels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut channels).expect("pixels");
        Pixels { width: reader.info().width, height: reader.info().height, channels }
    }

    #[test]
    fn nothing_but_pixels_is_published() {
        let mut sent = png(40, 40, |x, y| [x as u8, y as u8, 0, 255]);
        sent.extend_from_slice(b"<script>alert(1)</script>");
        let logo = read(&picture("providers/a.png", sent)).expect("a logo");
        assert!(!logo.bytes.windows(7).any(|part| part == b"<script"));
        assert_eq!(logo, read(&picture("providers/a.png", logo.bytes.to_vec())).expect("a logo of a logo"));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused_in_words() {
        assert_eq!(refused("providers/a.png", b"<svg/>".to_vec()), "this is neither a PNG nor a JPEG, whatever its name says");
        assert_eq!(refused("providers/A b.png", png(40, 40, |_, _| [0; 4])), "the name of a logo is that of its profile");
        let small = "the picture has 8 × 40 pixels; logos have between 16 and 4096 each way";
        assert_eq!(refused("providers/a.png", png(8, 40, |_, _| [0; 4])), small);
        let whole = png(40, 40, |x, y| [x as u8, y as u8, 7, 255]);
        assert!(refused("providers/a.png", whole[..whole.len() / 2].to_vec()).starts_with("the picture cannot be read: "));
        assert!(refused("providers/a.jpg", vec![0xff, 0xd8, 0xff, 0xe0, 0, 1]).starts_with("the picture "));
    }

    /// A few bytes that say that they are a picture of 3.6 billion pixels.
    #[test]
    fn a_bomb_is_refused_before_there_is_room_made_for_it() {
        let mut bomb = png(16, 16, |_, _| [0; 4]);
        bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        // The header's checksum, so that it is the size that is refused.
        let sum = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(refused("providers/a.png", bomb), "the picture has 60000 × 60000 pixels; logos have between 16 and 4096 each way");
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
        })
    }
}
