// What a search looks like: a field with a list of results below it, as a
// combobox (WAI-ARIA 1.2), in a dialog or on the page of the search.
import type { Answer, Found, Index } from "./index";
import { say } from "../words";
import { clip, fold, wordPattern } from "./words";

const kinds = ["page", "control", "answer", "evidence", "requirement"]; // what is found, each with its word

const around = 70; // letters before the first word found that are shown
const length = 190; // letters of a text that are shown

// Panel is a search field with its results.
export class Panel {
  readonly field = element("input");
  private list = element("div", "search-results");
  private status = element("p", "search-status");
  private options: HTMLAnchorElement[] = [];
  private chosen = -1;
  private turn = 0;

  // changed is told each query that was answered.
  constructor(
    place: HTMLElement,
    private index: Index,
    private name: string,
    private changed: (query: string) => void = () => {},
  ) {
    const field = this.field;
    field.type = "text";
    field.id = name + "-field";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.placeholder = say("search-for");
    attributes(field, { role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": name + "-list", autocapitalize: "none", enterkeyhint: "go", inputmode: "search" });
    const label = element("label", "search-label");
    label.htmlFor = field.id;
    label.textContent = say("search");
    this.list.id = name + "-list";
    this.list.hidden = true;
    attributes(this.list, { role: "listbox", "aria-label": say("results") });
    attributes(this.status, { role: "status", "aria-live": "polite" });
    place.append(label, field, this.status, this.list);
    field.addEventListener("input", () => void this.search());
    field.addEventListener("keydown", (event) => this.key(event));
  }

  // search answers what stands in the field.
  async search(): Promise<void> {
    const turn = ++this.turn;
    const query = this.field.value;
    let answer: Answer | undefined;
    try {
      answer = await this.index.find(query);
    } catch {
      // no answer
    }
    if (turn !== this.turn) return; // what was typed since then is answered instead
    this.changed(query);
    this.show(query, answer);
  }

  private show(query: string, answer?: Answer): void {
    this.options = (answer?.results ?? []).map((found, i) => this.option(found, i, answer!.matched));
    this.list.replaceChildren(...this.options);
    this.list.hidden = !this.options.length;
    this.field.setAttribute("aria-expanded", String(this.options.length > 0));
    this.choose(this.options.length ? 0 : -1);
    this.status.textContent = said(query, answer);
  }

  private option(found: Found, i: number, matched: Set<string>): HTMLAnchorElement {
    const a = element("a", "search-result");
    a.href = found.url;
    a.id = this.name + "-" + i;
    a.tabIndex = -1;
    attributes(a, { role: "option", "aria-selected": "false" });
    const top = element("span", "search-kind");
    top.textContent = (kinds.includes(found.kind) ? say(found.kind) : "") + (found.within ? " · " + found.within : "");
    const title = element("span", "search-title");
    mark(title, found.title, matched);
    a.append(top, title);
    if (found.text) {
      const text = element("span", "search-text");
      mark(text, excerpt(found.text, matched), matched);
      a.append(text);
    }
    a.addEventListener("pointermove", () => this.choose(i));
    return a;
  }

  private key(event: KeyboardEvent): void {
    const n = this.options.length;
    const to = { ArrowDown: this.chosen + 1, ArrowUp: this.chosen - 1 }[event.key];
    if (to !== undefined && n) {
      event.preventDefault();
      this.choose((to + n) % n);
      this.options[this.chosen].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.isComposing && this.chosen >= 0) {
      event.preventDefault();
      this.options[this.chosen].click();
    }
  }

  private choose(i: number): void {
    this.options[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = i;
    this.options[i]?.setAttribute("aria-selected", "true");
    if (i < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.options[i].id);
  }
}

// said says in words how much was found.
function said(query: string, answer?: Answer): string {
  if (!query.trim()) return "";
  if (!answer) return say("unreadable");
  const { total, more, results } = answer;
  if (!total) return say("nothing");
  if (total <= results.length) return say("found", { Count: total });
  return more ? say("some-of-more", { Shown: results.length, Total: total }) : say("some-of", { Shown: results.length, Total: total });
}

// fits reports whether a word of a text is one that was looked for.
function fits(word: string, matched: Set<string>): boolean {
  return matched.has(clip(fold(word)));
}

// mark writes text into an element with the words that were looked for marked.
function mark(into: HTMLElement, text: string, matched: Set<string>): void {
  let at = 0;
  for (const m of text.matchAll(wordPattern)) {
    if (!fits(m[0], matched)) continue;
    const marked = element("mark");
    marked.textContent = m[0];
    into.append(text.slice(at, m.index), marked);
    at = m.index! + m[0].length;
  }
  into.append(text.slice(at));
}

// excerpt cuts a text around the first word that was looked for.
function excerpt(text: string, matched: Set<string>): string {
  let first = 0;
  for (const m of text.matchAll(wordPattern)) {
    if (fits(m[0], matched)) {
      first = m.index!;
      break;
    }
  }
  let from = 0;
  if (first > length - around) from = text.indexOf(" ", first - around) + 1;
  let to = text.length;
  if (to > from + length) to = Math.max(text.lastIndexOf(" ", from + length), from + around);
  return (from ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
}

// element makes an element.
export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  return made;
}

// attributes sets attributes.
export function attributes(on: HTMLElement, all: Record<string, string>): void {
  for (const [name, value] of Object.entries(all)) on.setAttribute(name, value);
}
