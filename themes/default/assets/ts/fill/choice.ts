// Puts yes, no, partly and not applicable into the words that a questionnaire
// offers. It takes no word that only nearly fits. Package choice does the same.
import { fold } from "../search/words";
import { fields, trim } from "../text";

// Words say how answers and placeholders are written, folded, the most usual
// first: yes, no, partial, na.
export interface Words {
  words: Record<string, string[]>;
  placeholders: string[];
}

// openings say a word in front of the text of an answer.
export const openings: Record<string, string> = { yes: "Yes.", no: "No.", partial: "In part.", na: "Not applicable." };

const order = ["yes", "no", "partial", "na"];

// folded is a text without what writings of one word differ in.
export function folded(text: string): string {
  return fold(text).match(/[\p{L}\p{Nd}]+/gu)?.join(" ") ?? trim(text);
}

// pick returns the one of the choices that says a word, as it is written there.
export function pick(t: Words, word: string, choices: string[]): string | undefined {
  for (const writing of t.words[word] ?? []) {
    const found = choices.find((c) => folded(c) === writing);
    if (found !== undefined) return found;
  }
  const found = choices.filter((c) => starts(t, folded(c)) === word);
  return found.length === 1 ? found[0] : undefined;
}

// starts returns the word that a folded text starts with: the longest writing
// counts, so that "no longer" and "not applicable" are what they are.
function starts(t: Words, text: string): string {
  let best = "";
  let length = 0;
  for (const word of order) {
    for (const writing of t.words[word] ?? []) {
      if (writing.length > length && (text === writing || text.startsWith(writing + " "))) [best, length] = [word, writing.length];
    }
  }
  return best;
}

// says reads an answer that someone gave: the word that it is or starts with.
export function says(t: Words, text: string): string {
  const said = folded(text);
  const list = fields(said);
  if (list.length <= 4) return starts(t, said);
  if (list[0] === "yes" || list[0] === "no") return list[0];
  if (/^(not applicable|n a) /.test(said)) return "na";
  return ["partially", "partly"].includes(list[0]) ? "partial" : "";
}

// placeholder reports whether a text stands where an answer is missing.
export function placeholder(t: Words, text: string): boolean {
  const said = folded(text);
  return said !== "" && t.placeholders.includes(said);
}
