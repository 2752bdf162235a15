"""Made-up guides of any size, the same for every tool: as content of Guidepost, and as content of Hugo.

The same count and seed give the same files on any machine. A smaller guide is the beginning of a larger one.
Words are made of syllables and follow the frequencies of real texts (few are common, many are rare), so an
index of them grows as one of real texts does. No name, place or fact in it is real.
"""

import json
import pathlib
import random

SUBJECTS = ["Mathematics", "English Language Arts", "Science", "Social Studies", "Early Literacy"]
TYPES = ["Adoption", "Launch", "Ongoing Support for Teachers", "Ongoing Support for Leaders"]
BANDS = ["K-2", "3-5", "6-8", "9-12"]
DELIVERY = ["In person", "Virtual", "Hybrid"]
PRICES = ["Under 10k", "10k to 50k", "50k to 150k", "Over 150k"]
STATES = [f"State {first}{second}" for first in "ABCDE" for second in "abcdefghij"]
MATERIALS = [f"{name} {subject}" for name in ("Harbor", "Openfield", "Bluebird", "Cornerstone", "Evergreen", "Summit", "Lantern", "Meadow")
             for subject in ("Math", "Reading", "Science", "History", "Phonics")]

# Key, label, values, and how many of them a provider has.
FACETS = [
    ("pl_types", "Type of professional learning", TYPES, (1, 3)),
    ("subjects", "Subject", SUBJECTS, (1, 3)),
    ("grade_bands", "Grade band", BANDS, (1, 4)),
    ("hqim", "Curriculum", MATERIALS, (1, 5)),
    ("states", "State", STATES, (1, 20)),
    ("delivery", "Delivery", DELIVERY, (1, 3)),
    ("price", "Price", PRICES, (1, 1)),
]

COMMON = """the of and to in a for is with that on as are by this be students teachers at from or an learning school it we
support their district will our have can program which not coaching leaders curriculum more has they instruction you all
materials professional one year team may each when who use these plan them how into than work grade time other data math
reading site training growth practice lessons assessment planning feedback classroom standards literacy cycle""".split()
SYLLABLES = "ba be bi bo da de di do fa fe fi ga go ha he ka ke la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si ta te ti to va ve vo".split()
PARAGRAPHS = ["", "## Services", "## Approach", "### Evidence of impact", "## What partners say"]


def ident(label):
    return "-".join("".join(c if c.isalnum() else " " for c in label.lower()).split())


class Words:
    """A vocabulary in which the rank of a word and its frequency are those of real texts."""

    def __init__(self, count=24_000):
        rng = random.Random("words")
        words = dict.fromkeys(COMMON)
        while len(words) < count:
            words["".join(rng.choices(SYLLABLES, k=rng.randint(2, 5)))] = None
        self.words = list(words)
        total, self.weights = 0.0, []
        for rank in range(1, count + 1):
            total += 1.0 / (rank + 2.7)
            self.weights.append(total)

    def sentence(self, rng, shortest=8, longest=22):
        words = rng.choices(self.words, cum_weights=self.weights, k=rng.randint(shortest, longest))
        return " ".join(words).capitalize() + "."

    def paragraph(self, rng, sentences):
        return " ".join(self.sentence(rng) for _ in range(sentences))


