// Answers questions out of the answers of the portal, and says when a person must.
// Package respond does the same. Here the day of the visitor counts too: what was
// valid when the portal was made may be so no more.
import type { Question } from "../match/rank";
import { Matcher, type Reading } from "../match/read";
import type { Threshold } from "../match/threshold";
import { folded, openings } from "./choice";
import type { Because } from "./compose";
import type { Answer, Key, Measure } from "./key";
import { keeps } from "./measure";
import type { Response } from "./response";

interface Entry extends Answer {
  known: Set<string>; // stems of its wordings
  all: Set<string>; // the same, and those of its texts
}

const overruled = ["no-topic", "several-topics", "out-of-scope", "follow-up", "polarity"]; // reasons that do not hold where the very words are known

// Responder answers questions.
export class Responder {
  private matcher: Matcher;
  private entries: Entry[];
  private exact = new Map<string, Entry>();
  private products: string[];

  // now is the visitor's, in milliseconds since 1970.
  constructor(
    private key: Key,
    private now: number,
  ) {
    this.matcher = new Matcher(key.match);
    const set = (...lists: string[]) => new Set(lists.flatMap((list) => list.split(" ").filter(Boolean)));
    this.entries = key.answers.map((a) => ({ ...a, known: set(a.stems), all: set(a.stems, a.more) }));
    for (const e of this.entries) for (const text of e.asked) if (text !== "" && !this.exact.has(text)) this.exact.set(text, e);
    this.products = this.entries.flatMap((e) => e.products ?? []);
  }

  // answer answers a question.
  answer(q: Question): Response {
    const reading = this.matcher.read(q);
    const text = folded(q.text);
    const known = this.exact.get(text);
    if (known && text === known.asked[0] && closed(reading)) reading.polarity = known.negative ? "negative" : "positive"; // its author said which reply is the good one
    return !known && reading.parts.length ? this.compound(q, reading) : this.single(q, reading, known);
  }

  // single answers a question that is one. known is the answer to its very words.
  private single(q: Question, reading: Reading, known: Entry | undefined): Response {
    const [e, near]: [Entry | undefined, boolean] = known ? [known, false] : this.choose(q, reading);
    if (reading.abstain && !(known && overruled.includes(reading.abstain) && reading.polarity !== "unclear")) {
      return person({ key: reading.abstain }, near ? undefined : e, near ? "" : e?.short);
    }
    return e ? this.from(e, near, q, reading) : person({ key: "no-answer" });
  }

  // from answers a question out of one answer. One that is only near says what it
  // says, and no word.
  private from(e: Entry, near: boolean, q: Question, reading: Reading): Response {
    if (e.truth === "unknown") return person({ key: "evidence" }, e);
    if (e.until && Date.parse(e.until) <= this.now) return person({ key: "evidence-over", values: { Until: e.until } }, e);
    if (reading.intent === "document") return { ...person({ key: "document" }, e, e.short), long: e.long ?? e.short };
    const out: Response = { fill: true, answer: e, word: "", text: e.short, long: e.long ?? "", citation: e.citation };
    if (!closed(reading) || near) {
      if (reading.intent === "list") out.text = e.list ?? e.short;
    } else {
      const holds = this.compare(e, q, reading);
      if (typeof holds !== "boolean") return person({ key: "threshold", values: { Text: holds.text } }, e, e.short);
      if (e.truth === "open" && !reading.thresholds.length) return person({ key: "no-claim" }, e, e.short);
      out.word = word(e.truth, holds, reading.polarity === "negative");
      out.text = [openings[out.word], e.short].filter(Boolean).join(" ");
    }
    return out.text === "" ? person({ key: "no-answer" }, e) : out;
  }

  // compound answers a question that holds several: each by itself, and all of them
  // or none. Those that ask for yes or no must be answered with the same word; where
  // some do and some do not, one answer must serve all.
  private compound(q: Question, reading: Reading): Response {
    if (reading.abstain && reading.abstain !== "several-topics") return this.single(q, reading, undefined);
    const parts: Response[] = [];
    let wordless = false; // to one of them no answer says yes or no
    let previous = q.previous;
    for (const text of reading.parts) {
      const part = { text, section: q.section, previous };
      const read = this.matcher.read(part);
      const said = this.single(part, read, this.exact.get(folded(text)));
      wordless ||= closed(read) && said.word === "";
      parts.push(said);
      previous = text;
    }
    const [first, ...rest] = parts;
    const left = (because: Because) => ({ ...first, fill: false, word: "", because });
    for (const p of parts) {
      if (!p.fill) return left(p.because!.key === "evidence-over" ? p.because! : { key: "compound" });
      if (p.word !== first.word && ((p.word && first.word) || p.answer !== first.answer)) return left({ key: "compound" });
    }
    if (wordless) return left({ key: "compound" });
    const out = { ...first };
    const seen = [first.text];
    for (const p of rest) {
      out.word ||= p.word;
      const text = p.word ? p.text.slice(openings[p.word].length).trim() : p.text;
      if (p.answer === first.answer || seen.includes(text)) continue;
      seen.push(text);
      out.text = out.text + " " + text;
    }
    return out;
  }

