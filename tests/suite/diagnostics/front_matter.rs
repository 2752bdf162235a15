//! Slips in the lines between the two `---`.

use crate::annotated::{check, facts};

#[test]
fn a_profile_without_mistakes_is_left_in_peace() {
    facts(
        r#"
subjects: [ELA, math]
grade_bands:
  - k-2
  - 3-5
states: la
delivery: []
"#,
    );
}

#[test]
fn the_opening_line_is_missing() {
    check(
        "pages/x.md",
        r#"
title: A page
^^^^^^^^^^^^^ missing-front-matter: the line `---` above the first fact is missing
#    label: `---` belongs on a line of its own above this one
#    help: the facts stand between two lines of three hyphens, at the top of the file
summary: Short.
---

Text.
"#,
    );
}

#[test]
fn both_fences_are_missing() {
    check(
        "pages/x.md",
        r#"
title: A page
^^^^^^^^^^^^^ missing-front-matter: the line `---` above the first fact is missing
#    label: `---` belongs on a line of its own above this one
#    help: the facts stand between two lines of three hyphens, at the top of the file
summary: Short.

Text.
^^^^^ unclosed-front-matter: the line `---` that closes the front matter is missing
#    label: `---` belongs on a line of its own above this one
#    help: put a line `---` between the last fact and the text
"#,
    );
}

#[test]
fn the_closing_line_is_missing() {
    check(
        "pages/x.md",
        r#"
---
title: A page
summary: Short.

## Heading
^^^^^^^^^^ unclosed-front-matter: the line `---` that closes the front matter is missing
#    label: `---` belongs on a line of its own above this one
#    help: put a line `---` between the last fact and the text

Text.
"#,
    );
}

#[test]
fn the_closing_line_is_missing_and_the_text_holds_a_rule() {
    check(
        "pages/x.md",
        r#"
---
title: A page
summary: Short.

## Heading
^^^^^^^^^^ unclosed-front-matter: the line `---` that closes the front matter is missing
#    label: `---` belongs on a line of its own above this one
#    help: put a line `---` between the last fact and the text

Text.

---

More.
"#,
    );
}

#[test]
fn nothing_follows_the_facts() {
    check(
        "pages/x.md",
        r#"
---
title: A page
^^^^^^^^^^^^^ unclosed-front-matter: the line `---` that closes the front matter is missing
#    label: `---` belongs on a line of its own below this one
#    help: put a line `---` between the last fact and the text
"#,
    );
}

#[test]
fn a_fence_has_four_hyphens() {
    check(
        "pages/x.md",
        r#"
----
^^^^ missing-front-matter: the first line is `----`, but front matter opens with exactly three hyphens
#    label: did you mean `---`?
#    help: write `---` and nothing else on the first line
title: A page
----
^^^^ unclosed-front-matter: this line is `----`, but the front matter closes with `---`
#    label: did you mean `---`?
#    help: write `---` at the start of the line, and nothing else on it

Text.
"#,
    );
}

#[test]
fn a_word_processor_made_a_dash_of_the_fence() {
    check(
        "pages/x.md",
        r#"
—-
^^ missing-front-matter: the first line is `—-`, but front matter opens with exactly three hyphens
#    label: did you mean `---`?
#    help: write `---` and nothing else on the first line
title: A page
—
^ unclosed-front-matter: this line is `—`, but the front matter closes with `---`
#    label: did you mean `---`?
#    help: write `---` at the start of the line, and nothing else on it

Text.
"#,
    );
}

#[test]
fn a_blank_line_stands_before_the_fence() {
    check(
        "pages/x.md",
        r#"

---
^^^ missing-front-matter: blank lines stand before the `---` that opens the front matter
#    label: this must be the very beginning of the file
#    help: delete what stands before it
title: A page
---

Text.
"#,
    );
}

#[test]
fn the_fence_is_indented() {
    check(
        "pages/x.md",
        r#"
 ---
^^^^ missing-front-matter: spaces stand before the `---` that opens the front matter
#    label: this must be the very beginning of the file
#    help: delete what stands before it
title: A page
 ---
^^^^ unclosed-front-matter: this line is ` ---`, but the front matter closes with `---`
#    label: did you mean `---`?
#    help: write `---` at the start of the line, and nothing else on it

Text.
"#,
    );
}

