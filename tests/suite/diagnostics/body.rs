//! Slips in the text below the front matter.

use crate::annotated::{body, check, check_all};

/// Checks the text of a page of the playbook.
#[track_caller]
fn chapter(text: &str) {
    check("playbook/select/x.md", &format!("---\ntitle: X\n---\n{}", text.strip_prefix('\n').unwrap_or(text)));
}

#[test]
fn headings_go_down_one_level_at_a_time_and_carry_ids() {
    body(
        r#"
# What they do
^^^^^^^^^^^^^^ heading-level: a first-level heading is the page's title, which the front matter gives
#    help: begin with `##`
"#,
    );
    body(
        r#"
## What they do

#### Details
^^^^^^^^^^^^ heading-level: this heading skips a level: after level 2 comes level 3
#    help: write it with 3 `#` when it belongs to the heading above, with 2 when it stands beside it
"#,
    );
    body(
        r#"
##What they do
^^^^^^^^^^^^^^ heading-space: this heading has no space behind its number signs, so it is shown as text
#    help: write `## What they do`
"#,
    );
    body(concat!(
        "## \n",
        "^^ heading-level: this heading has no text\n",
        "#    help: write its text behind the number signs, or delete the line\n",
    ));
    body(
        r#"
## A {#one}

## B {#one}
^^^^^^^^^^^ duplicate-id: the id `one` is used twice on this page
#    help: give one of the two another id; a link to it could lead to either
"#,
    );
    body(
        r#"
## A {#One Two}
^^^^^^^^^^^^^^^ bad-id: `One` is not an id
#    label: did you mean `one`?
^^^^^^^^^^^^^^^ heading-attributes: a heading can carry an id and nothing else
#    help: write `## Heading {#its-id}`
"#,
    );
    body(
        r#"
## A {.big}
^^^^^^^^^^^ heading-attributes: a heading can carry an id and nothing else
#    help: write `## Heading {#its-id}`
"#,
    );
    body(
        r#"
## A {#BIG}
^^^^^^^^^^^ bad-id: `BIG` is not an id
#    label: did you mean `big`?
"#,
    );
    check(
        "pages/x.md",
        r#"
---
title: X
---

## A {#search}
^^^^^^^^^^^^^^ reserved-id: the page uses the id `search` for itself
#    help: choose another id
"#,
    );
}

