// While the site is served: loads this page again when it, or a style, has changed, and shows what is wrong with the content.
{
  const EVERY = 300; // milliseconds between two questions
  const state = new URL("state.json", document.currentScript.src);
  const page = new URL(location.href).pathname;
  let version;

  function show(problems) {
    let box = document.querySelector(".problems");
    if (!problems.length) return void box?.remove();
    if (!box) {
      box = document.createElement("div");
      box.className = "problems";
      box.setAttribute("role", "alert");
      document.body.prepend(box);
    }
    const lines = problems.slice(0, 20).map((line) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("code"), { textContent: line }));
      return item;
    });
    if (box.dataset.shown === JSON.stringify(problems)) return;
    box.dataset.shown = JSON.stringify(problems);
    const head = document.createElement("p");
    head.textContent = problems.length > 20 ? `Fix this; 20 of ${problems.length} problems:` : "Fix this:";
    const list = document.createElement("ul");
    list.append(...lines);
    box.replaceChildren(head, list);
  }

  async function ask() {
    try {
      const now = await (await fetch(`${state}?page=${encodeURIComponent(page)}`)).json();
      if (version !== undefined && now.version !== version) return location.reload();
      version = now.version;
      show(now.problems);
    } catch {
      // the server has ended, or is being started again
    }
    setTimeout(ask, EVERY);
  }
  ask();
}