#[test]
fn a_code_fence_was_copied_along() {
    check(
        "pages/x.md",
        r#"
```yaml
^^^^^^^ missing-front-matter: the marks around an example were copied with it
#    label: these marks belong to the page that it was copied from
#    help: delete this line, and the line of three back-quotes at the end of the file
title: A page
```
^^^ unclosed-front-matter: this line is `````, but the front matter closes with `---`
#    label: did you mean `---`?
#    help: write `---` at the start of the line, and nothing else on it

Text.
"#,
    );
}

#[test]
fn another_source_begins_with_a_hyphen() {
    check(
        "providers/x.md",
        r#"
---
name: X
summary: Y.
reviewed: 2026-05-01
sources:
  - url: https://example.org/a
    url: https://example.org/b
#   ^^^ duplicate-key: `url` is given twice
#    label: the first one counts
#    help: when another source begins here, write `- ` before it; otherwise keep one of the two
---
"#,
    );
}

#[test]
fn a_whole_example_was_copied_with_its_marks() {
    check(
        "pages/x.md",
        r#"
```markdown
^^^^^^^^^^^ missing-front-matter: the marks around an example were copied with it
#    label: these marks belong to the page that it was copied from
#    help: delete this line, and the line of three back-quotes at the end of the file
---
title: A page
---

Text.
"#,
    );
}

#[test]
fn quotation_marks_around_the_first_word_are_part_of_the_value() {
    facts(
        r#"
headquarters: "Reno" and Paris
#                    ^^^^^^^^^ unclosed-quote: this stands behind the quotation mark that closes the value
#    help: write `headquarters: '"Reno" and Paris'`, with quotation marks around the whole value
"#,
    );
}

#[test]
fn a_file_of_text_alone() {
    check(
        "pages/x.md",
        r#"
# A page
^^^^^^^^ missing-front-matter: the file does not begin with front matter
#    label: `---` must stand alone on the first line
#    help: begin the file with a line `---`, then the facts, one `key: value` a line, then another line `---`
^^^^^^^^ heading-level: a first-level heading is the page's title, which the front matter gives
#    help: begin with `##`

Text.
"#,
    );
}

#[test]
fn toml_is_closed_with_hyphens() {
    check(
        "pages/x.md",
        r#"
+++
title = "A page"
---
^^^ unclosed-front-matter: this line is `---`, but the front matter closes with `+++`
#    label: did you mean `+++`?
#    help: write `+++` at the start of the line, and nothing else on it

Text.
"#,
    );
}

#[test]
fn a_space_belongs_behind_the_colon() {
    facts(
        r#"
name:Example
^^^^^ missing-space: a space is missing behind `name:`
#    help: write `name: Example`
website:https://example.org/
^^^^^^^^ missing-space: a space is missing behind `website:`
#    help: write `website: https://example.org/`
"#,
    );
}

#[test]
fn a_space_belongs_behind_the_colon_of_an_inner_key() {
    facts(
        r#"
contact:
  email:hello@example.org
# ^^^^^^ missing-space: a space is missing behind `email:`
#    help: write `email: hello@example.org`
"#,
    );
    facts(
        r#"
contact: {email:hello@example.org}
#         ^^^^^^ missing-space: a space is missing behind `email:`
#    help: write `email: hello@example.org`
"#,
    );
    facts(
        r#"
sources:
  - url:https://example.org/
#   ^^^^ missing-space: a space is missing behind `url:`
#    help: write `url: https://example.org/`
    title: Page
"#,
    );
    facts(
        r#"
sources:
  - url: https://example.org/
    title:Page
#   ^^^^^^ missing-space: a space is missing behind `title:`
#    help: write `title: Page`
"#,
    );
}

#[test]
fn an_equals_sign_is_no_colon() {
    facts(
        r#"
name = "Example"
^^^^^^^^^^^^^^^^ yaml-syntax: `name` is followed by `=` in place of a colon
#    help: write `name: "Example"`
"#,
    );
}

#[test]
fn tabs_are_named() {
    facts(concat!(
        "subjects:\n",
        "\t- ela\n",
        "^ tab-indent: a tab stands where only spaces may\n",
        "#    help: delete it and indent the line with spaces, two for each step\n",
        "\t- math\n",
        "^ tab-indent: a tab stands where only spaces may\n",
        "#    help: delete it and indent the line with spaces, two for each step\n",
    ));
    facts(concat!(
        "\tfounded: 2010\n",
        "^ tab-indent: a tab stands where only spaces may\n",
        "#    help: delete it and indent the line with spaces, two for each step\n",
    ));
    facts(concat!(
        "founded:\t2010\n",
        "#       ^ tab-indent: a tab stands behind `founded:`\n",
        "#    help: delete it and type a space: `founded: 2010`\n",
    ));
}

