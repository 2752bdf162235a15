//! Pages at old addresses that lead to the new ones.

use crate::content::text::escape;
use crate::site::route::Site;

/// A page at `from` that leads to `to`, at once for browsers and by a link for people.
#[must_use]
pub fn page(site: &Site, from: &str, to: &str) -> Vec<u8> {
    let link = escape(&site.at(from).href(to));
    let address = escape(&site.absolute(to));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'\">\n<title>This page has moved</title>\n<meta http-equiv=\"refresh\" content=\"0; url={link}\">\n<meta name=\"robots\" content=\"noindex\">\n<link rel=\"canonical\" href=\"{address}\">\n</head>\n<body>\n<main>\n<h1>This page has moved</h1>\n<p><a href=\"{link}\">Go to the new address</a></p>\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}
