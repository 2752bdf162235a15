//! What a worksheet may say: the keys of its file.

use std::borrow::Cow;

use crate::content::sources;
use crate::schema::{Field, Kind, Schema};

/// Conditions and computed values are not longer than this.
const EXPRESSION: Kind = Kind::Text(600);
/// The kinds of questions.
pub(super) const ANSWERS: [&str; 10] = ["single", "multiple", "scale", "number", "money", "date", "time", "text", "table", "rating"];

fn need(key: &'static str, kind: Kind, about: &'static str, example: &'static str) -> Field {
    Field { key: Cow::Borrowed(key), kind, required: true, about: Cow::Borrowed(about), example: Cow::Borrowed(example) }
}

fn may(key: &'static str, kind: Kind, about: &'static str, example: &'static str) -> Field {
    Field { required: false, ..need(key, kind, about, example) }
}

fn tables(schema: Schema) -> Kind {
    Kind::List(Box::new(Kind::Table(Box::new(schema))))
}

fn when() -> Field {
    may(
        "when",
        EXPRESSION,
        "The condition under which it is shown, in terms of questions; always, when it is left out.",
        "\"stage.choosing\"",
    )
}

/// What a worksheet may say.
#[must_use]
pub fn schema() -> Schema {
    Schema {
        name: "worksheet",
        open: false,
        fields: vec![
            need("title", Kind::Text(120), "The tool's name.", "\"What kind of help do we need?\""),
            need("summary", Kind::Text(300), "What it is for, in one sentence.", "\"Ten questions that lead to a type of help.\""),
            may("order", Kind::Whole(0, 10_000), "Its place in the list of tools; small numbers come first.", "10"),
            may(
                "step",
                Kind::Text(60),
                "The step of the work that it belongs to; tools of one step stand together.",
                "\"Find out what you need\"",
            ),
            may("minutes", Kind::Whole(1, 480), "About how many minutes it takes.", "10"),
            may(
                "intro",
                Kind::Text(3000),
                "What a reader should know before the first question, in Markdown.",
                "\"Answer with a colleague.\"",
            ),
            may("share", Kind::Flag, "Whether the answers may be put into an address that a reader sends to a colleague.", "true"),
            may(
                "exports",
                Kind::List(Box::new(Kind::OneOf(&["docx", "md", "csv", "ics"]))),
                "The files that a reader may save; printing is always offered.",
                "[\"docx\", \"md\"]",
            ),
            may("directory", Kind::Text(120), "What the link to the filtered directory says.", "\"See partners for this\""),
            may("document", Kind::Text(120), "The name of the document that is made from the answers.", "\"Draft of the RFP\""),
            sources::field(false),
            may("redirect_from", Kind::List(Box::new(Kind::Route)), "Old addresses that should lead here.", "[\"/diagnostic/\"]"),
            may("draft", Kind::Flag, "Whether the tool is still hidden.", "true"),
            need("section", tables(section()), "A group of questions with a heading.", "[[section]] table"),
            may("dimension", tables(dimension()), "Something that answers give points to.", "[[dimension]] table"),
            may("value", tables(value()), "A number that is computed from answers.", "[[value]] table"),
            may("result", tables(result()), "A text that is shown when its condition holds.", "[[result]] table"),
            may("filter", tables(filter()), "A filter of the link to the directory.", "[[filter]] table"),
            may("comparison", tables(comparison()), "A reader's own number beside published ones.", "[[comparison]] table"),
            may("part", tables(part()), "A part of the document that is made from the answers.", "[[part]] table"),
            may("event", tables(event()), "A meeting for the calendar file.", "[[event]] table"),
            may("next", tables(next()), "A page to go on to from here.", "[[next]] table"),
        ],
    }
}

fn section() -> Schema {
    Schema {
        name: "section",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id on the page.", "\"stage\""),
            need("title", Kind::Text(120), "Its heading.", "\"Where you are\""),
            may("about", Kind::Text(1500), "What a reader should know before its questions, in Markdown.", "\"Think of one subject.\""),
            when(),
            need("question", tables(question()), "A question.", "[[section.question]] table"),
        ],
    }
}

