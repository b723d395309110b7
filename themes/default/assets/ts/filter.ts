// Narrows long lists by a word and a state. The list is complete without it.

// startFilters fills every place that a page keeps for a filter.
export function startFilters(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-filter-for]")) {
    const list = document.getElementById(place.dataset.filterFor ?? "");
    if (list) build(place, list);
  }
}

function build(place: HTMLElement, list: HTMLElement): void {
  const items = [...list.querySelectorAll<HTMLElement>("[data-filter]")];
  if (items.length < 8) return;
  const words = document.createElement("input");
  words.type = "search";
  words.autocomplete = "off";
  place.append(labelled("Filter by words", words));
  const states = [...new Set(items.map((i) => i.dataset.cardState ?? "").filter(Boolean))].sort();
  const select = document.createElement("select");
  if (states.length > 1) {
    select.append(new Option("Any state", ""));
    for (const value of states) select.append(new Option(named(value), value));
    place.append(labelled("State", select));
  }
  const found = document.createElement("output");
  place.append(found);
  const apply = () => {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const item of items) {
      const text = (item.dataset.filter + " " + item.textContent).toLowerCase();
      const fits = wanted.every((w) => text.includes(w)) && (!select.value || item.dataset.cardState === select.value);
      item.hidden = !fits;
      if (fits) n++;
    }
    for (const section of list.querySelectorAll<HTMLElement>("section")) {
      section.hidden = !section.querySelector("[data-filter]:not([hidden])");
    }
    found.textContent = wanted.length || select.value ? n + " of " + items.length : "";
  };
  words.addEventListener("input", apply);
  select.addEventListener("input", apply);
  place.hidden = false;
}

function named(state: string): string {
  const text = state.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function labelled(text: string, field: HTMLElement): HTMLElement {
  const label = document.createElement("label");
  label.append(text, field);
  return label;
}
