/**
 * Guidepost's search beside Pagefind and MiniSearch, on one guide: how good the answers are, how much is sent until
 * the first result (the one that stays first), how long a question takes, how long the index takes to build. Prints a table.
 *
 * npm ci && node bench.mjs GUIDEPOST [PROFILES …]      GUIDEPOST is the program, built with --release
 *
 * Bytes are those of `gzip -9`, as most hosts send; Pagefind's own files are compressed already and count as they
 * are. Code counts. MiniSearch gets its whole index with names and summaries; it is set up as its manual advises
 * (prefixes, one slip in five letters, names and summaries count more). Everything answers from the same profiles:
 * name, summary, body, and the labels and other names of their facet values.
 */
import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import MiniSearch from "minisearch";
import { FACETS, profiles, writeGuide } from "./corpus.mjs";
import { questions } from "./questions.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const theme = path.join(here, "../../../themes/default/js");
const { openEngine } = await import(pathToFileURL(path.join(theme, "search/engine.js")).href);
const { bytesOf, textOf, unseal } = await import(pathToFileURL(path.join(theme, "search/seal.js")).href);
const { bitsOf } = await import(pathToFileURL(path.join(theme, "bits.js")).href);
const { has } = await import(pathToFileURL(path.join(theme, "facets.js")).href);

const [, , program = "target/release/guidepost", ...sizes] = process.argv;
const zipped = (/** @type {string | Buffer} */ content) => gzipSync(content, { level: 9 }).length;
const at = (/** @type {number[]} */ numbers, /** @type {number} */ share) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(share * numbers.length))];

/**
 * @typedef {{ slugs: string[], bytes: number, requests: number, ms: number }} Reply  `bytes` and `requests`: for this question from a cold start
 * @typedef {{ name: string, built: number, ask(text: string): Promise<Reply> }} Contender
 */

/** @param {Contender} contender @param {import("./questions.mjs").Question[]} questions */
async function judge(contender, questions) {
  let reciprocal = 0, recall = 0, empty = 0;
  const bytes = [], requests = [], times = [];
  /** @type {Map<string, [number, number]>} */ const kinds = new Map();
  for (const { kind, text, right } of questions) {
    const { slugs, bytes: sent, requests: asked, ms } = await contender.ask(text);
    const best = slugs.slice(0, 10), place = best.findIndex((slug) => right.has(slug)), worth = place < 0 ? 0 : 1 / (place + 1);
    reciprocal += worth;
    recall += best.filter((slug) => right.has(slug)).length / Math.min(10, right.size);
    empty += best.length ? 0 : 1;
    const [sum, count] = kinds.get(kind) ?? [0, 0];
    kinds.set(kind, [sum + worth, count + 1]);
    if (best.length) bytes.push(sent), requests.push(asked);
    times.push(ms);
  }
  const share = (/** @type {number} */ sum) => sum / questions.length;
  return { mrr: share(reciprocal), recall: share(recall), empty: share(empty), bytes: [at(bytes, 0.5), at(bytes, 0.95)], requests: [at(requests, 0.5), at(requests, 0.95)], times: [at(times, 0.5), at(times, 0.95)], kinds };
}

/** @param {string} site @param {number} built @returns {Contender} */
function guidepost(site, built) {
  const assets = path.join(site, "assets");
  const script = (/** @type {string} */ name) => readFileSync(path.join(assets, readdirSync(assets).find((file) => file.startsWith(`${name}.`) && file.endsWith(".js")) || ""));
  const code = zipped(script("main")) + zipped(script("search"));
  /** @type {Map<string, { bytes: Uint8Array, sent: number }>} */ const files = new Map();
  const file = (/** @type {string} */ name) => {
    const known = files.get(name);
    if (known) return known;
    const text = readFileSync(path.join(assets, "search", `${name}.js`), "utf8");
    let bytes = new Uint8Array();
    new Function("guidepostSearch", text)((/** @type {string} */ _, /** @type {string} */ content) => (bytes = bytesOf(content)));
    const made = { bytes, sent: zipped(text) };
    files.set(name, made);
    return made;
  };
  const warm = openEngine(file("names").bytes);
  return {
    name: "Guidepost", built,
    async ask(text) {
      // Once cold, for what is sent; once with everything there, for how long it takes.
      const cold = openEngine(file("names").bytes);
      let answer = cold.query({ text, limit: 10 });
      // The script and the names; every script of the page counts in bytes.
      const rounds = [{ bytes: code + file("names").sent, requests: 2, best: answer.hits[0]?.document }];
      while (answer.missing.length && rounds.length < 5) {
        let { bytes, requests } = rounds[rounds.length - 1];
        for (const name of answer.missing) requests++, bytes += file(name).sent, cold.add(name, file(name).bytes), warm.add(name, file(name).bytes);
        answer = cold.query({ text, limit: 10 });
        rounds.push({ bytes, requests, best: answer.hits[0]?.document });
      }
      // What is shown first counts when it stays first.
      const { bytes, requests } = rounds.find(({ best }) => best === answer.hits[0]?.document) || rounds[0];
      const start = performance.now();
      warm.query({ text, limit: 10 });
      const ms = performance.now() - start;
      return { slugs: answer.hits.map((/** @type {any} */ hit) => cold.document(hit.document).url.split("/")[2]), bytes, requests, ms };
    },
  };
}

