//! Facts that are written rightly but cannot be right.

use crate::annotated::{check, facts};

#[test]
fn only_known_keys_are_used_and_required_ones_are_there() {
    facts(
        r#"
Founded: 2010
^^^^^^^ unknown-key: a provider profile has no key `Founded`
#    label: did you mean `founded`?
#    help: the keys are `name`, `summary`, `website`, `kind`, `subjects`, `grade_bands`, `states`, `delivery`, `examples`, `founded`, `headquarters`, `contact`, `reviewed`, `notes`, `sources`, `aliases`, `redirect_from`, `maintainers` and `draft`
"#,
    );
    facts(
        r#"
grade bands: [k-2]
^^^^^^^^^^^ unknown-key: a provider profile has no key `grade bands`
#    label: did you mean `grade_bands`?
#    help: the keys are `name`, `summary`, `website`, `kind`, `subjects`, `grade_bands`, `states`, `delivery`, `examples`, `founded`, `headquarters`, `contact`, `reviewed`, `notes`, `sources`, `aliases`, `redirect_from`, `maintainers` and `draft`
"#,
    );
    facts(
        r#"
grade-bands: [k-2]
^^^^^^^^^^^ unknown-key: a provider profile has no key `grade-bands`
#    label: did you mean `grade_bands`?
#    help: the keys are `name`, `summary`, `website`, `kind`, `subjects`, `grade_bands`, `states`, `delivery`, `examples`, `founded`, `headquarters`, `contact`, `reviewed`, `notes`, `sources`, `aliases`, `redirect_from`, `maintainers` and `draft`
"#,
    );
    facts(
        r#"
sumary: Coaches teachers.
^^^^^^ unknown-key: a provider profile has no key `sumary`
#    label: did you mean `summary`?
#    help: the keys are `name`, `summary`, `website`, `kind`, `subjects`, `grade_bands`, `states`, `delivery`, `examples`, `founded`, `headquarters`, `contact`, `reviewed`, `notes`, `sources`, `aliases`, `redirect_from`, `maintainers` and `draft`
"#,
    );
    facts(
        r#"
colour: blue
^^^^^^ unknown-key: a provider profile has no key `colour`
#    help: the keys are `name`, `summary`, `website`, `kind`, `subjects`, `grade_bands`, `states`, `delivery`, `examples`, `founded`, `headquarters`, `contact`, `reviewed`, `notes`, `sources`, `aliases`, `redirect_from`, `maintainers` and `draft`
"#,
    );
    facts(
        r#"
contact: {mail: a@example.org}
#         ^^^^ unknown-key: a contact has no key `mail`
#    label: did you mean `email`?
#    help: the keys are `email`, `phone` and `form`
"#,
    );
    facts(
        r#"
contact: a@example.org
#        ^^^^^^^^^^^^^ wrong-type: this should be a group of keys and values, but it is text
#    help: write, for example, `contact: {email: a@example.org}`
"#,
    );
    facts(
        r#"
email: a@example.org
^^^^^ unknown-key: `email` belongs to `contact`
#    help: write `contact: {email: …}`
"#,
    );
    facts(
        r#"
grade_bands: [6-Aug, 8-Jun]
#             ^^^^^ unknown-value: `6-Aug` is not a value of `grade_bands`
#    label: did you mean `6-8`?
#                    ^^^^^ unknown-value: `8-Jun` is not a value of `grade_bands`
#    label: did you mean `6-8`?
"#,
    );
    check(
        "providers/x.md",
        r#"
---
^^^ missing-key: a provider profile needs `name`
#    label: `name` is missing here
#    help: add `name: Example Learning Partners`
^^^ missing-key: a provider profile needs `reviewed`
#    label: `reviewed` is missing here
#    help: add `reviewed: 2026-05-01`
^^^ missing-key: a provider profile needs `sources`
#    label: `sources` is missing here
#    help: add `sources: ["https://example.org/services"]`
^^^ missing-key: a provider profile needs `summary`
#    label: `summary` is missing here
#    help: add `summary: Coaches teachers who use new math materials.`
---

Text.
"#,
    );
    check(
        "providers/x.md",
        r#"
---
name: X
summary: Y.
reviewed:
^^^^^^^^ empty-value: `reviewed` is required and has no value
#    help: write, for example, `reviewed: 2026-05-01`
sources: []
^^^^^^^ empty-value: `sources` is required and is an empty list
#    help: write, for example, `sources: ["https://example.org/services"]`
---
"#,
    );
    check(
        "providers/x.md",
        r#"
---
name: ""
^^^^ empty-value: `name` is required and has no value
#    help: write, for example, `name: Example Learning Partners`
summary: ' '
^^^^^^^ empty-value: `summary` is required and has no value
#    help: write, for example, `summary: Coaches teachers who use new math materials.`
reviewed: 2026-05-01
sources:
^^^^^^^ empty-value: `sources` is required and is an empty list
#    help: write, for example, `sources: ["https://example.org/services"]`
  -
---
"#,
    );
    facts(
        r#"
name: [Example]
#     ^^^^^^^^^ wrong-type: this should be text, but it is a list
#    help: write, for example, `name: Example Learning Partners`
"#,
    );
    facts(
        r#"
founded: [2010]
#        ^^^^^^ wrong-type: this should be a whole number, but it is a list
#    help: write, for example, `founded: 2010`
"#,
    );
}

