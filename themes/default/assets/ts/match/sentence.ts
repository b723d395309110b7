// Cuts a question into what asks and what stands around that.
import { trim } from "../text";
import { set } from "./tables";
import { words } from "./words";

// Parsed is a question that was cut.
export interface Parsed {
  asks: string[]; // sentences that ask; of a text without question marks, all of it
  around: string[]; // other sentences: why it is asked
  asides: string[]; // what stands in parentheses
  clauses: string[][];
  marked: boolean; // a question mark is there
}

const fillers = set("please kindly also and");

// parse cuts a question. shortened are words that end in a dot and end no sentence.
export function parse(text: string, shortened: Set<string>): Parsed {
  const p: Parsed = { asks: [], around: [], asides: [], clauses: [], marked: false };
  for (const s of sentences(withoutAsides(text, p.asides), shortened)) (s.endsWith("?") ? p.asks : p.around).push(s);
  p.marked = p.asks.length > 0;
  if (!p.marked) [p.asks, p.around] = [p.around, []];
  if (p.asks.length) p.clauses = clauses(p.asks[0]);
  return p;
}

// withoutAsides takes what stands in parentheses out of a text. One that is not
// closed is none.
function withoutAsides(text: string, asides: string[]): string {
  let out = "";
  for (;;) {
    const open = text.indexOf("(");
    const close = open < 0 ? -1 : text.indexOf(")", open);
    if (close < 0) return out + text;
    out += text.slice(0, open) + " ";
    asides.push(text.slice(open + 1, close));
    text = text.slice(close + 1);
  }
}

// sentences splits text behind ? ! ; and line ends, and behind a dot that ends a
// word which is not shortened.
function sentences(text: string, shortened: Set<string>): string[] {
  const out: string[] = [];
  let from = 0;
  const cut = (to: number) => {
    const s = trim(text.slice(from, to));
    if (s !== "") out.push(s);
    from = to;
  };
  for (let i = 0; i < text.length; i++) {
    if ("?!;\n".includes(text[i])) cut(i + 1);
    if (text[i] !== ".") continue;
    const space = i + 1 === text.length || " \t\n\r".includes(text[i + 1]);
    const word = /[^ \t(]*$/.exec(text.slice(from, i).toLowerCase())![0];
    if (space && !shortened.has(word) && !/^[0-9.]+$/.test(word)) cut(i + 1);
  }
  cut(text.length);
  return out;
}

// clauses returns the words of a sentence from its start, and from behind each
// comma, colon and dash.
export function clauses(sentence: string): string[][] {
  const out: string[][] = [];
  const add = (text: string) => {
    const list = words(text);
    while (list.length && (fillers.has(list[0]) || /^[\p{Nd}.]*$/u.test(list[0]))) list.shift();
    if (list.length) out.push(list);
  };
  add(sentence);
  for (let i = 0; i < sentence.length; i++) {
    if (",:—".includes(sentence[i]) || (sentence[i] === "–" && sentence[i - 1] === " ")) add(sentence.slice(i + 1));
  }
  return out;
}
