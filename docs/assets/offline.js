/* Registers the worker that keeps pages for where there is no signal, and runs the button that keeps a plan. */
(async () => {
  "use strict";
  if (!("serviceWorker" in navigator)) return;
  const script = document.querySelector("script[data-worker]");
  try {
    await navigator.serviceWorker.register(new URL(script.dataset.worker, location.href));
  } catch {
    return;
  }
  const { active } = await navigator.serviceWorker.ready;
  const ask = (what) =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      active.postMessage(what, [port2]);
    });
  const here = location.href.replace(/[?#].*/, "");

  /* The page on which the worker began was not seen by it. */
  if (!(await caches.match(here))) ask({ visited: here });

  const list = document.querySelector("[data-kept]");
  if (list) {
    for (const { url } of await (await caches.open("pages")).keys()) {
      if (url === here) continue;
      const page = await (await caches.open("pages")).match(url);
      const title = /<title>(.*?)(?: - [^-]*)?<\/title>/.exec(await page.text());
      const link = Object.assign(document.createElement("a"), { href: url, innerHTML: title ? title[1] : url });
      list.append(Object.assign(document.createElement("li"), { className: "links" }));
      list.lastChild.append(link);
    }
  }

  const box = document.querySelector(".keep");
  if (!box) return;
  const root = new URL(box.dataset.root, here);
  const addresses = [here, ...JSON.parse(box.querySelector("script").textContent).map((path) => new URL(path, root).href)];
  const [keep, drop, status] = [box.querySelector("[data-keep]"), box.querySelector("[data-drop]"), box.querySelector("[role=status]")];
  const plans = async () => {
    const found = await (await caches.open("kept")).match(new URL("kept", root));
    return found ? found.json() : {};
  };
  const show = async () => {
    const there = here in (await plans());
    drop.hidden = !there;
    keep.textContent = there ? "Keep it anew" : "Keep this plan on this phone";
  };
  keep.addEventListener("click", async () => {
    keep.disabled = true;
    status.textContent = `Fetching ${addresses.length} pages …`;
    const { error, pages, size } = await ask({ keep: addresses, name: here });
    keep.disabled = false;
    status.textContent = error ? "Not all of it came. Try again where the signal is better." : `Kept: ${pages} pages, ${(size / 1e6).toFixed(1)} MB. They open without a signal.`;
    show();
  });
  drop.addEventListener("click", async () => {
    await ask({ drop: true, name: here });
    status.textContent = "Removed from this phone.";
    await show();
    keep.focus();
  });
  await show();
  box.dataset.ready = "";
})();
