// Judges the states of a page again with the visitor's clock. A state holds
// until the date that the build gave it; after that it may have changed, and a
// page that nobody rebuilds says so by itself.

const often = 60_000; // milliseconds between two looks at the clock

const format = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

// startAging marks what is past its date, now and while the page stays open.
export function startAging(root: Document): void {
  const look = () => judge(root, Date.now());
  look();
  setInterval(look, often);
  root.addEventListener("visibilitychange", look);
}

// judge marks everything in root that is past its date at an instant.
export function judge(root: ParentNode, now: number): void {
  for (const badge of root.querySelectorAll<HTMLElement>("[data-fresh-until]:not(.aged)")) {
    const until = Date.parse(badge.dataset.freshUntil ?? "");
    if (!(now >= until)) continue;
    age(badge, "May have changed since " + format.format(until));
    badge.closest(".verdict")?.classList.add("has-aged");
  }
  for (const tag of root.querySelectorAll<HTMLElement>("[data-expires]:not(.aged)")) {
    const at = Date.parse(tag.dataset.expires ?? "");
    if (now >= at) age(tag, "Expired on " + format.format(at));
  }
  for (const tag of root.querySelectorAll<HTMLElement>("[data-until]:not(.aged)")) {
    const until = Date.parse(tag.dataset.until ?? "");
    if (now >= until) age(tag, "Past its date of " + format.format(until));
  }
  for (const notice of root.querySelectorAll<HTMLElement>("[data-fresh-notice]")) {
    if (now >= Date.parse(notice.dataset.freshNotice ?? "")) notice.hidden = false;
  }
  for (const part of root.querySelectorAll<SVGElement>("[data-fresh-times]")) shrink(part, now);
}

// age marks one element and says why.
function age(element: HTMLElement, text: string): void {
  element.classList.add("aged");
  const words = element.querySelector(".badge-text");
  if (!words) return;
  element.title = "When this page was made: " + (words.textContent ?? "");
  words.textContent = text;
  element.querySelector("svg")?.replaceChildren(shape("M8 1.2 15.3 14H.7z"), shape("M8 6v3.6m0 1.9v.1", "icon-line"));
}

// shape makes one path of an icon.
function shape(d: string, className = ""): SVGPathElement {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", d);
  if (className) path.setAttribute("class", className);
  return path;
}

// shrink takes the controls that are past their date out of the green part of
// a bar and shows them in an amber part beside it.
function shrink(part: SVGElement, now: number): void {
  const times = (part.dataset.freshTimes ?? "").split(" ").filter(Boolean);
  const aged = times.reduce((sum, entry) => {
    const [at, n] = entry.split("*");
    return now >= Date.parse(at) ? sum + Number(n) : sum;
  }, 0);
  if (aged === 0 || part.dataset.aged === String(aged)) return;
  const bar = part.ownerSVGElement;
  const whole = Number((part.dataset.width ??= part.getAttribute("width") ?? "0"));
  const count = Number((part.dataset.count ?? "0"));
  if (!bar || !count) return;
  part.dataset.aged = String(aged);
  const green = (whole * (count - aged)) / count;
  part.setAttribute("width", String(green));
  bar.querySelector(".segment-aged")?.remove();
  const amber = part.cloneNode() as SVGElement;
  amber.removeAttribute("data-fresh-times");
  amber.setAttribute("class", "segment segment-aged");
  amber.setAttribute("x", String(Number(part.getAttribute("x")) + green));
  amber.setAttribute("width", String(whole - green));
  part.after(amber);
  bar.dataset.label ??= bar.getAttribute("aria-label") ?? "";
  bar.setAttribute("aria-label", bar.dataset.label + "; " + aged + " of the satisfied may have changed since");
  const words = bar.parentElement?.querySelector<HTMLElement>("[data-fresh-count]");
  if (words) words.textContent = count - aged + " still hold; " + aged + (aged === 1 ? " state" : " states") + " may have changed since this page was made";
  const legend = bar.parentElement?.querySelector(".legend-item[data-state=satisfied]");
  if (!legend) return;
  const number = legend.querySelector("strong");
  if (number) number.textContent = String(count - aged);
  legend.parentElement?.querySelector(".legend-aged")?.remove();
  const extra = document.createElement("li");
  extra.className = "legend-item legend-aged";
  extra.dataset.state = "undetermined";
  const total = document.createElement("strong");
  total.textContent = String(aged);
  extra.append("May have changed since", total);
  legend.after(extra);
}
