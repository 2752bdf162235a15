//! Turns views into bytes with the theme's templates. It knows views only, never the guide.

use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use crate::diagnostic::Diagnostic;
use crate::rules;
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
    pub view: Value,
    /// What the page says about itself.
    pub page: PageView,
}

impl Shown {
    /// A page that shows `view` under `name`.
    pub fn new<V: Serialize>(template: &'static str, name: &'static str, view: &V, page: PageView) -> Self {
        Self { template, name, view: Value::from_serializable(view), page }
    }
}

impl Renderer {
    /// Reads the theme's templates.
    ///
    /// # Errors
    ///
    /// The first mistake in a template.
    pub fn new(theme: &Theme, site: &SiteView) -> Result<Self, Box<Diagnostic>> {
        let mut tera = Tera::new();
        tera.register_function("href", href);
        tera.autoescape_on(vec![".html", ".xml"]);
        tera.add_raw_templates(theme.templates()).map_err(|error| report(&error))?;
        tera.global_context().insert("site", site);
        Ok(Self { tera })
    }

    /// Renders one page.
    ///
    /// # Errors
    ///
    /// A mistake in the template.
    pub fn render(&self, shown: &Shown) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert("page", &shown.page);
        context.insert("root", &shown.page.root);
        context.insert("folders_end_in_index", &!shown.page.index.is_empty());
        context.insert_value(shown.name, shown.view.clone());
        let mut bytes = Vec::with_capacity(16 * 1024);
        self.tera.render_to(shown.template, &context, &mut bytes).map_err(|error| report(&error))?;
        Ok(bytes)
    }
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
