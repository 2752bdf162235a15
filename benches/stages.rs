//! How long the stages of a build take, for a made-up guide: `cargo bench`.
//!
//! Seconds differ from machine to machine and from minute to minute. Whether a change made a stage slower is what
//! these figures are for; whether the program as a whole did is counted in instructions (`tests/bench/instructions`).

use std::fmt::Write as _;
use std::hint::black_box;
use std::ops::ControlFlow;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

use guidepost::Choices;
use guidepost::memo::Memo;
use guidepost::observe::Unobserved;
use guidepost::site::edition::Edition;
use guidepost::site::plan::Page;
use guidepost::site::theme::Theme;
use guidepost::source::{Source, Sources};

/// How many profiles the guide has.
const PROFILES: usize = 500;

const TYPES: [&str; 4] = ["adoption", "launch", "teachers", "leaders"];
const STATES: [&str; 12] = ["al", "ca", "co", "fl", "ga", "la", "me", "ny", "oh", "tn", "tx", "ut"];
const WORDS: &str = "coaching teachers in the first weeks of a new curriculum with leaders who plan and look at lessons data together so that students read";

fn source(path: String, text: String) -> Source {
    Source { path: path.into(), text: text.into() }
}

/// A sentence that differs from others with other numbers.
fn sentence(number: usize, length: usize) -> String {
    let known: Vec<&str> = WORDS.split(' ').collect();
    let words: Vec<&str> = (0..length).map(|at| known[(number * 7 + at * 5 + at * at) % known.len()]).collect();
    format!("{} {number}.", words.join(" "))
}

fn profile(number: usize) -> String {
    let (state, other) = (STATES[number % STATES.len()], STATES[number / 3 % STATES.len()]);
    let mut text = format!(
        "---\nname: Partner {number}\nsummary: {}\npl_types: [{}]\nstates: [{state}{}]\nreviewed: 2026-05-01\nsources: [\"https://p{number}.example/\"]\n---\n",
        sentence(number, 12),
        TYPES[number % TYPES.len()],
        if state == other { String::new() } else { format!(", {other}") },
    );
    for part in ["Services", "Approach", "Evidence", "What partners say"] {
        let _ = write!(text, "\n## {part}\n\n");
        for line in 0..5 {
            let _ = writeln!(text, "{} See [the playbook](/playbook/choosing/).", sentence(number + line, 16));
        }
        let _ = write!(text, "\n- **{}**: {}\n- {}\n", sentence(number, 2), sentence(number + 3, 9), sentence(number + 4, 9));
    }
    text
}

fn guide() -> Sources {
    let facet = |id: &str, label: &str| format!("\n[[facet]]\nid = \"{id}\"\nlabel = \"{label}\"\n");
    let values = |ids: &[&str]| ids.iter().map(|id| format!("[[value]]\nid = \"{id}\"\nlabel = \"{id}\"\n\n")).collect::<String>();
    let site = "[site]\ntitle = \"Guide\"\ndescription = \"A guide.\"\nbase_url = \"https://example.org/\"\n";
    let mut files = vec![
        source("guide.toml".to_owned(), format!("{site}{}{}", facet("pl_types", "Type"), facet("states", "State"))),
        source("vocabulary/pl_types.toml".to_owned(), values(&TYPES)),
        source("vocabulary/states.toml".to_owned(), values(&STATES)),
        source("playbook/choosing/index.md".to_owned(), "---\ntitle: Choosing\norder: 1\n---\nHow to choose.\n".to_owned()),
    ];
    files.extend((0..PROFILES).map(|number| source(format!("providers/partner-{number}.md"), profile(number))));
    Sources::new(files)
}

fn stages(criterion: &mut Criterion) {
    let (sources, choices, theme) = (guide(), Choices::default(), Theme::built_in());
    let planned = guidepost::plan(&sources, &choices, &mut Memo::new());
    assert!(planned.problems.is_empty(), "the guide of the benchmark is right: {:?}", planned.problems.first());
    let edition = || Edition::new(&planned.value, &theme).unwrap_or_else(|problems| panic!("the theme is whole: {problems:?}"));

    let mut group = criterion.benchmark_group("stages");
    group.sample_size(20).throughput(Throughput::Elements(PROFILES as u64));
    group.bench_function("parse and plan", |bencher| {
        bencher.iter(|| guidepost::plan(black_box(&sources), &choices, &mut Memo::new()));
    });
    let mut memo = Memo::new();
    guidepost::plan(&sources, &choices, &mut memo);
    group.bench_function("plan again, everything remembered", |bencher| {
        bencher.iter(|| guidepost::plan(black_box(&sources), &choices, &mut memo));
    });
    group.bench_function("profiles, one after the other", |bencher| {
        let pages: Vec<_> = planned.value.plan.pages.iter().filter(|(_, page)| matches!(page, Page::Provider(_))).collect();
        bencher.iter_batched(
            edition,
            |edition| {
                for (route, page) in &pages {
                    black_box(edition.page(route, *page, &Unobserved).expect("the theme has no mistake"));
                }
            },
            BatchSize::PerIteration,
        );
    });
    group.bench_function("search index", |bencher| {
        bencher.iter_batched(edition, |edition| edition.file("assets/search/names.js"), BatchSize::PerIteration);
    });
    group.bench_function("the whole site", |bencher| {
        let print = |edition: Edition| {
            edition.print(&Unobserved, &mut |batch| {
                black_box(batch);
                ControlFlow::Continue(())
            })
        };
        bencher.iter_batched(edition, print, BatchSize::PerIteration);
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
