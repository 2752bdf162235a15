//! JSON whose keys keep the order in which they were put.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// A JSON value with ordered keys.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// Text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Flag(bool),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Table(Vec<(String, Json)>),
}

impl Json {
    /// An object of these keys.
    pub(crate) fn table<const N: usize>(entries: [(&str, Json); N]) -> Self {
        Self::Table(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// An array of texts.
    pub(crate) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// A text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The same object with one more key; other values stay as they are.
    pub(crate) fn with(mut self, key: &str, value: Json) -> Self {
        if let Self::Table(entries) = &mut self {
            entries.push((key.to_owned(), value));
        }
        self
    }

    /// The document, indented, with a line end.
    pub(crate) fn document(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("texts and numbers always serialise");
        text.push('\n');
        text
    }
}

impl Json {
    /// The document as YAML: tables and lists in lines below each other, texts quoted where they must be.
    pub(crate) fn yaml(&self) -> String {
        let mut lines = String::new();
        self.yaml_lines(&mut lines, 0);
        lines
    }

    fn yaml_lines(&self, lines: &mut String, indent: usize) {
        match self {
            Self::Table(entries) => {
                for (key, value) in entries {
                    lines.push_str(&" ".repeat(indent));
                    lines.push_str(key);
                    lines.push(':');
                    value.yaml_behind(lines, indent + 2);
                }
            }
            Self::List(items) => {
                for item in items {
                    lines.push_str(&" ".repeat(indent));
                    lines.push('-');
                    let start = lines.len();
                    item.yaml_behind(lines, indent + 2);
                    if matches!(item, Self::Table(entries) if !entries.is_empty()) {
                        // The first key stands beside the hyphen.
                        lines.replace_range(start..start + 1 + indent + 2, " ");
                    }
                }
            }
            scalar => lines.push_str(&scalar.yaml_scalar()),
        }
    }

    fn yaml_behind(&self, lines: &mut String, indent: usize) {
        match self {
            Self::Table(entries) if entries.is_empty() => lines.push_str(" {}\n"),
            Self::List(items) if items.is_empty() => lines.push_str(" []\n"),
            Self::Table(_) | Self::List(_) => {
                lines.push('\n');
                self.yaml_lines(lines, indent);
            }
            scalar => {
                lines.push(' ');
                lines.push_str(&scalar.yaml_scalar());
                lines.push('\n');
            }
        }
    }

    fn yaml_scalar(&self) -> String {
        match self {
            Self::Text(text) => crate::format::value(text),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(_) | Self::Table(_) => String::new(),
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Table(entries) => {
                let mut table = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| table.serialize_entry(key, value))?;
                table.end()
            }
        }
    }
}
