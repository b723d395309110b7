// Says what a question asks, and whether words alone forbid to reply. Package
// match does the same; its vectors hold both to it.
import { type Pattern, find, fits, patternOf } from "./pattern";
import { Splitter } from "./parts";
import { type Candidate, type Heard, type Question, Ranking, type Segment } from "./rank";
import { type Parsed, clauses, parse } from "./sentence";
import { type Tables, set } from "./tables";
import { type Threshold, Thresholds } from "./threshold";
import { Stems, singular, words } from "./words";

// Reading is what a question says, as far as words tell.
export interface Reading {
  candidates: Candidate[]; // topics, the best first
  margin: number; // how far the second is behind the best, in thousandths
  intent: string;
  polarity: string; // positive, negative, unclear
  thresholds: Threshold[];
  parts: string[]; // the questions that a compound question holds
  abstain: string; // why no reply may be given whatever the catalog says, or ""
}

// Matcher knows topics.
export class Matcher {
  readonly stems: Stems;
  private ranking: Ranking;
  private splitter: Splitter;
  private thresholds: Thresholds;
  private intents: { intent: string; patterns: Pattern[] }[];
  private statements: Set<string>;
  private negative: Pattern[];
  private positive: Set<string>;
  private guards: Pattern[];
  private unclear: Pattern[];
  private commitments: Pattern[];
  private names: Pattern[];
  private back: Pattern[];
  private shortened: Set<string>;
  private laws: Set<string>;
  private last: Set<string>;
  private forms: Pattern[];
  private after: Pattern[];
  private foreign: Set<string>;

  constructor(private tables: Tables) {
    const c = tables.cues;
    const patterns = (list: string[]) => list.map(patternOf);
    this.stems = new Stems(tables);
    this.ranking = new Ranking(tables, this.stems);
    this.splitter = new Splitter(c);
    this.thresholds = new Thresholds(tables);
    this.shortened = set(c.shortened);
    this.guards = patterns(c.guards);
    this.names = patterns(c.names);
    this.back = patterns(c.back);
    this.intents = c.intents.map((i) => ({ intent: i.intent, patterns: patterns(i.patterns) }));
    this.statements = set(c.statements);
    this.negative = patterns(c.negative);
    this.positive = set(c.positive);
    this.unclear = patterns(c.unclear);
    this.commitments = patterns(c.commitments);
    this.laws = set(c.laws);
    this.last = set(c.forms.last);
    this.forms = patterns(c.forms.patterns);
    this.after = patterns(c.follow_ups);
    this.foreign = set(c.foreign);
  }

  // read says what a question asks.
  read(q: Question): Reading {
    const p = parse(this.strip(q.text), this.shortened);
    const h = this.hear(p, q);
    const r: Reading = { candidates: this.ranking.of(h), margin: 1000, intent: "", polarity: "", thresholds: [], parts: [], abstain: "" };
    if (r.candidates.length > 1) {
      const [best, second] = r.candidates.map((c) => c.score);
      r.margin = 1000 - Math.trunc((second * 1000) / best);
    }
    r.intent = this.intent(p);
    r.polarity = this.polarity(p, r.intent);
    r.thresholds = this.thresholds.in(q.text);
    r.parts = this.parts(p);
    r.abstain = this.abstain(q, p, h, r);
    return r;
  }

  // strip takes own names out of a text: "Does Fleet encrypt" reads as "Does it
  // encrypt".
  strip(text: string): string {
    for (const name of this.tables.own) text = replaceWord(replaceWord(text, name), name.toUpperCase());
    return text;
  }

  // hear reads a question with what stands around it.
  private hear(p: Parsed, q: Question): Heard {
    const f = this.tables.factors;
    const segments: Segment[] = [];
    const add = (factor: number, texts: string[]) => {
      for (const text of texts) {
        const stems = this.stems.of(text);
        if (stems.length) segments.push({ factor, stems, all: singular(text) });
      }
    };
    add(100, p.asks);
    const stems = segments.reduce((n, s) => n + s.stems.length, 0);
    add(f.around, p.around);
    add(f.aside, p.asides);
    const before = stems < 3 && this.follows(p, stems) ? this.stems.of(this.strip(q.previous)) : [];
    return { segments, section: this.stems.of(this.strip(q.section)), heading: singular(q.section), before, stems };
  }

  // intent says what kind of reply a question asks for: the first clause that
  // tells decides.
  private intent(p: Parsed): string {
    for (const clause of p.clauses) for (const cue of this.intents) if (fits(cue.patterns, clause)) return cue.intent;
    if (p.marked) return "yes-no";
    const first = p.clauses[0] ?? [];
    return first.some((w, i) => this.statements.has(w) && (i > 0 || first.length > 3)) ? "statement" : "describe";
  }

