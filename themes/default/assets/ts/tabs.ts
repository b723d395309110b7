// Turns panes that stand one below the other into tabs, as the ARIA pattern
// for tabs describes: arrows move, Home and End jump, one tab is in the order
// of focus. Tabs of one group change together, and nothing is stored.

import { say } from "./words";

// Set is what tabs are made of.
interface Set {
  root: HTMLElement;
  panes: HTMLElement[];
  titles: Node[][]; // of each pane
  values: string[]; // what names each pane in its group
  group: string;
  first: number;
}

let number = 0;

// startTabs turns every set of panes in root into tabs.
export function startTabs(root: ParentNode): void {
  for (const set of root.querySelectorAll<HTMLElement>("[data-tabs]")) build(panesOf(set));
  for (const set of root.querySelectorAll<HTMLElement>("[data-code-group]")) build(blocksOf(set));
}

// panesOf reads the panes of tabs.
function panesOf(root: HTMLElement): Set {
  const panes = [...root.querySelectorAll<HTMLElement>(".tab-pane")].filter((pane) => pane.closest("[data-tabs]") === root);
  const heads = panes.map((pane) => pane.querySelector(":scope > .tab-title"));
  const values = panes.map((pane, i) => pane.dataset.tab || (heads[i]?.textContent ?? ""));
  const wanted = root.dataset.tabsDefault;
  const first = panes.findIndex((pane, i) => (wanted ? values[i] === wanted : pane.dataset.tabFirst !== undefined));
  const titles = heads.map((head) => [...(head?.childNodes ?? [])].map((node) => node.cloneNode(true)));
  return { root, panes, titles, values, group: root.dataset.tabs ?? "", first };
}

// blocksOf reads the blocks of code of a group. Each gets a pane around it.
function blocksOf(root: HTMLElement): Set {
  const blocks = [...root.children].filter((e): e is HTMLElement => e instanceof HTMLElement && (e.matches("pre") || e.querySelector("pre") !== null));
  const values = blocks.map((block, i) => {
    const caption = block.querySelector("figcaption")?.textContent?.trim();
    const code = block.querySelector<HTMLElement>("code[data-lang]");
    return caption || code?.dataset.lang || say("code", { Number: i + 1 });
  });
  if (blocks.length < 2) return { root, panes: [], titles: [], values: [], group: "", first: 0 };
  const panes = blocks.map((block) => {
    const pane = document.createElement("div");
    pane.className = "code-pane";
    block.replaceWith(pane);
    pane.append(block);
    return pane;
  });
  const titles = values.map((value) => [document.createTextNode(value)]);
  return { root, panes, titles, values, group: root.dataset.codeGroup ?? "", first: 0 };
}

function build({ root, panes, titles, values, group, first }: Set): void {
  if (panes.length < 2) return;
  const list = document.createElement("div");
  list.className = "tab-list";
  list.setAttribute("role", "tablist");
  const buttons = panes.map((pane, i) => {
    const id = "tab-" + ++number;
    const button = document.createElement("button");
    button.type = "button";
    button.id = id;
    button.append(...titles[i]);
    button.setAttribute("role", "tab");
    pane.id ||= id + "-pane";
    button.setAttribute("aria-controls", pane.id);
    pane.setAttribute("role", "tabpanel");
    pane.setAttribute("aria-labelledby", id);
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
    if (group) spread(root, group, values[index]);
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
  root.addEventListener("tabs-choose", (event) => {
    if (event.target !== root) return;
    const index = values.indexOf((event as CustomEvent<string>).detail);
    if (index >= 0) show(index);
  });
  root.prepend(list);
  root.classList.add("tabs-ready");
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

// spread shows the same choice in the other sets of the group.
function spread(from: HTMLElement, group: string, value: string): void {
  for (const set of document.querySelectorAll<HTMLElement>("[data-tabs], [data-code-group]")) {
    if (set !== from && (set.dataset.tabs ?? set.dataset.codeGroup) === group) set.dispatchEvent(new CustomEvent("tabs-choose", { detail: value }));
  }
}
