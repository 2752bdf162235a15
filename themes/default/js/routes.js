/** Addresses within the guide, under any base path and for files on disk. */
import { inAddress } from "./words.js";

/** What a root-relative route reads like in a link of this page. @param {string} route  `/providers/?states=la` */
export function linkTo(route) {
  const { root = "/", index = "" } = document.documentElement.dataset;
  const [, path, rest] = /** @type {RegExpExecArray} */ (/^\/?([^?#]*)([^]*)$/.exec(route));
  return root + path + (path === "" || path.endsWith("/") ? index : "") + rest;
}

/** The page of all results for a query. @param {string} text */
export function searchFor(text) {
  return linkTo("/search/?q=" + inAddress(text));
}
