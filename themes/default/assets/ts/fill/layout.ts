// Finds the blocks of a sheet: the rows whose columns mean the same. Package
// questionnaire does it in the same way, and its vectors hold both to it.
import type { Sheet } from "./sheet";
import { fields, folded, size, trim } from "../text";

// Role is what stands in a column: id, section, question, answer, score, comment,
// guidance, evaluator.
export type Role = string;

// Roles are the names of columns, folded, with their roles.
export interface Roles {
  whole: Record<string, Role>;
  starts: [name: string, role: Role][];
  ends: [name: string, role: Role][];
}

const longestHeading = 60; // bytes
const maxBare = 12; // the last column that is looked at where no heading names any

// roleOf returns the role of a column by its heading, or nothing.
export function roleOf(roles: Roles, text: string): Role | undefined {
  const key = folded(text);
  if (key === "" || size(key) > longestHeading) return undefined;
  if (Object.hasOwn(roles.whole, key)) return roles.whole[key];
  let found: Role | undefined;
  let length = 0;
  const consider = (name: string, role: Role) => {
    const n = size(name);
    if (n > length || (n === length && role < (found ?? ""))) [found, length] = [role, n];
  };
  for (const [name, role] of roles.starts) if (key.startsWith(name)) consider(name, role);
  for (const [name, role] of roles.ends) if (key.endsWith(name)) consider(name, role);
  return found;
}

// isID reports whether a text looks like the id of a question: CEK-03.1, DOCU-01,
// 4.2.1, Q12, 7.
export function isID(text: string): boolean {
  return size(text) <= 24 && /^(?:[A-Za-z&]{1,12}[ ._-]?)?(?:[A-Za-z]{0,6}[._-])*\d{1,4}(?:[._-]\d{1,4})*[a-z]?\.?$/.test(text);
}

// Block is a part of a sheet between two rows of headings.
export class Block {
  section = ""; // what the heading of the questions says, where it is no name of a column

  constructor(
    readonly header: number, // row of the headings; 0 where there is none
    readonly from: number,
    public to: number,
    readonly columns: Map<number, Role>,
    readonly headings = new Map<number, string>(), // what stands over a column
  ) {}

  // sorted returns the columns that have a role, in order.
  sorted(): number[] {
    return [...this.columns.keys()].sort((a, b) => a - b);
  }

  // column returns the first column of a role, or 0.
  column(role: Role): number {
    return this.sorted().find((c) => this.columns.get(c) === role) ?? 0;
  }

  // complete finds the column of the questions where no heading names it, and
  // reports whether there is one to ask and one to answer.
  complete(s: Sheet): boolean {
    const answer = this.column("answer") || this.column("score");
    if (!answer) return false;
    if (this.column("question")) return true;
    let best = 0;
    let most = 0;
    for (let c = 1; c < answer; c++) {
      const role = this.columns.get(c);
      if (role && role !== "section" && role !== "guidance") continue;
      let length = 0;
      for (let row = this.from; row <= this.to; row++) length += size(s.text(row, c));
      if (length > most) [best, most] = [c, length];
    }
    if (!best || !this.sentences(s, best)) return false;
    // What stands in the row of headings over ids and questions names the section.
    for (let c = 1; c <= best; c++) {
      const text = trim(s.text(this.header, c));
      if (text !== "" && !this.columns.get(c)) {
        this.section = text;
        break;
      }
    }
    this.columns.set(best, "question");
    if (!this.column("id")) {
      for (let c = 1; c < best; c++) {
        const n = this.count(s, c, isID);
        if (n > 0 && 2 * n >= this.count(s, best, notEmpty)) {
          this.columns.set(c, "id");
          break;
        }
      }
    }
    return true;
  }

  // sentences reports whether what stands in a column has three words and more, as
  // questions have.
  private sentences(s: Sheet, column: number): boolean {
    let n = 0;
    for (let row = this.from; row <= this.to; row++) n += fields(s.text(row, column)).length;
    return n >= 3 * this.count(s, column, notEmpty);
  }

  // answerable reports whether a column beside questions waits for answers: it
  // offers lists of them, or is empty and the questions ask. Statements beside an
  // empty column are prose.
  answerable(s: Sheet, question: number, answer: number): boolean {
    let lists = 0;
    let filled = 0;
    for (let row = this.from; row <= this.to; row++) {
      if (s.choices(row, answer)?.length) lists++;
      else if (trim(s.text(row, answer)) !== "") filled++;
    }
    const asks = this.count(s, question, (text) => text.endsWith("?"));
    return (lists > 0 && filled <= lists) || (filled === 0 && asks >= 3);
  }

