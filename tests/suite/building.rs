//! What `guidepost build` leaves in its folder, build after build: the same as a build into an empty one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const SETTINGS: &str = "[site]\ntitle = \"Guide\"\ndescription = \"A guide.\"\nbase_url = \"https://example.org/\"\nsocial_cards = false\n\n[[facet]]\nid = \"states\"\nlabel = \"State\"\n";

fn profile(name: &str, state: &str, body: &str) -> String {
    format!(
        "---\nname: {name}\nsummary: Works with schools.\nstates: [{state}]\nreviewed: 2026-05-01\nsources: [https://example.org/]\n---\n\n{body}\n"
    )
}

fn states(label: &str) -> String {
    format!("[[value]]\nid = \"la\"\nlabel = \"{label}\"\n\n[[value]]\nid = \"tx\"\nlabel = \"Texas\"\n")
}

/// A guide, its theme, and the folder that it is built into again and again.
struct Desk {
    place: TempDir,
    fresh: usize,
    drafts: bool,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { place: TempDir::new().unwrap(), fresh: 0, drafts: false };
        desk.write("content/guide.toml", SETTINGS);
        desk.write("content/vocabulary/states.toml", &states("Louisiana"));
        desk.write("content/providers/alpha.md", &profile("Alpha", "la", "They coach."));
        desk.write("content/providers/beta.md", &profile("Beta", "tx", "They train."));
        desk.write("theme/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn build(&self, output: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
        command.args(["build", "--theme", "theme", "--output", output]).args(self.drafts.then_some("--drafts"));
        command.current_dir(self.place.path()).output().unwrap()
    }

    /// Builds again, and compares with a build into an empty folder. Says what the command said.
    fn check(&mut self, step: &str) -> String {
        let again = self.build("public");
        let said = String::from_utf8_lossy(&again.stderr).into_owned();
        assert!(again.status.success(), "{step}: {said}");
        self.fresh += 1;
        let fresh = format!("fresh-{}", self.fresh);
        assert!(self.build(&fresh).status.success(), "{step}");
        assert_eq!(files(&self.path("public")), files(&self.path(&fresh)), "{step}");
        said
    }
}

/// Every file with its text. When files were written differs from build to build, so what is kept of a build is
/// compared without that.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let bytes = fs::read(entry.path()).unwrap();
                let is_kept = entry.file_name() == ".guidepost-kept";
                let text = if is_kept { without_times(&bytes) } else { String::from_utf8_lossy(&bytes).into_owned() };
                files.insert(entry.path().strip_prefix(folder).unwrap().to_owned(), text);
            }
        }
    }
    files
}

fn without_times(kept: &[u8]) -> String {
    let mut kept: serde_json::Value = serde_json::from_slice(kept).unwrap();
    for file in kept["files"].as_array_mut().unwrap() {
        assert!(file.as_object_mut().unwrap().remove("changed").is_some_and(|changed| changed.is_u64()));
    }
    kept.to_string()
}

#[test]
fn after_any_edit_a_build_equals_one_into_an_empty_folder() {
    let mut desk = Desk::new();
    desk.check("first");
    assert!(desk.check("nothing changed").contains(": 0 new or changed,"));
    desk.write("content/providers/alpha.md", &profile("Alpha", "la", "They coach leaders."));
    desk.check("a body");
    desk.write("content/providers/alpha.md", &profile("Alfa", "la, tx", "They coach leaders."));
    desk.check("a name and a fact");
    fs::rename(desk.path("content/providers/beta.md"), desk.path("content/providers/gamma.md")).unwrap();
    desk.check("another file name");
    desk.write("content/vocabulary/states.toml", &states("The Pelican State"));
    desk.check("a vocabulary");
    desk.write("theme/templates/parts/footer.html", "<footer>{{ site.title }}</footer>");
    desk.check("a theme");
    desk.write("content/providers/delta.md", &profile("Delta", "tx", "They plan.").replace("reviewed", "draft: true\nreviewed"));
    desk.check("a draft");
    desk.drafts = true;
    desk.check("drafts are shown");
    fs::remove_file(desk.path("content/providers/alpha.md")).unwrap();
    desk.check("a deleted profile");
}