#[test]
fn a_facet_takes_ids_of_its_vocabulary() {
    facts(
        r#"
grade_bands: [6–8]
#             ^^^ unknown-value: `6–8` is not a value of `grade_bands`
#    label: did you mean `6-8`?
#    help: the values are `k-2`, `3-5`, `6-8` and `9-12`; they stand in vocabulary/grade_bands.toml
"#,
    );
    facts(
        r#"
grade_bands: [K-5]
#             ^^^ unknown-value: `K-5` is not a value of `grade_bands`
#    label: did you mean `k-2, 3-5`?
#    help: the values are `k-2`, `3-5`, `6-8` and `9-12`; they stand in vocabulary/grade_bands.toml
"#,
    );
    facts(
        r#"
grade_bands: 3–12
#            ^^^^ unknown-value: `3–12` is not a value of `grade_bands`
#    label: did you mean `[3-5, 6-8, 9-12]`?
#    help: the values are `k-2`, `3-5`, `6-8` and `9-12`; they stand in vocabulary/grade_bands.toml
"#,
    );
    facts(
        r#"
grade_bands: [7]
#             ^ unknown-value: `7` is not a value of `grade_bands`
#    label: did you mean `6-8`?
#    help: the values are `k-2`, `3-5`, `6-8` and `9-12`; they stand in vocabulary/grade_bands.toml
"#,
    );
    facts(
        r#"
grade_bands: [k-12, 13]
#             ^^^^ unknown-value: `k-12` is not a value of `grade_bands`
#    label: did you mean `k-2, 3-5, 6-8, 9-12`?
#    help: the values are `k-2`, `3-5`, `6-8` and `9-12`; they stand in vocabulary/grade_bands.toml
#                   ^^ unknown-value: `13` is not a value of `grade_bands`
#    help: the values are `k-2`, `3-5`, `6-8` and `9-12`; they stand in vocabulary/grade_bands.toml
"#,
    );
    facts(
        r#"
states: [Louisiana]
#        ^^^^^^^^^ label-for-id: `Louisiana` is a name; `states` takes the id
#    label: did you mean `la`?
"#,
    );
    facts(
        r#"
states: Texas
#       ^^^^^ label-for-id: `Texas` is a name; `states` takes the id
#    label: did you mean `tx`?
"#,
    );
    facts(
        r#"
states: [LA, ZZ]
#            ^^ unknown-value: `ZZ` is not a value of `states`
#    help: the values are `nationwide`, `la`, `tn` and `tx`; they stand in vocabulary/states.toml
"#,
    );
    facts(
        r#"
states: [Luisiana]
#        ^^^^^^^^ unknown-value: `Luisiana` is not a value of `states`
#    label: did you mean `la`?
#    help: the values are `nationwide`, `la`, `tn` and `tx`; they stand in vocabulary/states.toml
"#,
    );
    facts(
        r#"
subjects: [Mathematics]
#          ^^^^^^^^^^^ label-for-id: `Mathematics` is a name; `subjects` takes the id
#    label: did you mean `math`?
"#,
    );
    facts(
        r#"
subjects: ELA and math
#         ^^^^^^^^^^^^ list-as-sentence: `ELA and math` is a sentence, not a list
#    label: did you mean `[ela, math]`?
#    help: put several values between square brackets, with commas between them
"#,
    );
    facts(
        r#"
subjects: ELA, math and science
#         ^^^^^^^^^^^^^^^^^^^^^ list-as-sentence: `ELA, math and science` is a sentence, not a list
#    label: did you mean `[ela, math, science]`?
#    help: put several values between square brackets, with commas between them
"#,
    );
    facts(
        r#"
subjects: [english language arts / math]
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ list-as-sentence: `english language arts / math` is a sentence, not a list
#    label: did you mean `ela, math`?
#    help: put several values between square brackets, with commas between them
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
states: (la, tx)
#       ^^^^^^^^ list-as-sentence: `(la, tx)` is a sentence, not a list
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
states: {la, tx}
#       ^^^^^^^^ wrong-type: this should be a list of ids, between square brackets, but it is a group of keys and values
#    help: write, for example, `states: [la, tx]`
"#,
    );
    facts(
        r#"
states: [la, tx, LA]
#                ^^ repeated-value: `LA` is in the list twice
#    help: take one of the two out
"#,
    );
    facts(
        r#"
delivery: [in person]
#          ^^^^^^^^^ unknown-value: `in person` is not a value of `delivery`
#    label: did you mean `in-person`?
#    help: the values are `in-person` and `virtual`; they stand in vocabulary/delivery.toml
"#,
    );
    facts(
        r#"
delivery: [in_person]
#          ^^^^^^^^^ unknown-value: `in_person` is not a value of `delivery`
#    label: did you mean `in-person`?
#    help: the values are `in-person` and `virtual`; they stand in vocabulary/delivery.toml
"#,
    );
    facts(
        r#"
delivery: [virtul]
#          ^^^^^^ unknown-value: `virtul` is not a value of `delivery`
#    label: did you mean `virtual`?
#    help: the values are `in-person` and `virtual`; they stand in vocabulary/delivery.toml
"#,
    );
    facts(
        r#"
delivery: [[virtual]]
#          ^^^^^^^^^ wrong-type: this should be an id, but it is a list
#    help: write, for example, `delivery: [in-person, virtual]`
"#,
    );
    facts(
        r#"
subjects: "math
#         ^^^^^ unclosed-quote: the quotation mark that begins the value of `subjects` is not closed
#    help: write `subjects: "math"`
name: X
"#,
    );
    facts(
        r#"
subjects:
  - ela
  - maths
#   ^^^^^ unknown-value: `maths` is not a value of `subjects`
#    label: did you mean `math`?
#    help: the values are `ela`, `math` and `science`; they stand in vocabulary/subjects.toml
  - "histoire–géo"
#   ^^^^^^^^^^^^^^ unknown-value: `histoire–géo` is not a value of `subjects`
#    help: the values are `ela`, `math` and `science`; they stand in vocabulary/subjects.toml
  - mathematics
#   ^^^^^^^^^^^ label-for-id: `mathematics` is a name; `subjects` takes the id
#    label: did you mean `math`?
"#,
    );
}

