// Judges the states of a page again with the visitor's clock, before any other
// script runs. A state holds until the date that the build gave it; after that
// it may have changed, and a page that nobody rebuilds says so by itself.
import { language, say } from "./ts/words";

const often = 60_000; // milliseconds between two looks at the clock
const slack = 600_000; // milliseconds by which a clock may be off and still be right

// date writes a day, with the time where that matters.
function date(at: number, timeStyle?: "short"): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle, timeZone: "UTC" }).format(at);
}

// stages are the dates of states, evidence, reviews and exceptions, and what
// they bring.
const stages = [["fresh-until", "aged"], ["due", "due"], ["stale", "stale"], ["expires", "expired"], ["until", "past"]];

const made = Date.parse(document.body.dataset.asOf!);

// past calls a function for each element that has a date in the past.
function past(attribute: string, now: number, mark: (element: HTMLElement, at: number) => void): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-" + attribute + "]")) {
    const at = Date.parse(element.getAttribute("data-" + attribute)!);
    if (now >= at) mark(element, at);
  }
}

// judge marks everything that is past its date now.
function judge(): void {
  const now = Date.now();
  if (now < made - slack) early(now);
  for (const [attribute, stage] of stages) past(attribute, now, (element, at) => age(element, stage, at));
  past("fresh-notice", now, (notice) => (notice.hidden = false));
  if (now > made + slack) past("since", now, (words, at) => (words.textContent = ago(now - at)));
  document.querySelectorAll<SVGElement>("[data-fresh-times]").forEach((part) => shrink(part, now));
}

// age marks one element, and says why. What was said last is replaced, as what
// is due becomes stale.
function age(element: HTMLElement, stage: string, at: number): void {
  if (element.dataset.stage === stage) return;
  element.classList.add(stage === "due" ? "fresh-due" : "aged");
  const words = element.querySelector(".badge-text");
  if (!words) return;
  element.title ||= say("made", { Text: words.textContent! });
  element.dataset.stage = stage;
  words.textContent = say(stage, { When: date(at) }) || words.textContent + " ?";
  const verdict = element.closest(".verdict:not(.has-aged)");
  verdict?.classList.add("has-aged");
  verdict?.querySelector(".verdict-reason")?.prepend(say("judged"), " ");
}

// early says once that the visitor's clock is before the page was made.
function early(now: number): void {
  if (document.querySelector(".early-notice")) return;
  const notice = document.createElement("p");
  notice.className = "aged-notice early-notice";
  notice.textContent = say("early", { Clock: date(now, "short"), Made: date(made, "short") });
  document.querySelector("main")?.prepend(notice);
}

// ago says how long something is past.
function ago(span: number): string {
  const hours = Math.floor(span / 3_600_000);
  return new Intl.RelativeTimeFormat(language).format(...((hours < 48 ? [-hours, "hour"] : [-((hours / 24) | 0), "day"]) as [number, "day"]));
}

// shrink takes what is past its date out of the green part of a bar, shows it
// in an amber part beside it, and corrects the numbers in words.
function shrink(part: SVGElement, now: number): void {
  let aged = 0;
  for (const entry of part.dataset.freshTimes!.split(" ")) {
    const [at, n] = entry.split("*");
    if (now >= Date.parse(at)) aged += Number(n);
  }
  const bar = part.ownerSVGElement;
  const count = +part.dataset.count!;
  if (!aged || !bar || !count || part.dataset.aged === String(aged)) return;
  part.dataset.aged = String(aged);
  const whole = +(part.dataset.width ??= part.getAttribute("width")!);
  const green = (whole * (count - aged)) / count;
  part.setAttribute("width", String(green));
  bar.querySelector(".segment-aged")?.remove();
  const amber = part.cloneNode() as SVGElement;
  amber.removeAttribute("data-fresh-times");
  amber.setAttribute("class", "segment segment-aged");
  amber.setAttribute("x", String(+part.getAttribute("x")! + green));
  amber.setAttribute("width", String(whole - green));
  part.after(amber);
  bar.ariaLabel = (bar.dataset.label ??= bar.ariaLabel!) + "; " + say("bar", { Count: aged });
  const box = bar.parentElement;
  const words = box?.querySelector("[data-fresh-count]");
  if (words) words.textContent = say("still", { Count: aged, Held: count - aged });
  const number = box?.querySelector(".legend-item[data-state=satisfied] strong");
  if (!box || !number) return;
  number.textContent = String(count - aged);
  box.querySelector(".legend-aged")?.remove();
  const extra = document.createElement("li");
  extra.className = "legend-item legend-aged";
  extra.dataset.state = "undetermined";
  const total = document.createElement("strong");
  total.textContent = String(aged);
  extra.append(say("may"), total);
  number.parentElement?.after(extra);
}

judge();
setInterval(judge, often);
document.addEventListener("visibilitychange", judge);
