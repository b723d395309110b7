// The questions of a sheet, with the cells that take their answers.
import { cellName } from "./cell";
import { type Block, type Roles, blocks, isID, words } from "./layout";
import { type Sheet, cleaned } from "./sheet";
import { fields, size, trim } from "../text";

// Row is one question.
export interface Row {
  sheet: string;
  number: number; // from 1
  id: string;
  section: string; // heading above it, or what its column says
  question: string;
  previous: string; // the question before it in the same section
  hidden: boolean;
  answers: Target[]; // usually one
  comment?: Target;
}

// Target is a cell for an answer.
export interface Target {
  cell: string;
  heading: string; // of its column, or ""
  holds: string; // now
  choices?: string[]; // what it takes; undefined: any text
  longest: number; // characters that it takes, by a rule of the file; 0: no rule
  score: boolean; // it takes a degree, such as 1 to 5, which no catalog knows
  fault?: string; // why it must not be written: hidden-row, hidden-column, formula, locked, merged
}

// questions finds the questions of sheets.
export function questions(roles: Roles, sheets: Sheet[]): Row[] {
  return sheets.flatMap((s) => {
    const found = s.hidden ? [] : blocks(roles, s).flatMap((b) => rows(s, b));
    return shut(found) ? [] : found;
  });
}

// shut reports whether a sheet only shows answers: fewer than half of its cells
// for answers can be written.
function shut(list: Row[]): boolean {
  const all = list.flatMap((r) => r.answers);
  return all.length > 0 && 2 * all.filter((a) => !a.fault).length < all.length;
}

// rows reads the questions of one block.
function rows(s: Sheet, b: Block): Row[] {
  const out: Row[] = [];
  const question = b.column("question");
  const id = b.column("id");
  const section = b.column("section");
  let heading = b.section;
  let previous = "";
  for (let n = b.from; n <= b.to; n++) {
    const text = trim(s.text(n, question));
    if ((id && text === "") || isHeading(s, b, n)) {
      const said = headingOf(s, n);
      if (said !== "") [heading, previous] = [said, ""];
      continue;
    }
    if (text === "") continue;
    if (section) heading = trim(s.text(n, section)) || heading;
    const columns = b.sorted();
    const targets = (...kinds: string[]) => columns.filter((c) => kinds.includes(b.columns.get(c)!)).map((c) => target(s, b, n, c));
    out.push({
      sheet: s.name,
      number: n,
      id: id ? trim(s.text(n, id)) : "",
      section: heading,
      question: text,
      previous,
      hidden: s.rowHidden(n) || s.columnHidden(question),
      answers: targets("answer", "score"),
      comment: targets("comment")[0],
    });
    previous = text;
  }
  return out;
}

// isHeading reports whether a row is a heading between questions: text in one
// cell alone that spreads over the cell of the answer, or has no id where others
// have one and does not ask.
function isHeading(s: Sheet, b: Block, n: number): boolean {
  if (words(s, n) !== 1) return false;
  const question = b.column("question");
  const answer = b.column("answer");
  if (answer) {
    const at = s.anchor(n, answer);
    if (at.row === n && at.column === question) return true;
  }
  const id = b.column("id");
  if (!id) return false;
  const text = trim(s.text(n, question));
  if (text !== "") return !text.endsWith("?") && fields(text).length <= 10;
  return !isID(trim(s.text(n, id)));
}

// headingOf returns what a row between questions says: its longest text, for
// beside it may stand a mark or an id.
function headingOf(s: Sheet, n: number): string {
  let best = "";
  for (let c = 1; c <= s.width(n); c++) {
    const text = trim(s.text(n, c));
    if (size(text) > size(best)) best = text;
  }
  return isID(best) ? "" : best;
}

// target describes a cell for an answer.
function target(s: Sheet, b: Block, row: number, column: number): Target {
  const t: Target = {
    cell: cellName(row, column),
    heading: b.headings.get(column) ?? "",
    holds: s.text(row, column),
    choices: s.choices(row, column) ?? named(b.headings.get(column) ?? ""),
    longest: s.longest(row, column),
    score: b.columns.get(column) === "score",
  };
  const at = s.anchor(row, column);
  if (s.rowHidden(row)) t.fault = "hidden-row";
  else if (s.columnHidden(column)) t.fault = "hidden-column";
  else if (s.formula(row, column)) t.fault = "formula";
  else if (s.locked(row, column)) t.fault = "locked";
  else if (at.row !== row || at.column !== column) t.fault = "merged";
  return t;
}

// named reads the answers that a heading asks for: Response (Yes/No/N/A).
function named(heading: string): string[] | undefined {
  const at = heading.indexOf("(");
  const inner = at < 0 ? heading : trim(heading.slice(at + 1)).replace(/\)$/, "");
  const out = inner.replaceAll("N/A", "\0").split(/[/,;|]/).filter((w) => w !== "").map((w) => trim(w.replaceAll("\0", "N/A")));
  const [first, second] = out.map((w) => w.toLowerCase());
  return ["yes", "y"].includes(first) && ["no", "n"].includes(second) ? cleaned(out) : undefined;
}