/// A picture of one color.
fn picture(color: [u8; 3]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 64, 32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&color.repeat(64 * 32)).unwrap();
    file
}

#[test]
fn a_logo_is_shown_on_its_profile_and_follows_it() {
    let mut desk = Desk::new();
    let logos = |desk: &Desk| -> Vec<String> {
        let names = fs::read_dir(desk.path("public/assets")).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("logo-")).collect()
    };
    let page = |desk: &Desk| fs::read_to_string(desk.path("public/providers/alpha/index.html")).unwrap();
    fs::write(desk.path("content/providers/alpha.png"), picture([10, 110, 60])).unwrap();
    desk.check("a logo");
    let first = logos(&desk);
    assert_eq!(first.len(), 1);
    let shown = format!("src=\"/assets/{}\" width=\"32\" height=\"16\" alt=\"\"", first[0]);
    assert!(page(&desk).contains(&shown), "{shown}");
    assert!(page(&desk).contains(&format!("\"logo\":\"https://example.org/assets/{}\"", first[0])));
    fs::write(desk.path("content/providers/alpha.png"), picture([200, 10, 10])).unwrap();
    desk.check("another picture");
    assert!(logos(&desk).len() == 1 && logos(&desk) != first, "the old one is gone");
    desk.write("content/providers/alpha.md", &profile("Alpha", "la", "They coach.").replace("reviewed", "draft: true\nreviewed"));
    desk.check("the profile is a draft");
    assert_eq!(logos(&desk), Vec::<String>::new());
    desk.write("content/providers/alpha.md", &profile("Alpha", "la", "They coach."));
    fs::remove_file(desk.path("content/providers/alpha.png")).unwrap();
    desk.check("no logo");
    assert!(!page(&desk).contains("<img"));
}

#[test]
fn what_others_do_to_the_folder_is_put_right() {
    let mut desk = Desk::new();
    desk.check("first");
    desk.write("public/index.html", "something else");
    desk.check("a page was overwritten");
    fs::remove_file(desk.path("public/providers/alpha/index.html")).unwrap();
    desk.check("a page was deleted");
    desk.write("public/.guidepost-kept", "{\"format\":1,\"inputs\":\"\",\"files\":[],\"problems\":[]}");
    desk.check("what is kept is of another build");
    desk.write("public/.guidepost-kept", "\u{0}");
    desk.check("what is kept is damaged");
}

#[test]
fn warnings_are_told_again_although_nothing_is_built() {
    let mut desk = Desk::new();
    desk.write("content/providers/alpha.md", &profile("Alpha", "la", "They are groundbreaking."));
    let first = desk.check("first");
    assert!(first.contains("warning[praise]"), "{first}");
    let second = desk.check("nothing changed");
    let warnings = |said: &str| said.rsplit_once("\n\n").map(|(warnings, _)| warnings.to_owned());
    assert_eq!(warnings(&first), warnings(&second));
}

#[test]
fn a_mistake_in_a_template_leaves_the_site_as_it_was() {
    let mut desk = Desk::new();
    desk.check("first");
    let before = files(&desk.path("public"));
    desk.write("content/providers/beta.md", &profile("Better", "tx", "They train."));
    desk.write("theme/templates/landing.html", "{% extends \"base.html\" %}{% block main %}{{ nothing.at_all }}{% endblock main %}");
    let broken = desk.build("public");
    assert_eq!(broken.status.code(), Some(1), "{}", String::from_utf8_lossy(&broken.stderr));
    assert_eq!(files(&desk.path("public")), before);
    fs::remove_file(desk.path("theme/templates/landing.html")).unwrap();
    desk.check("put right");
}

#[test]
fn timings_name_every_stage() {
    let desk = Desk::new();
    let timed = |form: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
        let output = command.args(["build", "--quiet", form]).current_dir(desk.place.path()).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let json: serde_json::Value = serde_json::from_str(&timed("--timings=json")).unwrap();
    let stages: Vec<&str> = json["stages"].as_array().unwrap().iter().filter_map(|stage| stage["stage"].as_str()).collect();
    assert_eq!(stages, ["read", "parse", "assemble", "plan", "compose", "render", "index", "files", "draw", "compress", "write"]);
    assert!(timed("--timings").contains("seconds from start to end"));
}