  // choose returns the answer of the best topic that fits a question most. Where none
  // fits, the nearest is returned: what it says is true and about the same topic, but
  // says neither yes nor no to this question.
  private choose(q: Question, reading: Reading): [Entry | undefined, boolean] {
    const bars = this.key.bars;
    let e = this.fitting(q, reading, reading.polarity === "negative" ? bars.against : bars.least);
    if (e || reading.polarity !== "positive" || reading.intent === "value" || reading.thresholds.length) return [e, false];
    e = this.fitting(q, reading, bars.near);
    return [e, !!e];
  }

  // fitting returns the answer of the best topic that fits a question most, of those
  // that hold at least a share of what it says.
  private fitting(q: Question, reading: Reading, least: number): Entry | undefined {
    if (!reading.candidates.length) return undefined;
    const stems = this.stems(q.text);
    const open = !closed(reading);
    let list = this.about(q.text, this.entries.filter((e) => e.topic === reading.candidates[0].topic)).filter((e) => this.share(e.all, stems) >= least);
    if (!open) {
      list = preferred(list, (e) => !e.open);
      list = preferred(list, (e) => !!e.negative === (reading.polarity === "negative"));
    }
    let best: Entry | undefined;
    let most = -1;
    for (const e of list) {
      const n = 2 * (this.share(e.known, stems) + this.share(e.all, stems)) + (!!e.open === open ? 1 : 0); // of two that share as much, the one of the right kind
      if (n > most) [best, most] = [e, n];
    }
    return best && !open && this.crossed(best, reading, stems) ? undefined : best;
  }

  // crossed reports whether question and answer are put in opposite ways, such that
  // yes could be said for no.
  private crossed(e: Entry, reading: Reading, stems: string[]): boolean {
    const negative = reading.polarity === "negative";
    if (negative && !e.negative) return !["yes", "qualified"].includes(e.truth) || this.share(e.all, stems) < this.key.bars.turned;
    return !negative && !!e.negative && this.share(e.known, stems) >= this.key.bars.same;
  }

  private stems(text: string): string[] {
    return this.matcher.stems.of(this.matcher.strip(text));
  }

  // share is how much of what a question says is among known stems, by weight, in
  // thousandths.
  private share(known: Set<string>, stems: string[]): number {
    let all = 0;
    let shared = 0;
    for (const s of new Set(stems)) {
      if (/^[0-9]/.test(s)) continue; // values are compared, not found
      const weight = this.matcher.stems.weight(s);
      all += weight;
      if (known.has(s)) shared += weight;
    }
    return all ? Math.trunc((shared * 1000) / all) : 1000;
  }

  // about narrows answers to those about the products that a question names. Of a
  // question that names none, those are left that are about all.
  private about(text: string, list: Entry[]): Entry[] {
    const said = " " + folded(text) + " ";
    const names = (product: string) => said.includes(" " + product + " ");
    const own = this.products.some(names) ? list.filter((e) => e.products?.some(names)) : [];
    return own.length ? own : list.filter((e) => !e.products?.length);
  }

  // compare holds the values that a question names against those behind an answer:
  // whether all hold, or the first that none can be held against.
  private compare(e: Entry, q: Question, reading: Reading): boolean | Threshold {
    const stems = this.stems(q.text);
    let all = true;
    for (const given of reading.thresholds) {
      const quiet = given.kind === "recency" && reading.polarity === "negative"; // nothing happened for as long
      const t = quiet ? { ...given, kind: "duration", bound: "at-least" } : given;
      const found = this.meeting(e, t, stems).map((m) => keeps(m, t));
      if (!found.length || found.some((holds) => holds === undefined || holds !== found[0])) return given;
      all &&= found[0]!;
    }
    return all;
  }

  // meeting returns the measures that a threshold is about: of its kind; of those,
  // the ones of the answer's own controls; of those, the ones that it states; of those, the ones that the question names.
  private meeting(e: Entry, t: Threshold, stems: string[]): Measure[] {
    const kind = t.kind === "recency" ? "frequency" : t.kind;
    const noun = this.stems(t.text);
    const out = (e.measures ?? []).filter((m) => m.kind === kind && (kind !== "count" || noun.some((s) => m.words.includes(s))));
    return preferred(
      preferred(
        preferred(out, (m) => !!m.own),
        (m) => !!m.said,
      ),
      (m) => stems.some((s) => m.words.includes(s)),
    );
  }
}

// closed reports whether a question is answered with a word.
function closed(reading: Reading): boolean {
  return reading.intent === "yes-no" || reading.intent === "statement";
}

// preferred returns those that fit, or all where none does.
function preferred<T>(list: T[], fits: (one: T) => boolean): T[] {
  const out = list.filter(fits);
  return out.length ? out : list;
}

// word is the reply to a question: what is true, turned where the favourable reply
// is no.
function word(truth: string, holds: boolean, negative: boolean): string {
  if (truth === "not-applicable") return "na";
  if (truth === "no" || !holds) return negative ? "yes" : "no";
  if (truth === "partial") return "partial";
  return negative ? "no" : "yes";
}

// person leaves a question to a person, with what could be said.
function person(because: Because, answer?: Answer, text = ""): Response {
  return { fill: false, because, answer, word: "", text, long: "", citation: answer?.citation ?? "" };
}
