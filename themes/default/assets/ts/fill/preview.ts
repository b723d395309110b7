// A line of the preview: a question, what it would be answered with, and on what
// that rests. What comes from the file is written as text and as nothing else.
import type { Because } from "./compose";
import type { Filled } from "./fill";
import type { Key } from "./key";
import { day, say } from "./say";

// preview makes the line of a question.
export function preview(f: Filled, controls: Key["controls"]): HTMLTableRowElement {
  const line = element("tr", "fill-" + f.status);
  const place = element("th", "", [f.row.sheet, f.cell].filter(Boolean).join(" · "));
  place.scope = "row";
  const question = cell("question", element("p", "", f.row.question));
  if (f.row.section) question.prepend(element("p", "sub", f.row.section));
  line.append(place, question, cell("answer", ...answer(f)), cell("rests-on", ...ground(f, controls)));
  return line;
}

// answer says what goes into the file, or why nothing does.
function answer(f: Filled): HTMLElement[] {
  if (f.status === "answered") {
    const out = [element("p", "fill-text", f.answer)];
    if (f.comment) out.push(element("p", "sub", f.comment));
    return out;
  }
  const out = [element("p", "fill-why", (f.status === "person" ? say("person") + " " : "") + sentence(f.because))];
  if (f.status === "kept") out.unshift(element("p", "", f.answer));
  else if (f.status === "person" && f.response?.text) out.push(element("p", "sub", say("suggestion") + " " + f.response.text));
  return out;
}

// sentence says a reason in the language of the page.
function sentence(because: Because | undefined): string {
  const values = { ...because?.values };
  if (values.Answer) values.Answer = say(String(values.Answer));
  if (values.Until) values.Until = day(String(values.Until));
  return say(because?.key ?? "", values);
}

// ground says on what an answer rests, and until when that is valid.
function ground(f: Filled, controls: Key["controls"]): HTMLElement[] {
  const a = f.response?.answer;
  if (!a) return [];
  const out = a.behind.map((c) => {
    const p = element("p");
    const link = element("a", "", controls[c].title);
    link.href = controls[c].url;
    p.append(link);
    return p;
  });
  if (a.collected && a.until) out.push(element("p", "sub", say("validity", { Collected: day(a.collected), Until: day(a.until) })));
  else if (a.until) out.push(element("p", "sub", say("valid-until", { When: day(a.until) })));
  return out;
}

function cell(label: string, ...content: HTMLElement[]): HTMLTableCellElement {
  const out = element("td");
  out.dataset.label = say(label);
  out.append(...content);
  return out;
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const out = document.createElement(tag);
  if (className) out.className = className;
  if (text) out.textContent = text;
  return out;
}