class Guide:
    """A guide with `count` providers and a playbook of 30 pages."""

    def __init__(self, count):
        self.words = Words()
        self.providers = [self.provider(number) for number in range(count)]
        self.chapters = [self.chapter(number) for number in range(30)]

    def provider(self, number):
        rng = random.Random(f"provider {number}")
        name = "".join(rng.choices(SYLLABLES, k=3)).capitalize() + f" {number} " + rng.choice(["Learning", "Institute", "Partners", "Works"])
        facts = {key: rng.sample(values, min(len(values), rng.randint(*most))) for key, _, values, most in FACETS}
        website = f"https://{ident(name)}.example/"
        body = []
        for heading in PARAGRAPHS:
            if heading:
                body.append(heading)
            body.append(self.words.paragraph(rng, rng.randint(2, 5)))
        body.append("## Pricing\n\n| Package | Days | Price |\n| --- | ---: | ---: |\n" + "\n".join(
            f"| {self.words.sentence(rng, 2, 3)[:-1]} | {rng.randint(1, 30)} | ${rng.randint(5, 200)},000 |" for _ in range(4)))
        body.append("\n".join(f"- **{self.words.sentence(rng, 2, 2)[:-1]}**: {self.words.sentence(rng)[:-1]}" for _ in range(5)))
        body.append(f"See [the playbook](/playbook/choosing/page-{rng.randint(1, 30):02}/) or [the website]({website}).")
        day = f"20{rng.randint(20, 25)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        return dict(slug=ident(name), name=name, summary=self.words.sentence(rng, 10, 20), website=website, facts=facts,
                    founded=rng.randint(1960, 2020), reviewed=day, body="\n\n".join(body) + "\n")

    def chapter(self, number):
        rng = random.Random(f"chapter {number}")
        body = "\n\n".join(f"## {self.words.sentence(rng, 2, 5)[:-1]}\n\n{self.words.paragraph(rng, 5)}" for _ in range(4))
        return dict(slug=f"page-{number + 1:02}", title=self.words.sentence(rng, 2, 5)[:-1], summary=self.words.sentence(rng), order=number + 1,
                    body=body + "\n")

    def write_for_guidepost(self, folder):
        settings = '[site]\ntitle = "Directory"\ndescription = "Find a partner."\nbase_url = "https://guide.example.org/"\nsocial_cards = false\n'
        for key, label, values, _ in FACETS:
            settings += f'\n[[facet]]\nid = "{key}"\nlabel = "{label}"\n'
            entries = "\n".join(f'[[value]]\nid = "{ident(value)}"\nlabel = "{value}"\n' for value in values)
            put(folder / "vocabulary" / f"{key}.toml", entries)
        put(folder / "guide.toml", settings)
        for one in self.providers:
            facts = {key: [ident(value) for value in values] for key, values in one["facts"].items()}
            facts["price"] = facts["price"][0]
            front = dict(name=one["name"], summary=one["summary"], website=one["website"], **facts, founded=one["founded"],
                         reviewed=one["reviewed"], sources=[one["website"]])
            put(folder / "providers" / f"{one['slug']}.md", page(front, one["body"]))
        put(folder / "playbook/choosing/index.md", page(dict(title="Choosing", order=1), "How to choose a partner.\n"))
        for one in self.chapters:
            front = dict(title=one["title"], summary=one["summary"], order=one["order"])
            put(folder / f"playbook/choosing/{one['slug']}.md", page(front, one["body"]))

    def write_for_hugo(self, folder):
        taxonomies = "".join(f'{key} = "{key}"\n' for key, *_ in FACETS)
        put(folder / "hugo.toml", 'baseURL = "https://guide.example.org/"\ntitle = "Directory"\n[taxonomies]\n' + taxonomies +
            '[outputs]\nhome = ["html", "rss", "json"]\nsection = ["html"]\ntaxonomy = ["html"]\nterm = ["html"]\n[services.rss]\nlimit = 30\n')
        for name, text in HUGO.items():
            put(folder / "layouts" / name, text)
        for one in self.providers:
            front = dict(title=one["name"], description=one["summary"], website=one["website"], founded=one["founded"],
                         date=one["reviewed"], **one["facts"])
            put(folder / f"content/providers/{one['slug']}.md", page(front, one["body"]))
        put(folder / "content/playbook/choosing/_index.md", page(dict(title="Choosing"), "How to choose a partner.\n"))
        for one in self.chapters:
            front = dict(title=one["title"], description=one["summary"], weight=one["order"])
            put(folder / f"content/playbook/choosing/{one['slug']}.md", page(front, one["body"]))


def page(front, body):
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items()) + "---\n\n" + body


def put(path, text):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


LIST = """{{ define "main" }}<main><h1>{{ .Title }}</h1><ul>
{{ range .Pages.ByTitle }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></main>{{ end }}
"""
HUGO = {
    "baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ site.Title }}</title><meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
</head><body><a href="#main">Skip to the content</a><header><a href="/">{{ site.Title }}</a><nav><ul><li><a href="/providers/">Partners</a></li>
<li><a href="/playbook/choosing/">Playbook</a></li></ul></nav></header>
{{ block "main" . }}{{ end }}
<footer><p>{{ site.Title }}</p><ul><li><a href="/index.json">Data</a></li><li><a href="/index.xml">Feed</a></li></ul></footer></body></html>
""",
    "providers/page.html": """{{ define "main" }}<main id="main" data-pagefind-body><h1>{{ .Title }}</h1><p>{{ .Description }}</p>
<p><a href="{{ .Params.website }}">{{ .Params.website }}</a> · {{ .Params.founded }} · <time>{{ .Date.Format "January 2, 2006" }}</time></p>
<dl>{{ range $name, $_ := site.Taxonomies }}<dt>{{ $name }}</dt><dd>{{ range $.GetTerms $name }}<a href="{{ .RelPermalink }}" data-pagefind-filter="{{ $name }}">{{ .Title }}</a> {{ end }}</dd>
{{ end }}</dl>
{{ .Content }}</main>{{ end }}
""",
    "page.html": '{{ define "main" }}<main id="main" data-pagefind-body><h1>{{ .Title }}</h1>{{ .Content }}</main>{{ end }}\n',
    "section.html": LIST,
    "term.html": LIST,
    "taxonomy.html": LIST,
    "home.html": LIST,
    "home.json": '[{{ range $i, $p := where site.RegularPages "Section" "providers" }}{{ if $i }},{{ end }}{{ dict "name" .Title "summary" .Description "url" .Permalink | jsonify }}{{ end }}]\n',
}
