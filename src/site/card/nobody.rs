//! A program that was built without the feature `cards` draws none.

use crate::diagnostic::Diagnostic;
use crate::site::card::{CardView, Words};
use crate::site::theme::Theme;

/// Nobody.
#[derive(Debug, Clone)]
pub enum Artist {}

impl Artist {
    /// There is none.
    #[must_use]
    pub fn new(_: &Theme) -> Option<Self> {
        None
    }

    /// Where a card is published.
    #[must_use]
    pub fn path(&self, _: &Words) -> Option<String> {
        match *self {}
    }

    /// A card with every line in its place.
    #[must_use]
    pub fn lay_out(&self, _: &Words) -> Option<CardView> {
        match *self {}
    }

    /// The picture of a drawing.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn draw(&self, _: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
        match *self {}
    }
}
