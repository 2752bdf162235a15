//! `guidepost check` and `build` as they are called: formats, exit codes, what is left alone.
#![allow(clippy::disallowed_methods, reason = "the command is tried on real folders")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, str};

use serde_json::Value;
use tempfile::TempDir;

use crate::annotated::guide;

const GOOD: &str = "---\nname: Example Partners\nsummary: Coaches teachers.\nreviewed: 2026-05-01\nsources: [https://example.org/]\n---\n\n## What they do\n\nThey coach.\n";
const BROKEN: &str = "---\nname: Exämple\nsummary: Coaches teachers.\ngrade_bands: [“6–8”, 6–8]\nreviewed: 2026-05-01\nsources: [https://example.org/]\n---\n\nSee [here](/abuot/).\n";

/// A folder with a guide in `content/`.
struct Folder(TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        for (path, text) in guide() {
            folder.write(&format!("content/{path}"), &text);
        }
        for (path, text) in files {
            folder.write(path, text);
        }
        folder
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path: PathBuf = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
        command.current_dir(self.path()).args(arguments).env_remove("GITHUB_STEP_SUMMARY").env("NO_COLOR", "1");
        command
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"];
        let output = Command::new("git").current_dir(self.path()).args(identity).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

fn out(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn exit_codes_tell_content_from_usage() {
    let folder = Folder::new(&[("content/providers/x.md", GOOD)]);
    assert_eq!(folder.run(&["check"]).status.code(), Some(0));
    assert_eq!(folder.run(&["check", "--deny", "warnings"]).status.code(), Some(0));
    folder.write("content/providers/x.md", GOOD.replace("They coach.", "See [here](https://example.org/)."));
    assert_eq!(folder.run(&["check"]).status.code(), Some(0), "a warning is no error");
    assert_eq!(folder.run(&["check", "--deny", "warnings"]).status.code(), Some(1));
    folder.write("content/providers/x.md", BROKEN);
    assert_eq!(folder.run(&["check"]).status.code(), Some(1));
    assert_eq!(folder.run(&["check", "--content", "nowhere"]).status.code(), Some(2));
    assert_eq!(folder.run(&["check", "--format", "xml"]).status.code(), Some(2));
    assert_eq!(folder.run(&["check", "--changed-since", "--output=x"]).status.code(), Some(2));
    assert_eq!(folder.run(&["explain", "no-such-rule"]).status.code(), Some(2));
    assert_eq!(folder.run(&["explain", "bad-url"]).status.code(), Some(0));
}

#[test]
fn people_see_the_line_and_what_would_be_right() {
    let folder = Folder::new(&[("content/providers/x.md", BROKEN)]);
    let output = folder.run(&["check"]);
    assert_eq!(out(&output), "");
    let said = err(&output);
    assert!(said.contains("error[unknown-value]: `6–8` is not a value of `grade_bands`"), "{said}");
    assert!(said.contains("content/providers/x.md:4:22"), "{said}");
    assert!(said.contains("^^^ did you mean `6-8`?"), "{said}");
    assert!(
        said.trim_end().ends_with("3 errors and 1 warning in 8 files. `guidepost explain smart-quote` says more about the first."),
        "{said}"
    );
}

#[test]
fn json_keeps_to_its_contract() {
    let folder = Folder::new(&[("content/providers/x.md", BROKEN)]);
    let output = folder.run(&["check", "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["format"], 1);
    let diagnostics = document["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.len(), 4);
    let keys: Vec<&str> = diagnostics[1].as_object().unwrap().keys().map(String::as_str).collect();
    let mut wanted = ["code", "severity", "message", "help", "file", "line", "column", "end_line", "end_column"];
    wanted.sort_unstable();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, wanted);
    let place = |diagnostic: &Value| {
        [&diagnostic["line"], &diagnostic["column"], &diagnostic["end_line"], &diagnostic["end_column"]]
            .map(|number| number.as_u64().unwrap())
    };
    assert_eq!((diagnostics[0]["code"].as_str().unwrap(), place(&diagnostics[0])), ("smart-quote", [4, 15, 4, 20]));
    assert_eq!((diagnostics[1]["code"].as_str().unwrap(), place(&diagnostics[1])), ("unknown-value", [4, 22, 4, 25]));
    assert_eq!(diagnostics[1]["file"], "providers/x.md");
    assert_eq!(diagnostics[2]["code"], "broken-link");
    assert_eq!((diagnostics[3]["code"].as_str().unwrap(), diagnostics[3]["severity"].as_str().unwrap()), ("link-text", "warning"));
}

#[test]
fn sarif_is_valid() {
    let folder = Folder::new(&[("content/providers/x.md", BROKEN), ("content/providers/ü 1.md", GOOD)]);
    let document: Value = serde_json::from_slice(&folder.run(&["check", "--format", "sarif"]).stdout).unwrap();
    let schema: Value = serde_json::from_str(include_str!("../../schemas/sarif-2.1.0.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    let run = &document["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), guidepost::rules::ALL.len());
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    let uris: Vec<&str> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|result| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str())
        .collect();
    assert!(uris.contains(&"content/providers/x.md") && uris.contains(&"content/providers/%C3%BC%201.md"), "{uris:?}");
    assert_eq!(run["tool"]["driver"]["rules"][0]["helpUri"], "https://guide.example.org/contribute/rules/#invalid-utf8");
}

#[test]
fn github_shows_ten_of_each_and_the_summary_shows_all() {
    let many: String = (0..14).map(|number| format!("unknown{number}: 1\n")).collect();
    let links: String = (0..12).map(|_| "[here](https://example.org/) 50%\n\n".to_owned()).collect();
    let folder = Folder::new(&[("content/providers/x.md", &GOOD.replace("---\n\n", &format!("{many}---\n\n{links}")))]);
    folder.write("summary.md", "before\n");
    let output =
        folder.command(&["check", "--format", "github"]).env("GITHUB_STEP_SUMMARY", folder.path().join("summary.md")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<&str> = out(&output).lines().collect();
    assert_eq!(lines.len(), 20);
    assert!(lines[0].starts_with("::error file=content/providers/x.md,line=6,endLine=6,col=1,endColumn=9,title=unknown-key::a provider profile has no key `unknown0`%0A"), "{}", lines[0]);
    assert!(lines[10].starts_with("::warning file="), "{}", lines[10]);
    let summary = fs::read_to_string(folder.path().join("summary.md")).unwrap();
    assert!(summary.starts_with("before\n### Guidepost: 14 errors and 12 warnings in 8 files\n"), "{summary}");
    assert_eq!(summary.lines().filter(|line| line.starts_with("| error") || line.starts_with("| warning")).count(), 26);
}

#[test]
fn changed_since_narrows_what_is_said_and_not_what_is_checked() {
    let folder = Folder::new(&[("content/providers/old.md", BROKEN), ("content/providers/same.md", GOOD)]);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-q", "-m", "one"]);
    let quiet = folder.run(&["check", "--format", "json", "--changed-since", "HEAD"]);
    assert_eq!(quiet.status.code(), Some(1), "the whole guide is checked");
    assert!(err(&quiet).contains("3 more problems stand in files that did not change"), "{}", err(&quiet));
    assert!(out(&quiet).contains("\"diagnostics\": []"), "{}", out(&quiet));
    folder.write("content/providers/same.md", GOOD.replace("https", "htps"));
    folder.write("content/providers/new.md", GOOD.replace("name:", "nmae:"));
    let document: Value = serde_json::from_slice(&folder.run(&["check", "--format", "json", "--changed-since", "HEAD"]).stdout).unwrap();
    let said: Vec<(&str, &str)> = document["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["file"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    assert_eq!(said, [("providers/new.md", "unknown-key"), ("providers/same.md", "bad-url")]);
    assert_eq!(folder.run(&["check", "--changed-since", "no-such-branch"]).status.code(), Some(2));
}

#[test]
fn a_build_with_errors_leaves_the_old_site_alone() {
    let folder = Folder::new(&[("content/providers/x.md", GOOD)]);
    assert_eq!(folder.run(&["build"]).status.code(), Some(0));
    let page = folder.path().join("public/providers/x/index.html");
    let before = (fs::read(&page).unwrap(), fs::metadata(&page).unwrap().modified().unwrap());
    folder.write("content/providers/x.md", GOOD.replace("They coach.", "They train.").replace("reviewed", "revised"));
    folder.write("content/providers/y.md", GOOD);
    let output = folder.run(&["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("nothing was written"), "{}", err(&output));
    assert_eq!((fs::read(&page).unwrap(), fs::metadata(&page).unwrap().modified().unwrap()), before);
    assert!(!folder.path().join("public/providers/y").exists());
}

#[test]
fn files_that_cannot_be_read_are_reported_beside_the_others() {
    let folder = Folder::new(&[("content/providers/x.md", BROKEN)]);
    folder.write("content/providers/old.md", b"---\nname: Children\x92s Literacy\n---\n");
    folder.write("content/providers/wide.md", b"\xff\xfe-\x00-\x00-\x00");
    folder.write("content/providers/x.png", b"\x89PNG");
    folder.write("content/providers/large.png", vec![0; 1_100_000]);
    folder.write("content/providers/logo.svg", "<svg/>");
    folder.write("content/pages/chart.png", b"\x89PNG");
    folder.write("content/providers/draft.txt", "name: X");
    folder.write("content/providers/letter.docx", b"PK");
    folder.write("content/vocabulary/x.yaml", "a: b");
    folder.write("content/pages/large.md", format!("---\ntitle: X\n---\n\n{}", "word ".repeat(40_000)));
    folder.write("content/.hidden/x.md", "not content");
    folder.write("content/CODEOWNERS", "* @someone");
    let document: Value = serde_json::from_slice(&folder.run(&["check", "--format", "json"]).stdout).unwrap();
    let said = |file: &str| -> Vec<String> {
        let of_file = document["diagnostics"].as_array().unwrap().iter().filter(|one| one["file"] == file);
        of_file.map(|one| format!("{}: {}", one["code"].as_str().unwrap(), one["message"].as_str().unwrap())).collect()
    };
    assert_eq!(said("providers/old.md"), ["invalid-utf8: this byte is not UTF-8 text; the file was saved in another encoding"]);
    let old = document["diagnostics"].as_array().unwrap().iter().find(|one| one["file"] == "providers/old.md").unwrap();
    assert_eq!([&old["line"], &old["column"], &old["end_column"]], [2, 15, 16]);
    let human = folder.run(&["check"]);
    let shown = err(&human);
    assert!(shown.contains("content/providers/old.md:2:15") && shown.contains("name: Children\u{fffd}s Literacy"), "{shown}");
    assert_eq!(said("providers/wide.md"), ["invalid-utf8: the file is in the encoding UTF-16, which some editors call Unicode"]);
    assert_eq!(said("providers/x.png"), ["bad-logo: this is neither a PNG nor a JPEG, whatever its name says"]);
    assert_eq!(said("providers/large.png"), ["file-too-large: the file has 1074 KB; at most 1024 KB are read"]);
    assert_eq!(said("providers/logo.svg"), ["misplaced-file: `logo.svg` is a picture of a kind that cannot be a logo"]);
    let elsewhere = "misplaced-file: `chart.png` is a picture, and the guide shows none but the logos of partners";
    assert_eq!(said("pages/chart.png"), [elsewhere]);
    assert_eq!(said("providers/draft.txt"), ["misplaced-file: `draft.txt` does not end in `.md`, so it would not be shown"]);
    assert_eq!(said("providers/letter.docx"), ["misplaced-file: `letter.docx` is not a text file"]);
    assert_eq!(said("vocabulary/x.yaml"), ["misplaced-file: `x.yaml` does not end in `.toml`, so it would not be shown"]);
    assert_eq!(said("pages/large.md"), ["file-too-large: the file has 196 KB; at most 128 KB are read"]);
    assert_eq!(said("providers/x.md").len(), 4);
    assert_eq!(said("CODEOWNERS").len() + said(".hidden/x.md").len(), 0);
}

#[test]
fn the_rules_page_and_explain_say_the_same() {
    let folder = Folder::new(&[]);
    assert_eq!(folder.run(&["build"]).status.code(), Some(0));
    let page = fs::read_to_string(folder.path().join("public/contribute/rules/index.html")).unwrap();
    for rule in guidepost::rules::ALL {
        assert!(page.contains(&format!("id=\"{}\"", rule.code)), "{} is not on the page", rule.code);
    }
    let explained = folder.run(&["explain", "tab-indent"]);
    let sentence = "Delete them and type spaces.";
    assert!(out(&explained).contains(sentence) && page.contains(sentence));
}

#[test]
fn a_template_with_a_mistake_is_reported_like_any_file() {
    let folder = Folder::new(&[(
        "theme/templates/search.html",
        "{% extends \"base.html\" %}\n{% block main %}{{ nothing.here }}{% endblock main %}\n",
    )]);
    let output = folder.run(&["check", "--theme", "theme"]);
    assert_ne!(output.status.code(), Some(0));
    assert!(err(&output).contains("template"), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn devices_links_depth_and_size_end_in_a_diagnostic() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[("content/providers/x.md", GOOD)]);
    let content = folder.path().join("content");
    let pipe = content.join("providers/pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // A link to a folder, to itself, and to something that never ends.
    symlink("/etc", content.join("articles")).unwrap();
    symlink("loop.md", content.join("providers/loop.md")).unwrap();
    symlink("/dev/zero", content.join("providers/zero.md")).unwrap();
    folder.write("content/toolkit/1/2/3/4/5/6/7/8/x.md", GOOD);
    fs::File::create(content.join("providers/huge.md")).and_then(|file| file.set_len(1 << 36)).unwrap();
    let document: Value = serde_json::from_slice(&folder.run(&["check", "--format", "json"]).stdout).unwrap();
    let said: Vec<String> =
        document["diagnostics"].as_array().unwrap().iter().map(|one| format!("{}: {}", one["file"], one["code"])).collect();
    let wanted = [
        ("articles", "unreadable-file"),
        ("providers/huge.md", "file-too-large"),
        ("providers/loop.md", "unreadable-file"),
        ("providers/pipe.md", "unreadable-file"),
        ("providers/zero.md", "unreadable-file"),
        ("toolkit/1/2/3/4/5", "misplaced-file"),
    ];
    assert_eq!(said, wanted.map(|(file, code)| format!("{file:?}: {code:?}")));
}

#[test]
fn a_message_carries_no_commands_for_the_terminal() {
    let folder = Folder::new(&[("content/providers/x.md", &GOOD.replace("name:", "\u{1b}]0;owned\u{7}\u{1b}[31mname:"))]);
    folder.write("content/pages/y.md", "---\ntitle: Y\n---\n\n> [!\u{1b}[2J]\n> Words.\n\n[a link](javascript:\u{1b}[2J)\n");
    for format in ["human", "github"] {
        let output = folder.run(&["check", "--format", format, "--color", "never"]);
        for text in [out(&output), err(&output)] {
            assert!(!text.contains(['\u{1b}', '\u{7}']), "{format}: {text:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_guide_are_not_followed() {
    let folder = Folder::new(&[("secret.md", GOOD)]);
    fs::create_dir_all(folder.path().join("content/providers")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret.md"), folder.path().join("content/providers/x.md")).unwrap();
    let output = folder.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err(&output).contains("error[unreadable-file]: `providers/x.md` is a link or a device, not an ordinary file"),
        "{}",
        err(&output)
    );
}
