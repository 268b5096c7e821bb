/* Keeps pages for where there is no signal: those once visited, and those of a plan that the reader kept.
   Pages come from the network if it answers in time, files with a mark of their contents in their address from here. */
"use strict";
const BUILD = "{build}"; /* changes with the site, so that the browser fetches this file anew and what is kept is renewed */
const ROOT = new URL("./", self.location).href;
const NOWHERE = `${ROOT}offline/`;
const PATIENCE = 3000;
const SETTLED = /[?]v=|[/]fonts[/]|[.][0-9a-f]{8}[.]min[.]/;
const NAMED = /(?:href|src)="([^"]+[.](?:css|js|woff2|svg|png)(?:[?]v=\w+)?)"/g;
const IMPORTED = /"([.][/][\w-]+[.]js(?:[?]v=\w+)?)"/g;

const plain = (address) => address.replace(/#.*/, "").replace(/[?](?!v=).*/, "");
const bytes = async (response) => (await response.clone().blob()).size;

/* The addresses of all files that a page names, and of the modules that these import, each of which is taken: from a store or a host. */
const filesOf = async (text, address, take) => {
  const files = [...text.matchAll(NAMED)].map(([, name]) => new URL(name, address).href).filter((file) => file.startsWith(ROOT));
  for (const file of files) {
    const taken = await take(file);
    const module = taken && file.includes("/assets/js/") ? await taken.clone().text() : "";
    for (const [, name] of module.matchAll(IMPORTED)) {
      const found = new URL(name, file).href;
      if (!files.includes(found)) files.push(found);
    }
  }
  return files;
};

/* A page and every file that it needs, into the store. Tells how many bytes came in. */
const keep = async (address) => {
  const pages = await caches.open("pages");
  const files = await caches.open("files");
  const page = await fetch(address, { cache: "no-cache" });
  if (!page.ok) throw new Error(`${address}: ${page.status}`);
  let size = await bytes(page);
  await pages.put(plain(address), page.clone());
  const take = async (file) => {
    const here = SETTLED.test(file) && (await files.match(file));
    if (here) return here;
    const found = await fetch(file);
    if (!found.ok) return null;
    size += await bytes(found);
    await files.put(file, found.clone());
    return found;
  };
  await filesOf(await page.text(), address, take);
  return size;
};

const kept = async () => {
  const list = await (await caches.open("kept")).match(`${ROOT}kept`);
  return list ? list.json() : {};
};
const remember = async (plans) => (await caches.open("kept")).put(`${ROOT}kept`, new Response(JSON.stringify(plans)));

const keepPlan = async (name, addresses) => {
  let size = 0;
  for (const address of addresses) size += await keep(address);
  await remember({ ...(await kept()), [name]: addresses });
  return { pages: addresses.length, size };
};

const dropPlan = async (name) => {
  const plans = await kept();
  const others = new Set(Object.entries(plans).flatMap(([other, addresses]) => (other === name ? [] : addresses)));
  const pages = await caches.open("pages");
  for (const address of plans[name] || []) if (!others.has(address)) await pages.delete(plain(address));
  delete plans[name];
  await remember(plans);
  return {};
};

/* After a new build: what is kept anew, and no file that no page here needs any more. */
const renew = async () => {
  const addresses = new Set(Object.values(await kept()).flat());
  for (const address of addresses) await keep(address).catch(() => {});
  const named = new Set();
  const pages = await caches.open("pages");
  const files = await caches.open("files");
  for (const request of await pages.keys()) {
    const page = await (await pages.match(request)).text();
    for (const file of await filesOf(page, request.url, (file) => files.match(file))) named.add(file);
  }
  for (const request of await files.keys()) if (!named.has(request.url) && !request.url.includes("/fonts/")) await files.delete(request);
};

const settled = async (request) => {
  const files = await caches.open("files");
  const here = await files.match(request);
  if (here) return here;
  const found = await fetch(request);
  if (found.ok) await files.put(request, found.clone());
  return found;
};

const fresh = async (request, store, wait) => {
  const name = plain(request.url);
  const here = await (await caches.open(store)).match(name);
  const found = fetch(request.url, { cache: "no-cache", redirect: "manual" }).then(async (response) => {
    if (response.ok) await (await caches.open(store)).put(name, response.clone());
    return response;
  });
  wait(found.catch(() => {}));
  if (!here) return found;
  return Promise.race([found, new Promise((resolve) => setTimeout(resolve, PATIENCE, here))]).catch(() => here);
};

self.addEventListener("install", (event) => event.waitUntil(keep(NOWHERE).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim().then(renew)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT) || request.url.startsWith(`${ROOT}calendars/`)) return;
  if (SETTLED.test(request.url)) return event.respondWith(settled(request));
  const wait = (work) => event.waitUntil(work);
  if (request.mode !== "navigate") return event.respondWith(fresh(request, "files", wait));
  event.respondWith(fresh(request, "pages", wait).catch(() => Response.redirect(NOWHERE)));
});
self.addEventListener("message", (event) => {
  const { keep: addresses, drop, visited, name } = event.data;
  const work = visited ? keep(visited) : drop ? dropPlan(name) : keepPlan(name, addresses);
  event.waitUntil(work.then((done) => event.ports[0].postMessage(done), (error) => event.ports[0].postMessage({ error: String(error) })));
});