/**
 * What all facet values with their counts and the first ten partners of a value cost in a directory that is cut into pages
 * (the median over the values), and what all of the text costs, in bytes.
 * @param {string} site
 */
function whole(site) {
  const assets = path.join(site, "assets"), index = path.join(assets, "search");
  const sent = (/** @type {string} */ name) => zipped(readFileSync(path.join(index, `${name}.js`)));
  const content = (/** @type {string} */ name) => {
    let text = "";
    new Function("guidepostSearch", readFileSync(path.join(index, `${name}.js`), "utf8"))((/** @type {string} */ _, /** @type {string} */ given) => (text = textOf(unseal(bytesOf(given)))));
    return text;
  };
  const text = readdirSync(index).filter((name) => name.startsWith("t")).reduce((sum, name) => sum + sent(name.slice(0, -3)), sent("names"));
  const [, facets] = /data-paged="([^"]+)"/.exec(readFileSync(path.join(site, "providers/index.html"), "utf8")) || [];
  if (!facets) return { text, facets: 0 };
  const [line, bits] = content(facets).split("\n"), head = JSON.parse(line);
  const scripts = readdirSync(assets).filter((name) => /^(main|directory|paged)\..*js$/.test(name)).reduce((sum, name) => sum + zipped(readFileSync(path.join(assets, name))), 0);
  // After the values of all facets stand the marks of those that are only examples.
  const costs = bitsOf(bits, head.facets, head.size).slice(0, head.facets.at(-2)).map((/** @type {Uint32Array} */ holders) => {
    const places = Array.from({ length: head.size }, (_, place) => place).filter((place) => has(holders, place)).slice(0, 10);
    return [...new Set(places.map((place) => head.cards[Math.floor(place / head.per)]))].reduce((sum, name) => sum + sent(name), 0);
  });
  return { text, facets: scripts + sent(facets) + at(costs, 0.5) };
}

