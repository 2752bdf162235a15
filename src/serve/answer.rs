//! Decides what a request gets. Nothing here touches the network or the disk: a request and a snapshot go in,
//! an answer comes out.

use std::borrow::Cow;

use hyper::body::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Method, Response, StatusCode, Uri};

use guidepost::site::hosting::POLICY;

use super::events::Subscription;
use super::snapshot::{Found, Mark, OWN, Snapshot, attribute, decoded, head, position};

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const SCRIPT: &[u8] = include_bytes!("reload.js");
const STYLE: &[u8] = include_bytes!("reload.css");

/// What a request gets.
pub(super) enum Answer {
    /// Bytes that are there.
    Whole(Response<Bytes>),
    /// News for an open page, as they come.
    Events(Response<()>, Subscription),
}

/// Answers a request.
pub(super) fn answer(method: &Method, uri: &Uri, headers: &HeaderMap, snapshot: &Snapshot) -> Answer {
    if !is_for_us(uri, headers) {
        return Answer::Whole(whole(StatusCode::FORBIDDEN, TEXT, "This server answers requests to localhost only.\n"));
    }
    if method != Method::GET && method != Method::HEAD {
        let mut response = whole(StatusCode::METHOD_NOT_ALLOWED, TEXT, "This server can only be read from.\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Answer::Whole(response);
    }
    match own(uri.path(), snapshot) {
        Some("events") => events(uri.query().unwrap_or_default()),
        Some("reload.js") => Answer::Whole(whole(StatusCode::OK, kind_of("reload.js"), SCRIPT)),
        Some("reload.css") => Answer::Whole(whole(StatusCode::OK, kind_of("reload.css"), STYLE)),
        _ => Answer::Whole(file(uri, snapshot)),
    }
}

/// The page at a decoded path, as the build made it: the page itself, the one for what does not exist, or the
/// list of errors when nothing was built yet.
pub(super) fn page(path: &str, snapshot: &Snapshot) -> Bytes {
    match snapshot.find(path) {
        Found::File(_, bytes) => bytes,
        Found::Broken(problem) => broken(&problem, snapshot).into(),
        Found::Folder | Found::Nothing => missing(snapshot).1,
    }
}

/// Whether a request was made to one of this machine's own names. A page elsewhere can have its own name lead
/// to this machine, but it cannot have a browser send another name than its own.
fn is_for_us(uri: &Uri, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let is_ours = |host: &str| {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|ours| name.eq_ignore_ascii_case(ours))
    };
    host.to_str().is_ok_and(is_ours) && uri.authority().is_none_or(|authority| is_ours(authority.as_str()))
}

/// The name of one of the server's own files. They are found under any base path, so that an open page still
/// hears from us after the base path was changed.
fn own<'u>(path: &'u str, snapshot: &Snapshot) -> Option<&'u str> {
    let (before, name) = path.split_once(OWN)?;
    let taken = matches!(snapshot.find(&decoded(path)), Found::File(..));
    (before.ends_with('/') && !taken).then_some(name)
}

fn events(query: &str) -> Answer {
    match Subscription::parse(query) {
        Some(subscription) => Answer::Events(response(StatusCode::OK, "text/event-stream", ()), subscription),
        None => Answer::Whole(whole(StatusCode::BAD_REQUEST, TEXT, "The address must say `page` and `seen`.\n")),
    }
}

fn file(uri: &Uri, snapshot: &Snapshot) -> Response<Bytes> {
    let path = decoded(uri.path());
    match snapshot.find(&path) {
        Found::File(name, bytes) if name.ends_with(".html") => html(StatusCode::OK, &bytes, snapshot),
        Found::File(name, bytes) => whole(StatusCode::OK, kind_of(&name), bytes),
        Found::Broken(problem) => html(StatusCode::INTERNAL_SERVER_ERROR, &broken(&problem, snapshot).into(), snapshot),
        Found::Folder => redirect(&format!("{}/", uri.path()), uri.query()),
        Found::Nothing if snapshot.files.is_some() && path == "/" => redirect(&snapshot.base, uri.query()),
        Found::Nothing if snapshot.files.is_some() && format!("{path}/") == decoded(&snapshot.base) => {
            redirect(&snapshot.base, uri.query())
        }
        Found::Nothing => {
            let (status, bytes) = missing(snapshot);
            html(status, &bytes, snapshot)
        }
    }
}

