//! Worksheets: names that mean nothing, parts that do not fit, rules that can never hold.

use crate::annotated::{check, check_all};

const START: &str = r#"title = "A tool"
summary = "What it is for."

[[section]]
id = "one"
title = "One"

[[section.question]]
id = "stage"
kind = "single"
ask = "Where are you?"
options = [{ id = "start", label = "Start", score = { need = 3 } }, { id = "end", label = "End" }]

[[section.question]]
id = "teachers"
kind = "number"
ask = "How many teachers?"

[[section.question]]
id = "costs"
kind = "table"
ask = "What does it cost?"
columns = [{ id = "what", label = "What", kind = "text" }, { id = "price", label = "Price", kind = "money" }]

[[section.question]]
id = "day"
kind = "date"
ask = "On which day?"

[[dimension]]
id = "need"
label = "Need"
"#;

/// Checks what is added to a worksheet that is right.
#[track_caller]
fn sheet(rest: &str) {
    check("worksheets/tool.toml", &format!("{START}{rest}"));
}

#[test]
fn a_worksheet_that_is_right_says_nothing() {
    sheet(
        r#"
[[value]]
id = "total"
label = "Total"
is = "sum(costs.price) + teachers * 40 - max(1, 2)"

[[result]]
id = "many"
title = "Many"
when = "not stage.end and (need >= 3 or count(costs) > 1) and answered(day) and total / teachers < 5"
text = "See [About](/about/)."
"#,
    );
}

#[test]
fn a_misspelt_option_is_found() {
    sheet(
        r#"
[[result]]
id = "r"
title = "R"
when = "stage.strat"
#       ^^^^^^^^^^^ unknown-question: the worksheet has nothing called `stage.strat`
#label: did you mean `stage.start`?
"#,
    );
}

#[test]
fn a_misspelt_question_is_found_inside_an_expression() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "1 + teacher * 2"
#         ^^^^^^^ unknown-question
#label: did you mean `teachers`?
"#,
    );
}

#[test]
fn a_minus_without_spaces_is_explained() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "teachers-need"
#     ^^^^^^^^^^^^^ unknown-question
#label: did you mean `teachers - need`?
#help: a minus stands between spaces, because ids may hold hyphens
"#,
    );
}

#[test]
fn a_choice_has_no_number() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "stage + 1"
#     ^^^^^ expression-type: `stage` is a choice: name an option, as in `stage.start`
"#,
    );
}

#[test]
fn a_text_has_no_number() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "day * 2"
#     ^^^ expression-type: the answer to `day` is not a number; `answered(day)` says whether there is one
"#,
    );
}

#[test]
fn a_column_must_be_added_up() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "costs.price * 2"
#     ^^^^^^^^^^^^^^^ expression-type: `costs.price * 2` gives a column of numbers, but a number is needed here
#help: add its rows up: `sum(costs.price * 2)`
"#,
    );
}

#[test]
fn a_column_of_words_cannot_be_added_up() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "sum(costs.what)"
#         ^^^^^^^^^^ expression-type: the column `what` of `costs` holds no numbers
"#,
    );
}

#[test]
fn a_condition_is_yes_or_no() {
    sheet(
        r#"
[[result]]
id = "r"
title = "R"
when = "teachers"
#       ^^^^^^^^ expression-type: `teachers` gives a number, but yes or no is needed here
#help: compare it with something: `teachers > 0`
"#,
    );
}

#[test]
fn a_value_is_a_number() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "stage.start"
#     ^^^^^^^^^^^ expression-type: `stage.start` gives yes or no, but a number is needed here
#help: turn it into a number: `if(stage.start, 1, 0)`
"#,
    );
}

#[test]
fn an_expression_ends_where_it_should() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "1 + "
#       ^ expression-syntax: something is missing at the end

[[value]]
id = "w"
label = "W"
is = "(1 + 2"
#     ^^^^^^ expression-syntax: a bracket is opened here and never closed

[[value]]
id = "x"
label = "X"
is = "1 2"
#       ^ expression-syntax: `2` does not belong here

[[value]]
id = "y"
label = "Y"
is = "1 ; alert(1)"
#       ^ expression-syntax: `;` does not belong here
"#,
    );
}

#[test]
fn there_are_only_the_known_functions() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "summ(costs.price)"
#     ^^^^ expression-syntax: there is no function `summ`
#label: did you mean `sum`?

[[value]]
id = "w"
label = "W"
is = "eval(1)"
#     ^^^^ expression-syntax: there is no function `eval`

[[value]]
id = "x"
label = "X"
is = "if(stage.start, 1)"
#     ^^^^^^^^^^^^^^^^^^ expression-syntax: `if` takes a condition and two numbers: `if(a > 1, 2, 3)`
"#,
    );
}

