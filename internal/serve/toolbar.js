// Lets the reader choose what the development server shows: to whom, as of when,
// with drafts or without.
(() => {
  const host = document.getElementById("candor-preview");
  if (!host) return;
  const root = host.shadowRoot;
  const day = 24 * 60 * 60 * 1000;
  const make = (name, props, ...children) => {
    const made = Object.assign(document.createElement(name), props);
    made.append(...children);
    return made;
  };
  const remembered = (key, value) => {
    try {
      if (value !== undefined) sessionStorage.setItem(key, value);
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const toggle = make("button", { type: "button", className: "toggle", textContent: "Preview" });
  const audience = make("select", { id: "audience" });
  const scale = make("input", { type: "range", id: "as-of", min: "0", max: "365", step: "1" });
  const marks = make("datalist", { id: "dates" });
  const date = make("output", { htmlFor: "as-of" });
  const drafts = make("input", { type: "checkbox", id: "drafts" });
  const warnings = make("button", { type: "button", className: "count" });
  const errors = make("button", { type: "button", className: "count errors", hidden: true });
  const took = make("span", { className: "took" });
  const states = make("p", { className: "states" });
  const list = make("ol", { className: "list", id: "list", hidden: true, tabIndex: 0 });
  const passing = make("ul", { className: "passing" });
  const label = (text, field) => make("label", { htmlFor: field.id, textContent: text });
  const form = make(
    "form",
    { id: "form" },
    make("div", {}, label("Audience", audience), audience),
    make("div", { className: "when" }, label("As of", scale), scale, date, marks),
    make("div", {}, drafts, label("Drafts", drafts)),
    make("div", {}, errors, warnings, took),
    states,
    passing,
    list,
  );
  const bar = make("aside", { className: "bar" }, toggle, form);
  bar.setAttribute("aria-label", "Candor preview");
  toggle.setAttribute("aria-controls", "form");
  warnings.setAttribute("aria-controls", "list");
  list.setAttribute("aria-label", "Warnings");
  scale.setAttribute("list", "dates");
  passing.setAttribute("aria-label", "What changes until then");

  let shown = null;
  const at = (days) => new Date(Date.parse(shown.today) + days * day).toISOString().slice(0, 10);
  const open = (wide) => {
    form.hidden = !wide;
    toggle.setAttribute("aria-expanded", String(wide));
    remembered("candor-bar", wide ? "open" : "closed");
  };
  const unfold = (wide) => {
    list.hidden = !wide;
    warnings.setAttribute("aria-expanded", String(wide));
  };
  const count = (n, what) => n + " " + what + (n === 1 ? "" : "s");

  // The dates that pass until the one of the scale.
  const pass = () => {
    const until = at(Number(scale.value));
    date.textContent = until;
    scale.setAttribute("aria-valuetext", until);
    const past = (shown.dates ?? []).filter((entry) => entry.day <= until);
    const rest = past.length > 5 ? [make("li", { textContent: count(past.length - 5, "more date") })] : [];
    const last = past.slice(-5).map((entry) => make("li", { textContent: entry.day + ": " + entry.what + ", " + entry.title }));
    passing.replaceChildren(...last, ...rest);
    passing.hidden = past.length === 0;
  };
  const choose = () => {
    const asOf = at(Number(scale.value));
    const detail = { audience: audience.value, "as-of": scale.value === "0" ? "" : asOf, drafts: drafts.checked ? "yes" : "no" };
    host.dispatchEvent(new CustomEvent("choose", { detail }));
  };

  host.addEventListener("fail", (event) => {
    errors.textContent = count(event.detail.length, "error");
    errors.hidden = false;
  });
  host.addEventListener("good", () => {
    errors.hidden = true;
  });
  host.addEventListener("bar", (event) => {
    shown = event.detail;
    audience.replaceChildren(...(shown.audiences ?? []).map((name) => make("option", { value: name, textContent: name })));
    audience.value = shown.audience;
    scale.value = String(Math.round((Date.parse(shown.asOf) - Date.parse(shown.today)) / day));
    marks.replaceChildren(
      ...(shown.dates ?? []).map((entry) => make("option", { value: String(Math.round((Date.parse(entry.day) - Date.parse(shown.today)) / day)) })),
    );
    drafts.checked = shown.drafts;
    const found = shown.warnings ?? [];
    warnings.textContent = count(found.length, "warning");
    warnings.disabled = found.length === 0;
    if (found.length === 0) unfold(false);
    list.replaceChildren(...found.map((fault) => make("li", {}, make("pre", { textContent: fault.text }))));
    took.textContent = shown.took + " ms" + (shown.checked ? "" : ", checking the rest");
    states.textContent = shown.states;
    toggle.classList.toggle("moved", shown.asOf !== shown.today);
    pass();
    if (!bar.isConnected) root.append(bar);
  });

  toggle.addEventListener("click", () => open(form.hidden));
  warnings.addEventListener("click", () => unfold(list.hidden));
  errors.addEventListener("click", () => host.dispatchEvent(new CustomEvent("faults")));
  audience.addEventListener("change", choose);
  drafts.addEventListener("change", choose);
  scale.addEventListener("input", pass);
  scale.addEventListener("change", choose);
  form.addEventListener("submit", (event) => event.preventDefault());
  open(remembered("candor-bar") === "open");
  unfold(false);
})();
