/* Answers addresses, a line each from stdin, perhaps as `METHOD address tag`, with the lines for the edge of hosting.md.
   Arguments: the folder with them and with the modules, and that of the site, from which all is read that they fetch. */
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

globalThis.crypto ??= webcrypto; // Node.js 18 has it under another name
const [modules, site] = process.argv.slice(2);
globalThis.fetch = async (address) => {
  try {
    return new Response(readFileSync(`${site}/api/1/plans/${address.split("/api/1/plans/")[1]}`));
  } catch {
    return new Response("", { status: 404 });
  }
};
const { default: edge } = await import(pathToFileURL(`${modules}/host.js`));
for (const line of readFileSync(0, "utf-8").split("\n").filter(Boolean)) {
  const [target, tag, method] = line.startsWith("/") ? [line] : [line.split(" ")[1], line.split(" ")[2], line.split(" ")[0]];
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await edge.fetch(new Request(`https://small.example${target}`, { method: method ?? "GET", headers }));
  const content = Buffer.from(await answer.arrayBuffer()).toString("base64");
  process.stdout.write(`${JSON.stringify({ status: answer.status, headers: Object.fromEntries(answer.headers), content })}\n`);
}