#[test]
fn only_options_and_rows_are_counted() {
    sheet(
        r#"
[[value]]
id = "v"
label = "V"
is = "count(teachers)"
#           ^^^^^^^^ expression-type: `teachers` has nothing to count: only options and rows are counted
"#,
    );
}

#[test]
fn a_condition_cannot_be_about_a_later_question() {
    sheet(
        r#"
[[section]]
id = "two"
title = "Two"

[[section.question]]
id = "early"
kind = "text"
ask = "First?"
when = "late > 3"
#       ^^^^ later-question: `late` is not known yet where this condition is asked

[[section.question]]
id = "late"
kind = "number"
ask = "Second?"
when = "late > 1"
#       ^^^^ later-question

[[section]]
id = "three"
title = "Three"
when = "need > 1"
#       ^^^^ later-question

[[section.question]]
id = "last"
kind = "text"
ask = "Third?"
"#,
    );
}

#[test]
fn values_do_not_go_round_in_circles() {
    sheet(
        r#"
[[value]]
id = "a"
label = "A"
is = "b + 1"
#    ^^^^^^^ cyclic-value: `a` depends on itself
#label: a needs b needs a

[[value]]
id = "b"
label = "B"
is = "a * 2"

[[value]]
id = "c"
label = "C"
is = "c"
#    ^^^ cyclic-value: `c` depends on itself
"#,
    );
}

#[test]
fn two_options_of_one_question_exclude_each_other() {
    sheet(
        r#"
[[result]]
id = "r"
title = "R"
when = "stage.start and stage.end"
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unreachable: no answers make this true, so the result is never shown
"#,
    );
}

#[test]
fn a_score_above_the_highest_is_never_reached() {
    sheet(
        r#"
[[result]]
id = "r"
title = "R"
when = "need > 3"
#      ^^^^^^^^^^ unreachable

[[result]]
id = "s"
title = "S"
when = "need >= 3 and (stage.end or 1 > 2)"

[[result]]
id = "t"
title = "T"
when = "teachers < 0 or 2 + 2 = 5"
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unreachable
"#,
    );
}

#[test]
fn a_reason_that_never_holds_is_found() {
    sheet(
        r#"
[[result]]
id = "r"
title = "R"
because = [{ when = "min(need, 2) > 2", text = "Never." }]
#                   ^^^^^^^^^^^^^^^^^^ unreachable: no answers make this true, so the reason is never shown
"#,
    );
}

#[test]
fn what_comes_instead_needs_something_that_may_be_missing() {
    sheet(
        r#"
[[result]]
id = "always"
title = "Always"

[[result]]
id = "never"
title = "Never"
instead = true
#         ^^^^ unreachable
"#,
    );
}

#[test]
fn ids_are_used_once() {
    sheet(
        r#"
[[value]]
id = "stage"
#    ^^^^^^^ duplicate-id: the id `stage` is used twice
label = "V"
is = "1"

[[section]]
id = "one"
#    ^^^^^ duplicate-id
title = "Again"

[[section.question]]
id = "teachers"
#    ^^^^^^^^^^ duplicate-id
kind = "multiple"
ask = "Which?"
options = [{ id = "x", label = "X" }, { id = "x", label = "Y" }, { id = "y", label = "Y" }]
#                                            ^^^ duplicate-id

[[result]]
id = "r"
title = "R"

[[result]]
id = "r"
#    ^^^ duplicate-id
title = "S"
"#,
    );
}

#[test]
fn a_choice_needs_two_options() {
    sheet(
        r#"
[[section]]
id = "two"
title = "Two"

[[section.question]]
id = "alone"
#    ^^^^^^^ question-parts: `alone` offers 1 options; a question of this kind needs two at least
kind = "scale"
ask = "How much?"
options = [{ id = "x", label = "X" }]

[[section.question]]
id = "empty"
#    ^^^^^^^ question-parts
kind = "multiple"
ask = "Which?"
"#,
    );
}

#[test]
fn a_question_has_the_parts_of_its_kind() {
    sheet(
        r#"
[[section]]
id = "two"
title = "Two"

[[section.question]]
id = "table"
#    ^^^^^^^ question-parts: `table` needs `columns`, because its kind is `table`
kind = "table"
ask = "What?"

[[section.question]]
id = "note"
kind = "text"
ask = "What?"
unit = "teachers"
#      ^^^^^^^^^^ question-parts: a question of the kind `text` has no use for `unit`

[[section.question]]
id = "rated"
#    ^^^^^^^ question-parts: `rated` needs `items`, because its kind is `rating`
kind = "rating"
ask = "How good?"
of = "costs"
options = [{ id = "x", label = "X" }, { id = "y", label = "Y" }]
"#,
    );
}

