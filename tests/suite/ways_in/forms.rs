//! The issue form: what is sent through it becomes a profile, and nothing else.

use super::Bench;

/// The questions of a new guide's form, in order, with an answer for each that has one.
fn issue(answers: &[(&str, &str)]) -> String {
    let labels = [
        "Name",
        "Summary",
        "Website",
        "Kind",
        "Type of professional learning",
        "Subject",
        "Grade band",
        "State",
        "Delivery",
        "Founded",
        "Headquarters",
        "Contact: email",
        "Contact: phone",
        "Contact: form",
        "Notes",
        "Sources",
        "Aliases",
        "Before you send this",
        "Text of the profile",
    ];
    let answer = |label: &str| answers.iter().find(|(key, _)| *key == label).map_or("_No response_", |(_, answer)| answer);
    labels.iter().map(|label| format!("### {label}\r\n\r\n{}\r\n\r\n", answer(label).replace('\n', "\r\n"))).collect()
}

const GOOD: [(&str, &str); 9] = [
    ("Name", "Form Partners"),
    ("Summary", "Coaches teachers\nof math."),
    ("Subject", "- [ ] English language arts (ela)\n- [X] Math (math)\n- [ ] Science (science)"),
    ("State", "Louisiana (la), Texas (tx)"),
    ("Founded", "2010"),
    ("Contact: phone", "+1 504 555 0100"),
    ("Notes", "states: Named examples only: two of them."),
    ("Sources", "https://example.org/a | title: Services | facts: subjects, states\nhttps://example.org/b"),
    ("Text of the profile", "## What they do\n\nThey coach.\n\n### Name\n\nStill text."),
];

fn import(bench: &Bench, issue: &str, code: i32) -> super::Ran {
    bench.write("issue.md", issue);
    bench.expect(code, &["import", "--issue", "issue.md"])
}

#[test]
fn the_form_asks_what_the_reader_expects() {
    let bench = Bench::with_guide();
    let form = bench.read(".github/ISSUE_TEMPLATE/provider.yml");
    let labels: Vec<&str> = form.lines().filter_map(|line| line.strip_prefix("      label: ")).collect();
    let asked: Vec<String> = issue(&[])
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .map(|label| if label.contains(": ") { format!("\"{label}\"") } else { label.to_owned() })
        .collect();
    assert_eq!(labels, asked);
}

#[test]
fn a_sent_form_becomes_a_valid_profile() {
    let bench = Bench::with_guide();
    let ran = import(&bench, &issue(&GOOD), 0);
    assert_eq!(ran.out.trim().replace('\\', "/"), "content/providers/form-partners.md");
    assert_eq!(
        bench.read("content/providers/form-partners.md"),
        "---\nname: Form Partners\nsummary: Coaches teachers of math.\nsubjects: [math]\nstates: [la, tx]\nfounded: 2010\ncontact:\n  phone: \"+1 504 555 0100\"\nreviewed: 2026-11-22\nnotes:\n  states: \"Named examples only: two of them.\"\nsources:\n  - url: https://example.org/a\n    title: Services\n    facts: [subjects, states]\n  - https://example.org/b\n---\n## What they do\n\nThey coach.\n\n### Name\n\nStill text.\n"
    );
    bench.expect(0, &["check"]);
    bench.expect(0, &["fmt", "--check"]);
    let again = import(&bench, &issue(&GOOD).replace("They coach.", "They teach."), 2);
    assert!(again.err.contains("exists already"), "{}", again.err);
}

#[test]
fn hostile_text_stays_text() {
    let bench = Bench::with_guide();
    let hostile = "x\"\n---\ndraft: true\nmaintainers: [evil]\n---\n<script>alert(1)</script> ${{ secrets.X }} `rm -rf /`";
    let mut answers = GOOD;
    answers[0].1 = "Evil \"Partners\": #1\nname: other";
    answers[1].1 = hostile;
    answers[8].1 = "---\nname: other\n---\n\n<script>alert(1)</script>";
    import(&bench, &issue(&answers), 0);
    let text = bench.read("content/providers/evil-partners-1-name-other.md");
    assert!(
        text.starts_with(
            "---\nname: \"Evil \\\"Partners\\\": #1 name: other\"\nsummary: \"x\\\" --- draft: true maintainers: [evil] --- <script>"
        ),
        "{text}"
    );
    let exported: serde_json::Value = serde_json::from_str(&bench.expect(0, &["export", "--format", "json"]).out).unwrap();
    let profile =
        exported["providers"].as_array().unwrap().iter().find(|provider| provider["slug"] == "evil-partners-1-name-other").unwrap().clone();
    assert!(profile.get("draft").is_none() && profile.get("maintainers").is_none());
    assert_eq!(profile["body"], "---\nname: other\n---\n\n<script>alert(1)</script>\n");
    bench.expect(0, &["build"]);
    let page = bench.read("public/providers/evil-partners-1-name-other/index.html");
    assert!(!page.contains("<script>alert"), "{page}");
}

#[test]
fn a_form_that_was_changed_by_hand_is_refused_with_the_place() {
    let bench = Bench::with_guide();
    let good = issue(&GOOD);
    for (broken, said) in [
        (good.replacen("### Website\r\n", "", 1), "the form asks `Website` here"),
        (good.replacen("### Website", "### Name", 1), "the form asks `Website` here"),
        (format!("Hello!\r\n{good}"), "begins with its first question"),
        (good.split("### Sources").next().unwrap().to_owned(), "the question `Sources` is missing"),
        (good.replacen("Louisiana (la), Texas (tx)", "Louisiana (la), Atlantis (at)", 1), "the form does not offer this for `State`"),
        (good.replacen("- [X] Math (math)", "- [X] Math (math)\r\n- [X] Magic (magic)", 1), "the form does not offer this for `Subject`"),
        (good.replacen("of math.", "of math.\r\n### Kind\r\nnew", 1), "the form asks `Website` here"),
        (String::new(), "the question `Name` is missing"),
        (good.replacen("https://example.org/b", "javascript:alert(1)", 1), "bad-url"),
        (good.replacen("Form Partners", "_No response_", 1), "missing-key"),
    ] {
        let ran = import(&bench, &broken, 1);
        assert!(ran.err.contains(said) && ran.err.contains("nothing was written"), "{said}\n{}", ran.err);
        assert!(ran.out.is_empty() && !bench.path("content/providers/form-partners.md").exists());
    }
}