#[test]
fn a_link_says_where_it_leads_and_leads_there() {
    body(
        r#"
[a](/abuot/)
^^^^^^^^^^^^ broken-link: the guide has no page `/abuot/`
#    label: did you mean `/about/`?
#    help: a link that begins with `/` counts from the guide's root
"#,
    );
    body(
        r#"
[a](/playbook/select/#begn)
^^^^^^^^^^^^^^^^^^^^^^^^^^^ broken-anchor: `/playbook/select/#begn` does not exist: the page has no such heading or item
#    label: did you mean `#begin`?
"#,
    );
    body(
        r#"
[a](/nothing/like/this/)
^^^^^^^^^^^^^^^^^^^^^^^^ broken-link: the guide has no page `/nothing/like/this/`
#    help: a link that begins with `/` counts from the guide's root
"#,
    );
    body(
        r#"
[a](example.org/services)
^^^^^^^^^^^^^^^^^^^^^^^^^ broken-link: …
#    label: did you mean `https://example.org/services`?
"#,
    );
    body(
        r#"
[a](./example)
^^^^^^^^^^^^^^ broken-link: the guide has no page `/providers/example/example`
#    label: did you mean `/providers/example/`?
"#,
    );
    body(
        r#"
[a](abuot.md)
^^^^^^^^^^^^^ broken-link: the guide has no page `/providers/abuot.md`
#    help: a link that begins with `/` counts from the guide's root
"#,
    );
    body(
        r#"
See [here](https://example.org/).
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ link-text: the link text `here` does not say where the link leads
#    help: name the page: someone who hears only the links must know where each one goes
"#,
    );
    body(
        r#"
See [**click** here](https://example.org/).
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ link-text: the link text `click here` does not say where the link leads
#    help: name the page: someone who hears only the links must know where each one goes
"#,
    );
    body(
        r#"
[here's how](https://example.org/)
"#,
    );
    body(
        r#"
[](https://example.org/)
^^^^^^^^^^^^^^^^^^^^^^^^ link-text: this link has no text
#    help: write the name of the page between the square brackets
"#,
    );
    body(
        r#"
[a] (https://example.org/)
#  ^^ link-syntax: a space stands between the text of a link and its address, so it is not a link
#    help: write `[text](https://…)` without a space
"#,
    );
    body(
        r#"
(a)[https://example.org/]
#  ^ link-syntax: the brackets of this link are the wrong way round, so it is not a link
#    help: write `[text](https://…)`: square brackets around the text, round ones around the address
"#,
    );
    body(
        r#"
[a](javascript:alert(1))
^^^^^^^^^^^^^^^^^^^^^^^^ unsafe-link: a link cannot lead to `javascript:alert(1)`
#    help: links lead to https://, http://, mailto: or tel: addresses, or to pages of the guide
"#,
    );
    body(
        r#"
[a](#nowhere)
^^^^^^^^^^^^^ broken-anchor: `/providers/example/#nowhere` does not exist: the page has no such heading or item
"#,
    );
    body(
        r#"
[a](#sources) and [b](/providers/example/#sources) and [c](/providers/#filter)
#                                                      ^^^^^^^^^^^^^^^^^^^^^^^ broken-anchor: `/providers/#filter` does not exist: the page has no such heading or item
#    label: did you mean `#filters`?
"#,
    );
    body(
        r#"
[a](https://example.org/ "title") and [b][ref]
#                                     ^^^^^^^^ broken-link: the guide has no page `/abuot/`
#    label: did you mean `/about/`?
#    help: a link that begins with `/` counts from the guide's root

[ref]: /abuot/
"#,
    );
    body(
        r#"
- ünïcödé [Müller](/abuot/) x
#         ^^^^^^^^^^^^^^^^^ broken-link: the guide has no page `/abuot/`
#    label: did you mean `/about/`?
#    help: a link that begins with `/` counts from the guide's root
"#,
    );
}

#[test]
fn texts_hold_no_pictures_and_no_html() {
    body(
        r#"
![a school](school.png)
^^^^^^^^^^^^^^^^^^^^^^^ image: texts hold no pictures: `school.png`
#    help: say in words what the picture shows, or link to the page that shows it
"#,
    );
    body(
        r#"
![](school.png)
^^^^^^^^^^^^^^^ image: texts hold no pictures, and this one has no description either: `school.png`
#    help: say in words what the picture shows, or link to the page that shows it
"#,
    );
    body(
        r#"
[![a](a.png)](https://example.org/)
#^^^^^^^^^^^ image: texts hold no pictures: `a.png`
#    help: say in words what the picture shows, or link to the page that shows it
"#,
    );
    body(
        r#"
![a ![b](b.png)](a.png)
^^^^^^^^^^^^^^^^^^^^^^^ image: texts hold no pictures: `a.png`
#    help: say in words what the picture shows, or link to the page that shows it
"#,
    );
    body(
        r#"
<b>bold</b>
^^^ raw-html: HTML is not used in texts; it is shown as it is written
#    help: use Markdown: `**bold**`, `[link](https://…)`, lists and tables
"#,
    );
    body(
        r#"
<!-- a remark -->
"#,
    );
    body(
        r#"
<div onclick="x">
^^^^^^^^^^^^^^^^^ raw-html: HTML is not used in texts; it is shown as it is written
#    help: use Markdown: `**bold**`, `[link](https://…)`, lists and tables

text

</div>
"#,
    );
}

#[test]
fn a_mark_is_known_and_an_item_complete() {
    body(
        r#"
> [!NTOE]
^^^^^^^^^ unknown-mark: `[!NTOE]` is not a mark
#    label: did you mean `[!NOTE]`?
#    help: the marks are NOTE, TIP, IMPORTANT, WARNING, CAUTION, EXAMPLE, QUESTION, DECISION and KICKOFF
> Text.
"#,
    );
    body(
        r#"
> [!QUESTION] x
^^^^^^^^^^^^^^^ misplaced-item: questions and other items belong in the playbook
#    help: write it as an ordinary list
> Text.
"#,
    );
    chapter(
        r#"
> [!QUESTION]
^^^^^^^^^^^^^ item-without-id: this question has no id
#    help: write `> [!QUESTION] its-own-id`, in lower-case letters, digits and hyphens
> Why?
>
> Listen for:
>
> - a
"#,
    );
    chapter(
        r#"
> [!QUESTION] Why Not
^^^^^^^^^^^^^^^^^^^^^ item-without-id: `Why Not` is not an id
#    help: write `> [!QUESTION] its-own-id`, in lower-case letters, digits and hyphens
> Why?
>
> Listen for:
>
> - a
"#,
    );
    chapter(
        r#"
> [!QUESTION] why
^^^^^^^^^^^^^^^^^ question-without-listen: the question `why` does not say what to listen for
#    help: add a paragraph `Listen for:` and below it what a good answer holds
> Why?
"#,
    );
    chapter(
        r#"
> [!DECISION] why
^^^^^^^^^^^^^^^^^ empty-item: the item `why` has no text
#    help: write the question in the lines below its mark
"#,
    );
    chapter(
        r#"
> [!DECISION] why
> A

> [!DECISION] why
^^^^^^^^^^^^^^^^^ duplicate-id: the id `why` is used twice on this page
#    help: give one of the two another id; a link to it could lead to either
> B
"#,
    );
    check_all(&[
        ("playbook/select/x.md", "---\ntitle: X\n---\n\n> [!DECISION] why\n> A\n"),
        (
            "playbook/select/y.md",
            "---\ntitle: Y\n---\n\n> [!DECISION] why\n^^^^^^^^^^^^^^^^^ duplicate-id: the id `why` is used twice\n#  label: first used in playbook/select/x.md\n> B\n",
        ),
    ]);
}

#[test]
fn praise_and_unfinished_text_are_found_outside_quotations() {
    body(
        r#"
They are a world-class, best-in-class partner.
#          ^^^^^^^^^^^ praise: `world-class` is praise that nobody can check
#    help: say what the provider does, for whom, or what a source found; put a source's own words between quotation marks
#                       ^^^^^^^^^^^^^ praise: `best-in-class` is praise that nobody can check
#    help: say what the provider does, for whom, or what a source found; put a source's own words between quotation marks
"#,
    );
    body(
        r#"
A source calls them "world-class".
"#,
    );
    body(
        r#"
`world-class`

```
world-class TODO
```
"#,
    );
    body(
        r#"
TODO: say what they do.
^^^^ unfinished-template: this is still to be filled in
#    help: replace the TODO with your text, or delete its paragraph
"#,
    );
    body(
        r#"
It's a “world-class” — and cutting-edge — partner.
#                          ^^^^^^^^^^^^ praise: `cutting-edge` is praise that nobody can check
#    help: say what the provider does, for whom, or what a source found; put a source's own words between quotation marks
"#,
    );
}

#[test]
fn a_footnote_has_a_mark_and_a_text() {
    body(
        r#"
Text.[^a]
#    ^^^^ footnote: the footnote `[^a]` has no text
#    help: add a line `[^a]: …` with the text of the footnote, in a paragraph of its own
"#,
    );
    body(
        r#"
Text.

[^a]: A note.
^^^^^^^^^^^^^ footnote: no mark in the text leads to this footnote, so it would not be shown
#    help: put `[^a]` behind the words that it belongs to, or delete it
"#,
    );
    body(
        r#"
Text.[^a]

[^a]: A note.
"#,
    );
}

#[test]
fn a_text_that_nobody_could_read_is_refused() {
    let many = "[".repeat(3_001);
    body(&format!(
        "Text.\n\n{many}\n{} unreadable-text: this text holds more than 3000 times `[`, so it cannot be read as Markdown\n",
        "^".repeat(80)
    ));
    let deep = "> ".repeat(30);
    body(&format!(
        "{deep}x\n{} unreadable-text: this text holds more than 24 quotes and lists inside each other, so it cannot be read as Markdown\n",
        "^".repeat(61)
    ));
}
