//! Tells an open page what became of it: that it changed, that its style sheets did, or that the newest edit
//! has errors.
//!
//! A page says which address it shows and what that looked like, so nothing need be remembered of pages here,
//! and a page that was asleep learns at once what it missed. It is told after the swap, never before.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::channel::{Channel, Sender};
use hyper::body::Bytes;
use serde_json::json;

use super::Current;
use super::answer;
use super::snapshot::{Mark, Notice, Snapshot, decoded, styles};

/// How often a quiet connection is tried, so that one whose page is gone is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A page that wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subscription {
    /// The path of its address, decoded.
    path: String,
    /// What it looked like when it was sent or last told of.
    seen: Mark,
    /// The errors that it was last told of.
    told: Arc<Notice>,
}

impl Subscription {
    /// The subscription that the query of an address asks for.
    pub(super) fn parse(query: &str) -> Option<Self> {
        let value =
            |name: &str| url::form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        Some(Self { path: decoded(&value("page")?), seen: Mark::parse(&value("seen")?)?, told: Arc::default() })
    }

    /// What is to be told of a snapshot.
    fn news(&mut self, snapshot: &Snapshot) -> Vec<String> {
        let mut news = Vec::new();
        let page = answer::page(&self.path, snapshot);
        let mark = Mark::of(&page);
        if mark.content != self.seen.content {
            news.push(event("reload", &json!({})));
        } else if mark.styles != self.seen.styles {
            news.push(event("styles", &json!(styles(&page))));
        }
        if self.told != snapshot.notice {
            news.push(event("problems", &json!(*snapshot.notice)));
        }
        self.seen = mark;
        self.told = snapshot.notice.clone();
        news
    }
}

/// An event as it is sent. JSON holds no line break of its own.
fn event(name: &str, data: &serde_json::Value) -> String {
    let mut text = String::new();
    let _ = write!(text, "event: {name}\ndata: {data}\n\n");
    text
}

/// The events for one page, for as long as it listens.
pub(super) fn stream(subscription: Subscription, current: Current) -> Channel<Bytes, Infallible> {
    let (sender, body) = Channel::new(4);
    tokio::spawn(tell(subscription, current, sender));
    body
}

async fn tell(mut subscription: Subscription, mut current: Current, mut sender: Sender<Bytes, Infallible>) {
    let mut news = vec!["retry: 500\n\n".to_owned()];
    loop {
        let snapshot = current.borrow_and_update().clone();
        news.extend(subscription.news(&snapshot));
        drop(snapshot);
        for text in news.drain(..) {
            if sender.send_data(text.into()).await.is_err() {
                return;
            }
        }
        match tokio::time::timeout(HEARTBEAT, current.changed()).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return,
            Err(_) => news.push(": still here\n\n".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::snapshot::Files;
    use super::*;
    use guidepost::site::Output;

    fn snapshot(files: &[(&str, &str)]) -> Snapshot {
        let outputs = files.iter().map(|(path, html)| Output { path: (*path).to_owned(), bytes: html.as_bytes().to_vec() }).collect();
        Snapshot::new("/guide/", Some(Files::new(outputs)), Notice::default())
    }

    fn page_at(path: &str, html: &str) -> Subscription {
        Subscription::parse(&format!("page={path}&seen={}", Mark::of(html.as_bytes()))).expect("a whole subscription")
    }

    #[test]
    fn a_page_hears_of_its_own_changes_only() {
        let mut page = page_at("/guide/a/", "one");
        assert!(page.news(&snapshot(&[("a/index.html", "one"), ("b/index.html", "other")])).is_empty());
        assert_eq!(page.news(&snapshot(&[("a/index.html", "two")])), ["event: reload\ndata: {}\n\n"]);
        assert!(page.news(&snapshot(&[("a/index.html", "two")])).is_empty());
    }

    #[test]
    fn new_style_sheets_do_not_reload_the_page() {
        let html = |css: &str| format!("<link rel=\"stylesheet\" href=\"{css}\">");
        let mut page = page_at("/guide/", &html("/guide/a.css"));
        assert_eq!(page.news(&snapshot(&[("index.html", &html("/guide/b.css"))])), ["event: styles\ndata: [\"/guide/b.css\"]\n\n"]);
    }

    #[test]
    fn errors_are_told_and_taken_back() {
        let good = snapshot(&[("index.html", "one")]);
        let bad = good.with_notice(Notice { summary: "1 error".to_owned(), texts: vec!["line\nbreak".to_owned()] });
        let mut page = page_at("/guide/", "one");
        assert_eq!(page.news(&bad), ["event: problems\ndata: {\"summary\":\"1 error\",\"texts\":[\"line\\nbreak\"]}\n\n"]);
        assert!(page.news(&bad).is_empty());
        assert_eq!(page.news(&good).len(), 1);
    }

    #[test]
    fn a_page_that_comes_into_being_is_shown() {
        let mut page = page_at("/guide/new/", "not found");
        assert!(page.news(&snapshot(&[("404.html", "not found")])).is_empty());
        assert_eq!(page.news(&snapshot(&[("404.html", "not found"), ("new/index.html", "here")])).len(), 1);
    }
}
