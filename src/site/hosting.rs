//! What hosts are told beside the pages: the headers and redirects of those that read them from files.
//!
//! Netlify and Cloudflare Pages read `_headers` and `_redirects` at the root of what is published. To other hosts
//! they are plain files. Nothing here is needed for the site to work: every page carries its policy, and every old
//! address has a page that leads on.

use crate::site::Output;
use crate::site::route::Site;

/// What pages may load and do: nothing from elsewhere, nothing inline, and no text becomes a script.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types guidepost";

/// Headers of every file. The policy also says what only a header can: no other site may frame a page.
const HEADERS: [(&str, &str); 5] = [
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
];

/// How long files may be kept whose names carry their content's fingerprint: a year.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The most redirects that hosts take from a file.
const MOST_REDIRECTS: usize = 2000;

/// `_headers`, `_redirects` and `.nojekyll`.
#[must_use]
pub fn files(site: &Site, redirects: &[(String, String)]) -> Vec<Output> {
    let file = |path: &str, text: String| Output { path: path.to_owned(), bytes: text.into_bytes() };
    let mut files = vec![file("_headers", headers(site)), file(".nojekyll", String::new())];
    if !redirects.is_empty() {
        files.push(file("_redirects", moved(site, redirects)));
    }
    files
}

fn headers(site: &Site) -> String {
    let mut out = format!("{}*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n", site.base);
    for (name, value) in HEADERS {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    // One level only: in the folder of the search index, `names.js` keeps its name and must be asked for again.
    out.push_str(&format!("{}assets/:file\n  Cache-Control: {FOR_EVER}\n", site.base));
    out
}

fn moved(site: &Site, redirects: &[(String, String)]) -> String {
    let inside = |route: &str| format!("{}{}", site.base, route.trim_start_matches('/'));
    redirects.iter().take(MOST_REDIRECTS).map(|(from, to)| format!("{} {} 301\n", inside(from), inside(to))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::settings::LinkStyle;

    fn texts(base: &str, redirects: &[(&str, &str)]) -> Vec<(String, String)> {
        let site = Site { url: format!("https://example.org{base}"), base: base.to_owned(), style: LinkStyle::Root };
        let redirects: Vec<_> = redirects.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
        files(&site, &redirects).into_iter().map(|file| (file.path, String::from_utf8(file.bytes).expect("text"))).collect()
    }

    #[test]
    fn rules_count_from_the_root_of_the_host() {
        let files = texts("/guide/", &[("/partners/elp/", "/providers/elp/")]);
        assert!(files[0].1.starts_with("/guide/*\n  Content-Security-Policy: default-src 'none';"));
        assert!(files[0].1.contains("\n/guide/assets/:file\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert_eq!(files[2], ("_redirects".to_owned(), "/guide/partners/elp/ /guide/providers/elp/ 301\n".to_owned()));
    }

    #[test]
    fn the_policy_allows_nothing_unsafe() {
        assert!(!POLICY.contains("unsafe") && !POLICY.contains('*') && !POLICY.contains("data:") && !POLICY.contains("blob:"));
    }
}
