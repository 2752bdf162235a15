//! `guidepost serve`: the site in memory, on this machine, as new as the last save.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use tokio::sync::watch::{Sender, channel};

use guidepost::diagnostic::{Diagnostic, human};

use super::check::prefix;
use super::say::Voice;
use super::{Failure, Input, Outcome};
use crate::disk::{self, DiskError};
use crate::preview::{Built, Preview, Trouble};
use crate::serve::snapshot::{Files, Notice, Snapshot};
use crate::serve::{Port, Server, USUAL_PORT};
use crate::watch::{How, Watch};

/// What `serve` can be told.
#[derive(Debug, Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// The port to listen on; 0 for any that is free [default: 4173, or the next one that is free]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the guide in the browser
    #[arg(long)]
    open: bool,
    /// Look for changes again and again; for folders on a network, where the system does not tell of changes
    #[arg(long)]
    poll: bool,
}

/// How many errors the browser shows; the terminal shows all.
const SHOWN: usize = 20;

pub(super) fn run(options: &Options, voice: &Voice) -> Result<Outcome, Failure> {
    // What can be refused at once is refused before a large guide is read.
    let content = true_path(&options.input.content)?;
    let theme = options.input.theme.as_deref().map(true_path).transpose()?;
    let server = bind(options.port, voice)?;
    // Watching begins before reading, so that no change falls in between.
    let folders = std::iter::once(&content).chain(&theme).cloned().collect();
    let changes = watch(folders, options.poll, voice)?;
    let mut preview = Preview::new(&content, theme.as_deref(), options.input.choices()).map_err(failure)?;
    let mut author = Author { voice: *voice, prefix: prefix(&options.input.content), told: Vec::new() };
    let first = author.snapshot(preview.build().map_err(failure)?, None);
    let address = format!("http://127.0.0.1:{}{}", server.port(), first.base());
    let (sender, current) = channel(Arc::new(first));
    thread::Builder::new().name("rebuild".to_owned()).spawn(move || follow(changes, preview, &mut author, &sender))?;
    voice.result(&format!("Serving the guide at {address}"));
    voice.news("Pages follow your edits. Ctrl-C stops.");
    if options.open {
        open(address, *voice);
    }
    server.run(current)?;
    Ok(Outcome::Done)
}

fn true_path(folder: &Path) -> Result<PathBuf, Failure> {
    if !disk::is_folder(folder) {
        return Err(DiskError::NoContent(folder.to_owned()).into());
    }
    Ok(disk::true_path(folder)?)
}

fn bind(port: Option<u16>, voice: &Voice) -> Result<Server, Failure> {
    let Some(port) = port else {
        let server = Server::bind(Port::Usual)?;
        if server.port() != USUAL_PORT {
            voice.news(&format!("Port {USUAL_PORT} is taken; {} is used instead.", server.port()));
        }
        return Ok(server);
    };
    Server::bind(Port::Exactly(port)).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            Failure::Usage(format!("port {port} is taken by another program; name another with --port, or leave --port out"))
        }
        io::ErrorKind::PermissionDenied => {
            Failure::Usage(format!("port {port} is reserved by the system; name one above 1023 with --port, or leave --port out"))
        }
        _ => Failure::Machine(error),
    })
}

/// Watches the folders; where the system cannot tell of changes, by looking again and again.
fn watch(folders: Vec<PathBuf>, poll: bool, voice: &Voice) -> Result<Watch, Failure> {
    let how = if poll { How::Polling } else { How::Told };
    Watch::new(folders.clone(), how).or_else(|error| {
        voice.news(&format!("The system cannot tell of changes ({error}); the folders are looked through instead."));
        Watch::new(folders, How::Polling).map_err(|error| Failure::Machine(io::Error::other(error)))
    })
}

fn failure(trouble: Trouble) -> Failure {
    match trouble {
        Trouble::Disk(error) => Failure::Disk(error),
        Trouble::Theme(problem) => Failure::Theme(problem),
        Trouble::BrokeOff => Failure::Machine(io::Error::other(trouble)),
    }
}

/// Builds the guide again after every change, and swaps what is served.
fn follow(mut changes: Watch, mut preview: Preview, author: &mut Author, served: &Sender<Arc<Snapshot>>) {
    while let Some(changes) = changes.next() {
        let began = Instant::now();
        let before = served.borrow().clone();
        let built = match preview.reread(&changes) {
            Ok(false) => continue,
            Ok(true) => preview.build(),
            Err(trouble) => Err(trouble),
        };
        let now = Arc::new(match built {
            Ok(built) => author.snapshot(built, Some(&before)),
            Err(trouble) => author.trouble(&trouble, &before),
        });
        served.send_replace(now.clone());
        author.swapped(&before, &now, began.elapsed());
    }
}

