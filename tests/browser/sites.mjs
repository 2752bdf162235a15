/** Builds the bundled guide as it may be published, into a folder that is removed when the program ends. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const content = path.join(repository, "content");

/** The program: the one that GUIDEPOST names, or the one that cargo built. */
function program() {
  const target = path.resolve(repository, process.env.CARGO_TARGET_DIR || "target");
  const found = path.resolve(repository, process.env.GUIDEPOST || path.join(target, "debug", "guidepost"));
  if (!existsSync(found)) throw new Error(`${found} is not there: run \`cargo build\` first, or name the program in GUIDEPOST`);
  return found;
}

/** A copy of the content with other settings. @param {string} copy @param {(settings: string) => string} change */
function changedContent(copy, change) {
  cpSync(content, copy, { recursive: true });
  const settings = path.join(copy, "guide.toml");
  writeFileSync(settings, change(readFileSync(settings, "utf8")));
  return copy;
}

/** Links are relative. @param {string} settings */
const relative = (settings) => undrawn(settings.replace(/^\[site\]$/m, '[site]\nlink_style = "relative"'));

/** Pages have no pictures for other sites: two sites with them are enough, and they take long to draw. @param {string} settings */
const undrawn = (settings) => settings.replace(/^\[site\]$/m, "[site]\nsocial_cards = false");

/** The directory is cut into pages, and of the badges a partner must have all that are chosen. @param {string} settings */
const paged = (settings) => settings.replace(/^id = "badges"$/m, 'id = "badges"\nmatch = "all"') + "\n[directory]\none_page_up_to = 10\n";

/**
 * The small guide that pictures are kept of, with the names of the states from the bundled one.
 * @param {string} copy
 */
function picturedContent(copy) {
  cpSync(path.join(repository, "tests/browser/pictured"), copy, { recursive: true });
  cpSync(path.join(content, "vocabulary/states.toml"), path.join(copy, "vocabulary/states.toml"));
  return copy;
}

/** The theme's letters, named and waited for, so that the same page looks alike on every machine that has them. @param {string} folder */
function steadyTheme(folder) {
  mkdirSync(path.join(folder, "css"), { recursive: true });
  for (const [name, was, is] of [["fonts.css", "font-display: optional", "font-display: block"], ["tokens.css", '--sans: ', '--sans: "Liberation Sans", ']]) {
    const css = readFileSync(path.join(repository, "themes/default/css", name), "utf8");
    if (!css.includes(was)) throw new Error(`${name} no longer says ${was}`);
    writeFileSync(path.join(folder, "css", name), css.replace(was, is));
  }
  return folder;
}

/**
 * Six sites, in the variable from which the tests read where they are:
 *   root   at the root of a host
 *   based  under a path, /a/b/
 *   files  with relative links, to be opened from a folder
 *   paged  with a directory that is cut into pages, under a path
 *   pagedFiles  the same, to be opened from a folder
 *   pictured  a small guide of its own, with its drafts and the style guide
 */
export function buildSites() {
  const guidepost = program();
  const folder = mkdtempSync(path.join(tmpdir(), "guidepost-browser-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const build = (/** @type {string} */ name, /** @type {string} */ from, /** @type {string} */ base, /** @type {string[]} */ ...more) => {
    const site = { folder: path.join(folder, name), base, published: `https://guide.example.org${base}` };
    execFileSync(guidepost, ["build", "--quiet", "--content", from, "--output", site.folder, "--base-url", site.published, ...more], { cwd: repository, stdio: ["ignore", "inherit", "inherit"] });
    return site;
  };
  process.env.GUIDEPOST_SITES = JSON.stringify({
    guidepost,
    root: build("root", content, "/"),
    based: build("based", content, "/a/b/"),
    files: build("files", changedContent(path.join(folder, "content"), relative), "/"),
    paged: build("paged", changedContent(path.join(folder, "content-paged"), (settings) => paged(undrawn(settings))), "/a/b/"),
    pagedFiles: build("paged-files", changedContent(path.join(folder, "content-paged-files"), (settings) => paged(relative(settings))), "/"),
    pictured: build("pictured", picturedContent(path.join(folder, "content-pictured")), "/", "--drafts", "--theme", steadyTheme(path.join(folder, "theme"))),
  });
}
