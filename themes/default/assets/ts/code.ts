// Gives every block of code a button that copies it. What is drawn beside the
// lines, their numbers and signs, is no text, so it is not copied.

import { say } from "./words";

// startCopying adds the buttons, where the browser can copy.
export function startCopying(root: ParentNode): void {
  if (!navigator.clipboard) return;
  const spoken = document.createElement("span");
  spoken.className = "only-read";
  spoken.setAttribute("role", "status");
  for (const pre of root.querySelectorAll<HTMLElement>("pre.chroma:not([data-copy=no])")) {
    const code = pre.querySelector("code");
    if (!code) continue;
    const box = boxOf(pre);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = say("copy");
    const title = box.querySelector("figcaption")?.textContent;
    button.setAttribute("aria-label", title ? say("copy-of", { Name: title }) : say("copy-code"));
    button.addEventListener("click", () => copy(button, code.textContent ?? "", spoken));
    box.append(button);
  }
  document.body.append(spoken);
}

// boxOf returns the element around a block of code that does not scroll.
function boxOf(pre: HTMLElement): HTMLElement {
  if (pre.parentElement?.matches("figure.code")) return pre.parentElement;
  const box = document.createElement("div");
  box.className = "code";
  pre.replaceWith(box);
  box.append(pre);
  return box;
}

// copy puts text into the clipboard and says for a moment what came of it.
async function copy(button: HTMLButtonElement, text: string, spoken: HTMLElement): Promise<void> {
  let result = say("copied");
  try {
    await navigator.clipboard.writeText(text.replace(/\n$/, ""));
  } catch {
    result = say("not-copied");
  }
  button.textContent = result;
  spoken.textContent = result;
  setTimeout(() => {
    button.textContent = say("copy");
    spoken.textContent = "";
  }, 2000);
}
