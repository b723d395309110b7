// Opens what is folded when a link leads into it, and while the page is
// printed.

// startDisclosure watches the details in root.
export function startDisclosure(root: Document): void {
  const follow = () => {
    let at = root.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details");
    const target = at;
    for (; at; at = at.parentElement?.closest("details")) at.open = true;
    target?.scrollIntoView();
  };
  addEventListener("hashchange", follow);
  follow();

  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...root.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}