#[test]
fn an_address_is_complete() {
    facts(
        r#"
website: example.org
#        ^^^^^^^^^^^ bad-url: `example.org` is not a web address
#    label: did you mean `https://example.org`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: www.example.org/about us
#        ^^^^^^^^^^^^^^^^^^^^^^^^ bad-url: `www.example.org/about us` is not a web address
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: www.example.org/about
#        ^^^^^^^^^^^^^^^^^^^^^ bad-url: `www.example.org/about` is not a web address
#    label: did you mean `https://www.example.org/about`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: htps://example.org
#        ^^^^^^^^^^^^^^^^^^ bad-url: `htps://example.org` is not a web address
#    label: did you mean `https://example.org`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: https:/example.org
#        ^^^^^^^^^^^^^^^^^^ bad-url: `https:/example.org` is not a web address
#    label: did you mean `https://example.org`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: http//example.org
#        ^^^^^^^^^^^^^^^^^ bad-url: `http//example.org` is not a web address
#    label: did you mean `https://example.org`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: <https://example.org/>
#        ^^^^^^^^^^^^^^^^^^^^^^ bad-url: `<https://example.org/>` is not a web address
#    label: did you mean `https://example.org/`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: hello@example.org
#        ^^^^^^^^^^^^^^^^^ bad-url: `hello@example.org` is not a web address
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: none
#        ^^^^ empty-value: `none` is a word for a value that is not known
#    help: delete the line `website`; what is left out is shown as "Not stated"
"#,
    );
    facts(
        r#"
website: javascript:alert(1)
#        ^^^^^^^^^^^^^^^^^^^ bad-url: `javascript:alert(1)` is not a web address
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
website: https://user:pass@example.org/
#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ bad-url: `https://user:pass@example.org/` is not a web address
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
sources: example.org/a
#        ^^^^^^^^^^^^^ bad-url: `example.org/a` is not a web address
#    label: did you mean `https://example.org/a`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
sources:
  - https://example.org/a
  - url: example.org/b
#        ^^^^^^^^^^^^^ bad-url: `example.org/b` is not a web address
#    label: did you mean `https://example.org/b`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
contact: {email: hello at example.org, phone: call us, form: example.org}
#                ^^^^^^^^^^^^^^^^^^^^ bad-email: `hello at example.org` is not an e-mail address
#    help: write it as `name@example.org`
#                                             ^^^^^^^ bad-phone: `call us` is not a telephone number
#    help: write it with its country code, in quotation marks: `"+1 504 555 0100"`
#                                                            ^^^^^^^^^^^ bad-url: `example.org` is not a web address
#    label: did you mean `https://example.org`?
#    help: a web address begins with `https://` or `http://` and has no spaces
"#,
    );
    facts(
        r#"
redirect_from: [partners/elp]
#               ^^^^^^^^^^^^ bad-route: `partners/elp` is not an address inside the guide
#    help: begin with `/` and use letters, digits, `-`, `_` and `.`: `/partners/elp/`
"#,
    );
    facts(
        r#"
redirect_from: [/about/]
#               ^^^^^^^ address-conflict: the old address `/about/` is in use by pages/about.md
#    help: take it out of `redirect_from`
"#,
    );
}