#[test]
fn an_unknown_kind_of_question_is_found() {
    sheet(
        r#"
[[section]]
id = "two"
title = "Two"

[[section.question]]
id = "q"
kind = "singel"
#      ^^^^^^^^ unknown-value: `kind` cannot be `singel`
#label: did you mean `single`?
ask = "Which?"
"#,
    );
}

#[test]
fn points_go_to_dimensions_that_exist() {
    sheet(
        r#"
[[section]]
id = "two"
title = "Two"

[[section.question]]
id = "q"
kind = "single"
ask = "Which?"
options = [{ id = "x", label = "X", score = { neeed = 1 } }, { id = "y", label = "Y" }]
#                                             ^^^^^ unknown-question: the worksheet has no dimension `neeed`
#label: did you mean `need`?
"#,
    );
}

#[test]
fn a_dimension_gets_points() {
    sheet(
        r#"
[[dimension]]
id = "idle"
#    ^^^^^^ unused-dimension: nothing gives points to `idle`
label = "Idle"
"#,
    );
}

#[test]
fn bands_go_up_and_leave_no_gap() {
    check(
        "worksheets/tool.toml",
        &START.replace(
            "label = \"Need\"\n",
            r#"label = "Need"
bands = [{ from = 1, label = "A" }, { from = 3, label = "B" }, { from = 2, label = "C" }]
#                 ^ band-order: fewer points than 1 have no band
#                                                                       ^ band-order: this band begins at 2, not above 3, where the one before it does
"#,
        ),
    );
}

#[test]
fn filters_name_facets_and_values_of_the_guide() {
    sheet(
        r#"
[[filter]]
facet = "subject"
#       ^^^^^^^^^ unknown-facet: the guide has no facet `subject`
#label: did you mean `subjects`?
value = "ela"

[[filter]]
facet = "subjects"
value = "maths"
#       ^^^^^^^ unknown-value: `maths` is not a value of `subjects`
#label: did you mean `math`?

[[filter]]
facet = "subjects"
question = "stage"
#          ^^^^^^^ unknown-value: the options of `stage` are not the values of `subjects`

[[filter]]
facet = "subjects"
question = "stag"
#          ^^^^^^ unknown-question
"#,
    );
}

#[test]
fn a_question_with_a_facet_that_does_not_exist_is_found() {
    sheet(
        r#"
[[section]]
id = "two"
title = "Two"

[[section.question]]
id = "q"
kind = "multiple"
ask = "Which?"
facet = "grades"
#       ^^^^^^^^ unknown-facet
"#,
    );
}

#[test]
fn texts_of_documents_name_answers_that_exist() {
    sheet(
        r#"
[[part]]
text = "We are {stage}, with {teacher} teachers."
#                            ^^^^^^^^^ unknown-question: the worksheet has nothing called `teacher`
#label: did you mean `{teachers}`?

[[part]]
text = "We are {stage."
#              ^^^^^^^ expression-syntax: this brace is never closed

[[part]]
table = "stage"
#       ^^^^^^^ expression-type: `stage` is a question of the kind `single`; `table` or `rating` is needed here
"#,
    );
}

#[test]
fn a_name_in_a_text_of_several_lines_is_pointed_at() {
    sheet(
        r#"
[[part]]
text = """
First.

- Then {teacher}.
#      ^^^^^^^^^ unknown-question
"""
"#,
    );
}

#[test]
fn meetings_are_held_on_days() {
    sheet(
        r#"
[[event]]
title = "Check-in"
start = "teachers"
#       ^^^^^^^^^^ expression-type: `teachers` is a question of the kind `number`; `date` is needed here
each = "costs"

[[event]]
title = "Visit: {costs.waht}"
#               ^^^^^^^^^^^^ unknown-question
start = "dya"
#       ^^^^^ unknown-question
each = "costs"
"#,
    );
}

#[test]
fn published_numbers_have_a_source_and_a_page_that_exists() {
    sheet(
        r#"
[[comparison]]
id = "c"
title = "C"
is = "teachers"
references = [
  { label = "A", value = 90 },
# ^^^^^^^^^^^^^^^^^^^^^^^^^^^ missing-key: a reference needs `source`
  { label = "B", value = "ninety", source = "https://example.org/" },
#                        ^^^^^^^^ bad-number: `ninety` is not a number
  { label = "C", value = 1.5, source = "https://example.org/", page = "/abuot/" },
#                                                                     ^^^^^^^^^ broken-link
#label: did you mean `/about/`?
]
"#,
    );
}

#[test]
fn links_in_a_worksheet_lead_somewhere() {
    sheet(
        r#"
[[result]]
id = "r"
title = "R"
text = "See [this page about us](/abuot/)."
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ broken-link: the guide has no page `/abuot/`
"#,
    );
}

