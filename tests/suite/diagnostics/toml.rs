//! Slips in `guide.toml`, vocabularies and TOML front matter.

use crate::annotated::check;

#[track_caller]
fn guide(lines: &str) {
    let lines = lines.strip_prefix('\n').unwrap_or(lines);
    let facets = "\n[[facet]]\nid = \"subjects\"\nlabel = \"Subject\"\n\n[[facet]]\nid = \"grade_bands\"\nlabel = \"Grade band\"\n\n[[facet]]\nid = \"states\"\nlabel = \"State\"\n\n[[facet]]\nid = \"delivery\"\nlabel = \"Delivery\"\n";
    check("guide.toml", &format!("{lines}{facets}"));
}

#[test]
fn guide_toml_is_toml() {
    guide(
        r#"
[site]
title = A guide
#       ^^^^^^^ toml-syntax: the value of `title` must stand in quotation marks
#    help: write `title = "A guide"`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = Guide
#       ^^^^^ toml-syntax: the value of `title` must stand in quotation marks
#    help: write `title = "Guide"`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title: "A guide"
^^^^^^^^^^^^^^^^ toml-syntax: `title` is followed by a colon, but in this file keys are followed by `=`
#    help: write `title = "A guide"`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title "A guide"
^^^^^^^^^^^^^^^ toml-syntax: `=` is missing behind `title`
#    help: write `title = "A guide"`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title =
^^^^^^^ empty-value: `title` has no value
#    help: write `title = "…"`, or delete the line
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = "A guide
#       ^^^^^^^^ unclosed-quote: the quotation mark that begins the value of `title` is not closed
#    help: write `title = "A guide"`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = “A guide”
#       ^^^^^^^^^ smart-quote: these are curly quotation marks, as word processors make them
#    help: write `title = "A guide"` with straight ones
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = "A "good" guide"
#           ^^^^^^^^^^^^ unclosed-quote: this stands behind the quotation mark that closes the value
#    help: write `title = 'A "good" guide'`, with quotation marks around the whole value
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = "A guide"
title = "B"
^^^^^ duplicate-key: `title` is given twice
#    label: the first one counts
#    help: keep one of the two; several values go into one list between square brackets
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
title = "A guide"
^^^^^ unknown-key: `title` belongs to `site`
#    help: put it below a line `[site]`
^^^^^^^^^^^^^^^^^ missing-key: a guide needs `site`
#    label: `site` is missing here
#    help: add a table that begins with the line `[site]`
description = "What the guide is for."
^^^^^^^^^^^ unknown-key: `description` belongs to `site`
#    help: put it below a line `[site]`
base_url = "https://guide.example.org/"
^^^^^^^^ unknown-key: `base_url` belongs to `site`
#    help: put it below a line `[site]`
"#,
    );
    guide(
        r#"
[site
^^^^^ unclosed-bracket: this heading is not closed
#    help: write `[site]`
title = "A guide"
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[Site]
#^^^^ unknown-key: a guide has no key `Site`
#    label: did you mean `site`?
#    help: the keys are `site`, `directory`, `review`, `facet`, `nav` and `footer`
title = "A guide"
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
^^^^^^ missing-key: a [site] table needs `title`
#    label: `title` is missing here
#    help: add `title = "Professional Learning Partner Guide"`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = "A"
description = "What the guide is for."
base_url = "guide.example.org"
#          ^^^^^^^^^^^^^^^^^^^ bad-url: `guide.example.org` is not a web address
#    label: did you mean `https://guide.example.org`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    guide(
        r#"
[site]
title = 'A guide's home'
#                ^^^^^^^ unclosed-quote: this stands behind the quotation mark that closes the value
#    help: write `title = "A guide's home"`, with quotation marks around the whole value
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = "A"
language = en
#          ^^ toml-syntax: the value of `language` must stand in quotation marks
#    help: write `language = "en"`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = "A"
description = "What the guide is for."
base_url = "https://guide.example.org/"

[[nav]]
label = "A"
route = /about/
#       ^^^^^^^ toml-syntax: the value of `route` must stand in quotation marks
#    help: write `route = "/about/"`
"#,
    );
    guide(
        r#"
[site]
title = "A"
description = "What the guide is for."
base_url = "https://guide.example.org/"

[nav]
label = "A"
route = "/about/"
"#,
    );
    guide(
        r#"
[site]
title = "A"
description = "What the guide is for."
base_url = "https://guide.example.org/"

[[nav]]
label = "A"
route = "/abuot/"
#       ^^^^^^^^^ broken-link: the guide has no page `/abuot/`
#    label: did you mean `/about/`?
"#,
    );
    guide(
        r#"
[site]
title = "A"
colour = 1
^^^^^^ unknown-key: a [site] table has no key `colour`
#    help: the keys are `title`, `description`, `base_url`, `language`, `link_style`, `offline`, `social_cards`, `repository`, `branch` and `content_path`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = ["A"]
#       ^^^^^ wrong-type: this should be text, but it is a list
#    help: write, for example, `title = "Professional Learning Partner Guide"`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(
        r#"
[site]
title = "A"
link_style = "relativ"
#            ^^^^^^^^^ unknown-value: `link_style` cannot be `relativ`
#    label: did you mean `relative`?
#    help: it can be `root` or `relative`
description = "What the guide is for."
base_url = "https://guide.example.org/"
"#,
    );
    guide(concat!(
        "\u{feff}[site]\n",
        "^ byte-order-mark: the file begins with an invisible byte-order mark\n",
        "#    help: the guide reads the file all the same; save it as UTF-8 without a byte-order mark\n",
        "title = \"A\"\n",
        "description = \"What the guide is for.\"\n",
        "base_url = \"https://guide.example.org/\"\n",
    ));
}

#[test]
fn a_vocabulary_is_toml() {
    check(
        "vocabulary/states.toml",
        r#"
[[value]]
id = la
#    ^^ toml-syntax: the value of `id` must stand in quotation marks
#    help: write `id = "la"`
label = "Louisiana"
"#,
    );
    check(
        "vocabulary/states.toml",
        r#"
[value]
id = "la"
label = "Louisiana"
"#,
    );
    check(
        "vocabulary/states.toml",
        r#"
[[values]]
# ^^^^^^ unknown-key: a vocabulary has no key `values`
#    label: did you mean `value`?
#    help: the only key is `value`
id = "la"
label = "Louisiana"
"#,
    );
    check(
        "vocabulary/states.toml",
        r#"
[[value]]
id = "la"
label = "Louisiana"
aliases = ["a" "b"]
#              ^^^^ unclosed-bracket: a comma is missing before this
#    help: put a comma between the values of a list
"#,
    );
    check(
        "vocabulary/states.toml",
        r#"
[[value]]
id = "la"
label = "Louisiana"
aliases = ["a", "b"
^^^^^^^^^^^^^^^^^^^ unclosed-bracket: the list on this line is not closed
#    help: write `]` behind the last value of a list, and `}` at the end of a table in a line
"#,
    );
    check(
        "vocabulary/states.toml",
        r#"
- id: la
^^^^^^^^ toml-syntax: `id` is followed by a colon, but in this file keys are followed by `=`
#    help: write `id = "la"`
  label: Louisiana
# ^^^^^^^^^^^^^^^^ toml-syntax: `label` is followed by a colon, but in this file keys are followed by `=`
#    help: write `label = "Louisiana"`
"#,
    );
    check("vocabulary/states.toml", "| empty-file: the file is empty\n");
    check(
        "vocabulary/states.toml",
        r#"
[[value]]
id = "LA"
#    ^^^^ bad-id: `LA` is not an id
#    label: did you mean `la`?
#    help: an id has lower-case letters, digits and hyphens
label = "Louisiana"
"#,
    );
    check(
        "vocabulary/states.toml",
        r#"
[[value]]
^^^^^^^^^ missing-key: a [[value]] table needs `label`
#    label: `label` is missing here
#    help: add `label = "English language arts"`
id = "la"
"#,
    );
    check(
        "vocabulary/states.toml",
        r#"
[[value]]
^^^^^^^^^ missing-key: a [[value]] table needs `id`
#    label: `id` is missing here
#    help: add `id = "ela"`
label = "la"
"#,
    );
}

#[test]
fn front_matter_may_be_toml() {
    check(
        "pages/x.md",
        r#"
+++
title = A page
#       ^^^^^^ toml-syntax: the value of `title` must stand in quotation marks
#    help: write `title = "A page"`
+++
"#,
    );
    check(
        "pages/x.md",
        r#"
+++
title = "A page"
order = "ten"
#       ^^^^^ bad-number: `ten` is not a whole number from 0 to 10000
#    help: write, for example, `order: 10`
draft = yes
#       ^^^ bad-flag: `yes` is neither `true` nor `false`
#    label: did you mean `true`?
+++
"#,
    );
    check(
        "pages/x.md",
        r#"
+++
title: A page
^^^^^^^^^^^^^ toml-syntax: `title` is followed by a colon, but in this file keys are followed by `=`
#    help: write `title = "A page"`
+++
"#,
    );
}

#[test]
fn a_facet_is_given_once_and_under_an_id_of_its_own() {
    check(
        "guide.toml",
        r#"
[site]
title = "A guide"
description = "What the guide is for."
base_url = "https://guide.example.org/"

[[facet]]
id = "subjects"
label = "Subject"

[[facet]]
id = "subjects"
#    ^^^^^^^^^^ duplicate-facet: the facet `subjects` is given twice
label = "Subject"

[[facet]]
id = "name"
#    ^^^^^^ duplicate-facet: `name` is already a key of every profile
label = "Name"

[[facet]]
id = "Big One"
#    ^^^^^^^^^ bad-id: `Big One` cannot be the id of a facet
label = "Big"
"#,
    );
}

#[test]
fn a_value_is_given_once_and_a_rating_has_a_date() {
    check(
        "vocabulary/states.toml",
        r#"
[[value]]
id = "la"
label = "Louisiana"
ratings = [{ body = "A", bands = "6-8", result = "Good", source = "https://example.org/" }]
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rating-without-date: this rating has neither a date (`as_of`) nor a tool version (`tool`)

[[value]]
id = "la"
#    ^^^^ duplicate-value: the value `la` is given twice
label = "Louisiana"
"#,
    );
}
