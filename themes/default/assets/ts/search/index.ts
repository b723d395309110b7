// Reads the index that the build made, and no more of it than a query needs.
import { allowed, clip, fold, kept, near, reversed, words } from "./words";

// Found is one result, as it is shown.
export interface Found {
  kind: string;
  title: string;
  within: string;
  url: string;
  text: string;
}

// Answer is what a query found.
export interface Answer {
  total: number; // entries, counted up to what the index keeps of a word
  more: boolean; // there may be more than total
  results: Found[];
  matched: Set<string>; // words of the index that were looked for
}

interface Manifest {
  folder: string;
  entries: number;
  per_file: number;
  postings: string[];
  begins: string[];
  ends: string[];
}

type Postings = Map<string, number[]>;

const shown = 12; // results
const mostWords = 8; // of a query that count
const mostNear = 4; // words of the index that a slip may stand for
const mostLonger = 6; // words that the last one of a query may begin

// Index answers queries.
export class Index {
  private files = new Map<string, Promise<unknown>>();
  private manifest?: Promise<Manifest>;

  // root is the address of the folder of the index; load reads a file of it.
  constructor(
    private root: string,
    private load: (address: string) => Promise<unknown>,
  ) {}

  // open reads the manifest.
  open(): Promise<Manifest> {
    this.manifest ??= this.load(this.root + "index.json") as Promise<Manifest>;
    this.manifest.catch(() => (this.manifest = undefined));
    return this.manifest;
  }

  // find answers a query. What was published anew in the meantime is read anew.
  async find(query: string): Promise<Answer> {
    try {
      return await this.answer(query);
    } catch {
      this.manifest = undefined;
      this.files.clear();
      return this.answer(query);
    }
  }

  private async answer(query: string): Promise<Answer> {
    const m = await this.open();
    const typed = words(query).slice(0, mostWords);
    const matched = new Set<string>();
    if (!typed.length) return { total: 0, more: false, results: [], matched };
    const parts = typed.map((word, i) => this.lookUp(m, word, i === typed.length - 1));
    const id = this.postings(m, "=" + clip(fold(query).trim()));
    const scores = new Map<number, number>();
    const covers = new Map<number, number>();
    let more = false;
    for (const part of await Promise.all(parts)) {
      const best = new Map<number, number>();
      let whole = true;
      for (const { term, line, tenths } of part) {
        matched.add(term);
        if (line[0]) whole = false;
        for (let i = 1, entry = 0; i < line.length; i += 2) {
          entry += line[i];
          best.set(entry, Math.max(best.get(entry) ?? 0, line[i + 1] * tenths));
        }
      }
      more ||= !whole;
      for (const [entry, score] of best) {
        scores.set(entry, (scores.get(entry) ?? 0) + score);
        if (whole) covers.set(entry, (covers.get(entry) ?? 0) + 1);
      }
    }
    const line = (await id) ?? [0];
    for (let i = 1, entry = 0; i < line.length; i += 2) {
      entry += line[i];
      scores.set(entry, scores.get(entry) ?? 0);
      covers.set(entry, mostWords + 1);
    }
    const order = [...scores.keys()].sort((a, b) => (covers.get(b) ?? 0) - (covers.get(a) ?? 0) || scores.get(b)! - scores.get(a)! || a - b);
    const results = await Promise.all(order.slice(0, shown).map((entry) => this.entry(m, entry)));
    return { total: order.length, more, results, matched };
  }

  // lookUp finds what a typed word stands for: itself; the words that it begins,
  // if it is the last; else those that it may have been meant to be.
  private async lookUp(m: Manifest, typed: string, last: boolean): Promise<{ term: string; line: number[]; tenths: number }[]> {
    const letters = [...typed].length;
    const own = this.postings(m, typed);
    const terms = new Map<string, number>();
    if (last && letters > 1) {
      const begun = (await this.range(m.begins, "b", m, typed)).filter((w) => w.startsWith(typed) && w !== typed);
      for (const w of begun.sort((a, b) => a.length - b.length).slice(0, mostLonger)) terms.set(w, 8);
    }
    if (!(await own) && !terms.size && allowed(letters)) {
      for (const w of await this.meant(m, typed)) terms.set(w, near(typed, w) === 1 ? 6 : 4);
    }
    const lines = await Promise.all([...terms].map(async ([term, tenths]) => ({ term, line: (await this.postings(m, term)) ?? [0], tenths })));
    const line = await own;
    return line ? [{ term: typed, line, tenths: 10 }, ...lines] : lines;
  }

  // meant returns the words nearest to one that the index does not hold.
  private async meant(m: Manifest, typed: string): Promise<string[]> {
    const letters = [...typed];
    const [first, final] = kept(letters.length);
    const head = letters.slice(0, first).join("");
    const tail = letters.slice(-final).reverse().join("");
    const [begins, ends] = await Promise.all([this.range(m.begins, "b", m, head), this.range(m.ends, "e", m, tail)]);
    const slips = new Map<string, number>();
    for (const word of [...begins, ...ends.map(reversed)]) {
      if (slips.has(word)) continue;
      const n = near(typed, word);
      if (n > 0) slips.set(word, n);
    }
    return [...slips.keys()].sort((a, b) => slips.get(a)! - slips.get(b)! || (a < b ? -1 : 1)).slice(0, mostNear);
  }

  // postings returns what a term leads to.
  private async postings(m: Manifest, term: string): Promise<number[] | undefined> {
    const at = holder(m.postings, term);
    if (at < 0) return undefined;
    return (await this.file<Postings>(m, "p" + at, (data) => new Map(Object.entries(data as Record<string, number[]>)))).get(term);
  }

  // range returns the words of the files that may hold some with a beginning.
  private async range(firsts: string[], kind: string, m: Manifest, start: string): Promise<string[]> {
    const from = Math.max(holder(firsts, start), 0);
    const files: Promise<string[]>[] = [];
    for (let i = from; i < firsts.length && (i === from || firsts[i].startsWith(start)); i++) files.push(this.file<string[]>(m, kind + i));
    return (await Promise.all(files)).flat();
  }

  // entry returns what is shown of an entry.
  private async entry(m: Manifest, n: number): Promise<Found> {
    const list = await this.file<string[][]>(m, "d" + Math.floor(n / m.per_file));
    const [kind, title, within, url, text] = list[n % m.per_file];
    return { kind, title, within, url, text };
  }

  // file reads a file of the index once.
  private file<T>(m: Manifest, name: string, read: (data: unknown) => T = (data) => data as T): Promise<T> {
    let got = this.files.get(name) as Promise<T> | undefined;
    if (!got) {
      got = this.load(this.root + m.folder + "/" + name + ".json").then(read);
      this.files.set(name, got);
    }
    return got;
  }
}

// holder returns which file holds a term: the last whose first term is not
// greater; -1 when there is none.
function holder(firsts: string[], term: string): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (firsts[middle] <= term) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
