//! Small pictures, made while the site is built: a few numbers in, SVG out.
//!
//! A picture is safe to print, the same for the same input, and never the only place where something is said: it has a
//! title for those who cannot see it, and the page has the same facts as text. Sizes and places are attributes, looks are
//! classes (`css/picture.css`), because the pages allow no style of their own. Pictures know numbers and names, neither the
//! guide nor routes.

pub mod chart;
pub mod states;

use crate::content::text::escape_into;

/// How strongly a number is shown beside the largest one: 0 for none, then five steps.
#[must_use]
pub fn step(count: usize, most: usize) -> usize {
    (count * 5).div_ceil(most.max(1)).min(5)
}

/// A picture with a name for those who do not see it.
fn named(class: &str, (width, height): (usize, usize), title: &str, inside: &str) -> String {
    let mut svg =
        format!(r#"<svg class="picture {class}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img"><title>"#);
    escape_into(&mut svg, title);
    svg.push_str("</title>");
    svg.push_str(inside);
    svg.push_str("</svg>");
    svg
}

/// A picture that says nothing beyond the text beside it.
fn silent(class: &str, (width, height): (usize, usize), inside: &str) -> String {
    format!(
        r#"<svg class="picture {class}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true" focusable="false">{inside}</svg>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nothing_is_shown_as_nothing() {
        assert_eq!([0, 1, 2, 39, 40].map(|count| step(count, 40)), [0, 1, 1, 5, 5]);
        assert_eq!(step(0, 0), 0);
        assert_eq!(step(1, 1), 5);
    }

    #[test]
    fn a_title_cannot_leave_its_picture() {
        let svg = named("x", (1, 1), "</title><script>", "");
        assert_eq!(
            svg,
            r#"<svg class="picture x" viewBox="0 0 1 1" width="1" height="1" role="img"><title>&lt;/title&gt;&lt;script&gt;</title></svg>"#
        );
    }
}
