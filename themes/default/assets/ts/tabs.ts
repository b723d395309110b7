// Turns panes that stand one below the other into tabs, as the ARIA pattern
// for tabs with manual focus describes. Tabs of one group change together.

let number = 0;

// startTabs turns every set of panes in root into tabs.
export function startTabs(root: ParentNode): void {
  for (const set of root.querySelectorAll<HTMLElement>("[data-tabs]")) build(set);
}

function build(set: HTMLElement): void {
  const panes = [...set.children].filter((e): e is HTMLElement => e instanceof HTMLElement && e.dataset.tab !== undefined);
  if (panes.length < 2) return;
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");
  const buttons = panes.map((pane) => {
    const id = "tab-" + ++number;
    const button = document.createElement("button");
    button.type = "button";
    button.id = id;
    button.textContent = pane.dataset.tab ?? "";
    button.setAttribute("role", "tab");
    pane.id ||= id + "-pane";
    button.setAttribute("aria-controls", pane.id);
    pane.setAttribute("role", "tabpanel");
    pane.setAttribute("aria-labelledby", id);
    pane.removeAttribute("aria-label");
    list.append(button);
    return button;
  });
  const show = (index: number) => {
    panes.forEach((pane, i) => (pane.hidden = i !== index));
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(i === index));
      button.tabIndex = i === index ? 0 : -1;
    });
  };
  const choose = (index: number) => {
    show(index);
    if (set.dataset.tabs) spread(set, panes[index].dataset.tabValue ?? "");
  };
  buttons.forEach((button, i) => button.addEventListener("click", () => choose(i)));
  list.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = (to + buttons.length) % buttons.length;
    choose(next);
    buttons[next].focus();
  });
  set.addEventListener("tabs-choose", (event) => {
    const index = panes.findIndex((pane) => pane.dataset.tabValue === (event as CustomEvent<string>).detail);
    if (index >= 0) show(index);
  });
  set.prepend(list);
  set.classList.add("tabs-ready");
  const wanted = set.dataset.tabsDefault;
  const first = panes.findIndex((pane) => (wanted ? pane.dataset.tabValue === wanted : pane.dataset.tabFirst !== undefined));
  show(Math.max(first, 0));
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const index = panes.findIndex((pane) => target !== null && pane.contains(target));
    if (index < 0) return;
    show(index);
    target?.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();
}

// spread shows the same choice in the other tabs of the group.
function spread(from: HTMLElement, value: string): void {
  for (const set of document.querySelectorAll<HTMLElement>("[data-tabs]")) {
    if (set !== from && set.dataset.tabs === from.dataset.tabs) set.dispatchEvent(new CustomEvent("tabs-choose", { detail: value }));
  }
}
