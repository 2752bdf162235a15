//! Asks addresses outside the guide whether they still answer, with `curl`. No other room touches the network.
//!
//! It asks politely: one question at a time to each host, a pause between two, and no page is fetched when its head
//! will do. A host may refuse programs or be out of breath, so only a clear "not here" counts as dead.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use guidepost::report::Answer;

use super::{DiskError, author};

/// How many hosts are asked at the same time.
const HOSTS: usize = 8;
/// How often an unclear answer is asked for again.
const RETRIES: u32 = 2;
/// The pause between two questions to one host.
const PAUSE: Duration = Duration::from_millis(1000);
/// How many days a good answer is remembered in a cache.
const FRESH: i64 = 7;
/// Who asks.
const AGENT: &str = concat!("guidepost/", env!("CARGO_PKG_VERSION"), " (link check)");

/// Asks all addresses. Good answers of the last days are taken from `cache`, and written there.
pub(crate) fn ask(addresses: impl Iterator<Item = String>, cache: Option<&Path>, day: i64) -> Result<BTreeMap<String, Answer>, DiskError> {
    if Command::new("curl").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        return Err(DiskError::NoCurl);
    }
    let known = match cache.filter(|path| author::exists(path)) {
        Some(path) => remembered(&author::read_text(path)?, day),
        None => BTreeMap::new(),
    };
    let mut answers = BTreeMap::new();
    let mut hosts: BTreeMap<String, VecDeque<String>> = BTreeMap::new();
    for address in addresses {
        match known.get(&address) {
            Some(_) => drop(answers.insert(address, Answer::Fine)),
            None => hosts.entry(host(&address)).or_default().push_back(address),
        }
    }
    let queues = Mutex::new(hosts.into_values().collect::<Vec<_>>());
    let found = Mutex::new(answers);
    thread::scope(|scope| {
        for _ in 0..HOSTS {
            scope.spawn(|| work(&queues, &found));
        }
    });
    let answers = found.into_inner().unwrap_or_default();
    if let Some(path) = cache {
        author::write_over(path, &to_remember(&answers, &known, day))?;
    }
    Ok(answers)
}

/// Takes one host after the other until none is left.
fn work(queues: &Mutex<Vec<VecDeque<String>>>, found: &Mutex<BTreeMap<String, Answer>>) {
    while let Some(queue) = queues.lock().ok().and_then(|mut queues| queues.pop()) {
        for (position, address) in queue.into_iter().enumerate() {
            if position > 0 {
                thread::sleep(PAUSE);
            }
            let answer = question(&address);
            if let Ok(mut found) = found.lock() {
                found.insert(address, answer);
            }
        }
    }
}

/// Asks for the head of a page, then for the page; an unclear answer is asked for again.
fn question(address: &str) -> Answer {
    let mut last = Answer::Unclear(String::new());
    for round in 0..=RETRIES {
        if round > 0 {
            thread::sleep(PAUSE * 2 * round);
        }
        // Some hosts answer a question for the head with an error of their own.
        for head in [true, false] {
            last = curl(address, head);
            if last == Answer::Fine {
                return last;
            }
        }
        if matches!(last, Answer::Gone(_)) {
            return last;
        }
    }
    last
}

fn curl(address: &str, head: bool) -> Answer {
    let mut command = Command::new("curl");
    command.args([
        "--silent",
        "--location",
        "--globoff",
        "--max-redirs",
        "6",
        "--max-time",
        "20",
        "--max-filesize",
        "20000000",
        "--proto",
        "=http,https",
        "--proto-redir",
        "=http,https",
    ]);
    command.args(["--user-agent", AGENT, "--write-out", "\n%{http_code}"]);
    if head {
        command.arg("--head");
    }
    let output = match command.args(["--url", address]).stdin(Stdio::null()).stderr(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) => return Answer::Unclear(error.to_string()),
    };
    let status = output
        .stdout
        .rsplit(|byte| *byte == b'\n')
        .next()
        .and_then(|code| String::from_utf8_lossy(code).trim().parse::<u16>().ok())
        .unwrap_or(0);
    match (status, output.status.code()) {
        (200..=399, _) => Answer::Fine,
        (404 | 410, _) => Answer::Gone(format!("answers {status}")),
        (0, Some(6)) => Answer::Gone("its host has no address".to_owned()),
        (0, Some(28)) => Answer::Unclear("no answer in time".to_owned()),
        (0, code) => Answer::Unclear(format!("cannot be reached (curl {})", code.unwrap_or(-1))),
        (status, _) => Answer::Unclear(format!("answers {status}")),
    }
}

fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?']).next().unwrap_or("").to_lowercase()
}

/// The addresses that answered well not long ago: a line each, with the day.
fn remembered(text: &str, day: i64) -> BTreeMap<String, i64> {
    let line = |line: &str| line.split_once('\t').and_then(|(then, address)| Some((address.to_owned(), then.parse::<i64>().ok()?)));
    text.lines().filter_map(line).filter(|(_, then)| (0..FRESH).contains(&(day - then))).collect()
}

fn to_remember(answers: &BTreeMap<String, Answer>, known: &BTreeMap<String, i64>, day: i64) -> String {
    let fine = answers.iter().filter(|(_, answer)| **answer == Answer::Fine);
    fine.map(|(address, _)| format!("{}\t{address}\n", known.get(address).unwrap_or(&day))).collect()
}
