// Words of a text.
import { stem } from "./stem";
import { type Tables, set } from "./tables";

// plainer replaces characters that are read as others.
function plainer(text: string): string {
  return text.replace(/[’‑–]/g, (c) => (c === "’" ? "'" : "-")).toLowerCase();
}

// words splits text at what is neither letter nor digit, in small letters. A
// hyphen parts words; dots inside of words stay, as in "security.txt" and "e.g".
export function words(text: string): string[] {
  const out: string[] = [];
  for (const m of plainer(text).match(/[\p{L}\p{Nd}.']+/gu) ?? []) {
    const word = m.replace(/'s$/, "").replace(/^[.']+|[.']+$/g, "");
    if (word !== "") out.push(word);
  }
  return out;
}

// tokens splits text into words that keep their dots and percent signs.
export function tokens(text: string): string[] {
  const out: string[] = [];
  for (const m of plainer(text).match(/[\p{L}\p{Nd}.%']+/gu) ?? []) {
    const word = m.replace(/^[.']+|[.']+$/g, "");
    if (word !== "") out.push(word);
  }
  return out;
}

// singular returns all words of a text without the s of a plural.
export function singular(text: string): string[] {
  return words(text).map((w) => (w.length > 3 && w.endsWith("s") && !w.endsWith("ss") ? w.slice(0, -1) : w));
}

// Stems knows which words carry weight.
export class Stems {
  readonly weightless: Set<string>;
  private known = new Map<string, string>();

  constructor(private tables: Tables) {
    this.weightless = set(tables.cues.weightless);
  }

  // of returns the stems of the words of a text that carry weight.
  of(text: string): string[] {
    return words(text)
      .filter((w) => !this.weightless.has(w))
      .map((w) => this.stem(w));
  }

  // weight is how much a stem says, in thousandths; one that no topic knows says as
  // much as one that a single topic knows.
  weight(stem: string): number {
    return Object.hasOwn(this.tables.weights, stem) ? this.tables.weights[stem] : this.tables.rare;
  }

  // stem reduces a word to what its forms share.
  stem(word: string): string {
    let out = this.known.get(word);
    if (out === undefined) {
      out = stem(Object.hasOwn(this.tables.cues.same, word) ? this.tables.cues.same[word] : word);
      this.known.set(word, out);
    }
    return out;
  }
}