  // polarity says which reply is the favourable one.
  private polarity(p: Parsed, intent: string): string {
    if (intent !== "yes-no" || !p.clauses.length) return "positive";
    const asked = this.intents.filter((cue) => cue.intent === "yes-no");
    const all = p.clauses.find((clause) => asked.some((cue) => fits(cue.patterns, clause))) ?? p.clauses[0];
    for (const cue of this.negative) {
      const at = find(cue, all);
      if (!at) continue;
      const before = all.slice(0, at.from);
      const behind = all.slice(at.to, at.to + this.tables.factors.turning);
      if (fits(this.guards, all) || before.some((w) => this.positive.has(w)) || behind.some((w) => this.positive.has(w) && w.length > 2 && w.endsWith("ed"))) return "positive";
      return before.some((w) => ["not", "never", "no"].includes(w) || (w.length > 3 && w.endsWith("n't"))) ? "unclear" : "negative";
    }
    return fits(this.unclear, all) ? "unclear" : "positive";
  }

  // abstain says why nobody but a person may reply to a question.
  private abstain(q: Question, p: Parsed, h: Heard, r: Reading): string {
    const f = this.tables.factors;
    if (!p.clauses.length) return "no-topic";
    if (this.isForeign(q.text)) return "language";
    if (this.isForm(p)) return "form-field";
    const aside = this.aside(p, h, r);
    if (aside) return aside;
    const [best, second] = r.candidates;
    if (r.polarity === "unclear") return "polarity";
    if (!best || best.score < f.least_score) return "no-topic";
    const known = this.ranking.share(h, best.topic);
    const sure = 10 * r.margin + 7 * known >= 10 * f.least_sure;
    if (known < f.least_known) return "no-topic";
    if (r.margin < f.least_margin || (second && !sure)) return "several-topics";
    return sure ? "" : "no-topic";
  }

  // aside says why a question is none of those that a catalog answers.
  private aside(p: Parsed, h: Heard, r: Reading): string {
    if (p.clauses.some((clause) => fits(this.commitments, clause))) return "commitment";
    if (fits(this.back, p.clauses[0])) return "follow-up";
    if (fits(this.names, p.clauses[0])) return "out-of-scope";
    if (p.clauses[0].some((w) => this.laws.has(w))) return "law";
    const { subject, score } = this.ranking.outside(h);
    if (subject && score * 1000 >= (r.candidates[0]?.score ?? 0) * this.tables.factors.outside) return "out-of-scope";
    return h.stems < 3 && !h.before.length && this.follows(p, h.stems) ? "follow-up" : "";
  }

  // follows reports whether a question leans on the one before it.
  private follows(p: Parsed, stems: number): boolean {
    return stems === 0 || (p.clauses.length > 0 && fits(this.after, p.clauses[0]));
  }

  // parts returns the questions that a compound question holds, or none. What only
  // asks for words in case of a yes or a no is none.
  private parts(p: Parsed): string[] {
    const out = p.asks.flatMap((s) => this.splitter.split(s)).filter((part) => {
      const first = clauses(part)[0];
      return first && !(first[0] === "if" && first.length > 1);
    });
    return out.length < 2 || !p.marked ? [] : out;
  }

  // isForm reports whether a question is the label of a field: a few words that no
  // verb joins.
  private isForm(p: Parsed): boolean {
    if (p.marked || p.asks.length > 2) return false;
    const list = p.clauses[0];
    if (list.length > 8 || list.some((w) => this.statements.has(w))) return false;
    return this.last.has(list[list.length - 1]) || fits(this.forms, list);
  }

  // isForeign reports whether the small words of a text are those of another
  // language.
  private isForeign(text: string): boolean {
    const list = words(text);
    const english = list.filter((w) => this.stems.weightless.has(w)).length;
    const foreign = list.filter((w) => !this.stems.weightless.has(w) && this.foreign.has(w)).length;
    return foreign > english && foreign * 5 >= list.length;
  }
}

// replaceWord replaces a name by "it" where it stands as whole words.
function replaceWord(text: string, name: string): string {
  let out = "";
  let rest = text;
  for (let at = rest.indexOf(name); at >= 0; at = rest.indexOf(name)) {
    const to = at + name.length;
    const whole = !isWord(rest[at - 1]) && !isWord(rest[to]);
    out += rest.slice(0, at) + (whole ? "it" : name);
    rest = rest.slice(to);
  }
  return out + rest;
}

function isWord(c: string | undefined): boolean {
  return c !== undefined && (/\w/.test(c) || c > "\x7f");
}
