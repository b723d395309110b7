// Shows the errors of a build over the last good page.
(() => {
  const host = document.getElementById("candor-preview");
  if (!host) return;
  const root = host.shadowRoot;
  const make = (name, props, ...children) => {
    const made = Object.assign(document.createElement(name), props);
    made.append(...children);
    return made;
  };

  const heading = make("h2", { id: "heading" });
  const hide = make("button", { type: "button", textContent: "Hide" });
  const list = make("ol", { tabIndex: 0 });
  const box = make("section", { className: "overlay", hidden: true }, make("header", {}, heading, hide), list);
  box.setAttribute("role", "alert");
  box.setAttribute("aria-labelledby", "heading");
  list.setAttribute("aria-label", "Errors");
  root.append(box);

  hide.addEventListener("click", () => {
    box.hidden = true;
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") box.hidden = true;
  });
  host.addEventListener("good", () => {
    box.hidden = true;
  });
  host.addEventListener("faults", () => {
    box.hidden = !box.hidden;
    if (!box.hidden) hide.focus();
  });

  host.addEventListener("fail", (event) => {
    const faults = event.detail;
    heading.textContent = (faults.length === 1 ? "1 error" : faults.length + " errors") + ": this is the last good site";
    list.replaceChildren(
      ...faults.map((fault) => {
        const text = fault.text.startsWith(fault.place) ? fault.text.slice(fault.place.length) : fault.text;
        const code = make("pre", {}, make("strong", { textContent: fault.place }), text);
        return make("li", {}, code);
      }),
    );
    box.hidden = false;
  });
})();