fn question() -> Schema {
    Schema {
        name: "question",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id, unique in the worksheet: rules and saved answers are kept by it.", "\"stage\""),
            need("kind", Kind::OneOf(&ANSWERS), "How it is answered.", "\"single\""),
            need("ask", Kind::Text(300), "The question.", "\"Which sentence fits best?\""),
            may("help", Kind::Text(1500), "What helps to answer it, in Markdown.", "\"Count part-time teachers too.\""),
            when(),
            may(
                "options",
                tables(option()),
                "The answers to choose from; for a scale, its levels from low to high.",
                "[{ id = \"yes\", label = \"Yes\" }]",
            ),
            may("facet", Kind::Text(60), "A facet of the guide whose values are the options.", "\"subjects\""),
            may("dimension", Kind::Id, "The dimension to which a scale gives the number of the chosen level.", "\"collaboration\""),
            may("unit", Kind::Text(30), "What a number counts.", "\"teachers\""),
            may("lines", Kind::Whole(1, 30), "How many lines there are to write on, or how many empty rows a table begins with.", "3"),
            may("columns", tables(column()), "The columns of a table.", "[{ id = \"price\", label = \"Price\", kind = \"money\" }]"),
            may(
                "rows",
                tables(row()),
                "The fixed rows of a table; without them readers add rows.",
                "[{ id = \"fees\", label = \"Fees\" }]",
            ),
            may(
                "from",
                Kind::List(Box::new(Kind::Text(121))),
                "Where the answer comes from at first, if there is none yet: a question of another tool, a facet for which that tool filters, or, for a table, the reader's `shortlist` of partners. The first that has something is taken, and the reader is told.",
                "[\"interviews.hired\", \"shortlist\"]",
            ),
            may("of", Kind::Id, "The table above whose rows a rating judges; their first column names them.", "\"partners\""),
            may(
                "items",
                Kind::Text(60),
                "What a rating is about: `questions` or `decisions` of the playbook, or the id of a table above.",
                "\"questions\"",
            ),
            may(
                "by",
                Kind::Id,
                "The question above, with the facet `pl_types`, that says of which types a rating's items are.",
                "\"types\"",
            ),
        ],
    }
}

fn option() -> Schema {
    Schema {
        name: "option",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id, unique in the question.", "\"choosing\""),
            need("label", Kind::Text(200), "What a reader chooses.", "\"We are choosing materials\""),
            may("about", Kind::Text(600), "What it means.", "\"Nothing is bought yet.\""),
            may("score", Kind::Weights(-100, 100), "How many points it gives to which dimension.", "{ adoption = 3 }"),
        ],
    }
}

fn column() -> Schema {
    Schema {
        name: "column",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id, unique in the table.", "\"price\""),
            need("label", Kind::Text(80), "Its heading.", "\"Price per unit\""),
            need("kind", Kind::OneOf(&["text", "number", "money", "date"]), "What stands in it.", "\"money\""),
        ],
    }
}

fn row() -> Schema {
    Schema {
        name: "row",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id, unique in the table.", "\"fees\""),
            need("label", Kind::Text(160), "What it is about.", "\"Fees to the partner\""),
            may("about", Kind::Text(300), "A remark.", "\"As in the contract.\""),
        ],
    }
}

fn dimension() -> Schema {
    Schema {
        name: "dimension",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id, unique in the worksheet.", "\"collaboration\""),
            need("label", Kind::Text(80), "Its name.", "\"Collaboration\""),
            may("about", Kind::Text(600), "What it stands for.", "\"Teams led by someone who knows the subject.\""),
            may("measure", Kind::OneOf(&["sum", "mean"]), "Whether points are added up, or their mean is taken.", "\"mean\""),
            may("hidden", Kind::Flag, "Whether its points serve rules only and are not shown.", "true"),
            may("bands", tables(band()), "What a number of points means, from low to high.", "[{ from = 0, label = \"Little\" }]"),
        ],
    }
}

fn band() -> Schema {
    Schema {
        name: "band",
        open: false,
        fields: vec![
            need("from", Kind::Decimal, "The points from which it counts.", "2.5"),
            need("label", Kind::Text(80), "Its name.", "\"On the way\""),
            may("text", Kind::Text(600), "What it means.", "\"Some teams have a leader.\""),
        ],
    }
}

fn value() -> Schema {
    Schema {
        name: "value",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id, unique in the worksheet.", "\"total\""),
            need("label", Kind::Text(120), "Its name.", "\"Total cost\""),
            need("is", EXPRESSION, "How it is computed.", "\"fees + sum(extras.amount)\""),
            may("unit", Kind::OneOf(&["number", "money", "percent"]), "How it is written.", "\"money\""),
            may("about", Kind::Text(600), "How it is computed, in words.", "\"Fees and everything beside them.\""),
            may("hidden", Kind::Flag, "Whether it serves other rules only and is not shown.", "true"),
            when(),
        ],
    }
}

