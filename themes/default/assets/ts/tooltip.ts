// Lets Escape put away an explanation that lies over the text, until its word
// is left.

// startTooltips watches the tooltips in root.
export function startTooltips(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const tip of root.querySelectorAll<HTMLElement>(".tip:hover, .tip:focus-within")) {
      tip.classList.add("tip-away");
      const back = () => tip.classList.remove("tip-away");
      tip.addEventListener("pointerleave", back, { once: true });
      tip.addEventListener("focusout", back, { once: true });
    }
  });
}