#[test]
fn a_rating_judges_rows_of_a_table() {
    sheet(
        r#"
[[section]]
id = "two"
title = "Two"

[[section.question]]
id = "rated"
kind = "rating"
ask = "How good?"
of = "stage"
#    ^^^^^^^ expression-type
items = "decision"
#       ^^^^^^^^^^ unknown-question
by = "stage"
#    ^^^^^^^ unknown-facet: the options of `stage` are not the types of professional learning
options = [{ id = "x", label = "X" }, { id = "y", label = "Y" }]
"#,
    );
}

#[test]
fn a_worksheet_needs_a_section_with_a_question() {
    check(
        "worksheets/tool.toml",
        r#"title = "A tool"
^^^^^^^^^^^^^^^^ missing-key: a worksheet needs `section`
summary = "What it is for."
"#,
    );
}

#[test]
fn a_worksheet_that_is_no_toml_file_is_misplaced() {
    check("worksheets/tool.md", "| misplaced-file\n---\ntitle: A tool\n---\n");
}

#[test]
fn what_is_taken_over_from_another_tool_must_be_there_and_fit() {
    sheet(
        r#"
[[section]]
id = "two"
title = "Two"

[[section.question]]
id = "own"
kind = "text"
ask = "What?"
from = "tool.stage"
#      ^^^^^^^^^^^^ handed-on: there is no other tool `tool`

[[section.question]]
id = "bare"
kind = "text"
ask = "What?"
from = "stage"
#      ^^^^^^^ handed-on: `stage` names no question of another tool
#help: write the tool and its question, as in `needs.subjects`, or `shortlist`

[[section.question]]
id = "fixed"
kind = "text"
ask = "What?"
from = ["shortlist"]
#       ^^^^^^^^^^^ handed-on: only a table to which readers add rows can hold the shortlist
"#,
    );
}

#[test]
fn one_tool_takes_over_what_another_has() {
    let later = r#"title = "Later"
summary = "What it is for."

[[section]]
id = "one"
title = "One"

[[section.question]]
id = "stage"
kind = "text"
ask = "Where are you?"
from = ["tool.stage", "tol.stage"]
#                     ^^^^^^^^^^^ handed-on: there is no other tool `tol`
#label: did you mean `tool.stage`?

[[section.question]]
id = "people"
kind = "number"
ask = "How many?"
from = "tool.teacher"
#      ^^^^^^^^^^^^^^ handed-on: the tool `tool` has no question `teacher` and no filter for it
#label: did you mean `tool.teachers`?

[[section.question]]
id = "amount"
kind = "money"
ask = "How much?"
from = "tool.teachers"
#      ^^^^^^^^^^^^^^^ handed-on: a question of the kind `money` cannot take over `teachers`, which is a `number`

[[section.question]]
id = "subjects"
kind = "multiple"
ask = "Which?"
facet = "subjects"
from = "tool.subjects"

[[section.question]]
id = "grades"
kind = "multiple"
ask = "Which?"
facet = "grade_bands"
from = "tool.subjects"
#      ^^^^^^^^^^^^^^^ handed-on: a question of the kind `multiple` cannot take over values of `subjects`

[[section.question]]
id = "goods"
kind = "table"
ask = "Which?"
columns = [{ id = "what", label = "What", kind = "text" }]
from = ["tool.costs", "tool.day"]
#                     ^^^^^^^^^^ handed-on: a question of the kind `table` cannot take over `day`, which is a `date`
"#;
    let first = format!("{START}\n[[filter]]\nfacet = \"subjects\"\nvalue = \"math\"\n");
    check_all(&[("worksheets/tool.toml", &first), ("worksheets/later.toml", later)]);
}

#[test]
fn the_page_to_go_on_to_exists() {
    sheet(
        r#"
[[next]]
page = "/abuot/"
#      ^^^^^^^^^ broken-link
#label: did you mean `/about/`?
label = "Go on"
"#,
    );
}

#[test]
fn a_key_that_is_misspelt_is_found_in_every_part() {
    sheet(
        r#"
[[section]]
id = "two"
titel = "Two"
^^^^^ unknown-key
#label: did you mean `title`?
title = "Two"

[[section.question]]
id = "q"
kind = "single"
ask = "Which?"
wehn = "stage.start"
^^^^ unknown-key
#label: did you mean `when`?
options = [{ id = "x", lable = "X", label = "X" }, { id = "y", label = "Y", score = { need = 400 } }]
#                      ^^^^^ unknown-key
#                                                                                            ^^^ bad-number: `400` is not a whole number from -100 to 100

[[result]]
id = "r"
title = "R"
becuase = [{ when = "need > 1", text = "Much." }]
^^^^^^^ unknown-key
#label: did you mean `because`?
"#,
    );
}