#[test]
fn dates_numbers_and_flags_are_written_in_one_way() {
    facts(
        r#"
reviewed: 5/1/2026
#         ^^^^^^^^ bad-date: `5/1/2026` is not a date as the guide writes it
#    label: did you mean `2026-05-01`?
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: 05-31-2026
#         ^^^^^^^^^^ bad-date: `05-31-2026` is not a date as the guide writes it
#    label: did you mean `2026-05-31`?
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: 31/05/2026
#         ^^^^^^^^^^ bad-date: `31/05/2026` is not a date as the guide writes it
#    label: did you mean `2026-05-31`?
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: May 1, 2026
#         ^^^^^^^^^^^ bad-date: `May 1, 2026` is not a date as the guide writes it
#    label: did you mean `2026-05-01`?
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: 1 September 2026
#         ^^^^^^^^^^^^^^^^ bad-date: `1 September 2026` is not a date as the guide writes it
#    label: did you mean `2026-09-01`?
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: 2026-5-1
#         ^^^^^^^^ bad-date: `2026-5-1` is not a date as the guide writes it
#    label: did you mean `2026-05-01`?
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: 2026-02-30
#         ^^^^^^^^^^ bad-date: `2026-02-30` is not a date: February 2026 has 28 days, not 30
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: 2026-13-01
#         ^^^^^^^^^^ bad-date: `2026-13-01` is not a date: there is no month 13
#    label: did you mean `2026-01-13`?
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: 2026
#         ^^^^ bad-date: `2026` is not a date as the guide writes it
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
reviewed: last week
#         ^^^^^^^^^ bad-date: `last week` is not a date as the guide writes it
#    help: dates are written year, month, day: `2026-05-01`
"#,
    );
    facts(
        r#"
sources:
  - url: https://example.org/
    as_of: Sept. 2020
#          ^^^^^^^^^^ bad-date: `Sept. 2020` is not a year, a month or a day
#    label: did you mean `2020-09`?
#    help: write `2020`, `2020-09` or `2020-09-15`
"#,
    );
    facts(
        r#"
sources:
  - url: https://example.org/
    as_of: 9/2020
#          ^^^^^^ bad-date: `9/2020` is not a year, a month or a day
#    label: did you mean `2020-09`?
#    help: write `2020`, `2020-09` or `2020-09-15`
"#,
    );
    facts(
        r#"
sources:
  - url: https://example.org/
    as_of: around 2020
#          ^^^^^^^^^^^ bad-date: `around 2020` is not a year, a month or a day
#    help: write `2020`, `2020-09` or `2020-09-15`
"#,
    );
    facts(
        r#"
founded: in 2010
#        ^^^^^^^ bad-number: `in 2010` is not a whole number from 1700 to 2100
#    help: write, for example, `founded: 2010`
"#,
    );
    facts(
        r#"
founded: 20100
#        ^^^^^ bad-number: `20100` is not a whole number from 1700 to 2100
#    help: write, for example, `founded: 2010`
"#,
    );
    facts(
        r#"
draft: yes
#      ^^^ bad-flag: `yes` is neither `true` nor `false`
#    label: did you mean `true`?
"#,
    );
    facts(
        r#"
draft: True
#      ^^^^ bad-flag: `True` is neither `true` nor `false`
#    label: did you mean `true`?
"#,
    );
}