  // drop takes columns for answers out of which every cell is computed or locked,
  // where another column takes answers.
  drop(s: Sheet): void {
    const question = this.column("question");
    const open: number[] = [];
    const shut: number[] = [];
    for (const c of this.sorted()) {
      if (!["answer", "score"].includes(this.columns.get(c)!)) continue;
      let free = 0;
      for (let row = this.from; row <= this.to; row++) {
        const at = s.anchor(row, c);
        if (trim(s.text(row, question)) !== "" && at.row === row && at.column === c && !s.formula(row, c) && !s.locked(row, c)) free++;
      }
      (10 * free < this.count(s, question, notEmpty) ? shut : open).push(c);
    }
    if (open.length) for (const c of shut) this.columns.delete(c);
  }

  private count(s: Sheet, column: number, fits: (text: string) => boolean): number {
    let n = 0;
    for (let row = this.from; row <= this.to; row++) if (fits(trim(s.text(row, column)))) n++;
    return n;
  }
}

function notEmpty(text: string): boolean {
  return text !== "";
}

// blocks finds the blocks of a sheet. One without any column to answer in has
// none.
export function blocks(roles: Roles, s: Sheet): Block[] {
  let out: Block[] = [];
  for (let row = 1; row <= s.last; row++) {
    const columns = header(roles, s, row);
    if (!columns) continue;
    if (out.length) out[out.length - 1].to = row - 1;
    const headings = new Map<number, string>();
    for (let c = 1; c <= s.width(row); c++) headings.set(c, trim(s.text(row, c)));
    out.push(new Block(row, row + 1, s.last, columns, headings));
  }
  if (!out.length) {
    const b = bare(s);
    if (b) out.push(b);
  }
  out = out.filter((b) => b.complete(s));
  const before = out.length ? above(s, out[0]) : undefined;
  if (before) out.unshift(before);
  for (const b of out) b.drop(s);
  return out;
}

// above finds questions over the first row of headings of a sheet: rows with ids
// in the column of the ids and questions in that of the questions, one below the
// other down to the headings.
function above(s: Sheet, first: Block): Block | undefined {
  const id = first.column("id");
  const question = first.column("question");
  if (!id || !question || !first.header) return undefined;
  let from = first.header;
  while (from > 1 && isID(trim(s.text(from - 1, id))) && trim(s.text(from - 1, question)) !== "") from--;
  if (first.header - from < 2) return undefined;
  const b = new Block(0, from, first.header - 1, new Map(first.columns), first.headings);
  if (from > 1 && words(s, from - 1) === 1) b.section = firstText(s, from - 1);
  return b;
}

// words counts the cells of a row that say something.
export function words(s: Sheet, row: number): number {
  let n = 0;
  for (let c = 1; c <= s.width(row); c++) if (trim(s.text(row, c)) !== "") n++;
  return n;
}

// firstText returns the first text of a row.
function firstText(s: Sheet, row: number): string {
  for (let c = 1; c <= s.width(row); c++) {
    const text = trim(s.text(row, c));
    if (text !== "") return text;
  }
  return "";
}

// header reads a row as headings: the roles of its columns, or nothing. A row of
// headings names a column for answers and one more, all of it in short texts.
function header(roles: Roles, s: Sheet, row: number): Map<number, Role> | undefined {
  const out = new Map<number, Role>();
  let other = 0;
  for (let c = 1; c <= s.width(row); c++) {
    const text = trim(s.text(row, c));
    if (text === "") continue;
    if (size(text) > 2 * longestHeading) return undefined;
    const role = roleOf(roles, text);
    if (role) out.set(c, role);
    else other++;
  }
  const named = out.size;
  const kinds = [...out.values()];
  if (!kinds.some((r) => r === "answer" || r === "score") || named + other < 2 || (other > named + 2 && !kinds.includes("question"))) return undefined;
  return out;
}

// bare finds columns where no heading names them: ids in one, questions beside
// it, and then a column that is empty or in which lists of answers stand.
function bare(s: Sheet): Block | undefined {
  const ids = new Array<number>(maxBare + 1).fill(0);
  const questions = new Array<number>(maxBare + 1).fill(0);
  for (let row = 1; row <= s.last; row++) {
    for (let c = 1; c <= Math.min(s.width(row), maxBare); c++) {
      const text = trim(s.text(row, c));
      if (isID(text)) ids[c]++;
      else if (size(text) >= 20 && text.includes(" ")) questions[c]++;
    }
  }
  let best = 0;
  for (let c = 1; c <= maxBare; c++) if (questions[c] >= 3 && (!best || questions[c] > questions[best])) best = c;
  if (!best || best + 1 > maxBare) return undefined;
  const columns = new Map([[best, "question"], [best + 1, "answer"]]);
  const b = new Block(0, 1, s.last, columns);
  if (!b.answerable(s, best, best + 1)) return undefined;
  for (let c = 1; c < best; c++) {
    if (ids[c] < Math.floor(questions[best] / 2)) continue;
    columns.set(c, "id");
    break;
  }
  return b;
}
