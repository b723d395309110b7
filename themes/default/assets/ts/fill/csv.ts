// Reads a table of text (CSV, RFC 4180, and what spreadsheet programs make of
// it), and writes answers into it: all other characters stay as they are.
import type { Change } from "./amend";
import { position } from "./cell";
import { type Decoded, decoded, encoded } from "./encoding";
import { Refused, limits } from "./refused";
import type { Sheet } from "./sheet";

interface Field {
  text: string;
  from: number;
  to: number;
}

const separators = [",", ";", "\t"];

// Table is a table that was read.
export class Table implements Sheet {
  readonly name = "";
  readonly hidden = false;
  last = 0;
  private source: Decoded;
  private separator: string;
  private rows: Field[][] = [];
  private ends: number[] = []; // of the rows, before what ends the line

  constructor(data: Uint8Array) {
    if (data.length > limits.file) throw new Refused("large-file", { Limit: limits.file >> 20 });
    this.source = decoded(data);
    this.separator = separatorOf(this.source.text);
    this.read();
  }

  // read cuts the text into rows and fields.
  private read(): void {
    const s = this.source.text;
    let at = 0;
    let cells = 0;
    while (at < s.length) {
      const row: Field[] = [];
      for (;;) {
        const field = this.field(at);
        row.push(field);
        at = field.to;
        if (++cells > limits.cells) throw new Refused("large-table");
        if (s[at] !== this.separator) break;
        at++;
      }
      this.rows.push(row);
      this.ends.push(at);
      if (row.some((f) => f.text !== "")) this.last = this.rows.length;
      if (s[at] === "\r" && s[at + 1] === "\n") at++;
      at++;
    }
  }

  // field reads one field. A quote that nothing ends is a part of the text.
  private field(from: number): Field {
    const s = this.source.text;
    if (s[from] === '"') {
      for (let at = s.indexOf('"', from + 1); at >= 0; at = s.indexOf('"', at + 2)) {
        if (s[at + 1] === '"') continue;
        const next = s[at + 1];
        if (next === undefined || next === this.separator || next === "\r" || next === "\n") {
          return { text: s.slice(from + 1, at).replaceAll('""', '"').replace(/\r\n?/g, "\n"), from, to: at + 1 };
        }
        break;
      }
    }
    let to = from;
    while (to < s.length && s[to] !== this.separator && s[to] !== "\r" && s[to] !== "\n") to++;
    return { text: s.slice(from, to), from, to };
  }

  // written returns the table with changes made.
  written(changes: Change[]): Blob {
    const edits: { from: number; to: number; text: string }[] = [];
    const byRow = new Map<number, Change[]>();
    for (const c of changes) {
      const row = position(c.cell)!.row;
      byRow.set(row, [...(byRow.get(row) ?? []), c]);
    }
    for (const [row, list] of byRow) {
      let width = this.width(row);
      for (const c of list.sort((a, b) => position(a.cell)!.column - position(b.cell)!.column)) {
        const { column } = position(c.cell)!;
        const field = this.rows[row - 1][column - 1];
        if (field) {
          edits.push({ from: field.from, to: field.to, text: this.quoted(c.text) });
          continue;
        }
        const end = this.ends[row - 1];
        edits.push({ from: end, to: end, text: this.separator.repeat(column - width) + this.quoted(c.text) });
        width = column;
      }
    }
    edits.sort((a, b) => a.from - b.from);
    let out = "";
    let at = 0;
    for (const e of edits) {
      out += this.source.text.slice(at, e.from) + e.text;
      at = e.to;
    }
    return new Blob([encoded(this.source, out + this.source.text.slice(at))]);
  }

  // quoted writes a text as a field. One that a spreadsheet program would take for
  // a formula gets an apostrophe before it.
  private quoted(text: string): string {
    if (/^[=+\-@\t\r\0＝＋－＠]/.test(text)) text = "'" + text;
    return /["\r\n]/.test(text) || text.includes(this.separator) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  text(row: number, column: number): string {
    return this.rows[row - 1]?.[column - 1]?.text ?? "";
  }

  width(row: number): number {
    return this.rows[row - 1]?.length ?? 0;
  }

  rowHidden(): boolean {
    return false;
  }

  columnHidden(): boolean {
    return false;
  }

  formula(): boolean {
    return false;
  }

  locked(): boolean {
    return false;
  }

  anchor(row: number, column: number): { row: number; column: number } {
    return { row, column };
  }

  choices(): string[] | undefined {
    return undefined;
  }

  longest(): number {
    return 0;
  }
}

// separatorOf returns the sign that stands most often between the fields of the
// first lines, outside of quotes.
function separatorOf(text: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (let i = 0, lines = 0; i < text.length && lines < 50; i++) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === "\n" && !quoted) lines++;
    else if (!quoted && separators.includes(text[i])) counts.set(text[i], (counts.get(text[i]) ?? 0) + 1);
  }
  return separators.reduce((best, s) => ((counts.get(s) ?? 0) > (counts.get(best) ?? 0) ? s : best));
}
