// Narrows long lists by the fields that a page holds for them. What is chosen
// stands in the query of the address, so that it can be sent on, and the back
// button undoes it. The list is complete without it.

import { say } from "./words";

type Field = HTMLInputElement | HTMLSelectElement;

// startFilters shows every filter of a list that is long enough.
export function startFilters(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-filter-for]")) {
    const list = document.getElementById(place.dataset.filterFor ?? "");
    if (list) build(place, list);
  }
}

function build(place: HTMLElement, list: HTMLElement): void {
  const items = [...list.querySelectorAll<HTMLElement>("[data-filter]")];
  const fields = [...place.querySelectorAll<Field>("[name]")];
  const found = place.querySelector("output");
  const query = () => new URLSearchParams(location.search);
  if (items.length < 8 && !fields.some((f) => query().has(f.name))) return;
  const texts = items.map((item) => (item.dataset.filter + " " + item.textContent).toLowerCase());

  const apply = () => {
    const set = fields.filter((f) => f.value.trim());
    let n = 0;
    items.forEach((item, i) => {
      const fits = set.every((f) => fit(f, item, texts[i]));
      item.hidden = !fits;
      if (fits) n++;
    });
    for (const section of list.querySelectorAll<HTMLElement>("section")) {
      section.hidden = !section.querySelector("[data-filter]:not([hidden])");
    }
    if (found) found.textContent = set.length ? say("narrowed", { Shown: n, Total: items.length }) : "";
  };
  const read = () => {
    for (const f of fields) f.value = query().get(f.name) ?? "";
    apply();
  };
  const write = (event: Event) => {
    const q = query();
    for (const f of fields) f.value.trim() ? q.set(f.name, f.value) : q.delete(f.name);
    const text = q.toString();
    const address = location.pathname + (text && "?" + text) + location.hash;
    // A choice is a step that the back button undoes, a letter is none.
    if (event.target instanceof HTMLSelectElement) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    apply();
  };
  place.addEventListener("input", write);
  addEventListener("popstate", read);
  place.hidden = false;
  read();
}

// fit reports whether an item is what a field asks for: it holds all its words,
// or is of its value. Who names nothing on an axis of scope holds all along it.
function fit(f: Field, item: HTMLElement, text: string): boolean {
  if (f instanceof HTMLInputElement) return f.value.toLowerCase().split(/\s+/).every((w) => text.includes(w));
  const own = (item.getAttribute("data-filter-" + f.name) ?? "").split("\n");
  if (own.includes(f.value)) return true;
  return f.name === "scope" && !own.some((v) => v.startsWith(f.value.slice(0, f.value.indexOf("=") + 1)));
}
