// The search. Pages load it when it is first opened; it reads the index of the
// portal, and asks nobody else.
import { Index } from "./ts/search/index";
import { Panel, attributes, element } from "./ts/search/panel";
import { say } from "./ts/words";

const link = document.querySelector<HTMLAnchorElement>("a[data-search]")!;

const index = new Index(link.href, async (address) => {
  const response = await fetch(address, { cache: address.endsWith("/index.json") ? "no-cache" : "default" });
  if (!response.ok) throw new Error(address);
  return response.json();
});

// dialog makes the dialog, once.
function makeDialog(): { box: HTMLDialogElement; panel: Panel } {
  const box = element("dialog", "search-box");
  attributes(box, { "aria-label": say("search-here") });
  const close = element("button", "search-close");
  close.type = "button";
  close.textContent = say("close");
  close.addEventListener("click", () => box.close());
  const place = element("div", "search-panel");
  box.append(place, close);
  const panel = new Panel(place, index, "search");
  box.addEventListener("click", (event) => {
    const gone = event.target instanceof Element && event.target.closest("a");
    if (event.target === box || gone) box.close();
  });
  document.body.append(box);
  return { box, panel };
}

let dialog: { box: HTMLDialogElement; panel: Panel } | undefined;
let onPage: Panel | undefined;

document.addEventListener("search-open", () => {
  if (onPage) {
    onPage.field.focus();
    return;
  }
  dialog ??= makeDialog();
  if (!dialog.box.open) dialog.box.showModal();
  dialog.panel.field.focus();
  dialog.panel.field.select();
  index.open().catch(() => {}); // a query will say so
});

// On the page of the search the panel stands in place of the form, and the
// query in the address.
const form = document.querySelector<HTMLFormElement>("form[data-search-here]");
if (form) {
  const query = () => new URLSearchParams(location.search).get("q") ?? "";
  const place = element("div", "search-panel search-panel-here");
  form.replaceWith(place);
  const panel = new Panel(place, index, "search-here", (text) => {
    const address = text.trim() ? "?" + new URLSearchParams({ q: text }) : location.pathname;
    if (query() !== text) history.replaceState(null, "", address);
  });
  onPage = panel;
  const read = () => {
    panel.field.value = query();
    if (panel.field.value) void panel.search();
  };
  addEventListener("popstate", read);
  read();
}
