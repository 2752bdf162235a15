//! Files that are in the wrong place, of the wrong kind or at odds with each other.

use guidepost::memo::Memo;
use guidepost::source::Picture;

use crate::annotated::{check, check_in, diagnose, guide, sources};

#[test]
fn a_file_has_its_place_and_its_content() {
    check("providers/x.md", "| empty-file: the file is empty\n");
    check(
        "providers/x.md",
        concat!(
            " \n",
            "| empty-file: the file is empty\n",
            "#    help: start it with front matter between two lines of `---`; `guidepost new` writes a start for you\n",
        ),
    );
    check(
        "provider/x.md",
        r#"
Text.
| misplaced-file: `provider/x.md` is not a place where the guide looks for files
#    help: profiles go into providers/<name>.md, the playbook into playbook/<guide>/<page>.md, tools into worksheets/<name>.toml, other pages into pages/, articles/, case-studies/ or toolkit/
"#,
    );
    check(
        "providers/deep/x.md",
        r#"
Text.
| misplaced-file: `providers/deep/x.md` is not a place where the guide looks for files
#    help: profiles go into providers/<name>.md, the playbook into playbook/<guide>/<page>.md, tools into worksheets/<name>.toml, other pages into pages/, articles/, case-studies/ or toolkit/
"#,
    );
    check(
        "providers/Great Minds.md",
        r#"
---
| bad-file-name: the file name `Great Minds.md` cannot be part of an address
#    label: did you mean `great-minds.md`?
#    help: file names have lower-case letters, digits and hyphens, at most 100
name: X
summary: Y.
reviewed: 2026-05-01
sources: [https://example.org/]
---
"#,
    );
    check(
        "articles/x.md",
        r#"
---
^^^ missing-key: an article needs `date`
#    help: add a line `date: 2026-05-01`
title: X
---
"#,
    );
    check(
        "playbook/other/x.md",
        r#"
---
| missing-index: the guide `other` has no first page
#    help: add playbook/other/index.md with the guide's `title`, `summary` and `order`
title: X
---
"#,
    );
    check(
        "pages/providers.md",
        r#"
---
| address-conflict: the address `/providers/` is already taken by a page that every guide has
#    help: give the file another name
title: X
---
"#,
    );
    check(
        "pages/x.md",
        concat!(
            "\u{feff}---\n",
            "^ byte-order-mark: the file begins with an invisible byte-order mark\n",
            "#    help: the guide reads the file all the same; save it as UTF-8 without a byte-order mark\n",
            "title: X\n",
            "---\n",
        ),
    );
    check(
        "pages/x.md",
        concat!(
            "---\r\n",
            "title: X\r\n",
            "ordr: 1\r\n",
            "^^^^ unknown-key: a page has no key `ordr`\n",
            "#    label: did you mean `order`?\n",
            "#    help: the keys are `title`, `summary`, `order`, `date`, `aliases`, `sources`, `charts`, `redirect_from` and `draft`\n",
            "---\r\n",
            "\r\n",
            "## A\r\n",
            "\r\n",
            "[a](/abuot/)\r\n",
            "^^^^^^^^^^^^ broken-link: the guide has no page `/abuot/`\n",
            "#    label: did you mean `/about/`?\n",
            "#    help: a link that begins with `/` counts from the guide's root\n",
        ),
    );
    check(
        "pages/x.md",
        concat!(
            "---\r\n",
            "title: X\r\n",
            "summary: A: b\r\n",
            "#        ^^^^ unquoted-colon: the value of `summary` holds a colon and must stand in quotation marks\n",
            "#    help: write `summary: \"A: b\"`\n",
            "---\r\n",
        ),
    );
    check(
        "pages/x.md",
        concat!(
            "---\n",
            "title: X\n",
            "---\n",
            "\n",
            "A\u{0}B\n",
            "#^ control-character: an invisible control character stands here (U+0000)\n",
            "#    help: delete it; it often comes along when text is copied out of another program\n",
        ),
    );
    check(
        "pages/glossary.md",
        r#"
---
title: Glossary
---

## Coaching
^^^^^^^^^^^ bad-glossary: the term `Coaching` has no definition
#    help: write what it means in the paragraph below the heading

## HQIM

Materials.
"#,
    );
    check(
        "vocabulary/colour.toml",
        r#"
[[value]]
| unused-vocabulary: no facet of guide.toml is called `colour`
#    help: add a `[[facet]]` with `id = "colour"` to guide.toml, or remove this file
id = "red"
label = "Red"
"#,
    );
}

#[test]
fn old_line_endings_are_named() {
    let mut files = guide();
    files.insert("pages/x.md".to_owned(), "---\rtitle: X\r---\r\rText.\r".to_owned());
    let said: Vec<String> = diagnose(&files).iter().map(ToString::to_string).collect();
    assert_eq!(said, ["error[missing-front-matter] in pages/x.md: the lines of this file end in a way that no program has used for long"]);
}

#[test]
fn a_facet_needs_its_vocabulary() {
    let mut files = guide();
    files.remove("vocabulary/states.toml");
    let settings = format!(
        "{}#    ^^^^^^^^ missing-vocabulary: the facet `states` has no values: vocabulary/states.toml does not exist\n",
        files["guide.toml"].split_inclusive("\"states\"\n").next().unwrap_or("")
    );
    let rest = files["guide.toml"].split_inclusive("\"states\"\n").nth(1).unwrap_or("").to_owned();
    check_in(files, &[("guide.toml", &(settings + &rest))]);
}

#[test]
fn a_guide_without_settings_is_checked_all_the_same() {
    let mut files = guide();
    files.remove("guide.toml");
    files.insert(
        "providers/x.md".to_owned(),
        "---\nname: X\nsummary: Y.\nstates: [la]\nreviewed: 2026-05-01\nsources: [https://example.org/]\n---\n".to_owned(),
    );
    let said: Vec<String> = diagnose(&files).iter().map(ToString::to_string).collect();
    assert_eq!(said, ["error[missing-guide] in guide.toml: the content folder has no guide.toml"]);
}

#[test]
fn everything_wrong_in_every_file_is_said_in_one_run_errors_first() {
    let mut files = guide();
    files.insert("providers/b.md".to_owned(), "---\nname: B\nwebsite: b.org\n---\n\n# B\n".to_owned());
    files.insert("pages/a.md".to_owned(), "---\ntitle: A\nordr: 1\n---\n\nSee [here](/abuot/).\n".to_owned());
    let found = diagnose(&files);
    let said: Vec<(&str, &str, u32)> =
        found.iter().map(|diagnostic| (diagnostic.rule.code, &*diagnostic.place.file, diagnostic.place.span.start)).collect();
    assert_eq!(
        said,
        [
            ("unknown-key", "pages/a.md", 13),
            ("broken-link", "pages/a.md", 30),
            ("missing-key", "providers/b.md", 0),
            ("missing-key", "providers/b.md", 0),
            ("missing-key", "providers/b.md", 0),
            ("bad-url", "providers/b.md", 21),
            ("link-text", "pages/a.md", 30),
            ("heading-level", "providers/b.md", 32),
        ]
    );
}

#[test]
fn a_logo_is_a_picture_of_a_profile() {
    let profile = "---\nname: X\nsummary: Y.\nstates: [la]\nreviewed: 2026-05-01\nsources: [https://example.org/]\n---\n";
    let mut files = guide();
    files.insert("providers/example-partners.md".to_owned(), profile.to_owned());
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 16, 16);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[9; 256]).unwrap();
    let picture = |path: &str, bytes: &[u8]| Picture { path: path.into(), bytes: bytes.into() };
    let pictures = vec![
        picture("providers/example-partners.JPG", &file),
        picture("providers/example-partners.png", &file),
        picture("providers/exmple-partners.png", &file),
        picture("providers/zebra.png", &file),
        picture("providers/xample.png", b"<svg onload=alert(1)>"),
    ];
    let found = guidepost::plan(&sources(&files).with_pictures(pictures), &guidepost::Choices::default(), &mut Memo::new()).problems;
    let said: Vec<String> = found.iter().map(|problem| format!("{problem} ({})", problem.help)).collect();
    assert_eq!(
        said,
        [
            "error[bad-logo] in providers/example-partners.png: the profile has a logo already: providers/example-partners.JPG (delete one of them)",
            "error[bad-logo] in providers/exmple-partners.png: there is no profile providers/exmple-partners.md for this logo (did you mean providers/example-partners.md? Then name the logo `example-partners` too)",
            "error[bad-logo] in providers/xample.png: this is neither a PNG nor a JPEG, whatever its name says (save it again as PNG, about 400 pixels wide, with little empty space around it)",
            "error[bad-logo] in providers/zebra.png: there is no profile providers/zebra.md for this logo (name it like the file of the profile, or delete it)",
        ]
    );
}
