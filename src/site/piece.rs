//! Parts that many pages show alike: a link to a facet value, a card, a curriculum with its ratings, the
//! site's header.
//!
//! Such a part is rendered once, from a view and a template of its own, and then put in place on every page
//! that shows it. Pages that write links in another way have pieces of their own.

use std::sync::{Mutex, OnceLock, PoisonError};

use tera::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::site::route::At;

/// One part of pages.
#[derive(Debug)]
pub struct Piece {
    /// The template of the part.
    pub(super) template: &'static str,
    /// How the pages that show it write links.
    pub(super) at: At,
    name: &'static str,
    /// What the template sees, until it has been rendered.
    view: Mutex<Option<Tree>>,
    html: OnceLock<Result<Value, Box<Diagnostic>>>,
}

impl Piece {
    /// A part that shows `view` under `name` with a template of the theme, on pages at `at`.
    pub(super) fn new(template: &'static str, name: &'static str, view: Tree, at: &At) -> Self {
        Self { template, name, view: Mutex::new(Some(view)), at: at.clone(), html: OnceLock::new() }
    }

    /// Its HTML, which `render` makes of its view when it is asked for first.
    pub(super) fn html(
        &self,
        render: impl FnOnce(&'static str, Tree) -> Result<String, Box<Diagnostic>>,
    ) -> Result<Value, Box<Diagnostic>> {
        let made = self.html.get_or_init(|| {
            let view = self.view.lock().unwrap_or_else(PoisonError::into_inner).take();
            Ok(Value::safe_string(&render(self.name, view.unwrap_or(Tree::Value(Value::none())))?))
        });
        made.clone()
    }
}

/// What a template sees: plain values, with pieces among them.
#[derive(Debug)]
pub enum Tree {
    /// Plain values.
    Value(Value),
    /// A piece, seen as its HTML.
    Piece(std::sync::Arc<Piece>),
    /// A list.
    List(Vec<Tree>),
    /// A table; of two entries with one name, the later counts.
    Table(Value, Vec<(&'static str, Tree)>),
}

impl Tree {
    /// The tree as values, with the HTML that `html` gives for its pieces.
    ///
    /// # Errors
    ///
    /// What keeps a piece from being rendered.
    pub(super) fn value(self, html: &impl Fn(&Piece) -> Result<Value, Box<Diagnostic>>) -> Result<Value, Box<Diagnostic>> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Piece(piece) => html(&piece),
            Self::List(items) => {
                let items: Result<Vec<Value>, _> = items.into_iter().map(|item| item.value(html)).collect();
                Ok(Value::from(items?))
            }
            Self::Table(plain, entries) => {
                let mut table: Map = plain.into_map().unwrap_or_default();
                for (name, tree) in entries {
                    table.insert(name.into(), tree.value(html)?);
                }
                Ok(Value::from(table))
            }
        }
    }

    /// A list of pieces.
    pub(super) fn pieces(pieces: impl IntoIterator<Item = std::sync::Arc<Piece>>) -> Self {
        Self::List(pieces.into_iter().map(Self::Piece).collect())
    }
}