/// Tells the author how things stand: in the terminal, and through the snapshot in the browser.
struct Author {
    voice: Voice,
    /// What is put before a file's path.
    prefix: String,
    /// The problems that were last told.
    told: Vec<Diagnostic>,
}

impl Author {
    /// What is served after a build: its files, or when it has errors those of the last build that had none.
    fn snapshot(&mut self, built: Built, before: Option<&Snapshot>) -> Snapshot {
        self.voice.problems(&self.news(&built.problems), &built.sources, &self.prefix);
        let errors: Vec<&Diagnostic> = built.problems.iter().filter(|problem| problem.is_error()).collect();
        let mut notice = Notice::default();
        if !errors.is_empty() {
            notice.summary = human::summary(&built.problems, built.sources.len());
            notice.texts = errors.iter().take(SHOWN).map(|problem| human::render(problem, &built.sources, &self.prefix, false)).collect();
            if errors.len() > SHOWN {
                notice.texts.push(format!("… and {} more; the terminal shows them all.", errors.len() - SHOWN));
            }
        }
        self.told = built.problems;
        match (built.edition, before) {
            (None, Some(before)) => before.with_notice(notice),
            (edition, _) => Snapshot::new(&built.base, edition.map(Files::of), notice),
        }
    }

    /// The problems that must be told now: all errors when they are not those of the last time, and new warnings.
    /// A problem that only moved within its file is not new.
    fn news<'a>(&'a self, problems: &'a [Diagnostic]) -> Vec<Diagnostic> {
        let told: BTreeSet<_> = self.told.iter().map(identity).collect();
        let errors = |problems: &'a [Diagnostic]| problems.iter().filter(|problem| problem.is_error()).map(identity);
        let same_errors = errors(problems).eq(errors(&self.told));
        let is_news = |problem: &&Diagnostic| if problem.is_error() { !same_errors } else { !told.contains(&identity(problem)) };
        problems.iter().filter(is_news).cloned().collect()
    }

    /// What is served when there was nothing to build from.
    fn trouble(&mut self, trouble: &Trouble, before: &Snapshot) -> Snapshot {
        self.voice.failure(&trouble.to_string());
        self.told.clear();
        before.with_notice(Notice { summary: "The guide cannot be read".to_owned(), texts: vec![trouble.to_string()] })
    }

    /// Says what a rebuild came to.
    fn swapped(&self, before: &Snapshot, now: &Snapshot, took: Duration) {
        if !now.is_good() {
            self.voice.news("The pages stay as they were until this is put right.");
            return;
        }
        self.voice.news(&format!("Built again in {} ms.", took.as_millis().max(1)));
        if now.base() != before.base() {
            self.voice.news(&format!("The guide is now at {} on this server.", now.base()));
        }
    }
}

/// What makes a problem the same one after other lines of its file changed.
fn identity(problem: &Diagnostic) -> (&str, &str, &str) {
    (&problem.place.file, problem.rule.code, &problem.message)
}

/// Opens the browser. That there is none is no failure.
fn open(address: String, voice: Voice) {
    let (program, arguments): (_, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // The program may live as long as the browser does, so it is waited for elsewhere.
    thread::spawn(move || {
        if !command.status().is_ok_and(|status| status.success()) {
            voice.news("The browser could not be opened; open the address yourself.");
        }
    });
}

#[cfg(test)]
mod tests {
    use guidepost::diagnostic::Rule;
    use guidepost::rules;
    use guidepost::source::{Place, Span};

    use super::*;

    fn problem(rule: &'static Rule, at: usize, message: &str) -> Diagnostic {
        Diagnostic::new(rule, Place { file: "a.md".into(), span: Span::new(at..at) }, message)
    }

    /// What is told of `now` after `before` was told.
    fn told(before: &[Diagnostic], now: &[Diagnostic]) -> Vec<String> {
        let manner = super::super::Manner { quiet: false, color: super::super::Colour::Never };
        let author = Author { voice: Voice::new(manner), prefix: String::new(), told: before.to_vec() };
        author.news(now).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn a_warning_is_told_once_even_when_it_moves() {
        let (old, moved, new) = (problem(&rules::PRAISE, 1, "old"), problem(&rules::PRAISE, 9, "old"), problem(&rules::PRAISE, 5, "new"));
        assert_eq!(told(&[old], &[new, moved]), ["new"]);
    }

    #[test]
    fn errors_are_told_together_whenever_they_change() {
        let (one, other) = (problem(&rules::UNKNOWN_KEY, 1, "one"), problem(&rules::UNKNOWN_KEY, 9, "other"));
        assert_eq!(told(&[one.clone(), other.clone()], &[one.clone(), other.clone()]), Vec::<String>::new());
        assert_eq!(told(&[one.clone(), other], &[one]), ["one"]);
    }
}
