/** Packages that only tests use. They are installed beside the browser tests. */
import { createRequire } from "node:module";

export const packaged = createRequire(new URL("../browser/package.json", import.meta.url));
