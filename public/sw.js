/*
 * The service worker of Xintu. It keeps two things and nothing else: files whose name changes with their content
 * (/_next/static, the fonts among them), and one page for when there is no network. Pages, the API, pictures and
 * whatever belongs to a person always come from the network.
 */
const VERSION = "1";
const STATIC_CACHE = `xintu-static-${VERSION}`;
const OFFLINE_CACHE = `xintu-offline-${VERSION}`;
const OFFLINE_PAGE = "/offline.html";
const MOST_STATIC_FILES = 400;

/** Paths that this worker leaves to the browser; the member pages in WeChat have no worker at all. */
const LEFT_ALONE = /^\/(api|media|m|health|metrics)(\/|$)/;

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldCaches());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || LEFT_ALONE.test(url.pathname))
    return;
  if (request.mode === "navigate") event.respondWith(networkOrOfflinePage(request));
  else if (url.pathname.startsWith("/_next/static/")) event.respondWith(keptOrNetwork(request));
});

async function install() {
  const cache = await caches.open(OFFLINE_CACHE);
  await cache.add(new Request(OFFLINE_PAGE, { cache: "reload" }));
  // A new version keeps nothing that an open page could miss, so it need not wait for the last tab to close.
  await self.skipWaiting();
}

async function dropOldCaches() {
  const names = await caches.keys();
  const old = names.filter(
    (name) => name.startsWith("xintu-") && name !== STATIC_CACHE && name !== OFFLINE_CACHE,
  );
  await Promise.all(old.map((name) => caches.delete(name)));
  await trimStatic();
}

async function networkOrOfflinePage(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(OFFLINE_PAGE, { cacheName: OFFLINE_CACHE });
    if (kept) return kept;
    throw error;
  }
}

let keptSinceTrim = 0;

async function keptOrNetwork(request) {
  const cache = await caches.open(STATIC_CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  // A development server serves changing files under these names; it does not call them immutable.
  const isImmutable = (answer.headers.get("cache-control") ?? "").includes("immutable");
  if (answer.status === 200 && isImmutable) await keep(cache, request, answer.clone());
  return answer;
}

async function keep(cache, request, answer) {
  try {
    await cache.put(request, answer);
    keptSinceTrim += 1;
    if (keptSinceTrim >= 50) await trimStatic();
  } catch {
    // A full disk is no reason to fail the page.
  }
}

/** The oldest go first: files of versions that nobody is served any more. */
async function trimStatic() {
  keptSinceTrim = 0;
  const cache = await caches.open(STATIC_CACHE);
  const kept = await cache.keys();
  await Promise.all(
    kept.slice(0, Math.max(0, kept.length - MOST_STATIC_FILES)).map((one) => cache.delete(one)),
  );
}