/** @param {string} site @returns {Promise<Contender>} */
async function pagefind(site) {
  const start = performance.now();
  execFileSync(process.execPath, [path.join(here, "node_modules/pagefind/lib/runner/bin.cjs"), "--site", site, "--glob", "providers/*/index.html", "--root-selector", "main"], { stdio: "ignore" });
  const built = performance.now() - start;
  let sent = 0, files = 0;
  const server = createServer((request, response) => {
    const name = path.join(site, decodeURIComponent(new URL(request.url || "/", "http://localhost").pathname));
    if (!existsSync(name)) return void response.writeHead(404).end();
    files++;
    sent += /\.(js|json)$/.test(name) ? zipped(readFileSync(name)) : statSync(name).size;
    response.writeHead(200, { "content-type": "application/octet-stream" });
    createReadStream(name).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  server.unref();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const folder = path.join(site, "pagefind");
  let number = 0;
  const open = async () => {
    const module = await import(`${pathToFileURL(path.join(folder, "pagefind.js")).href}?${number++}`);
    await module.options({ basePath: `http://127.0.0.1:${port}/pagefind/`, baseUrl: "/" });
    return module;
  };
  const worker = path.join(folder, "pagefind-worker.js");
  const code = zipped(readFileSync(path.join(folder, "pagefind.js"))) + (existsSync(worker) ? zipped(readFileSync(worker)) : 0);
  const warm = await open();
  return {
    name: "Pagefind 1.6", built,
    async ask(text) {
      sent = files = 0;
      const cold = await open();
      const found = await cold.search(text);
      const first = await found.results[0]?.data();
      // The script and its worker are asked for, too.
      const bytes = code + sent, requests = files + 2;
      const rest = await Promise.all(found.results.slice(1, 10).map((/** @type {any} */ result) => result.data()));
      await warm.search(text);
      const start = performance.now();
      await warm.search(text);
      const ms = performance.now() - start;
      return { slugs: [first, ...rest].filter(Boolean).map(({ url }) => url.split("/")[2]), bytes, requests, ms };
    },
  };
}

/** @param {import("./corpus.mjs").Profile[]} all @returns {Contender} */
function minisearch(all) {
  const names = new Map(Object.entries(FACETS).flatMap(([facet, { values }]) => values.map(({ id, label, aliases = [] }) => [`${facet}=${id}`, [label, id, ...aliases].join(" ")])));
  const options = { fields: ["name", "facets", "summary", "body"], storeFields: ["name", "summary"], idField: "slug", searchOptions: { prefix: true, fuzzy: 0.2, boost: { name: 4, facets: 3, summary: 2 } } };
  const start = performance.now();
  const index = new MiniSearch(options);
  index.addAll(all.map(({ slug, name, summary, body, values }) => ({ slug, name, summary, body, facets: Object.entries(values).flatMap(([facet, ids]) => ids.map((id) => names.get(`${facet}=${id}`))).join(" ") })));
  const text = JSON.stringify(index);
  const built = performance.now() - start;
  const bytes = zipped(text) + zipped(readFileSync(path.join(here, "node_modules/minisearch/dist/umd/index.js")));
  const warm = MiniSearch.loadJSON(text, options);
  return {
    name: "MiniSearch 7.2", built,
    async ask(text) {
      const start = performance.now();
      const found = warm.search(text);
      return { slugs: found.slice(0, 10).map(({ id }) => id), bytes, requests: 2, ms: performance.now() - start };
    },
  };
}

for (const count of (sizes.length ? sizes : ["100", "1000"]).map(Number)) {
  const folder = mkdtempSync(path.join(tmpdir(), "guidepost-search-bench-"));
  try {
    const all = profiles(count), content = path.join(folder, "content"), site = path.join(folder, "site");
    writeGuide(content, all);
    const start = performance.now();
    execFileSync(program, ["build", "--quiet", "--content", content, "--output", site], { stdio: ["ignore", "ignore", "inherit"] });
    const built = performance.now() - start;
    const asked = questions(all);
    console.log(`\n${count.toLocaleString("en")} profiles, ${asked.length} questions\n`);
    console.log("| | MRR@10 | recall@10 | no result | KB to the first result, p50 / p95 | requests, p50 / p95 | ms a question, p50 / p95 | s to build |");
    console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    const kinds = [];
    for (const contender of [guidepost(site, built), await pagefind(site), minisearch(all)]) {
      const { mrr, recall, empty, bytes, requests, times, kinds: of } = await judge(contender, asked);
      const kb = bytes.map((number) => (number / 1000).toFixed(0)).join(" / "), ms = times.map((number) => number.toFixed(2)).join(" / ");
      console.log(`| ${contender.name} | ${mrr.toFixed(3)} | ${recall.toFixed(3)} | ${(100 * empty).toFixed(1)}% | ${kb} | ${requests.join(" / ")} | ${ms} | ${(contender.built / 1000).toFixed(2)}${contender.name === "Guidepost" ? " (the whole site)" : ""} |`);
      kinds.push(of);
    }
    const { text, facets } = whole(site);
    console.log(`\nAll of Guidepost's text: ${(text / 1000).toFixed(0)} KB.${facets ? ` All facet values with counts, and ten partners: ${(facets / 1000).toFixed(0)} KB.` : ""}`);
    console.log("\n| MRR@10 of | Guidepost | Pagefind | MiniSearch |\n| --- | ---: | ---: | ---: |");
    for (const kind of kinds[0].keys()) console.log(`| ${kind} | ${kinds.map((of) => { const [sum, number] = of.get(kind) ?? [0, 1]; return (sum / number).toFixed(3); }).join(" | ")} |`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exit(0);
