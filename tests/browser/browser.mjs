/** Where the browser is, and how it is started. */
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** The one without windows comes first: it is the same browser and takes two thirds of the time. */
const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const APPLICATIONS = ["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** The browser that is installed: Playwright's own is never downloaded. */
export function findBrowser() {
  const folders = (process.env.PATH || "").split(path.delimiter);
  const places = [process.env.CHROMIUM, ...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...APPLICATIONS];
  const found = places.find((place) => place && isProgram(place));
  if (!found) throw new Error("No Chromium on this machine. `tests/run` installs one; or name yours in CHROMIUM.");
  return found;
}

/** @param {string} place */
function isProgram(place) {
  try {
    accessSync(place, constants.X_OK);
    return statSync(place).isFile();
  } catch {
    return false;
  }
}

const AS_ROOT = process.getuid?.() === 0;

/** Root cannot use Chromium's sandbox; the other flags keep it from asking for things of its own. */
export const FLAGS = [
  "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", ...(AS_ROOT ? ["--no-sandbox"] : []),
];