#[test]
fn a_text_is_short_finished_and_plain() {
    facts(
        r#"
summary: A world-class partner of schools.
#          ^^^^^^^^^^^ praise: `world-class` is praise that nobody can check
#    help: say what the provider does, for whom, or what a source found
"#,
    );
    facts(
        r#"
summary: >-
  The leading
# ^^^^^^^^^^^>5:24 praise: `leading provider` is praise that nobody can check
#    help: say what the provider does, for whom, or what a source found
  provider of coaching.
"#,
    );
    facts(
        r#"
name: "TODO: the organisation's name"
#     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unfinished-template: `name` is still to be filled in
#    help: write what belongs here in place of the TODO; this cannot be left out
"#,
    );
    facts(
        r#"
reviewed: TODO
#         ^^^^ unfinished-template: `reviewed` is still to be filled in
#    help: write what belongs here in place of the TODO; this cannot be left out
states: [TODO]
#        ^^^^ unfinished-template: `states` is still to be filled in
#    help: replace the TODO with the fact, or delete the line when the fact is not known
"#,
    );
    facts(
        r#"
draft: true
website: TODO
"#,
    );
    let long = "a long summary, ".repeat(19);
    let too_long = "^^^ too-long: `summary` has 303 characters; at most 300 fit\n#  label: this is too much\n#  help: shorten it by 3 characters; details belong in the text below";
    facts(&format!("summary: {long}\n#{}{too_long}\n", " ".repeat(308)));
    facts(&format!("summary: {}\n#{}{too_long}\n", "été ".repeat(76), " ".repeat(308)));
    facts(&format!("summary: \"{}\"\n#{}{too_long}\n", long.trim(), " ".repeat(309)));
}

#[test]
fn notes_and_sources_name_facts_and_places() {
    facts(
        r#"
notes: Named examples only.
#      ^^^^^^^^^^^^^^^^^^^^ wrong-type: this should be a group of keys, each with a remark, but it is text
#    help: write, for example, `notes: {states: Named examples only}`
"#,
    );
    facts(
        r#"
notes: {state: Named examples only.}
#       ^^^^^ unknown-fact: `state` is not a key of a provider profile
#    label: did you mean `states`?
"#,
    );
    facts("states: [la]\nexamples: [states]\n");
    facts(
        r#"
examples: [founded]
#          ^^^^^^^ unknown-fact: `founded` is not a facet of this guide
#    help: `examples` names facets: subjects, grade_bands, states, delivery
"#,
    );
    facts(
        r#"
examples: [state]
#          ^^^^^ unknown-fact: `state` is not a key of a provider profile
#    label: did you mean `states`?
"#,
    );
    facts(
        r#"
examples: [states]
#          ^^^^^^ examples-of-nothing: `states` has no values here that could be examples
#    help: name the examples under `states`, or take it out of `examples`
"#,
    );
    facts(
        r#"
notes:
  states:
    - la
#   ^^^^ wrong-type: this should be text, but it is a list
#    help: write, for example, `notes: {states: Named examples only.}`
"#,
    );
    facts(
        r#"
sources:
  - url: https://example.org/
    facts: [state]
#           ^^^^^ unknown-fact: `state` is not a key of a provider profile
#    label: did you mean `states`?
"#,
    );
    facts(
        r#"
sources:
  - facts: [states]
#   ^^^^^^^^^^^^^^^ missing-key: a source needs `url` or `title`
#    help: give the address at which the fact can be checked
"#,
    );
    facts(
        r#"
sources:
  - link: https://example.org/
#   ^^^^ unknown-key: a source has no key `link`
#    help: the keys are `url`, `title`, `facts` and `as_of`
"#,
    );
    facts(
        r#"
sources: {url: https://example.org/}
"#,
    );
    facts(
        r#"
aliases: [“EP”]
#         ^^^^ smart-quote: these are curly quotation marks, which count as part of the text
#    help: write `"EP"` with straight quotation marks, or none
"#,
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    facts(
        r#"
website: none
#        ^^^^ empty-value: `none` is a word for a value that is not known
#    help: delete the line `website`; what is left out is shown as "Not stated"
"#,
    );
    facts(
        r#"
headquarters: N/A
#             ^^^ empty-value: `N/A` is a word for a value that is not known
#    help: delete the line `headquarters`; what is left out is shown as "Not stated"
"#,
    );
    facts(
        r#"
states: [unknown]
#        ^^^^^^^ empty-value: `unknown` is a word for a value that is not known
#    help: delete the line `states`; what is left out is shown as "Not stated"
"#,
    );
    facts(
        r#"
founded: "?"
#        ^^^ empty-value: `?` is a word for a value that is not known
#    help: delete the line `founded`; what is left out is shown as "Not stated"
"#,
    );
}
