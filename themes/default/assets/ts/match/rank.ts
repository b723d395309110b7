// Ranks topics by what speaks for them in a question. Everything is counted in
// whole numbers, so that it gives the same as package match.
import type { Profile, Tables } from "./tables";
import type { Stems } from "./words";

// Question is what a row asks, with what stands around it.
export interface Question {
  text: string;
  section: string; // heading above it
  previous: string; // the question before it
}

// Candidate is a topic with how much speaks for it, in thousandths.
export interface Candidate {
  topic: string;
  score: number;
}

// Segment is a sentence of a question.
export interface Segment {
  factor: number; // hundredths
  stems: string[]; // of the words that carry weight
  all: string[]; // all words, in the singular
}

// Heard is what is said in a question and around it.
export interface Heard {
  segments: Segment[];
  section: string[]; // stems
  heading: string[]; // all words of the section
  before: string[]; // stems of a question that cannot stand alone
  stems: number; // of the sentences that ask
}

const decisive = 2 ** 30; // more than any score

// Ranking knows topics, and subjects outside of them.
export class Ranking {
  private known: Map<string, Set<string>>;

  constructor(
    private tables: Tables,
    private stems: Stems,
  ) {
    this.known = new Map(tables.topics.map((p) => [p.id, new Set([...p.strong, ...(p.words ?? [])].flat())]));
  }

  // of returns the topics that something speaks for, the best first.
  of(h: Heard): Candidate[] {
    const f = this.tables.factors;
    const out: Candidate[] = [];
    for (const p of this.tables.topics) {
      let score = 0;
      for (const s of h.segments) score += s.factor * this.score(p, s.stems);
      score += f.before * this.score(p, h.before);
      if (score > 0 || h.stems < 4) score += f.section * Math.max(this.score(p, h.section), 0);
      score = Math.trunc(score / 100);
      if (score > 0) out.push({ topic: p.id, score });
    }
    return out.sort((a, b) => b.score - a.score || (a.topic < b.topic ? -1 : 1));
  }

  // score counts what in a text speaks for a topic, in thousandths. Each word of
  // the text counts once, in the best phrase that holds it.
  private score(p: Profile, text: string[]): number {
    const f = this.tables.factors;
    const best = new Array<number>(text.length).fill(0); // in 400000ths
    for (const phrase of p.strong) {
      this.count(best, text, phrase, f.strong);
      if (phrase.length > 1) this.loose(best, text, phrase);
    }
    for (const phrase of p.words ?? []) this.count(best, text, phrase, f.word);
    let total = Math.trunc(best.reduce((sum, n) => sum + n, 0) / 400);
    for (const phrase of p.against ?? []) if (text.some((_, at) => within(text, at, phrase))) total -= f.against * phrase.length * 10;
    return total;
  }

  // count gives the words of a phrase their weight wherever it stands in a text;
  // the longer the phrase, the more.
  private count(best: number[], text: string[], phrase: string[], factor: number): void {
    for (let at = 0; at < text.length; at++) {
      const n = within(text, at, phrase);
      for (let i = at; i < at + n; i++) if (phrase.includes(text[i])) best[i] = Math.max(best[i], factor * (3 + phrase.length) * this.weight(text[i]));
    }
  }

  // loose gives the words of a phrase less where all are near each other, in any
  // order.
  private loose(best: number[], text: string[], phrase: string[]): void {
    const f = this.tables.factors;
    for (let from = 0; from < text.length; from++) {
      const window = text.slice(from, from + phrase.length + f.nearness);
      if (!phrase.includes(text[from]) || !phrase.every((s) => window.includes(s))) continue;
      window.forEach((s, i) => phrase.includes(s) && (best[from + i] = Math.max(best[from + i], 4 * f.loose * this.weight(s))));
    }
  }

  // weight is that of a stem; one that no topic knows has none here.
  private weight(stem: string): number {
    return Object.hasOwn(this.tables.weights, stem) ? this.tables.weights[stem] : 0;
  }

  // outside returns the subject outside of the topics that speaks loudest in a
  // question or, where it is a heavy one, in the heading above it. Its phrases are
  // found with the words in them that carry no weight.
  outside(h: Heard): { subject?: Profile; score: number } {
    let out: { subject?: Profile; score: number } = { score: 0 };
    for (const p of this.tables.outside) {
      let score = h.segments.reduce((sum, s) => sum + s.factor * this.phrases(p, s.all), 0);
      if (p.heavy) score = Math.max(score, 100 * this.phrases(p, h.heading));
      score = Math.trunc(score / 100);
      if (p.heavy && score >= this.tables.factors.heavy_outside) score += decisive;
      if (score > out.score) out = { subject: p, score };
    }
    return out;
  }

  // phrases counts the phrases of a subject in a text, in thousandths.
  private phrases(p: Profile, text: string[]): number {
    const best = new Array<number>(text.length).fill(0);
    for (const phrase of p.strong) {
      for (let at = 0; at < text.length; at++) {
        const n = within(text, at, phrase);
        for (let i = at; i < at + n; i++) {
          if (!phrase.includes(text[i]) || this.stems.weightless.has(text[i])) continue;
          const weight = p.heavy ? this.tables.rare : this.stems.weight(this.stems.stem(text[i]));
          best[i] = Math.max(best[i], this.tables.factors.strong * (3 + phrase.length) * weight);
        }
      }
    }
    return Math.trunc(best.reduce((sum, n) => sum + n, 0) / 400);
  }

  // share is how much of what a question says a topic knows, by weight, in
  // thousandths.
  share(h: Heard, topic: string): number {
    const known = this.known.get(topic)!;
    let all = 0;
    let mine = 0;
    for (const stem of [...h.segments.filter((s) => s.factor === 100).flatMap((s) => s.stems), ...h.before]) {
      all += this.stems.weight(stem);
      if (known.has(stem)) mine += this.stems.weight(stem);
    }
    return all ? Math.trunc((mine * 1000) / all) : 0;
  }
}

// within returns over how many words a phrase stands at a place of a text, in its
// order with at most one other word between two of its own, or 0.
function within(text: string[], at: number, phrase: string[]): number {
  if (text[at] !== phrase[0]) return 0;
  let n = 1;
  for (let i = 1; i < phrase.length; i++) {
    if (text[at + n] === phrase[i]) n++;
    else if (text[at + n + 1] === phrase[i]) n += 2;
    else return 0;
  }
  return n;
}
