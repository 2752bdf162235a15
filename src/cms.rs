//! The configuration of a git-based web editor (Sveltia CMS), made from the same schemas as everything else.
//!
//! The editor writes the files that people write by hand; `check` looks at both alike.

use std::sync::Arc;

use crate::content::page::{self, Section};
use crate::content::provider;
use crate::content::settings::Settings;
use crate::form::label;
use crate::ordered::Json;
use crate::schema::{Field, Kind, Schema};
use crate::vocabulary::Facet;

/// The editor's `config.yml`.
#[must_use]
pub fn config(settings: &Settings, facets: &[Arc<Facet>]) -> String {
    let repository = settings
        .repository
        .strip_prefix("https://github.com/")
        .unwrap_or("owner/repository")
        .trim_end_matches('/')
        .trim_end_matches(".git");
    let folder = if settings.content_path.is_empty() { String::new() } else { format!("{}/", settings.content_path) };
    let branch = if settings.branch.is_empty() { "main" } else { settings.branch.as_str() };
    let mut collections = vec![collection("providers", "Providers", &format!("{folder}providers"), "name", &provider::schema(facets))];
    for section in Section::ALL {
        let mut schema = page::schema();
        for field in schema.fields.iter_mut().filter(|field| field.key == "date") {
            field.required = section == Section::Articles;
        }
        collections.push(collection(section.folder(), section.label(), &format!("{folder}{}", section.folder()), "title", &schema));
    }
    let head = "# Written by `guidepost schema cms`. Change the schema or the vocabularies, then write it again.\n# The guide holds no pictures; the media folder is asked for by the editor.\n";
    let config = Json::table([
        ("backend", Json::table([("name", "github".into()), ("repo", repository.into()), ("branch", branch.into())])),
        ("media_folder", "admin/media".into()),
        // What nobody filled in is not written: the guide says "Not stated".
        ("output", Json::table([("omit_empty_optional_fields", Json::Flag(true))])),
        ("slug", Json::table([("encoding", "ascii".into()), ("clean_accents", Json::Flag(true)), ("maxlength", Json::Number(100))])),
        ("collections", Json::List(collections)),
    ]);
    format!("{head}{}", config.yaml())
}

fn collection(name: &str, title: &str, folder: &str, identifier: &str, schema: &Schema) -> Json {
    let mut fields: Vec<Json> = schema.fields.iter().map(|field| widget(field, schema)).collect();
    fields.push(Json::table([
        ("name", "body".into()),
        ("label", "Text".into()),
        ("widget", "markdown".into()),
        ("required", Json::Flag(false)),
        ("modes", Json::texts(["raw", "rich_text"])),
    ]));
    Json::table([
        ("name", name.into()),
        ("label", title.into()),
        ("folder", folder.into()),
        ("create", Json::Flag(true)),
        ("extension", "md".into()),
        ("format", "yaml-frontmatter".into()),
        ("identifier_field", identifier.into()),
        ("slug", Json::Text(format!("{{{{{identifier}}}}}"))),
        ("fields", Json::List(fields)),
    ])
}

fn widget(field: &Field, whole: &Schema) -> Json {
    let base = |widget: &str| {
        Json::table([
            ("name", Json::text(&*field.key)),
            ("label", Json::Text(label(field))),
            ("widget", widget.into()),
            ("required", Json::Flag(field.required)),
            ("hint", Json::text(&*field.about)),
        ])
    };
    let keys = || Json::texts(whole.fields.iter().map(|field| field.key.to_string()));
    match &field.kind {
        Kind::Text(most) => base(if *most > 200 { "text" } else { "string" }).with("maxlength", number(*most)),
        Kind::Whole(least, most) => {
            base("number").with("value_type", "int".into()).with("min", Json::Number(*least)).with("max", Json::Number(*most))
        }
        Kind::Decimal => base("number").with("value_type", "float".into()),
        Kind::Weights(..) => base("keyvalue").with("key_label", "Id".into()).with("value_label", "Points".into()),
        Kind::Flag => base("boolean"),
        Kind::Day => base("datetime")
            .with("format", "YYYY-MM-DD".into())
            .with("date_format", "YYYY-MM-DD".into())
            .with("time_format", Json::Flag(false)),
        Kind::Moment => checked(base("string"), "^[0-9]{4}(-[0-9]{2}){0,2}$", "A year, a month or a day: 2020, 2020-09 or 2020-09-15"),
        Kind::Web => checked(base("string"), "^https?://\\S+$", "A web address begins with https:// or http://"),
        Kind::Email => checked(base("string"), "^\\S+@\\S+$", "Write it as name@example.org"),
        Kind::Phone | Kind::Id => base("string"),
        Kind::Route => checked(base("string"), "^/\\S+$", "An address inside the guide begins with /"),
        Kind::OneOf(words) => base("select").with("options", Json::texts(words.iter().copied())),
        Kind::OneId(facet) => base("select").with("options", options(facet)),
        Kind::Ids(facet) => base("select").with("multiple", Json::Flag(true)).with("options", options(facet)),
        Kind::Keys => base("select").with("multiple", Json::Flag(true)).with("options", keys()),
        Kind::Notes => base("keyvalue").with("key_label", "Key".into()).with("value_label", "Remark".into()),
        Kind::Table(schema) => base("object")
            .with("collapsed", Json::Flag(true))
            .with("fields", Json::List(schema.fields.iter().map(|field| widget(field, whole)).collect())),
        Kind::Short(_, schema) => {
            base("object").with("fields", Json::List(schema.fields.iter().map(|field| widget(field, whole)).collect()))
        }
        Kind::List(inner) => match &**inner {
            Kind::Table(schema) | Kind::Short(_, schema) => {
                base("list").with("fields", Json::List(schema.fields.iter().map(|field| widget(field, whole)).collect()))
            }
            _ => base("list"),
        },
    }
}

fn checked(widget: Json, pattern: &str, message: &str) -> Json {
    widget.with("pattern", Json::texts([pattern, message]))
}

fn number(count: usize) -> Json {
    Json::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn options(facet: &Facet) -> Json {
    Json::List(
        facet
            .vocabulary
            .terms()
            .iter()
            .map(|term| Json::table([("label", Json::text(&term.label)), ("value", Json::text(&term.id))]))
            .collect(),
    )
}