#[test]
fn characters_that_only_look_like_spaces_are_named() {
    facts(concat!(
        "founded:\u{a0}2010\n",
        "#       ^ missing-space: what stands behind `founded:` looks like a space but is another character\n",
        "#    help: delete it and type a space: `founded: 2010`\n",
    ));
    facts(concat!(
        "subjects:\n",
        "\u{a0}\u{a0}- ela\n",
        "^^ tab-indent: an invisible character that is not a space stands here\n",
        "#    help: delete it and indent the line with spaces, two for each step\n",
    ));
}

#[test]
fn curly_quotation_marks_are_named() {
    facts(
        r#"
name: “Example”
#     ^^^^^^^^^ smart-quote: these are curly quotation marks, which count as part of the text
#    help: write `"Example"` with straight quotation marks, or none
"#,
    );
    facts(
        r#"
summary: “We coach: well”
#        ^^^^^^^^^^^^^^^^ smart-quote: this value begins with a curly quotation mark, which is an ordinary letter here
#    help: write `summary: "We coach: well"` with straight quotation marks
"#,
    );
    facts(
        r#"
states: [“la”, “tx”]
#        ^^^^ smart-quote: a curly quotation mark is an ordinary letter here
#    label: did you mean `la`?
#    help: leave the quotation marks out
#              ^^^^ smart-quote: a curly quotation mark is an ordinary letter here
#    label: did you mean `tx`?
#    help: leave the quotation marks out
"#,
    );
    facts(
        r#"
states: [“la, tx”]
#        ^^^ smart-quote: a curly quotation mark is an ordinary letter here
#    label: did you mean `la`?
#    help: leave the quotation marks out
#             ^^^ smart-quote: a curly quotation mark is an ordinary letter here
#    label: did you mean `tx`?
#    help: leave the quotation marks out
"#,
    );
    facts(
        r#"
headquarters: ‘Austin’
#             ^^^^^^^^ smart-quote: these are curly quotation marks, which count as part of the text
#    help: write `"Austin"` with straight quotation marks, or none
"#,
    );
    facts(
        r#"
“founded”: 2010
^^^^^^^^^ smart-quote: the key stands between curly quotation marks
#    help: write `founded: ` without quotation marks
"#,
    );
}

#[test]
fn quotation_marks_come_in_pairs() {
    facts(
        r#"
name: "Example
#     ^^^^^^^^ unclosed-quote: the quotation mark that begins the value of `name` is not closed
#    help: write `name: "Example"`
"#,
    );
    facts(
        r#"
name: "Example",
#              ^ unclosed-quote: a `,` stands behind the value of `name`
#    help: delete it; every fact stands on a line of its own, without a comma at the end
"#,
    );
    facts(
        r#"
summary: "They call it "coaching" here"
#                       ^^^^^^^^^^^^^^^ unclosed-quote: this stands behind the quotation mark that closes the value
#    help: write `summary: 'They call it "coaching" here'`, with quotation marks around the whole value
"#,
    );
    facts(
        r#"
summary: 'It's coaching'
#            ^^^^^^^^^^^ unclosed-quote: this stands behind the quotation mark that closes the value
#    help: write `summary: "It's coaching"`, with quotation marks around the whole value
"#,
    );
    facts(
        r#"
headquarters: "Austin”
#             ^^^^^^^^ unclosed-quote: the quotation mark that begins the value of `headquarters` is not closed
#    help: write `headquarters: "Austin"`
"#,
    );
    facts(
        r#"
headquarters: "C:\dallas"
#             ^^^^^^^^^^^ yaml-syntax: this cannot be read: inside double quotation marks, `\` begins a special sign
#    help: write `\\` for one `\`, or use single quotation marks
"#,
    );
}

