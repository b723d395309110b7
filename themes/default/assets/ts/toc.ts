// Marks in the contents of a page the heading that is being read, and opens the
// lists beside the page where there is room, for browsers whose styles cannot.

// startContents watches the headings that the contents of root lead to.
export function startContents(root: Document): void {
  if (matchMedia("(min-width: 64rem)").matches) {
    for (const list of root.querySelectorAll<HTMLDetailsElement>(".rail > nav > details, .site-nav > details")) list.open = true;
  }
  const links = [...root.querySelectorAll<HTMLAnchorElement>("[data-toc] a")];
  const heads = links.map((link) => root.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = () => {
    let at = -1;
    heads.forEach((head, i) => {
      if (head && head.getBoundingClientRect().top < 120) at = i;
    });
    links.forEach((link, i) => (i === at ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
  };
  const watch = new IntersectionObserver(mark, { rootMargin: "-119px 0px 0px", threshold: [0, 1] });
  for (const head of heads) if (head) watch.observe(head);
}