fn redirect(path: &str, query: Option<&str>) -> Response<Bytes> {
    let to = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut response = whole(StatusCode::FOUND, TEXT, Bytes::new());
    if let Ok(to) = HeaderValue::try_from(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

/// What is shown where nothing stands.
fn missing(snapshot: &Snapshot) -> (StatusCode, Bytes) {
    match (&snapshot.files, snapshot.not_found()) {
        (_, Some(page)) => (StatusCode::NOT_FOUND, page),
        (Some(_), None) => (StatusCode::NOT_FOUND, Bytes::from_static(b"<!doctype html><title>Not found</title><p>There is no such page.")),
        (None, _) => (StatusCode::INTERNAL_SERVER_ERROR, problem_page(snapshot).into()),
    }
}

/// A page that lists the errors while there is no guide to show.
fn problem_page(snapshot: &Snapshot) -> String {
    let notice = &snapshot.notice;
    problems("The guide cannot be built yet", &notice.summary, &notice.texts, snapshot)
}

/// The page in place of one whose template has a mistake.
fn broken(problem: &str, snapshot: &Snapshot) -> String {
    problems("This page cannot be shown yet", "Its template has a mistake", &[problem.to_owned()], snapshot)
}

fn problems(title: &str, summary: &str, texts: &[String], snapshot: &Snapshot) -> String {
    let style = format!("{}{OWN}reload.css", snapshot.base);
    let texts: String = texts.iter().map(|text| format!("<li><pre tabindex=\"0\">{}</pre></li>\n", escaped(text))).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\" data-guidepost=\"problems\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{summary} – Guidepost</title>\n\
         <link rel=\"stylesheet\" href=\"{style}\">\n</head>\n<body>\n<main class=\"page\">\n\
         <h1>{title}</h1>\n<p>{summary}. This page follows your edits: save a file and look again.</p>\n\
         <ol>\n{texts}</ol>\n</main>\n</body>\n</html>\n",
        summary = escaped(summary),
        style = escaped(&style),
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A page with the script that keeps it new. The built bytes are left as they are; only the answer has more.
fn html(status: StatusCode, page: &Bytes, snapshot: &Snapshot) -> Response<Bytes> {
    let script = format!("<script src=\"{}{OWN}reload.js\" data-seen=\"{}\" defer></script>\n", escaped(&snapshot.base), Mark::of(page));
    let at = head(page);
    let mut bytes = Vec::with_capacity(page.len() + script.len());
    bytes.extend_from_slice(&page[..at]);
    bytes.extend_from_slice(script.as_bytes());
    bytes.extend_from_slice(&page[at..]);
    let mut response = whole(status, HTML, bytes);
    if let Ok(policy) = HeaderValue::try_from(policy(page).as_ref()) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// The policy that a page gives itself, so that a theme with another one works here as it will when published.
fn policy(page: &[u8]) -> Cow<'static, str> {
    let page = &page[..head(page)];
    let given = position(page, b"http-equiv=\"Content-Security-Policy\"").and_then(|at| {
        let length = position(&page[at..], b">")?;
        attribute(&page[at..at + length], "content")
    });
    given.map_or(Cow::Borrowed(POLICY), Cow::Owned)
}

fn whole(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response<Bytes> {
    response(status, kind, bytes.into())
}

fn response<B>(status: StatusCode, kind: &'static str, body: B) -> Response<B> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, POLICY),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    response.headers_mut().extend(headers.map(|(name, value)| (name, HeaderValue::from_static(value))));
    response
}

/// The content type of a file, by the ending of its name.
fn kind_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "txt" | "md" => TEXT,
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::super::snapshot::{Files, Notice};
    use super::*;
    use guidepost::site::Output;

    fn snapshot() -> Snapshot {
        let file = |path: &str, text: &str| Output { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
        let files = vec![
            file("index.html", "<head></head>home"),
            file("providers/tntp/index.html", "<head></head>tntp"),
            file("feed.xml", "<feed/>"),
            file("404.html", "nowhere"),
        ];
        Snapshot::new("/guide/", Some(Files::new(files)), Notice::default())
    }

    fn ask(method: &Method, uri: &str, host: &str, snapshot: &Snapshot) -> Response<Bytes> {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_str(host).expect("a header value"));
        match answer(method, &uri.parse().expect("an address"), &headers, snapshot) {
            Answer::Whole(response) => response,
            Answer::Events(response, _) => response.map(|()| Bytes::new()),
        }
    }

    fn get(uri: &str) -> Response<Bytes> {
        ask(&Method::GET, uri, "localhost:4173", &snapshot())
    }

    fn text(response: &Response<Bytes>) -> String {
        String::from_utf8_lossy(response.body()).into_owned()
    }

    fn header(response: &Response<Bytes>, name: HeaderName) -> &str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap_or_default())
    }

    #[test]
    fn a_page_is_served_under_the_base_path_with_the_script() {
        let response = get("/guide/providers/tntp/");
        assert_eq!(response.status(), StatusCode::OK);
        assert!(text(&response).starts_with("<head><script src=\"/guide/_guidepost/reload.js\" data-seen=\""), "{}", text(&response));
        assert!(text(&response).ends_with(" defer></script>\n</head>tntp"));
        assert_eq!(header(&response, CACHE_CONTROL), "no-store");
        assert_eq!(header(&response, CONTENT_SECURITY_POLICY), POLICY);
    }

    #[test]
    fn a_page_without_its_slash_leads_to_the_one_with_it() {
        let response = get("/guide/providers/tntp?q=a");
        assert_eq!((response.status(), header(&response, LOCATION)), (StatusCode::FOUND, "/guide/providers/tntp/?q=a"));
        for path in ["/", "/guide"] {
            let response = get(path);
            assert_eq!((response.status(), header(&response, LOCATION)), (StatusCode::FOUND, "/guide/"), "{path}");
        }
    }

    #[test]
    fn what_does_not_exist_gets_the_page_for_that() {
        for path in [
            "/guide/nothing/",
            "/providers/tntp/",
            "/guide/../guide/",
            "/guide/%2e%2e/%2e%2e/etc/passwd",
            "//example.com",
            "/guide//",
            "/guide/providers/%00",
        ] {
            let response = get(path);
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert!(text(&response).starts_with("nowhere"), "{path}");
        }
    }

    #[test]
    fn only_this_machines_names_are_answered() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:4173", "[::1]:4173", "[::1]"] {
            assert_eq!(ask(&Method::GET, "/guide/", host, &snapshot()).status(), StatusCode::OK, "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:4173",
            "localhost:4173@evil.example",
            "",
            ":4173",
            "10.0.0.1",
            "[::1]x",
        ] {
            assert_eq!(ask(&Method::GET, "/guide/", host, &snapshot()).status(), StatusCode::FORBIDDEN, "{host}");
        }
        assert_eq!(ask(&Method::GET, "http://evil.example/guide/", "localhost", &snapshot()).status(), StatusCode::FORBIDDEN);
    }

    #[test]
    fn a_request_without_a_host_or_with_two_is_refused() {
        let mut headers = HeaderMap::new();
        assert!(!is_for_us(&Uri::from_static("/"), &headers));
        headers.append(HOST, HeaderValue::from_static("localhost"));
        headers.append(HOST, HeaderValue::from_static("localhost"));
        assert!(!is_for_us(&Uri::from_static("/"), &headers));
    }

    #[test]
    fn the_server_can_only_be_read_from() {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::CONNECT, Method::TRACE] {
            let response = ask(&method, "/guide/", "localhost", &snapshot());
            assert_eq!((response.status(), header(&response, ALLOW)), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"), "{method}");
        }
    }

    #[test]
    fn events_need_to_know_the_page() {
        assert_eq!(get("/guide/_guidepost/events").status(), StatusCode::BAD_REQUEST);
        let response = get(&format!("/guide/_guidepost/events?page=%2Fguide%2F&seen={}", Mark::of(b"")));
        assert_eq!(header(&response, CONTENT_TYPE), "text/event-stream");
        assert_eq!(get("/guide/_guidepost/reload.js").status(), StatusCode::OK);
        assert_eq!(get("/guide/_guidepost/other").status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn errors_are_listed_while_there_is_no_guide() {
        let notice = Notice { summary: "1 error".to_owned(), texts: vec!["<script>alert(1)</script>".to_owned()] };
        let response = ask(&Method::GET, "/anywhere", "localhost", &Snapshot::new("/", None, notice));
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(text(&response).contains(">&lt;script&gt;alert(1)&lt;/script&gt;</pre>"));
    }

    #[test]
    fn the_policy_is_the_one_of_the_page() {
        assert_eq!(policy(b"<meta http-equiv=\"Content-Security-Policy\" content=\"img-src *\">"), "img-src *");
        assert_eq!(policy(b"<p>"), POLICY);
        // As the template engine writes it.
        let escaped = POLICY.replace('\'', "&#39;");
        assert_eq!(policy(format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{escaped}\">").as_bytes()), POLICY);
    }

    #[test]
    fn files_say_what_they_are() {
        assert_eq!(header(&get("/guide/feed.xml"), CONTENT_TYPE), "application/xml");
        assert_eq!(header(&get("/guide/feed.xml"), X_CONTENT_TYPE_OPTIONS), "nosniff");
    }
}