#[test]
fn brackets_come_in_pairs() {
    facts(
        r#"
states: [la, tx
#       ^^^^^^^ unclosed-bracket: the list that begins here is not closed: a `]` is missing
#    help: write `states: [la, tx]`
"#,
    );
    facts(
        r#"
states: la, tx]
#       ^^^^^^^ list-as-sentence: `la, tx]` is a sentence, not a list
#    label: did you mean `[la, tx]`?
#    help: put several values between square brackets, with commas between them
"#,
    );
    facts(
        r#"
states: [la tx]
#        ^^^^^ list-as-sentence: `la tx` is a sentence, not a list
#    label: did you mean `la, tx`?
#    help: put several values between square brackets, with commas between them
"#,
    );
    facts(
        r#"
states: [la, tx]]
#       ^^^^^^^^^ unclosed-bracket: this list has one `]` too many
#    help: write `states: [la, tx]`
"#,
    );
    facts(
        r#"
states: {la, tx}
#       ^^^^^^^^ wrong-type: this should be a list of ids, between square brackets, but it is a group of keys and values
#    help: write, for example, `states: [la, tx]`
"#,
    );
    facts(
        r#"
states: (la, tx)
#       ^^^^^^^^ list-as-sentence: `(la, tx)` is a sentence, not a list
#    label: did you mean `[la, tx]`?
#    help: put several values between square brackets, with commas between them
"#,
    );
    facts(
        r#"
states: [
#       ^ unclosed-bracket: the list that begins here is not closed: a `]` is missing
#    help: write `states: [one, two, three]`
  la,
  tx
"#,
    );
    facts(
        r#"
website: [our site](https://example.org/)
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ yaml-syntax: this is a Markdown link, but facts hold plain text and plain addresses
#    help: write `website: https://example.org/`
"#,
    );
    facts(
        r#"
states: [la, tx] and more
#       ^^^^^^^^^^^^^^^^^ unclosed-bracket: this list cannot be read: is a comma missing, or does something stand behind the `]`?
#    help: write `states: [one, two, three]`
"#,
    );
    facts(
        r#"
maintainers: [someone, @else-one]
#                      ^^^^^^^^^ yaml-syntax: a value cannot begin with `@`
#    help: leave the `@` out, or put quotation marks around the value: `"@else-one"`
"#,
    );
}

#[test]
fn suggestions_fit_the_place_of_the_slip() {
    facts(
        r#"
grade_bands: [K–5, 6-8]
#             ^^^ unknown-value: `K–5` is not a value of `grade_bands`
#    label: did you mean `k-2, 3-5`?
#    help: the values are `k-2`, `3-5`, `6-8` and `9-12`; they stand in vocabulary/grade_bands.toml
"#,
    );
    facts(
        r#"
notes: {states: Named examples, and few}
#                               ^^^^^^^ unknown-fact: a comma ends a remark here
#    label: this is read as a key of its own
#    help: put the whole remark between quotation marks: `notes: {states: "Named examples only, and few"}`
"#,
    );
}

#[test]
fn a_value_with_a_colon_is_quoted() {
    facts(
        r#"
summary: Coaching: what works
#        ^^^^^^^^^^^^^^^^^^^^ unquoted-colon: the value of `summary` holds a colon and must stand in quotation marks
#    help: write `summary: "Coaching: what works"`
"#,
    );
    facts(
        r#"
sources:
  - url: https://example.org/
    title: Prices: a list
#          ^^^^^^^^^^^^^^ unquoted-colon: the value of `title` holds a colon and must stand in quotation marks
#    help: write `title: "Prices: a list"`
"#,
    );
    facts(
        r#"
headquarters: Austin:
#             ^^^^^^^ unquoted-colon: the value of `headquarters` holds a colon and must stand in quotation marks
#    help: write `headquarters: "Austin:"`
"#,
    );
}

#[test]
fn what_belongs_together_begins_in_one_column() {
    facts(
        r#"
 founded: 2010
^ indent: spaces before `founded` make it part of the value of `summary` above
#    help: begin `founded` in the same column as `summary`
"#,
    );
    facts(
        r#"
headquarters: Austin
  founded: 2010
^^ indent: spaces before `founded` make it part of the value of `headquarters` above
#    help: begin `founded` in the same column as `headquarters`
"#,
    );
    facts(
        r#"
contact:
  email: hello@example.org
 phone: "+1 504 555 0100"
#^^^^^^^^^^^^^^^^^^^^^^^^ indent: this line does not begin in the same column as its neighbours
#    help: indent all lines that belong together by the same number of spaces
"#,
    );
    facts(
        r#"
contact:
  email: hello@example.org
    phone: "+1 504 555 0100"
^^^^ indent: spaces before `phone` make it part of the value of `email` above
#    help: begin `phone` in the same column as `email`
"#,
    );
    facts(
        r#"
sources:
  - https://example.org/a
   - https://example.org/b
#  ^^^^^^^^^^^^^^^^^^^^^^^ indent: this item is indented further than the one above, so it is read as part of it
#    help: begin all items of a list in the same column
"#,
    );
}

#[test]
fn a_list_stands_under_its_key() {
    facts(
        r#"
states: - la
#       ^^^^ yaml-syntax: a list with hyphens begins on the line below its key
#    help: write `states: [la]`, or put each `- value` on a line of its own
"#,
    );
    facts(
        r#"
states:
  -la
# ^^^ missing-space: a space is missing behind the hyphen
#    help: write `- ` and then the value, one value a line
  -tx
"#,
    );
    facts(
        r#"
- states: [la]
^^ yaml-syntax: a hyphen stands before `states`
#    help: facts are written without `- `: `states: [la]`
"#,
    );
    facts(
        r#"
- la
# ^^ yaml-syntax: this list stands under no key
#    help: write the key above it, such as `states:`, and indent the list by two spaces
"#,
    );
    facts(
        r#"
aliases:
  - one
  two: three
# ^^^^^^^^^^ indent: this line does not begin in the same column as its neighbours
#    help: indent all lines that belong together by the same number of spaces
"#,
    );
}

#[test]
fn some_signs_cannot_begin_a_value() {
    facts(
        r#"
name: @home
#     ^ yaml-syntax: a value cannot begin with `@`
#    help: put quotation marks around it: `name: "@home"`
"#,
    );
    facts(
        r#"
name: *star*
#     ^ yaml-syntax: a value cannot begin with `*`
#    help: put quotation marks around it: `name: "*star*"`
"#,
    );
    facts(
        r#"
name: &friends
#     ^ yaml-syntax: a value cannot begin with `&`
#    help: put quotation marks around it: `name: "&friends"`
"#,
    );
    facts(
        r#"
name: !important
#     ^ yaml-syntax: a value cannot begin with `!`
#    help: put quotation marks around it: `name: "!important"`
"#,
    );
    facts(
        r#"
name: `code`
#     ^ yaml-syntax: a value cannot begin with a back-quote
#    help: put quotation marks around it: `name: "`code`"`
"#,
    );
    facts(
        r#"
name: % off
#     ^ yaml-syntax: a value cannot begin with `%`
#    help: put quotation marks around it: `name: "% off"`
"#,
    );
    facts(
        r#"
name: #1 Partners
^^^^ empty-value: `name` is required and has no value
#    help: write, for example, `name: Example Learning Partners`
#     ^^^^^^^^^^^ hash-in-value: `#1 Partners` is a comment here and is not shown
#    help: if it is part of the value, put quotation marks around the whole value; if it is a remark, write a space behind the `#`
"#,
    );
    facts(
        r#"
summary: The #1 partner.
#            ^^^^^^^^^^^ hash-in-value: `#1 partner.` is a comment here and is not shown
#    help: if it is part of the value, put quotation marks around the whole value; if it is a remark, write a space behind the `#`
"#,
    );
    facts(
        r#"
name: | # x
^^^^ empty-value: `name` is required and has no value
#    help: write, for example, `name: Example Learning Partners`
"#,
    );
}

#[test]
fn a_line_without_colon_is_no_fact() {
    facts(
        r#"
founded 2010
^^^^^^^^^^^^ yaml-syntax: this line has no colon, so it is not a fact
#    help: a fact is written `key: value`; if the line belongs to the value above, indent it by two spaces; text belongs below the closing `---`
"#,
    );
    facts(
        r#"
summary: Coaches teachers who
use new materials.
^^^^^^^^^^^^^^^^^^ yaml-syntax: this line has no colon, so it is not a fact
#    help: a fact is written `key: value`; if the line belongs to the value above, indent it by two spaces; text belongs below the closing `---`
"#,
    );
    facts(
        r#"
We coach.
^^^^^^^^^ yaml-syntax: this line has no colon, so it is not a fact
#    help: a fact is written `key: value`; if the line belongs to the value above, indent it by two spaces; text belongs below the closing `---`
"#,
    );
}

#[test]
fn a_key_is_given_once() {
    facts(
        r#"
states: [la]
states: [tx]
^^^^^^ duplicate-key: `states` is given twice
#    label: the first one counts
#    help: keep one of the two; several values go into one list between square brackets
"#,
    );
    facts(
        r#"
contact: {email: a@example.org, email: b@example.org}
#                               ^^^^^ duplicate-key: `email` is given twice
#    label: the first one counts
#    help: keep one of the two; several values go into one list between square brackets
"#,
    );
    facts(
        r#"
states: [la]
name:Example
^^^^^ missing-space: a space is missing behind `name:`
#    help: write `name: Example`
states: [tx]
^^^^^^ duplicate-key: `states` is given twice
#    label: the first one counts
#    help: keep one of the two; several values go into one list between square brackets
"#,
    );
}
