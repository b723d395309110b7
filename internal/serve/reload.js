// Reloads the page when the development server has a newer build, and shows
// the diagnostics of a failed one over the page. It is never part of a build.
(() => {
  const here = document.currentScript;
  const build = here.dataset.build;
  if (build === undefined) return; // a second tag of a theme: the server's own does the work
  const events = new EventSource(new URL("events", here.src));

  const overlay = () => document.getElementById("candor-overlay");

  events.addEventListener("show", (event) => {
    if (event.data !== build) {
      location.reload();
      return;
    }
    overlay()?.remove();
  });

  events.addEventListener("fail", (event) => {
    const text = JSON.parse(event.data);
    if (build === "") {
      document.querySelector("pre").textContent = text;
      return;
    }
    let box = overlay();
    if (!box) {
      box = document.createElement("div");
      box.id = "candor-overlay";
      box.className = "candor-overlay";
      box.setAttribute("role", "alert");
      const heading = document.createElement("h2");
      heading.textContent = "The build failed; this is the last good site";
      box.append(heading, document.createElement("pre"));
      document.body.append(box);
    }
    box.querySelector("pre").textContent = text;
  });

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("reload.css", here.src).href;
  document.head.append(style);
})();