fn result() -> Schema {
    Schema {
        name: "result",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id, unique in the worksheet.", "\"adoption\""),
            need("title", Kind::Text(120), "Its heading.", "\"Adoption\""),
            may("kind", Kind::OneOf(&["result", "warning", "note"]), "How it is shown.", "\"warning\""),
            may("instead", Kind::Flag, "Whether it is shown only when none of the results above is.", "true"),
            when(),
            may("text", Kind::Text(4000), "What it says, in Markdown.", "\"You are choosing materials.\""),
            may(
                "because",
                tables(reason()),
                "Reasons, each shown when its own condition holds.",
                "[{ when = \"stage.choosing\", text = \"You chose …\" }]",
            ),
        ],
    }
}

fn reason() -> Schema {
    Schema {
        name: "reason",
        open: false,
        fields: vec![
            need("when", EXPRESSION, "The condition under which it is given.", "\"stage.choosing\""),
            need("text", Kind::Text(600), "The reason, in a sentence.", "\"You have not chosen materials yet.\""),
        ],
    }
}

fn filter() -> Schema {
    Schema {
        name: "filter",
        open: false,
        fields: vec![
            need("facet", Kind::Text(60), "The facet.", "\"pl_types\""),
            may("question", Kind::Id, "The question with this facet whose chosen values are filtered for.", "\"subjects\""),
            may("value", Kind::Text(100), "The value to filter for (in place of `question`).", "\"adoption\""),
            when(),
        ],
    }
}

fn comparison() -> Schema {
    Schema {
        name: "comparison",
        open: false,
        fields: vec![
            need("id", Kind::Id, "Its id, unique in the worksheet.", "\"time\""),
            need("title", Kind::Text(120), "What is compared.", "\"Minutes of team time a week\""),
            need("is", EXPRESSION, "The reader's own number.", "\"team-minutes\""),
            may("unit", Kind::OneOf(&["number", "money", "percent"]), "How numbers are written.", "\"number\""),
            may("about", Kind::Text(1500), "How to read it, in Markdown.", "\"The sources count in different ways.\""),
            when(),
            need("references", tables(reference()), "Published numbers.", "[{ label = \"Sanger Unified\", value = 90 }]"),
        ],
    }
}

fn reference() -> Schema {
    Schema {
        name: "reference",
        open: false,
        fields: vec![
            need("label", Kind::Text(120), "Whose number it is.", "\"Sanger Unified\""),
            may(
                "value",
                Kind::Decimal,
                "The number, or the lower end of a range; without it the page says that no number was found.",
                "90",
            ),
            may("to", Kind::Decimal, "The upper end of a range.", "120"),
            may("as_of", Kind::Moment, "When it dates from; the page says so when it is left out.", "\"2017\""),
            need("source", Kind::Web, "Where it can be checked.", "\"https://example.org/report\""),
            may("note", Kind::Text(400), "A remark.", "\"Teams led by an expert.\""),
            may("page", Kind::Route, "The page of the guide that says more.", "\"/case-studies/sanger-unified/\""),
        ],
    }
}

fn part() -> Schema {
    Schema {
        name: "part",
        open: false,
        fields: vec![
            may("heading", Kind::Text(160), "Its heading.", "\"Background\""),
            may(
                "text",
                Kind::Text(4000),
                "Its text. A name between braces stands for an answer, a line that begins with `- ` is an item of a list.",
                "\"We are {district}.\"",
            ),
            may("table", Kind::Id, "The table or rating that is printed in it.", "\"price-form\""),
            when(),
        ],
    }
}

fn next() -> Schema {
    Schema {
        name: "next",
        open: false,
        fields: vec![
            need("page", Kind::Route, "The page's address inside the guide.", "\"/tools/interviews/\""),
            need("label", Kind::Text(120), "What the link says.", "\"Interview the partners on your shortlist\""),
            may("text", Kind::Text(300), "Why to go there, and what comes along.", "\"Your types of help are filled in there.\""),
        ],
    }
}

fn event() -> Schema {
    Schema {
        name: "event",
        open: false,
        fields: vec![
            need(
                "title",
                Kind::Text(160),
                "What the meeting is called; may hold names between braces.",
                "\"Check-in with {partners.name}\"",
            ),
            may("text", Kind::Text(1500), "What it is for.", "\"Progress, problems, next steps.\""),
            need("start", Kind::Id, "The question with the day on which it is first held.", "\"first-check-in\""),
            may("time", Kind::Id, "The question with the time at which it begins.", "\"time\""),
            may("minutes", Kind::Whole(5, 600), "How long it takes.", "45"),
            may("every", Kind::OneOf(&["week", "month", "quarter"]), "How often it is held.", "\"month\""),
            may("count", Kind::Whole(1, 60), "How many times it is held.", "10"),
            may("each", Kind::Id, "The table for each of whose rows it is held.", "\"partners\""),
            when(),
        ],
    }
}
