//! The marks that make a blockquote more than a quotation: `> [!TIP] Partner tip`.

/// What stands in a blockquote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A remark set off from the text.
    Callout(&'static str, String),
    /// A typed item with its id.
    Item(ItemKind, String),
    /// A mark that nobody knows.
    Unknown(String),
}

/// The kinds of typed items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A question to ask a provider, with what to listen for.
    Question,
    /// A question to decide by.
    Decision,
    /// A point of the kick-off meeting.
    Kickoff,
}

impl ItemKind {
    /// Its name in class names and data.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Decision => "decision",
            Self::Kickoff => "kickoff",
        }
    }
}

/// The marks, as they are written, for messages.
pub(super) const MARKS: &str = "NOTE, TIP, IMPORTANT, WARNING, CAUTION, EXAMPLE, QUESTION, DECISION and KICKOFF";

/// Reads the first line of a blockquote.
pub(super) fn read(line: &str) -> Option<Mark> {
    let rest = line.trim().strip_prefix("[!")?;
    let (word, after) = rest.split_once(']')?;
    let after = after.trim().to_owned();
    let titled = |class: &'static str, title: &str| Mark::Callout(class, if after.is_empty() { title.to_owned() } else { after.clone() });
    Some(match word.trim().to_ascii_uppercase().as_str() {
        "NOTE" => titled("note", "Note"),
        "TIP" => titled("tip", "Tip"),
        "IMPORTANT" => titled("important", "Important"),
        "WARNING" | "CAUTION" => titled("warning", "Warning"),
        "EXAMPLE" => titled("example", "Example"),
        "QUESTION" => Mark::Item(ItemKind::Question, after),
        "DECISION" => Mark::Item(ItemKind::Decision, after),
        "KICKOFF" => Mark::Item(ItemKind::Kickoff, after),
        other => Mark::Unknown(other.to_owned()),
    })
}
