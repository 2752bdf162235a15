//! Judges HTML with parsers that are not ours: what a text became must hold a closed list of elements and
//! attributes, and must mean the same however often it is read and written again.

use std::collections::{BTreeMap, HashMap, HashSet};

use html5ever::serialize::{SerializeOpts, TraversalScope, serialize};
use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom, SerializableHandle};

/// What a text may become: its elements, each with the attributes that it may have.
pub const ALLOWED: [(&str, &[&str]); 31] = [
    ("a", &["href", "rel", "class", "aria-label", "id"]),
    ("aside", &["class", "aria-labelledby"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("button", &["type", "class", "popovertarget"]),
    ("code", &[]),
    ("del", &[]),
    ("div", &["class", "role", "tabindex", "aria-label"]),
    ("em", &[]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    ("li", &["id"]),
    ("ol", &["start"]),
    ("p", &["class", "id"]),
    ("pre", &["tabindex"]),
    ("section", &["class", "id", "aria-label", "data-type"]),
    ("span", &["class"]),
    ("strong", &[]),
    ("sup", &["class", "id"]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["class"]),
    ("th", &["scope", "class"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
    ("dfn", &[]),
];

/// The schemes that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// One element of a page: its name and attributes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Element {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// The text directly inside it.
    pub text: String,
}

impl Element {
    /// An attribute's value; empty when there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

/// Every element of a whole page, in order.
#[must_use]
pub fn elements(page: &[u8]) -> Vec<Element> {
    let text = String::from_utf8_lossy(page).into_owned();
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(text);
    listed(&dom.document)
}

fn listed(root: &Handle) -> Vec<Element> {
    let mut found = Vec::new();
    let mut waiting = vec![root.clone()];
    while let Some(node) = waiting.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let attributes =
                attrs.borrow().iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string())).collect();
            found.push(Element { name: name.local.to_string(), attributes, text: text_of(&node) });
        }
        assert!(!matches!(node.data, NodeData::ProcessingInstruction { .. }), "a processing instruction");
        waiting.extend(node.children.borrow().iter().rev().cloned());
    }
    found
}

fn text_of(node: &Handle) -> String {
    let children = node.children.borrow();
    children
        .iter()
        .filter_map(|child| if let NodeData::Text { contents } = &child.data { Some(contents.borrow().to_string()) } else { None })
        .collect()
}

fn fragment(html: &str) -> RcDom {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html)
}

fn written(dom: &RcDom) -> String {
    let mut bytes = Vec::new();
    let root = dom.document.children.borrow()[0].clone();
    let options = SerializeOpts { traversal_scope: TraversalScope::ChildrenOnly(None), ..SerializeOpts::default() };
    serialize(&mut bytes, &SerializableHandle::from(root), options).expect("memory can be written to");
    String::from_utf8(bytes).expect("HTML is text")
}

/// Fails unless the HTML of a text is made of nothing but what is allowed.
pub fn assert_harmless(html: &str) {
    let dom = fragment(html);
    for element in listed(&dom.document).into_iter().skip(1) {
        assert_allowed(&element, html);
    }
    // Mutation XSS needs HTML that means something else when it is written out and read again.
    let once = written(&dom);
    assert_eq!(once, written(&fragment(&once)), "it changes when it is read again:\n{html}");
    assert_eq!(once, cleaned(html), "a sanitiser would take something out:\n{html}");
}

fn assert_allowed(element: &Element, html: &str) {
    let Some((_, attributes)) = ALLOWED.iter().find(|(name, _)| *name == element.name) else {
        panic!("<{}> is not allowed:\n{html}", element.name);
    };
    for (name, value) in &element.attributes {
        assert!(attributes.contains(&name.as_str()), "<{} {name}=\"{value}\"> is not allowed:\n{html}", element.name);
        match name.as_str() {
            "id" | "popovertarget" | "aria-labelledby" | "data-type" => assert!(is_id(value), "{name}=\"{value}\" is not an id:\n{html}"),
            "href" => assert!(leads_somewhere_allowed(value), "a link leads to {value:?}:\n{html}"),
            "start" => assert!(value.bytes().all(|byte| byte.is_ascii_digit()), "start=\"{value}\""),
            "class" => assert!(value.bytes().all(|byte| byte.is_ascii_lowercase() || b"-_ ".contains(&byte)), "class=\"{value}\""),
            _ => {}
        }
    }
}

fn is_id(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether a browser that opens this link stays on the web, or in the guide.
#[must_use]
pub fn leads_somewhere_allowed(href: &str) -> bool {
    // What a browser does before it looks for the scheme.
    let plain: String = href.trim_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    if plain.starts_with(['/', '\\']) && plain[1..].starts_with(['/', '\\']) {
        return false;
    }
    let before = plain.split(['/', '?', '#', '\\']).next().unwrap_or("");
    before.split_once(':').is_none_or(|(scheme, _)| SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()))
}

/// What a sanitiser of others leaves of it, with the same list of what is allowed.
#[must_use]
pub fn cleaned(html: &str) -> String {
    let tags: HashSet<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    let attributes: HashMap<&str, HashSet<&str>> =
        ALLOWED.iter().map(|(name, attributes)| (*name, attributes.iter().copied().collect())).collect();
    let mut builder = ammonia::Builder::default();
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .generic_attributes(HashSet::new())
        .link_rel(None)
        .url_schemes(SCHEMES.into_iter().collect());
    builder.clean(html).to_string()
}
