/** Pages for when there is no network: asked for by the guide, or taken away again when it no longer asks. */
import { trusted } from "./load.js";

/** Begins to keep pages, or stops keeping them. A browser that cannot shows them as ever. */
export function keepPages() {
  keepOrForget().catch((problem) => console.warn(problem));
}

async function keepOrForget() {
  const workers = location.protocol === "file:" ? undefined : navigator.serviceWorker;
  if (!workers) return;
  const { offline, root } = document.documentElement.dataset;
  if (offline) return void (await workers.register(trusted(new URL(offline, document.baseURI).href), { updateViaCache: "none" }));
  // Only a page that a worker of ours has answered can have one to take away.
  if (!workers.controller) return;
  const scope = new URL(root || "/", document.baseURI);
  const registration = await workers.getRegistration(scope.href);
  if (registration?.active?.scriptURL !== new URL("service-worker.js", scope).href) return;
  await registration.unregister();
  await caches.delete(`guidepost ${scope.pathname}`);
}
