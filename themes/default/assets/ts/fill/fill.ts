// Puts answers into the cells of a questionnaire that wait for them, and says of
// every row what was done and why. It writes where nothing stands, in cells that
// people see and may change. Package fill does the same.
import type { Change } from "./amend";
import { type Words, folded, placeholder, says } from "./choice";
import { type Because, type Form, compose } from "./compose";
import type { Response } from "./response";
import type { Row, Target } from "./rows";
import { trim } from "../text";

// Source is a questionnaire that was read.
export interface Source {
  rows: Row[];
  fits(text: string): boolean; // a cell can hold it
  stored(text: string): string; // what a cell says that was given a text
}

// Filled is a question with what became of it.
export interface Filled {
  row: Row;
  response?: Response;
  status: "answered" | "kept" | "person" | "shut";
  cell: string; // the first that takes the answer
  answer: string; // what it says now
  comment: string; // what was written into the cell for comments
  because?: Because; // why nothing was written
  changes: Change[];
}

// Answers answers questions.
export type Answers = (question: { text: string; section: string; previous: string }) => Response;

// Filler fills one questionnaire.
export class Filler {
  private asked = new Map<string, number>(); // how often a question stands in the file
  private defaults: Set<string>;

  constructor(
    private source: Source,
    private answers: Answers,
    private words: Words,
  ) {
    for (const row of source.rows) {
      const key = folded(row.question);
      this.asked.set(key, (this.asked.get(key) ?? 0) + 1);
    }
    this.defaults = defaults(source.rows, words);
  }

  // fill answers one row.
  fill(row: Row): Filled {
    const out: Filled = { row, status: "shut", cell: row.answers[0].cell, answer: trim(row.answers[0].holds), comment: "", changes: [] };
    let open = row.answers.filter((t) => !t.fault);
    if (!open.length) return { ...out, because: { key: row.answers[0].fault! } };
    out.response = this.ask(row);
    [out.cell, out.answer] = [open[0].cell, trim(open[0].holds)];
    open = open.filter((t) => !t.score);
    if (!open.length) return { ...out, status: "person", because: { key: "degree" } };
    [out.cell, out.answer] = [open[0].cell, trim(open[0].holds)];
    const form = this.form(out, open);
    const held = open.find((t) => trim(t.holds) !== "");
    if (held) return this.keep(out, held, form);
    if (!out.response.fill) return { ...out, status: "person", because: out.response.because };
    if (form.because) return { ...out, status: "person", because: form.because };
    return this.write(out, open, form);
  }

  // ask has a question answered. One that stands in the file several times is
  // answered the same way each time, unless only its section or the question before
  // it say what it is about.
  private ask(row: Row): Response {
    if (this.asked.get(folded(row.question))! > 1) {
      const r = this.answers({ text: row.question, section: "", previous: "" });
      if (r.fill) return r;
    }
    return this.answers({ text: row.question, section: row.section, previous: row.previous });
  }

  // form composes what the cells of a row are to say.
  private form(f: Filled, open: Target[]): Form {
    const comment = f.row.comment?.fault ? undefined : f.row.comment;
    const form = compose(f.response!, open, comment, this.words);
    open.forEach((t, i) => this.check(form, t, form.answers[i]));
    if (comment) this.check(form, comment, form.comment);
    return form;
  }

  // check leaves the row to a person where a cell cannot hold a text.
  private check(form: Form, t: Target, text: string): void {
    if (form.because || text === "") return;
    if (!this.source.fits(text)) form.because = { key: "no-sign", values: { Cell: t.cell } };
    else if (t.longest && [...text].length > t.longest) form.because = { key: "too-long", values: { Cell: t.cell, Limit: t.longest } };
  }

  // keep leaves the answer of someone as it is.
  private keep(f: Filled, t: Target, form: Form): Filled {
    const r = f.response!;
    const out: Filled = { ...f, status: "kept", cell: t.cell, answer: trim(t.holds), because: { key: "answered-before" } };
    if (placeholder(this.words, t.holds) || this.defaults.has(standing(t))) return { ...out, status: "person", because: r.fill ? { key: "placeholder", values: { Text: out.answer } } : r.because };
    const said = says(this.words, t.holds);
    if (!form.because && r.fill && form.answers.some((a) => this.source.stored(a) === t.holds)) out.because = { key: "same" };
    else if (r.fill && said && r.word && said !== r.word) out.because = { key: "differs", values: { Text: out.answer, Answer: r.word } };
    return out;
  }

  // write notes the changes of a row.
  private write(f: Filled, open: Target[], form: Form): Filled {
    const c = f.row.comment;
    let comment = form.comment;
    if (comment && c && trim(c.holds) !== "" && this.source.stored(comment) !== c.holds) {
      if (form.whole) return { ...f, status: "person", because: { key: "comment-held" } }; // the comment is the answer, or must qualify it
      comment = "";
    }
    const out: Filled = { ...f, status: "answered", answer: form.answers[0] || f.answer, comment };
    const put = (t: Target, text: string) => {
      if (text && this.source.stored(text) !== t.holds) out.changes.push({ sheet: f.row.sheet, cell: t.cell, text });
    };
    open.forEach((t, i) => put(t, form.answers[i]));
    if (c && comment) put(c, comment);
    return out;
  }
}

// standing names what a cell holds below its heading.
function standing(t: Target): string {
  return t.heading + "\0" + t.holds;
}

// A value that stands in most cells of a column is no answer to so many questions.
const defaultShare = 0.9;
const defaultRows = 10;

// defaults finds what a column was filled with before anyone answered. Words that
// answer are none: a questionnaire may well be answered with yes throughout.
function defaults(rows: Row[], words: Words): Set<string> {
  const out = new Set<string>();
  for (const sheet of new Set(rows.map((row) => row.sheet))) {
    const targets = rows.filter((row) => row.sheet === sheet).flatMap((row) => row.answers.filter((t) => !t.fault && !t.score));
    const all = new Map<string, number>();
    const held = new Map<string, number>();
    for (const t of targets) {
      all.set(t.heading, (all.get(t.heading) ?? 0) + 1);
      if (trim(t.holds) !== "" && says(words, t.holds) === "") held.set(standing(t), (held.get(standing(t)) ?? 0) + 1);
    }
    for (const t of targets) {
      const n = held.get(standing(t)) ?? 0;
      if (n >= defaultRows && n >= defaultShare * all.get(t.heading)!) out.add(standing(t));
    }
  }
  return out;
}
