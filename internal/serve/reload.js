// Reloads the page when the development server shows another version of it. It
// is never part of a build.
(() => {
  const here = document.currentScript;
  const build = here.dataset.build;
  if (build === undefined) return; // a second tag of a theme: the server's own does the work
  const own = (name) => new URL(name, here.src);

  // Everything that the server adds to a page stands in one place of its own, which
  // the styles of the site do not reach.
  const host = document.createElement("div");
  host.id = "candor-preview";
  const root = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = own("reload.css").href;
  root.append(sheet);
  document.documentElement.append(host);

  const say = (name, detail) => host.dispatchEvent(new CustomEvent(name, { detail }));
  const place = "candor-scroll " + location.pathname;

  // reload loads the page again and keeps the place that was read.
  const reload = () => {
    try {
      sessionStorage.setItem(place, String(scrollY));
    } catch {
      // a browser that keeps nothing
    }
    location.reload();
  };
  const back = () => {
    try {
      const y = sessionStorage.getItem(place);
      sessionStorage.removeItem(place);
      if (y !== null) scrollTo({ top: Number(y), behavior: "instant" });
    } catch {
      // a browser that keeps nothing
    }
  };
  if (document.readyState === "complete") back();
  else addEventListener("load", back, { once: true });

  const address = own("events");
  address.searchParams.set("path", location.pathname);
  const events = new EventSource(address);
  let shown = build;

  events.addEventListener("show", (event) => {
    if (event.data !== shown) {
      reload();
      return;
    }
    say("good");
  });

  events.addEventListener("style", (event) => {
    const { build: now, sheets } = JSON.parse(event.data);
    const links = [...document.querySelectorAll("link[rel~=stylesheet]")];
    for (const { from, to, integrity } of sheets ?? []) {
      const old = links.find((link) => link.getAttribute("href") === from);
      if (!old) {
        reload();
        return;
      }
      const next = old.cloneNode();
      next.href = to;
      next.integrity = integrity;
      next.addEventListener("load", () => old.remove());
      next.addEventListener("error", reload);
      old.after(next);
    }
    shown = now;
    say("good");
  });

  events.addEventListener("fail", (event) => {
    const faults = JSON.parse(event.data);
    if (build === "") {
      const text = faults.map((fault) => fault.text).join("\n");
      document.querySelector("pre").textContent = text;
      return;
    }
    say("fail", faults);
  });

  events.addEventListener("bar", (event) => say("bar", JSON.parse(event.data)));

  host.addEventListener("choose", async (event) => {
    const answer = await fetch(own("view"), { method: "POST", body: new URLSearchParams(event.detail) });
    if (answer.ok) reload();
  });
})();
