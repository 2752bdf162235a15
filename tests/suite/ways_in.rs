//! The ways into a guide, tried with the program itself in folders of their own.

mod forms;
mod reports;
mod schemas;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A folder in which commands are tried.
pub(super) struct Bench {
    folder: TempDir,
}

/// What a command did.
pub(super) struct Ran {
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Bench {
    /// A folder with a new guide in it.
    pub(super) fn with_guide() -> Self {
        let bench = Self { folder: TempDir::new().unwrap() };
        let ran = bench.run(&["init", "."]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        bench
    }

    pub(super) fn path(&self, inside: &str) -> PathBuf {
        self.folder.path().join(inside)
    }

    pub(super) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub(super) fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs the program on the 22nd of November 2026.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_on("1795305600", arguments)
    }

    pub(super) fn run_on(&self, seconds: &str, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_guidepost"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("SOURCE_DATE_EPOCH", seconds)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Runs the program and expects it to end so.
    pub(super) fn expect(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}\n{}\n{}", ran.out, ran.err);
        ran
    }

    pub(super) fn git(&self, arguments: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

/// The codes of all problems that `check` reports.
fn codes(bench: &Bench) -> Vec<String> {
    let ran = bench.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let mut codes: Vec<String> =
        report["diagnostics"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn a_new_guide_builds_passes_the_check_and_is_in_canonical_form() {
    let bench = Bench::with_guide();
    let checked = bench.expect(0, &["check", "--deny", "warnings"]);
    assert!(checked.err.contains("0 errors and 0 warnings"), "{}", checked.err);
    bench.expect(0, &["fmt", "--check"]);
    bench.expect(0, &["build"]);
    assert!(bench.read("public/providers/example-learning-partners/index.html").contains("Example Learning Partners"));
    assert!(bench.read("public/contribute/fields/index.html").contains("id=\"provider-pl_types\""));
}

#[test]
fn a_new_guide_needs_an_empty_folder_and_its_title_stays_text() {
    let bench = Bench { folder: TempDir::new().unwrap() };
    bench.write("full/mine.txt", "mine");
    let refused = bench.expect(2, &["init", "full"]);
    assert!(refused.err.contains("not empty"), "{}", refused.err);
    assert_eq!(fs::read_dir(bench.path("full")).unwrap().count(), 1);
    bench.expect(0, &["init", "new", "--title", "A \"great\" guide \\ #1 <b>"]);
    bench.expect(0, &["check", "--content", "new/content"]);
    bench.expect(0, &["build", "--content", "new/content", "--output", "site"]);
    assert!(bench.read("site/index.html").contains("A &quot;great&quot; guide \\ #1 &lt;b&gt;"));
}

#[test]
fn a_started_file_is_a_valid_draft_and_cannot_be_published_unfinished() {
    for (kind, more) in [
        ("provider", &[][..]),
        ("article", &[]),
        ("page", &[]),
        ("case-study", &[]),
        ("toolkit", &[]),
        ("worksheet", &[]),
        ("playbook", &["--guide", "select"]),
        ("playbook", &["--guide", "manage"]),
    ] {
        let bench = Bench::with_guide();
        // Pictures of pages take longest, and nobody looks at them here.
        bench.write("content/guide.toml", &bench.read("content/guide.toml").replacen("[site]", "[site]\nsocial_cards = false", 1));
        let name = "Ünïted: \"Partners\" #1 [x], {y} & 'z'";
        let arguments: Vec<&str> = ["new", kind, name].iter().chain(more).copied().collect();
        let file = bench.expect(0, &arguments).out.trim().to_owned();
        assert_eq!(codes(&bench), [""; 0], "{kind}: {}", bench.read(&file));
        let told = bench.expect(0, &["check"]).err;
        assert!(told.contains(&format!("1 file is a draft, which is not published: {}.", file.trim_start_matches("content/"))), "{told}");
        bench.write(&file, &bench.read(&file).replace("draft: true\n", "").replace("draft = true\n", ""));
        assert_eq!(codes(&bench), ["unfinished-template"], "{kind}: {}", bench.read(&file));
        bench.write(&file, &bench.read(&file).replace("TODO", "Done"));
        assert_eq!(codes(&bench), [""; 0], "{kind}: {}", bench.read(&file));
        bench.expect(0, &["build"]);
        bench.expect(0, &["fmt", "--check"]);
    }
}

#[test]
fn every_field_of_a_started_profile_can_be_uncommented() {
    let bench = Bench::with_guide();
    let file = bench.expect(0, &["new", "provider", "Example"]).out.trim().to_owned();
    let uncommented: Vec<String> = bench
        .read(&file)
        .replace("TODO", "Done")
        .replace("draft: true\n", "")
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| rest.split_once(": ").is_some_and(|(key, _)| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')))
                .unwrap_or(line)
                .to_owned()
        })
        .collect();
    bench.write(&file, &(uncommented.join("\n") + "\n"));
    assert_eq!(codes(&bench), [""; 0], "{}", bench.read(&file));
    assert!(bench.read(&file).contains("\nfounded: 2010\n"));
}

#[test]
fn a_started_file_never_takes_the_place_of_another() {
    let bench = Bench::with_guide();
    bench.expect(0, &["new", "provider", "Example"]);
    bench.write("content/providers/example.md", "mine");
    let refused = bench.expect(2, &["new", "provider", "Example"]);
    assert!(refused.err.contains("exists already"), "{}", refused.err);
    assert_eq!(bench.read("content/providers/example.md"), "mine");
    let nameless = bench.expect(2, &["new", "provider", "日本"]);
    assert!(nameless.err.contains("--slug"), "{}", nameless.err);
    bench.expect(2, &["new", "provider", "x", "--slug", "../x"]);
    bench.expect(2, &["new", "playbook", "x", "--guide", "../x"]);
}

#[test]
fn the_bundled_content_is_in_canonical_form() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let bench = Bench::with_guide();
    let told = bench.expect(0, &["fmt", "--check", "--content", content.to_str().unwrap()]);
    assert!(told.out.is_empty(), "{}", told.out);
}

#[test]
fn formatting_tells_and_then_does_it() {
    let bench = Bench::with_guide();
    let messy = "---\nsources: ['https://example.org/']\nreviewed: 2026-05-01\n# why\nname:   \"Messy\"\nsummary: x\n---\nBody  \n";
    bench.write("content/providers/messy.md", messy);
    let told = bench.expect(1, &["fmt", "--check"]);
    assert_eq!(told.out.trim(), Path::new("content").join("providers/messy.md").display().to_string());
    assert_eq!(bench.read("content/providers/messy.md"), messy);
    bench.expect(0, &["fmt"]);
    assert_eq!(
        bench.read("content/providers/messy.md"),
        "---\n# why\nname: Messy\nsummary: x\nreviewed: 2026-05-01\nsources:\n  - https://example.org/\n---\nBody  \n"
    );
    bench.expect(0, &["fmt", "--check"]);
    bench.write("content/providers/broken.md", "---\nname: [x\n---\n");
    let broken = bench.expect(1, &["fmt"]);
    assert!(broken.err.contains("content/providers/broken.md:2"), "{}", broken.err);
    assert_eq!(bench.read("content/providers/broken.md"), "---\nname: [x\n---\n");
}

#[test]
fn the_search_of_the_site_answers_on_the_command_line() {
    let bench = Bench::with_guide();
    let answers = bench.expect(0, &["search", "example partners", "--format", "json", "--limit", "1"]).out;
    let answers: serde_json::Value = serde_json::from_str(&answers).unwrap();
    assert_eq!(
        answers,
        serde_json::json!([{ "url": "/providers/example-learning-partners/", "title": "Example Learning Partners", "score": 1.0 }])
    );
    let filtered = |filter: &str| bench.expect(0, &["search", "example", "--format", "json", "--filter", filter]).out;
    assert!(filtered("subjects=math").contains("example-learning-partners"));
    assert!(!filtered("subjects=science").contains("example-learning-partners"));
    assert!(bench.expect(2, &["search", "x", "--filter", "subjects=scence"]).err.contains("did you mean `science`?"));
    assert!(bench.expect(2, &["search", "x", "--filter", "colour=red"]).err.contains("the facets are"));
}

#[test]
fn shells_and_manuals_know_every_command() {
    let bench = Bench { folder: TempDir::new().unwrap() };
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(bench.expect(0, &["completions", shell]).out.contains("export"));
    }
    let page = bench.expect(0, &["man"]).out;
    assert!(page.starts_with(".ie") && page.contains("guidepost\\-report"), "{page}");
    assert!(bench.expect(0, &["man", "import"]).out.contains("CSV"));
    bench.expect(2, &["man", "nothing"]);
}

#[test]
fn the_repository_has_the_files_that_are_made_from_its_content() {
    use guidepost::content;
    use guidepost::memo::Memo;
    use guidepost::scaffold::{self, Install};

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let documents = content::parse(&schemas::sources(&root.join("content")), &mut Memo::new()).value;
    let overwrite = std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite");
    let mut different = Vec::new();
    for file in scaffold::beside(&documents, Install::FromHere) {
        let path = root.join(&file.path);
        if fs::read_to_string(&path).ok().as_deref() != Some(&file.text) {
            if overwrite {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &file.text).unwrap();
            }
            different.push(file.path);
        }
    }
    assert!(overwrite || different.is_empty(), "SNAPSHOTS=overwrite cargo test writes these anew: {different:?}");
}

#[test]
fn generated_settings_are_yaml_json_and_toml() {
    let bench = Bench::with_guide();
    for file in ["check", "preview", "pages", "freshness", "profile"]
        .map(|name| format!(".github/workflows/{name}.yml"))
        .iter()
        .chain([".github/ISSUE_TEMPLATE/provider.yml".to_owned(), "admin/config.yml".to_owned()].iter())
    {
        let text = bench.read(file);
        assert!(saphyr_parser::Parser::new_from_str(&text).all(|event| event.is_ok()), "{file}");
        assert!(!text.contains("{install}") && !text.contains('\t'), "{file}");
    }
    for file in [".vscode/settings.json", ".vscode/tasks.json", ".vscode/extensions.json", "schemas/provider.json", "schemas/guide.json"] {
        serde_json::from_str::<serde_json::Value>(&bench.read(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
    assert!(toml::de::DeTable::parse(&bench.read(".taplo.toml")).is_ok());
}

#[test]
fn workflows_that_run_strangers_text_have_no_rights_and_others_run_none() {
    let bench = Bench::with_guide();
    let check: String =
        bench.read(".github/workflows/check.yml").lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
    assert!(
        check.contains("permissions:\n  contents: read\n")
            && !check.contains("write")
            && !check.contains("secrets")
            && !check.contains("pull_request_target"),
        "{check}"
    );
    for name in ["check", "preview", "pages", "freshness", "profile"] {
        let text = bench.read(&format!(".github/workflows/{name}.yml"));
        for line in text.lines().filter(|line| line.trim_start().starts_with("- uses:") || line.trim_start().starts_with("uses:")) {
            let pin = line.split('@').nth(1).unwrap().split(' ').next().unwrap();
            assert!(pin.len() == 40 && pin.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}: {line}");
        }
        // What somebody wrote reaches a script through the environment only.
        for (number, line) in
            text.lines().enumerate().filter(|(_, line)| line.contains("github.event.issue.body") || line.contains("head_branch"))
        {
            assert!(
                line.trim_start().split(':').next().is_some_and(|key| key.chars().all(|c| c.is_ascii_uppercase() || c == '_')),
                "{name}:{number}: {line}"
            );
        }
    }
    let preview = bench.read(".github/workflows/preview.yml");
    assert!(
        !preview.contains("actions/checkout") && !preview.contains("guidepost build"),
        "a job that may write runs nothing of the pull request"
    );
}

#[test]
fn maintainers_of_profiles_become_code_owners() {
    let bench = Bench::with_guide();
    let text = bench
        .read("content/providers/example-learning-partners.md")
        .replace("sources:\n", "maintainers: [octo-cat, \"@org/team\", \"x y\\n* @evil\"]\nsources:\n");
    bench.write("content/providers/example-learning-partners.md", &text);
    let owners = bench.expect(0, &["export", "--format", "codeowners"]).out;
    assert_eq!(owners.lines().skip(1).collect::<Vec<_>>(), ["/content/providers/example-learning-partners.md @octo-cat @org/team"]);
}

/// The fenced blocks of a kind in CONTRIBUTING.md.
fn blocks(kind: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("CONTRIBUTING.md")).unwrap();
    let opening = format!("\n```{kind}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```\n").next().unwrap().to_owned()).collect()
}

#[test]
fn what_contributing_shows_is_what_the_program_does() {
    let bench = Bench::with_guide();
    let transcripts = blocks("console");
    assert!(!transcripts.is_empty());
    for transcript in transcripts {
        for part in transcript.split("$ guidepost ").skip(1) {
            let (command, shown) = part.split_once('\n').unwrap();
            let arguments: Vec<&str> = command
                .split('"')
                .enumerate()
                .flat_map(|(n, piece)| if n % 2 == 1 { vec![piece] } else { piece.split_whitespace().collect() })
                .collect();
            let ran = bench.run(&arguments);
            assert_eq!(ran.out.replace('\\', "/") + &ran.err, shown, "{command}");
        }
    }
}

#[test]
fn the_example_of_contributing_is_valid_and_its_mistake_is_told_as_shown() {
    let bench = Bench::with_guide();
    let example = blocks("markdown").remove(0);
    let file = "content/providers/example-learning-partners.md";
    bench.write(file, &example);
    bench.expect(0, &["check", "--deny", "warnings"]);
    bench.expect(0, &["fmt", "--check"]);
    let shown = blocks("text").into_iter().find(|block| block.starts_with("error[")).unwrap();
    bench.write(file, &example.replace("grade_bands: [k-2, 3-5]", "grade_bands: [6–8, 9-12]"));
    let told = bench.expect(1, &["check"]).err;
    let plain = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert!(plain(&told).contains(plain(&shown).trim_end()), "{told}\n{shown}");
}
