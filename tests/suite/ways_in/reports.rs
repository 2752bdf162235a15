//! Reports for the people who keep a guide.

use super::Bench;

#[test]
fn a_profile_is_out_of_date_after_the_time_that_the_guide_sets() {
    let bench = Bench::with_guide();
    assert!(
        bench.expect(0, &["report", "stale"]).out.contains("All one profile were checked")
            || bench.expect(0, &["report", "stale"]).out.contains("within 12 months")
    );
    // A year and a day later.
    let later = bench.run_on("1826928000", &["report", "stale"]).out;
    assert!(later.contains("| Example Learning Partners | 2026-11-22 | `providers/example-learning-partners.md` |"), "{later}");
    bench.write("content/guide.toml", &bench.read("content/guide.toml").replace("months = 12", "months = 24"));
    assert!(!bench.run_on("1826928000", &["report", "stale"]).out.contains("| Example"));
}

#[test]
fn a_check_on_a_day_to_come_is_a_slip_that_the_check_points_at() {
    let bench = Bench::with_guide();
    // Three years before the profile says that it was checked, and one day, which it may be where its author lives.
    let early = bench.run_on("1700000000", &["check", "--deny", "warnings"]);
    assert_eq!(early.code, 1, "{}", early.err);
    assert!(early.err.contains("warning[future-date]: `2026-11-22` is still to come"), "{}", early.err);
    assert!(early.err.contains("today is 2023-11-14") && early.err.contains("| reviewed: 2026-11-22"), "{}", early.err);
    assert_eq!(bench.run_on("1795219200", &["check", "--deny", "warnings"]).code, 0);
    // A build gives the same on any day.
    assert!(!bench.run_on("1700000000", &["build"]).err.contains("future-date"));
}

#[test]
fn what_no_provider_covers_is_a_table() {
    let bench = Bench::with_guide();
    let report = bench.expect(0, &["report", "coverage"]).out;
    assert!(report.contains("No provider states 44 of 48 combinations"), "{report}");
    assert!(report.contains("\n## Initial implementation\n\n| Subject | "), "{report}");
    assert!(report.contains("\n| Math | 1 | 1 | **none** | **none** |\n"), "{report}");
    let states = bench.expect(0, &["report", "coverage", "--states"]).out;
    assert!(
        states.lines().any(|line| line.starts_with("| Texas | **none served** | "))
            && states.lines().any(|line| line.starts_with("| Ohio | **none served** | **none served** |")),
        "{states}"
    );
}

#[test]
fn a_branch_is_told_as_a_reviewer_would_say_it() {
    let bench = Bench::with_guide();
    let profile = "content/providers/example-learning-partners.md";
    bench.write(
        "content/providers/old.md",
        "---\nname: Old Partners\nsummary: x\nreviewed: 2026-01-01\nsources: [https://example.org]\n---\n",
    );
    bench.write(
        "content/providers/gone.md",
        "---\nname: Gone Partners\nsummary: x\nreviewed: 2026-01-01\nsources: [https://example.org]\n---\n",
    );
    bench.git(&["init", "--quiet"]);
    bench.git(&["add", "--all"]);
    bench.git(&["commit", "--quiet", "--message", "before"]);
    assert_eq!(bench.expect(0, &["report", "changes"]).out, "# What changes\n\nNothing that readers would see.\n");
    let text = bench.read(profile);
    let text = text
        .replace("states: [la, tx]", "states: [la, oh, tx]")
        .replace("founded", "")
        .replace("delivery: [in-person, virtual]\n", "founded: 2010\n")
        .replace("https://example.org/services", "https://example.org/new")
        .replace("## What they do", "## What they did")
        .replace("reviewed: 2026-11-22", "reviewed: 2026-11-23");
    bench.write(profile, &text);
    bench.write("content/providers/fresh.md", "---\nname: Fresh @team <b>Partners</b>\nsummary: New here.\nwebsite: https://example.org/\nsubjects: [math]\nheadquarters: Reno, NV\nnotes: {subjects: Not science}\nreviewed: 2026-01-01\nsources: [https://example.org]\n---\nTwo words.\n");
    std::fs::rename(bench.path("content/providers/old.md"), bench.path("content/providers/moved.md")).unwrap();
    std::fs::remove_file(bench.path("content/providers/gone.md")).unwrap();
    std::fs::remove_file(bench.path("content/pages/accessibility.md")).unwrap();
    bench.write("content/providers/broken.md", "---\nname: [x\n---\n");
    let report = bench.expect(0, &["report", "changes", "HEAD"]).out;
    let expected = "# What changes

## Profiles

- **Example Learning Partners** (`providers/example-learning-partners.md`): adds Ohio; delivery no longer stated (was In person and Virtual); year founded stated for the first time: 2010; one source added: `https://example.org/new`; one source removed: `https://example.org/services`; adds the section “What they did”; removes the section “What they do”; checked on 2026-11-23 (before: 2026-11-22)
- **Fresh @\u{200b}team \\<b\\>Partners\\</b\\>** (`providers/fresh.md`): new profile; “New here.”; subject: Math; website: `https://example.org/`; headquarters: Reno, NV; remark on subject: “Not science”; one source; a text of two words
- **Old Partners** (`providers/moved.md`): moves from `old` to `moved`
- **Gone Partners** (`providers/gone.md`): profile removed; its address leads nowhere now

## Pages

- **Accessibility** (`pages/accessibility.md`): page removed

## Cannot be read

- `providers/broken.md`: `guidepost check` says what is wrong
";
    let plain = |text: &str| text.lines().map(|line| line.replace("; *no source is marked for state*", "")).collect::<Vec<_>>();
    assert_eq!(plain(&report), plain(expected), "{report}");
    assert!(report.contains("adds Ohio; *no source is marked for state*"), "{report}");
}

