//! What is published: addresses that last, files that hosts read, the same bytes everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use crate::annotated::{check_in, diagnose, guide};

const PROVIDER: &str =
    "---\nname: Example Partners\nsummary: Coaches teachers.\nreviewed: 2026-05-01\nsources: [https://example.org/]\n---\n\nThey coach.\n";

fn with(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut all = guide();
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    all
}

fn written(folder: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn guidepost(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guidepost")).args(arguments).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

// ---- Addresses ----

#[test]
fn a_published_address_leads_somewhere() {
    check_in(
        with(&[("providers/elp.md", PROVIDER)]),
        &[(
            "addresses.lock",
            "
# A remark.
/
/providers/elp/
/providers/elb/
^^^^^^^^^^^^^^^ lost-address: `/providers/elb/` was published, and nothing stands there any more
#    label: did it become `/providers/elp/`?
#    help: add `redirect_from: [/providers/elb/]` to the page that takes its place; or delete this line, if links to it may lead nowhere
/providers/by/states/la/
no address
^^^^^^^^^^ bad-route
",
        )],
    );
}

#[test]
fn an_old_address_that_leads_on_is_not_lost() {
    let moved = PROVIDER.replace("reviewed", "redirect_from: [/partners/elp/]\nreviewed");
    check_in(with(&[("providers/elp.md", &moved)]), &[("addresses.lock", "/partners/elp/\n/providers/elp/\n")]);
}

#[test]
fn a_page_whose_file_has_an_error_is_not_reported_as_lost_too() {
    let broken = PROVIDER.replace("reviewed: 2026-05-01\n", "");
    let found = diagnose(&with(&[("providers/elp.md", &broken), ("addresses.lock", "/providers/elp/\n/providers/gone/\n/about/\n")]));
    let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.rule.code).collect();
    assert_eq!(codes, ["lost-address", "missing-key"], "{found:?}");
}

#[test]
fn addresses_are_noted_and_only_a_deleted_line_gives_one_up() {
    let place = tempfile::tempdir().unwrap();
    written(&place.path().join("content"), &with(&[("providers/elp.md", PROVIDER)]));
    let lock = place.path().join("content/addresses.lock");
    assert_eq!(guidepost(place.path(), &["addresses"]).status.code(), Some(0));
    let first = fs::read_to_string(&lock).unwrap();
    assert!(first.contains("\n/\n") && first.contains("\n/providers/elp/\n") && !first.contains("404"), "{first}");
    assert!(said(&guidepost(place.path(), &["addresses"])).contains("noted already"));

    fs::rename(place.path().join("content/providers/elp.md"), place.path().join("content/providers/example.md")).unwrap();
    let output = guidepost(place.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[lost-address]: `/providers/elp/` was published"), "{}", said(&output));
    // Noting the new address does not give up the old one.
    assert_eq!(guidepost(place.path(), &["addresses"]).status.code(), Some(0));
    let both = fs::read_to_string(&lock).unwrap();
    assert!(both.contains("\n/providers/elp/\n/providers/example/\n"), "{both}");
    fs::write(&lock, both.replace("/providers/elp/\n", "")).unwrap();
    assert_eq!(guidepost(place.path(), &["build"]).status.code(), Some(0));
}

#[test]
fn a_pull_request_that_takes_a_page_away_is_told_so() {
    let place = tempfile::tempdir().unwrap();
    written(&place.path().join("content"), &with(&[("providers/elp.md", PROVIDER)]));
    guidepost(place.path(), &["addresses"]);
    let git = |arguments: &[&str]| {
        let who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
        assert!(Command::new("git").args(who).args(arguments).current_dir(place.path()).output().unwrap().status.success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "A guide"]);
    fs::remove_file(place.path().join("content/providers/elp.md")).unwrap();
    let output = guidepost(place.path(), &["check", "--changed-since", "HEAD"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[lost-address]: `/providers/elp/`"), "{}", said(&output));
}

#[test]
fn two_pages_that_a_disk_cannot_tell_apart_are_named_both() {
    for (from, owner) in [
        ("/About/", "pages/about.md"),
        ("/ABOUT/index.html", "pages/about.md"),
        ("/feed.xml/", "a page that every guide has"),
        ("/assets/main.css", "a page that every guide has"),
        ("/providers", "a page that every guide has"),
        ("/index.html", "a page that every guide has"),
        ("/other/page/", "pages/other.md"),
    ] {
        let mut files = with(&[
            ("providers/x.md", PROVIDER),
            ("pages/about.md", "---\ntitle: About\n---\n\nWords.\n"),
            ("pages/other.md", "---\ntitle: Other\nredirect_from: [/other/PAGE]\n---\n\nWords.\n"),
        ]);
        files.insert("pages/z.md".to_owned(), format!("---\ntitle: Z\nredirect_from: [{from}]\n---\n\nWords.\n"));
        let found = diagnose(&files);
        let conflict = found.iter().find(|diagnostic| diagnostic.rule.code == "address-conflict");
        let conflict = conflict.unwrap_or_else(|| panic!("{from} is free"));
        assert!(conflict.message.ends_with(&format!("is in use by {owner}")) && &*conflict.place.file == "pages/z.md", "{conflict}");
    }
}

#[test]
fn names_that_windows_keeps_for_itself_are_no_addresses() {
    for (path, text) in [
        ("providers/con.md", PROVIDER.to_owned()),
        ("pages/nul.md", "---\ntitle: N\n---\n\nWords.\n".to_owned()),
        ("pages/z.md", "---\ntitle: Z\nredirect_from: [/old/aux.html]\n---\n\nWords.\n".to_owned()),
        ("vocabulary/states.toml", "[[value]]\nid = \"prn\"\nlabel = \"X\"\n".to_owned()),
    ] {
        let found = diagnose(&with(&[(path, &text)]));
        assert!(found.iter().any(|diagnostic| diagnostic.is_error() && &*diagnostic.place.file == path), "{path}: {found:?}");
    }
}

// ---- The same bytes ----

/// Every file of a folder with its bytes.
pub(crate) fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(current) = waiting.pop() {
        for entry in fs::read_dir(&current).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Copies files one by one in this order: some disks list a folder in the order in which it was filled.
fn copied<'p>(from: &Path, to: &Path, paths: impl Iterator<Item = &'p String>) {
    for path in paths {
        fs::create_dir_all(to.join(path).parent().unwrap()).unwrap();
        fs::copy(from.join(path), to.join(path)).unwrap();
    }
}

#[test]
fn the_bundled_guide_has_the_same_bytes_wherever_and_whenever_it_is_built() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let place = tempfile::tempdir().unwrap();
    let names: Vec<String> = snapshot(&content).into_keys().collect();
    copied(&content, &place.path().join("forwards/content"), names.iter());
    copied(&content, &place.path().join("backwards/deep/er/site"), names.iter().rev());
    let build = |folder: &str, arguments: &[&str], surroundings: &[(&str, &str)]| {
        let output = Command::new(env!("CARGO_BIN_EXE_guidepost"))
            .args(["build", "--quiet"])
            .args(arguments)
            .current_dir(place.path().join(folder))
            .envs(surroundings.iter().copied())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
    };
    build(
        "forwards",
        &["--output", "../one"],
        &[("RAYON_NUM_THREADS", "1"), ("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("SOURCE_DATE_EPOCH", "0"), ("HOME", "/nonexistent")],
    );
    build(
        "backwards/deep",
        &["--content", "er/site", "--output", "../../two"],
        &[
            ("RAYON_NUM_THREADS", "7"),
            ("TZ", "America/Los_Angeles"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "tr_TR.UTF-8"),
            ("SOURCE_DATE_EPOCH", "1999999999"),
        ],
    );
    let (one, two) = (site(&place.path().join("one")), site(&place.path().join("two")));
    assert!(one.len() > 200, "{} files", one.len());
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    let different: Vec<&String> = one.iter().filter(|(path, bytes)| two.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert_eq!(different, Vec::<&String>::new());
    assert_recipes_know_the_endings(&one);
}

/// Hosts must know what each kind of file is to be sent as.
fn assert_recipes_know_the_endings(site: &BTreeMap<String, Vec<u8>>) {
    let recipe = |path: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(path)).unwrap();
    let (table, nginx) = (recipe("publishing.md"), recipe("publish/nginx.conf"));
    let endings: BTreeSet<&str> =
        site.keys().filter_map(|path| path.rsplit('/').next()?.rsplit_once('.')).map(|(_, ending)| ending).collect();
    assert!(endings.len() > 8, "{endings:?}");
    for ending in endings.iter().filter(|ending| !["guidepost", "nojekyll"].contains(ending)) {
        assert!(table.contains(&format!("| `.{ending}` | `")), "docs/publishing.md does not say how to send .{ending} from a store");
        let known = nginx.lines().any(|line| line.trim().trim_end_matches(';').split(' ').skip(1).any(|word| word == *ending));
        assert!(known, "docs/publish/nginx.conf does not know .{ending}");
    }
}

// ---- Pictures and smaller forms ----

/// Builds the guide in a folder; says how many times each stage was gone through.
fn stages(folder: &Path, arguments: &[&str]) -> BTreeMap<String, u64> {
    let output = guidepost(folder, &[&["build", "--quiet", "--timings=json"], arguments].concat());
    assert!(output.status.success(), "{}", said(&output));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let stages = report["stages"].as_array().unwrap().iter();
    stages.map(|stage| (stage["stage"].as_str().unwrap().to_owned(), stage["times"].as_u64().unwrap())).collect()
}

/// Where the page of the only profile says that its picture is, as a file of the site.
fn picture(folder: &Path) -> Option<String> {
    let page = fs::read_to_string(folder.join("public/providers/elp/index.html")).unwrap();
    let (_, rest) = page.split_once("<meta property=\"og:image\" content=\"https://guide.example.org/")?;
    assert!(page.contains("<meta property=\"og:image:alt\" content=\"Learn &amp; &quot;Co&quot;"), "{page}");
    Some(rest.split('"').next().unwrap().to_owned())
}

#[test]
fn a_profile_has_a_picture_that_is_drawn_once() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let profile = |name: &str, body: &str| PROVIDER.replace("Example Partners", name).replace("They coach.", body);
    let publish = |name: &str, body: &str| {
        written(&folder.join("content"), &with(&[("providers/elp.md", &profile(name, body))]));
        (stages(folder, &[])["draw"], picture(folder).unwrap())
    };
    // The site's, the profile's and that of the one guide of the playbook.
    let (drawn, first) = publish("'Learn & \"Co\" <image href=\"/etc/passwd\"/> ]]> {{ card }}'", "They coach.");
    assert_eq!(drawn, 3);
    assert!(first.starts_with("assets/partner-elp."), "{first}");
    let bytes = fs::read(folder.join("public").join(&first)).unwrap();
    assert_eq!((&bytes[..8], &bytes[16..24]), (&b"\x89PNG\r\n\x1a\n"[..], &[0, 0, 4, 176, 0, 0, 2, 118][..]));
    let (drawn, second) = publish("'Learn & \"Co\" <image href=\"/etc/passwd\"/> ]]> {{ card }}'", "They coach all year.");
    assert_eq!((drawn, &second), (0, &first), "a picture with the same words is drawn again");
    fs::write(folder.join("public").join(&first), "spoilt").unwrap();
    let (drawn, third) = publish("'Learn & \"Co\"'", "They coach all year.");
    assert!(drawn == 1 && third != first && !folder.join("public").join(&first).exists(), "{drawn} {third}");
    fs::write(folder.join("public").join(&third), "spoilt").unwrap();
    assert_eq!(stages(folder, &[])["draw"], 1, "a picture that somebody spoilt is drawn again");

    let mut files = with(&[("providers/elp.md", PROVIDER)]);
    files.insert("guide.toml".to_owned(), files["guide.toml"].replace("base_url", "social_cards = false\nbase_url"));
    written(&folder.join("content"), &files);
    assert_eq!(stages(folder, &[])["draw"], 0);
    let page = fs::read_to_string(folder.join("public/providers/elp/index.html")).unwrap();
    assert!(!page.contains("og:image") && !site(&folder.join("public")).keys().any(|path| path.contains("partner-elp.")));
}

#[test]
fn smaller_forms_stand_beside_files_and_are_made_once() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let mut files = with(&[("providers/elp.md", PROVIDER)]);
    files.insert("guide.toml".to_owned(), files["guide.toml"].replace("base_url", "social_cards = false\nbase_url"));
    written(&folder.join("content"), &files);
    let all = stages(folder, &["--precompress"])["compress"];
    let whole = site(&folder.join("public"));
    assert!(["index.html.br", "index.html.gz", "_headers", "robots.txt"].iter().all(|path| whole.contains_key(*path)));
    for (path, bytes) in &whole {
        let mut text = Vec::new();
        let form = path.rsplit_once('.');
        match form {
            Some((_, "gz")) => std::io::copy(&mut flate2::read::GzDecoder::new(bytes.as_slice()), &mut text).unwrap(),
            Some((_, "br")) => brotli::BrotliDecompress(&mut bytes.as_slice(), &mut text).map(|()| 0).unwrap(),
            _ => continue,
        };
        let plain = &whole[form.unwrap().0];
        assert!(text == *plain && bytes.len() < plain.len(), "{path}");
    }
    // One profile is other than it was, and somebody has spoilt a file.
    fs::write(folder.join("content/providers/elp.md"), PROVIDER.replace("They coach.", "They coach all year.")).unwrap();
    fs::write(folder.join("public/404.html.gz"), "spoilt").unwrap();
    let again = stages(folder, &["--precompress"])["compress"];
    assert!((2..all / 2).contains(&again), "{again} of {all} files were made small again");
    stages(folder, &["--precompress", "--output", "fresh"]);
    assert!(site(&folder.join("public")) == site(&folder.join("fresh")), "what was kept is not what is made");
    stages(folder, &[]);
    assert!(!site(&folder.join("public")).keys().any(|path| path.ends_with(".gz") || path.ends_with(".br")));
}

// ---- Hosts ----

#[test]
fn recipes_send_the_policy_that_pages_carry() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let headers = fs::read_to_string(root.join("docs/publish/guide-headers.conf")).unwrap();
    let place = tempfile::tempdir().unwrap();
    written(&place.path().join("content"), &guide());
    assert!(guidepost(place.path(), &["build"]).status.success());
    let told = fs::read_to_string(place.path().join("public/_headers")).unwrap();
    let (all, _) = told.split_once("/assets/").unwrap();
    let lines: Vec<(&str, &str)> = all.lines().skip(1).filter_map(|line| line.trim().split_once(": ")).collect();
    assert_eq!(lines.len(), 6, "{told}");
    for (name, value) in lines {
        assert!(headers.contains(&format!("add_header {name} \"{value}\" always;")), "{name}: {value}");
    }
}

// ---- Never half-written ----

/// Two states of one guide that differ on every page, and what each is when it is built.
struct Two {
    place: tempfile::TempDir,
    wholes: [BTreeMap<String, Vec<u8>>; 2],
    /// How long a build takes here and now.
    takes: Duration,
}

impl Two {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut takes = Duration::ZERO;
        let wholes = ["one", "two"].map(|name| {
            let mut files = with(&[("providers/elp.md", PROVIDER)]);
            files.insert(format!("pages/{name}.md"), format!("---\ntitle: Only {name}\n---\n\nWords.\n"));
            let settings =
                files["guide.toml"].replace("A guide", &format!("Guide {name}")).replace("base_url", "social_cards = false\nbase_url");
            files.insert("guide.toml".to_owned(), settings);
            written(&place.path().join(name), &files);
            let start = Instant::now();
            let output = guidepost(place.path(), &["build", "--content", name, "--output", &format!("whole/{name}")]);
            takes = start.elapsed();
            assert!(output.status.success(), "{}", said(&output));
            site(&place.path().join("whole").join(name))
        });
        assert_ne!(wholes[0]["index.html"], wholes[1]["index.html"]);
        Self { place, wholes, takes }
    }

    fn build(&self, name: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
        command.args(["build", "--quiet", "--content", name, "--output", "public"]).current_dir(self.place.path());
        command
    }

    fn published(&self) -> BTreeMap<String, Vec<u8>> {
        site(&self.place.path().join("public"))
    }

    /// What stands beside the folders of this test.
    fn leftovers(&self) -> Vec<String> {
        let names = fs::read_dir(self.place.path()).unwrap().map(|entry| entry.unwrap().file_name().display().to_string());
        names.filter(|name| !["one", "two", "whole", "public"].contains(&name.as_str())).collect()
    }
}

/// The files of a site, without what a build keeps for the next one.
fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = snapshot(folder);
    files.remove(".guidepost-kept");
    files
}

