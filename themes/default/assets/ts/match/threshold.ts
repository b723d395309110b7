// Finds the bounds that a question names: at least six months, within 72 hours.
import { type Pattern, ends, fits, patternOf } from "./pattern";
import { type Tables, set } from "./tables";
import { tokens } from "./words";

// Threshold is a bound that a question asks about.
export interface Threshold {
  kind: string; // duration, frequency, recency, percentage, bits, version, count
  bound: string; // at-least, at-most, ""
  text: string; // as it stands in the question
  value: string | number;
}

const fillers = set("business working calendar consecutive full continuous");

// Thresholds knows the words of bounds.
export class Thresholds {
  private atLeast: Pattern[];
  private atMost: Pattern[];
  private windows: Pattern[];
  private counted: Set<string>; // nouns of which a question may ask how many there are
  private figures: Set<string>;

  constructor(private tables: Tables) {
    this.atLeast = (tables.cues.bounds["at-least"] ?? []).map(patternOf);
    this.atMost = (tables.cues.bounds["at-most"] ?? []).map(patternOf);
    this.windows = tables.cues.windows.map(patternOf);
    this.counted = set(tables.cues.counted);
    this.figures = set(tables.cues.figures);
  }

  // in finds the bounds that a question names.
  in(text: string): Threshold[] {
    const list = tokens(text);
    const out: Threshold[] = [];
    for (let i = 0; i < list.length; ) {
      const [found, n] = this.at(list, i);
      if (!found) {
        i++;
        continue;
      }
      const t: Threshold = { ...found, text: list.slice(i, i + n).join(" ") };
      t.bound ||= this.bound(list, i, i + n);
      if (t.kind === "duration" && fits(this.windows, list.slice(Math.max(0, i - 3), i))) [t.kind, t.bound] = ["recency", "at-most"];
      if (t.kind !== "duration" || t.bound) out.push(t);
      i += n;
    }
    return out;
  }

  // at reads the value that begins at a word, and says over how many words it
  // stands.
  private at(list: string[], i: number): [found: Omit<Threshold, "text"> | undefined, n: number] {
    const make = (kind: string, value: string | number, n: number, bound = "at-least"): [Omit<Threshold, "text">, number] => [{ kind, bound, value }, n];
    const word = list[i];
    const next = list[i + 1] ?? "";
    if (Object.hasOwn(this.tables.rhythms, word) && !this.figures.has(next)) return make("frequency", this.tables.rhythms[word], 1);
    const [rhythm, length] = this.rhythm(list.slice(i, i + 3));
    if (length) return make("frequency", rhythm, length);
    if ((word === "tls" || word === "ssl") && isVersion(next.replace(/^v/, ""))) return make("version", next.replace(/^v/, ""), 2);
    const version = word.replace(/^tls/, "").replace(/^v/, "");
    if (word.startsWith("tls") && isVersion(version)) return make("version", version, 1);
    if (word === "aes" && ["128", "192", "256"].includes(next)) return make("bits", Number(next), 2);
    if (word.endsWith("%")) {
      const share = word.slice(0, -1);
      if (/^(\d+\.?\d*|\.\d+)$/.test(share) && Number(share) <= 100) return make("percentage", Number(share), 1);
    }
    const number = this.number(word);
    if (number === undefined) return [undefined, 0];
    let n = 1;
    if (this.number(next) === number) n++; // thirty (30) days
    if (fillers.has(list[i + n])) n++;
    const unit = list[i + n] ?? "";
    const letter = this.unit(unit);
    if (unit === "bit" || unit === "bits") return make("bits", number, n + 1);
    if (unit === "percent") return make("percentage", number, n + 1);
    if (letter && letter !== "ms" && unit !== "d" && unit !== "h" && !always(list, i + n)) return make("duration", period(number, letter), n + 1, "");
    if (this.counted.has(unit)) return make("count", number, n + 1);
    return [undefined, 0];
  }

  // rhythm reads "every six months", "once a year", "each quarter".
  private rhythm([first, second = "", third = ""]: string[]): [string, number] {
    if (first === "every" || first === "each") {
      const letter = this.unit(second);
      if (letter && second.length > 2) return [period(1, letter), 2];
      const n = this.number(second);
      if (n !== undefined && this.unit(third)) return [period(n, this.unit(third)), 3];
    }
    const letter = this.unit(third);
    if (!["once", "twice"].includes(first) || !letter || !["a", "an", "per", "each", "every"].includes(second)) return ["", 0];
    if (first === "once") return [period(1, letter), 3];
    if (letter === "Y") return ["P6M", 3];
    return letter === "D" ? ["PT12H", 3] : ["", 0];
  }

  private unit(word: string): string {
    return Object.hasOwn(this.tables.units, word) ? this.tables.units[word] : "";
  }

  // number reads a whole number in digits or in words.
  private number(word: string): number | undefined {
    if (Object.hasOwn(this.tables.numbers, word)) return this.tables.numbers[word];
    return /^[0-9]{1,5}$/.test(word) ? Number(word) : undefined;
  }

  // bound says on which side a value must be; "" where no word tells.
  private bound(list: string[], from: number, to: number): string {
    const behind = list.slice(to, to + this.tables.factors.bound_behind);
    for (const [bound, patterns] of [["at-least", this.atLeast], ["at-most", this.atMost]] as const) {
      if (patterns.some((p) => ["or", "and"].includes(p[0][0]) && ends(p, 0, behind, 0) >= 0)) return bound;
    }
    const before = list.slice(Math.max(0, from - this.tables.factors.bound_before), from);
    let best = -1;
    let out = "";
    for (const [bound, patterns] of [["at-most", this.atMost], ["at-least", this.atLeast]] as const) {
      for (const p of patterns) {
        for (let at = 0; at < before.length; at++) {
          const end = ends(p, 0, before, at);
          if (end > best && end > 0) [best, out] = [end, bound];
        }
      }
    }
    return out;
  }
}

// always reports whether a unit belongs to words such as "24 hours a day".
function always(list: string[], i: number): boolean {
  if (["a", "per"].includes(list[i + 1]) && ["day", "week"].includes(list[i + 2])) return true;
  return ["old", "ago"].includes(list[i + 1]);
}

// period writes a number of units as an ISO 8601 duration.
function period(n: number, letter: string): string {
  if ("SMH".includes(letter)) return `PT${n}${letter}`;
  if (letter === "m") return `P${n}M`;
  if (letter === "q") return `P${3 * n}M`;
  return letter === "W" ? `P${7 * n}D` : `P${n}${letter}`;
}

function isVersion(text: string): boolean {
  return /^[0-9]\.[0-9]$/.test(text);
}