#[test]
fn a_revision_that_does_not_exist_is_told() {
    let bench = Bench::with_guide();
    bench.git(&["init", "--quiet"]);
    assert!(bench.expect(2, &["report", "changes", "nowhere"]).err.contains("there is no revision `nowhere`"));
    assert_eq!(bench.run(&["report", "changes", "--output=/tmp/x"]).code, 2);
}

#[test]
fn every_outside_address_is_listed_with_its_files() {
    let bench = Bench::with_guide();
    let links = bench.expect(0, &["report", "links"]).out;
    assert!(links.lines().any(|line| line == "https://example.org/services\tproviders/example-learning-partners.md"), "{links}");
}

/// Answers each request with the number in its path: `/404` with 404.
fn host() -> u16 {
    use std::io::{BufRead as _, BufReader, Write as _};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let mut line = String::new();
            let mut lines = BufReader::new(stream.try_clone().unwrap());
            lines.read_line(&mut line).unwrap();
            let mut header = String::new();
            while lines.read_line(&mut header).is_ok_and(|length| length > 2) {
                header.clear();
            }
            let status: u16 = line.split(['/', ' ']).find_map(|part| part.parse().ok()).unwrap_or(200);
            // This page has no head.
            let status = if line.starts_with("HEAD /207") { 500 } else { status };
            write!(stream, "HTTP/1.1 {status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        }
    });
    port
}

#[test]
fn an_address_that_is_gone_is_told_apart_from_one_that_nobody_can_tell() {
    let port = host();
    let bench = Bench::with_guide();
    let sources: String =
        ["200", "207", "404", "403"].iter().map(|status| format!("  - http://localhost:{port}/{status}#part\n")).collect();
    let file = "content/providers/example-learning-partners.md";
    let text = bench.read(file).replace("website: https://example.org/\n", "");
    let start = text.find("sources:\n").unwrap();
    let end = start + text[start..].find("---\n").unwrap();
    bench.write(file, &format!("{}sources:\n{sources}{}", &text[..start], &text[end..]));
    let arguments = ["report", "stale", "--external-links", "--cache", "links.tsv"];
    let report = bench.expect(0, &arguments).out;
    assert!(report.contains("1 of 4 addresses are gone; of 1 more nobody can tell."), "{report}");
    assert!(
        report.contains(&format!("| `http://localhost:{port}/404` | answers 404 | `providers/example-learning-partners.md` |")),
        "{report}"
    );
    assert!(
        report.contains(&format!(
            "## Unclear\n\n| Address | Answer | Files |\n| --- | --- | --- |\n| `http://localhost:{port}/403` | answers 403 |"
        )),
        "{report}"
    );
    let remembered = bench.read("links.tsv");
    assert_eq!(remembered.lines().count(), 2, "{remembered}");
    bench.write("links.tsv", &format!("{}20779\thttp://localhost:{port}/404\n", remembered));
    assert!(bench.expect(0, &arguments).out.contains("0 of 4 addresses are gone"));
}