#[cfg(target_os = "linux")]
#[test]
fn whenever_a_build_is_killed_the_old_site_or_the_new_one_is_there() {
    let two = Two::new();
    assert!(two.build("one").status().unwrap().success());
    let (mut killed, mut seen) = (0, BTreeMap::new());
    for round in 0..48_u32 {
        let mut child = two.build(["two", "one"][round as usize % 2]).spawn().unwrap();
        // From before it has read anything to after it is done.
        std::thread::sleep(two.takes * (round * 7 % 24) / 20);
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let now = two.published();
        let state = two.wholes.iter().position(|whole| *whole == now).unwrap_or_else(|| panic!("round {round}: neither: {:?}", now.keys()));
        *seen.entry(state).or_insert(0) += 1;
    }
    assert!(killed >= 12, "{killed} builds were killed while they ran; {seen:?}");
    assert!(two.build("two").status().unwrap().success());
    assert_eq!(two.published(), two.wholes[1]);
    assert_eq!(two.leftovers(), Vec::<String>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_reads_during_builds_finds_every_page() {
    let two = Two::new();
    assert!(two.build("one").status().unwrap().success());
    let done = std::sync::atomic::AtomicBool::new(false);
    let reads = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                for page in ["index.html", "providers/elp/index.html", "404.html"] {
                    let bytes = fs::read(two.place.path().join("public").join(page)).unwrap_or_else(|error| panic!("{page}: {error}"));
                    assert!(two.wholes.iter().any(|whole| whole[page] == bytes), "{page} is neither the old one nor the new one");
                    reads += 1;
                }
            }
            reads
        });
        for round in 0..10 {
            assert!(two.build(["two", "one"][round % 2]).status().unwrap().success());
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        reader.join().unwrap()
    });
    assert!(reads > 100, "{reads} reads");
}

