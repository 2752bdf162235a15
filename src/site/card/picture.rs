//! Writes a drawing as a small PNG. A card has few colors, so each is named once and every pixel is a number of it:
//! a third of the bytes to filter and compress. Nothing is lost; a drawing of more colors is written in full.

use std::collections::BTreeMap;
use std::io::Cursor;

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};

/// A color without the transparency that a finished card has nowhere.
type Color = [u8; 3];

/// The bytes of a PNG file. The same drawing has the same bytes.
///
/// # Errors
///
/// What the encoder says, which is nothing for a drawing that has a width and a height.
pub(super) fn encode(drawing: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(Cursor::new(&mut file), drawing.width(), drawing.height());
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    match numbered(drawing.pixels()) {
        Some((colors, numbers)) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(colors.concat());
            // Neighbouring numbers say nothing about each other.
            encoder.set_filter(Filter::NoFilter);
            encoder.write_header()?.write_image_data(&numbers)?;
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            let colors: Vec<Color> = drawing.pixels().iter().map(on_white).collect();
            encoder.write_header()?.write_image_data(colors.as_flattened())?;
        }
    }
    Ok(file)
}

/// A color as it looks on white paper; the channels are already weighed with the opacity.
fn on_white(pixel: &PremultipliedColorU8) -> Color {
    [pixel.red(), pixel.green(), pixel.blue()].map(|channel| channel.saturating_add(u8::MAX - pixel.alpha()))
}

/// All colors as they come, and for every pixel the number of its color; none when there are too many.
fn numbered(pixels: &[PremultipliedColorU8]) -> Option<(Vec<Color>, Vec<u8>)> {
    let (mut colors, mut numbers) = (Vec::new(), BTreeMap::new());
    let mut named = Vec::with_capacity(pixels.len());
    // Most pixels look like the one before.
    let (mut last, mut number) = (None, 0);
    for pixel in pixels {
        if last != Some(pixel) {
            let color = on_white(pixel);
            number = match numbers.get(&color) {
                Some(number) => *number,
                None => {
                    let next = u8::try_from(colors.len()).ok()?;
                    colors.push(color);
                    numbers.insert(color, next);
                    next
                }
            };
            last = Some(pixel);
        }
        named.push(number);
    }
    Some((colors, named))
}

#[cfg(test)]
mod tests {
    use resvg::tiny_skia::Color as Paint;

    use super::*;

    /// A drawing in which every pixel has the color that `paint` says for its number.
    fn drawing(paint: impl Fn(u32) -> Color) -> Pixmap {
        let mut drawing = Pixmap::new(40, 30).expect("it has a size");
        drawing.fill(Paint::WHITE);
        for (number, pixel) in (0..).zip(drawing.pixels_mut()) {
            let [red, green, blue] = paint(number);
            *pixel = PremultipliedColorU8::from_rgba(red, green, blue, 255).expect("an opaque color");
        }
        drawing
    }

    /// What a reader of the file sees.
    fn seen(file: &[u8]) -> Vec<u8> {
        let mut decoder = png::Decoder::new(Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().expect("a picture");
        let mut pixels = vec![0; reader.output_buffer_size().expect("it fits into memory")];
        let frame = reader.next_frame(&mut pixels).expect("all its pixels");
        pixels.truncate(frame.buffer_size());
        pixels
    }

    #[test]
    fn few_or_many_colors_come_back_as_they_were() {
        for many in [1_u32, 2, 256, 257, 1200] {
            let paint = |number: u32| [(number % many / 256 * 40) as u8, (number % many % 256) as u8, 7];
            let file = encode(&drawing(paint)).expect("a file");
            assert_eq!(seen(&file), (0..1200).flat_map(paint).collect::<Vec<u8>>(), "{many} colors");
        }
    }

    #[test]
    fn what_lets_through_stands_on_white() {
        let seen = |red, green, blue, alpha| on_white(&PremultipliedColorU8::from_rgba(red, green, blue, alpha).expect("a color"));
        assert_eq!([seen(0, 0, 0, 0), seen(10, 20, 30, 255), seen(0, 0, 0, 128)], [[255; 3], [10, 20, 30], [127; 3]]);
    }
}
