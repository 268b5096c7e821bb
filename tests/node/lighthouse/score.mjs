/* Scores five kinds of page of a built site with Lighthouse, on a phone: node score.mjs SITE. Ends with 1 unless accessibility and
   best practices are 100 on all of them. The site is served from this machine as a good host does it: compressed, with content types. */

import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const PAGES = {
  home: "",
  "a session": "sessions/two-minutes/",
  "a plan": "plans/5k/",
  "a variant": "plans/5k/intermediate-standard/",
  "the library": "sessions/",
};
const CATEGORIES = { accessibility: "accessibility", "best-practices": "best practices", performance: "performance", seo: "SEO" };
const MUST_BE_100 = ["accessibility", "best-practices"];

const BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".ics": "text/calendar; charset=utf-8",
  ".png": "image/png",
  ".woff2": "font/woff2",
};
const COMPRESSED = /^(text|application|image\/svg)/;

/** Answers with the files of a folder. */
function serve(folder) {
  return createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
    let file = join(folder, normalize(path));
    let status = 200;
    try {
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      await stat(file);
    } catch {
      file = join(folder, "404.html");
      status = 404;
    }
    const type = TYPES[extname(file)] || "application/octet-stream";
    const headers = { "Content-Type": type, "Cache-Control": "public, max-age=600" };
    let content = await readFile(file);
    if (COMPRESSED.test(type)) {
      content = gzipSync(content);
      headers["Content-Encoding"] = "gzip";
    }
    response.writeHead(status, headers).end(content);
  });
}

/** What lowered a score: the title of each audit that counts and is not passed, and where. */
function reasons(report, category) {
  return report.categories[category].auditRefs
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => report.audits[id])
    .filter(({ score }) => score !== null && score < 1)
    .map(({ title, details }) => {
      const where = (details?.items || []).slice(0, 3).map((one) => one.node?.selector || one.url || one.description || "");
      return [title, ...where.filter(Boolean)].join("\n      ");
    });
}

const folder = resolve(process.argv[2] || "site");
const server = serve(folder);
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const site = `http://127.0.0.1:${server.address().port}/`;
const chrome = await launch({
  chromePath: process.env.CHROME_PATH || process.env.CHROMIUM || BROWSERS.find(existsSync) || BROWSERS[0],
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const low = [];
const row = (cells) => console.log(cells.map((cell, index) => (index ? String(cell).padStart(16) : String(cell).padEnd(14))).join(""));
try {
  row(["page", ...Object.values(CATEGORIES)]);
  for (const [name, path] of Object.entries(PAGES)) {
    const { lhr } = await lighthouse(site + path, { port: chrome.port, onlyCategories: Object.keys(CATEGORIES), logLevel: "error" });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const scores = Object.keys(CATEGORIES).map((one) => Math.round(lhr.categories[one].score * 100));
    row([name, ...scores]);
    for (const one of MUST_BE_100) {
      if (lhr.categories[one].score < 1) low.push(`${name}, ${CATEGORIES[one]}:`, ...reasons(lhr, one).map((why) => `    ${why}`));
    }
  }
} finally {
  await chrome.kill();
  server.close();
  server.closeAllConnections();
}
if (low.length) {
  console.log(`\nAccessibility and best practices must be 100:\n${low.join("\n")}`);
  process.exitCode = 1;
} else {
  console.log("\nAccessibility and best practices are 100 on all of them. Performance depends on this machine too.");
}
