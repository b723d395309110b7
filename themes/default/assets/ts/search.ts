// Opens the search on "/", on Ctrl-K and by its link. The search itself, and its
// index, are loaded then; where that fails, the link leads to its page.

// startSearch watches the keyboard and the link of the search.
export function startSearch(root: Document): void {
  const link = root.querySelector<HTMLAnchorElement>("a[data-search]");
  const code = link?.dataset.search;
  if (!link || !code) return;
  const load = () => import(new URL(code, location.href).href);
  const open = (event: Event) => {
    event.preventDefault();
    load().then(
      () => root.dispatchEvent(new Event("search-open")),
      () => location.assign(link.href),
    );
  };
  link.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
  });
  root.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
    if (event.altKey || event.isComposing) return;
    if (event.ctrlKey || event.metaKey ? event.key.toLowerCase() === "k" : event.key === "/" && !typing) open(event);
  });
  if (root.querySelector("[data-search-here]")) load().catch(() => {});
}
