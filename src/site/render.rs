//! Turns views into bytes with the theme's templates. It knows views only, never the guide.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, Map, State, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::site::card::{self, CardView};
use crate::site::piece::{Piece, Tree};
use crate::site::route::At;
use crate::site::theme::{self, Theme};
use crate::site::view::{PageView, SiteView};
use crate::source::{Place, Span};

/// The theme's templates, ready to render one site.
#[derive(Debug, Clone)]
pub struct Renderer {
    tera: Tera,
}

/// What a page shows: its own view under the name that its template uses.
#[derive(Debug)]
pub struct Shown {
    /// The template's file name.
    pub template: &'static str,
    /// The name of the view in the template.
    pub name: &'static str,
    /// The page's own view.
    pub view: Tree,
    /// What the page says about itself.
    pub page: PageView,
}

/// What stands around every page: the value `chrome` in templates.
#[derive(Debug)]
pub struct Chrome {
    /// What every page loads (`parts/head.html`).
    pub head: Arc<Piece>,
    /// What stands above the page (`parts/header.html`).
    pub header: Arc<Piece>,
    /// What stands below it (`parts/footer.html`).
    pub footer: Arc<Piece>,
}

impl Shown {
    /// A page that shows `view` under `name`.
    pub fn new<V: Serialize>(template: &'static str, name: &'static str, view: &V, page: PageView) -> Self {
        Self { template, name, view: Tree::Value(Value::from_serializable(view)), page }
    }

    /// The same page, which also shows these under the names of fields of its view.
    #[must_use]
    pub fn with(mut self, more: Vec<(&'static str, Tree)>) -> Self {
        self.view = match self.view {
            Tree::Value(plain) => Tree::Table(plain, more),
            other => other,
        };
        self
    }
}

impl Renderer {
    /// Reads the theme's templates.
    ///
    /// # Errors
    ///
    /// The first mistake in a template.
    pub fn new(theme: &Theme, site: &SiteView) -> Result<Self, Box<Diagnostic>> {
        let mut tera = theme.read_templates().clone()?;
        tera.global_context().insert("site", site);
        Ok(Self { tera })
    }

    /// Renders one page.
    ///
    /// # Errors
    ///
    /// A mistake in the template.
    pub fn render(&self, shown: Shown, chrome: &Chrome) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        place(&mut context, &shown.page.root, !shown.page.index.is_empty());
        context.insert("page", &shown.page);
        context.insert_value("chrome", self.chrome(chrome)?);
        context.insert_value(shown.name, shown.view.value(&|piece| self.piece(piece))?);
        let mut bytes = Vec::with_capacity(16 * 1024);
        self.tera.render_to(shown.template, &context, &mut bytes).map_err(|error| report(&error))?;
        Ok(bytes)
    }

    /// The drawing of a card.
    ///
    /// # Errors
    ///
    /// A mistake in the template.
    pub fn card(&self, card: &CardView) -> Result<String, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert("card", card);
        self.tera.render(card::TEMPLATE, &context).map_err(|error| report(&error))
    }

    fn chrome(&self, chrome: &Chrome) -> Result<Value, Box<Diagnostic>> {
        let parts = [("head", &chrome.head), ("header", &chrome.header), ("footer", &chrome.footer)];
        let parts: Result<Map, _> = parts.into_iter().map(|(name, piece)| Ok((name.into(), self.piece(piece)?))).collect();
        parts.map(Value::from)
    }

    /// The HTML of a piece.
    fn piece(&self, piece: &Piece) -> Result<Value, Box<Diagnostic>> {
        piece.html(|name, view| {
            let mut context = Context::new();
            place(&mut context, &piece.at.root, !piece.at.index.is_empty());
            context.insert_value(name, view.value(&|piece| self.piece(piece))?);
            let html = self.tera.render(piece.template, &context).map_err(|error| report(&error))?;
            // A file ends in a line break; what stands inside a line must not.
            Ok(html.trim().to_owned())
        })
    }
}

/// Reads a theme's templates, which know no site yet.
pub(super) fn read(theme: &Theme) -> Result<Tera, Box<Diagnostic>> {
    let mut tera = Tera::new();
    tera.register_function("href", href);
    tera.autoescape_on(vec![".html", ".xml", ".svg"]);
    tera.add_raw_templates(theme.templates()).map_err(|error| report(&error))?;
    Ok(tera)
}

/// Says how links are written where something is shown.
fn place(context: &mut Context, root: &str, folders_end_in_index: bool) {
    context.insert_value("root", Value::from(root));
    context.insert_value("folders_end_in_index", Value::from(folders_end_in_index));
}

/// The template function `href(to=route)`.
fn href(arguments: Kwargs, state: &State<'_>) -> tera::TeraResult<String> {
    let to = arguments.must_get::<&str>("to")?;
    let root = state.get::<String>("root")?.unwrap_or_default();
    let index = if state.get::<bool>("folders_end_in_index")?.unwrap_or(false) { "index.html" } else { "" };
    Ok(At { root, index }.href(to))
}

fn report(error: &tera::Error) -> Box<Diagnostic> {
    let (file, span, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename().to_owned(), report.span().range.clone(), report.message().to_owned())
        }
        _ => (String::from("theme.toml"), 0..0, error.to_string()),
    };
    let place = Place { file: format!("{}templates/{file}", theme::PREFIX).into(), span: Span::new(span) };
    Box::new(Diagnostic::new(&rules::TEMPLATE, place, message))
}