#[test]
fn two_builds_at_once_leave_one_of_two_whole_sites() {
    let two = Two::new();
    for _ in 0..4 {
        let mut builds: Vec<_> = (0..4).map(|number| two.build(["one", "two"][number % 2]).spawn().unwrap()).collect();
        assert!(builds.iter_mut().all(|build| build.wait().unwrap().success()));
        assert!(two.wholes.contains(&two.published()));
    }
    assert_eq!(two.leftovers(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_keeps_the_old_site() {
    let two = Two::new();
    assert!(two.build("one").status().unwrap().success());
    // No file may be longer than a few blocks; the signal that says so is not listened to.
    let script = format!("trap '' XFSZ; ulimit -f 4; exec '{}' build --content two --output public", env!("CARGO_BIN_EXE_guidepost"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(two.place.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("cannot write"), "{}", said(&output));
    assert_eq!(two.published(), two.wholes[0]);
    assert_eq!(two.leftovers(), Vec::<String>::new());
}

#[test]
fn files_of_others_in_a_published_folder_stay() {
    let two = Two::new();
    assert!(two.build("one").status().unwrap().success());
    let public = two.place.path().join("public");
    fs::create_dir_all(public.join("admin")).unwrap();
    fs::write(public.join("admin/index.html"), "an editor").unwrap();
    fs::write(public.join("CNAME"), "guide.example.org").unwrap();
    assert!(two.build("two").status().unwrap().success());
    let now = two.published();
    assert_eq!((now["admin/index.html"].as_slice(), now["CNAME"].as_slice()), (&b"an editor"[..], &b"guide.example.org"[..]));
    assert!(!now.contains_key("one/index.html") && now.contains_key("two/index.html"));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_published_folder_is_not_written_through() {
    let two = Two::new();
    assert!(two.build("one").status().unwrap().success());
    let (assets, elsewhere) = (two.place.path().join("public/assets"), two.place.path().join("whole/elsewhere"));
    fs::rename(&assets, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &assets).unwrap();
    let before = snapshot(&elsewhere);
    assert!(two.build("two").status().unwrap().success());
    assert_eq!(snapshot(&elsewhere), before);
    assert!(!assets.is_symlink());
    assert_eq!(two.published(), two.wholes[1]);
}

#[test]
fn an_output_that_is_not_ours_is_refused() {
    let two = Two::new();
    fs::create_dir_all(two.place.path().join("thesis/chapters")).unwrap();
    fs::write(two.place.path().join("thesis/chapters/1.txt"), "years of work").unwrap();
    for output in ["..", ".", "thesis", "thesis/..", "one", "one/pages", "/"] {
        let said = guidepost(two.place.path(), &["build", "--content", "one", "--output", output]);
        assert_eq!(said.status.code(), Some(2), "{output}: {}", self::said(&said));
    }
    assert_eq!(fs::read_to_string(two.place.path().join("thesis/chapters/1.txt")).unwrap(), "years of work");
}

#[test]
fn a_printed_playbook_is_offered_as_a_file_where_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let index = |title: &str| format!("---\ntitle: {title}\nsummary: Help.\n---\nText.\n");
    let (one, two) = (index("One"), index("Two"));
    written(&folder.path().join("content"), &with(&[("playbook/one/index.md", &one), ("playbook/two/index.md", &two)]));
    let papers = folder.path().join("papers");
    fs::create_dir(&papers).unwrap();
    fs::write(papers.join("one.pdf"), [b"%PDF-1.4".as_slice(), &[0; 3000]].concat()).unwrap();
    let built = |arguments: &[&str]| guidepost(folder.path(), &[&["build", "--output", "site", "--quiet"], arguments].concat());
    let page = |route: &str| fs::read_to_string(folder.path().join("site/playbook").join(route).join("index.html")).unwrap();

    assert!(built(&["--papers", "papers"]).status.success());
    assert_eq!(fs::read(folder.path().join("site/playbook/one/one.pdf")).unwrap().len(), 3008);
    for shown in ["one", "one/print"] {
        assert!(page(shown).contains("one/one.pdf\">PDF (3 KB)</a>"), "{shown}");
    }
    for shown in ["", "print", "two", "two/print"] {
        assert!(!page(shown).contains(".pdf"), "{shown}: nothing was made of it");
    }
    fs::write(papers.join("one.pdf"), b"%PDF-1.5").unwrap();
    assert!(built(&["--papers", "papers"]).status.success());
    assert_eq!(
        fs::read(folder.path().join("site/playbook/one/one.pdf")).unwrap(),
        b"%PDF-1.5",
        "a new file takes the place of the old one"
    );
    assert!(built(&[]).status.success());
    assert!(!folder.path().join("site/playbook/one/one.pdf").exists() && !page("one").contains(".pdf"));

    for (name, bytes, said_of) in [("three.pdf", b"%PDF-1.4".as_slice(), "two.pdf, playbook.pdf"), ("two.pdf", b"<html>", "not a PDF")] {
        fs::write(papers.join(name), bytes).unwrap();
        let refused = built(&["--papers", "papers"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(said(&refused).contains(said_of), "{}", said(&refused));
        fs::remove_file(papers.join(name)).unwrap();
    }
}
