/**
 * The search: its engine and what shows its results. Loaded when a search box is first used. The names
 * come first and answer the first key pressed; files of text follow as words need them.
 */
import { answersOf } from "./answers.js";
import { enhance } from "./enhance.js";
import { indexFile } from "./files.js";
import { shared } from "./load.js";
import { openEngine } from "./search/engine.js";
import { suggest } from "./suggest.js";

/** @import { Engine } from "./search/engine.js" */

/** @type {Promise<Engine> | undefined} */ let engine;

/** The engine over the names. A failed try is forgotten. @returns {Promise<Engine>} */
function opened() {
  return engine ||= indexFile("names").then(openEngine).catch((problem) => {
    engine = undefined;
    throw problem;
  });
}

const search = answersOf(opened, indexFile);
shared.search = search;
opened().catch(() => {});
enhance({ "search-box": (form) => suggest(form, search) });
