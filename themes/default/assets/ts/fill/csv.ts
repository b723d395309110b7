// Reads tables of delimited text (CSV as in RFC 4180, and its relatives) and
// replaces single fields of them: all other characters stay as they are. Package
// delimited does the same.
import type { Change } from "./amend";
import { position } from "./cell";
import { type Decoded, decoded, encoded, has } from "./encoding";
import { Refused } from "./refused";
import type { Sheet } from "./sheet";
import { trim } from "../text";

interface Field {
  text: string;
  from: number;
  to: number;
  quoted: boolean;
}

interface Line {
  fields: Field[];
  end: number; // before what ends the line
}

const maxBytes = 32 << 20;
const maxRows = 200_000;
const maxFields = 2_000_000; // of all rows
const maxWidth = 2_000; // fields of one row
const separators = [",", ";", "\t", "|"]; // the most likely first
const sampled = 100; // records that decide what parts fields

// Table is a table that was read.
export class Table implements Sheet {
  readonly name = "";
  readonly hidden = false;
  readonly last: number;
  private source: Decoded;
  private separator: string;
  private newline: string;
  private lines: Line[];

  constructor(data: Uint8Array) {
    if (data.length > maxBytes) throw new Refused("large-file", { Limit: maxBytes >> 20 });
    this.source = decoded(data);
    const text = this.source.text;
    const said = /^sep=([^\r\n])(?=\r?\n|$)/.exec(text); // what Excel reads as the separator
    this.separator = said?.[1] ?? separatorOf(text);
    const p = new Parser(text, this.separator, said?.[0].length ?? 0);
    p.run(Infinity);
    this.lines = p.lines;
    this.newline = p.newline || "\n";
    this.last = this.lines.length;
  }

  // fits reports whether a field can hold a text.
  fits(text: string): boolean {
    return !/[\0-\x08\x0b-\x1f\x7f\ufffd]/.test(text) && has(this.source, text);
  }

  // written returns the table with changes made.
  written(changes: Change[]): Blob {
    const list = changes.map((c) => ({ ...position(c.cell)!, text: c.text })).sort((a, b) => a.row - b.row || a.column - b.column);
    const source = this.source.text;
    let out = "";
    let at = 0;
    list.forEach((c, i) => {
      const line = this.lines[c.row - 1];
      const field = line.fields[c.column - 1];
      if (field) {
        out += source.slice(at, field.from) + this.field(c.text, field.quoted);
        at = field.to;
        return;
      }
      const before = list[i - 1]?.row === c.row ? list[i - 1].column : 0;
      out += source.slice(at, line.end) + this.separator.repeat(c.column - Math.max(line.fields.length, before)) + this.field(c.text, false);
      at = line.end;
    });
    return new Blob([encoded(this.source, out + source.slice(at))]);
  }

  // field is a text as a field of the file.
  private field(text: string, quoted: boolean): string {
    text = stored(text);
    if (!quoted && !/[",;\t|\n]/.test(text) && !text.includes(this.separator) && text === trim(text)) return text;
    return '"' + text.replaceAll('"', '""').replaceAll("\n", this.newline) + '"';
  }

  text(row: number, column: number): string {
    return this.lines[row - 1]?.fields[column - 1]?.text ?? "";
  }

  width(row: number): number {
    return this.lines[row - 1]?.fields.length ?? 0;
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

// Parser cuts text into records. Beyond RFC 4180 it takes line ends of \n and \r,
// and text behind a closing quote.
class Parser {
  lines: Line[] = [];
  newline = "";
  private fields = 0;
  private line = 1; // of where it is

  constructor(
    private source: string,
    private separator: string,
    private at: number,
  ) {}

  run(most: number): void {
    while (this.at < this.source.length && this.lines.length < most) {
      this.record();
      if (this.lines.length > maxRows || this.fields > maxFields) throw new Refused("large-table");
    }
  }

  // record reads one record and the line end behind it.
  private record(): void {
    const fields: Field[] = [];
    for (;;) {
      fields.push(this.field());
      this.fields++;
      if (fields.length > maxWidth) throw new Refused("large-table");
      if (this.source[this.at] !== this.separator) break;
      this.at++;
    }
    this.lines.push({ fields, end: this.at });
    const end = this.source.startsWith("\r\n", this.at) ? "\r\n" : (this.source[this.at] ?? "");
    this.newline ||= end;
    this.at += end.length;
    this.line++;
  }

  // field reads one field up to what parts it from the next.
  private field(): Field {
    const from = this.at;
    const quoted = this.source[from] === '"';
    let text = quoted ? this.inQuotes() : "";
    const rest = this.at;
    while (this.at < this.source.length && ![this.separator, "\n", "\r"].includes(this.source[this.at])) this.at++;
    text += this.source.slice(rest, this.at);
    return { text, from, to: this.at, quoted };
  }

  // inQuotes reads what stands in quotes, from the first to the last.
  private inQuotes(): string {
    const from = this.at + 1;
    let at = this.source.indexOf('"', from);
    while (at >= 0 && this.source[at + 1] === '"') at = this.source.indexOf('"', at + 2);
    if (at < 0) throw new Refused("open-quote", { Line: this.line });
    this.at = at + 1;
    const text = this.source.slice(from, at).replaceAll('""', '"').replace(/\r\n?/g, "\n");
    this.line += text.split("\n").length - 1;
    return text;
  }
}

// separatorOf finds what parts fields: what cuts the most records into the same
// number of fields, more than one.
function separatorOf(text: string): string {
  let best = separators[0];
  let most = 0;
  for (const separator of separators) {
    const p = new Parser(text, separator, 0);
    let whole = true;
    try {
      p.run(sampled);
    } catch {
      whole = false; // a quote that is never closed cuts short what is seen
    }
    const widths = new Map<number, number>();
    for (const line of p.lines) widths.set(line.fields.length, (widths.get(line.fields.length) ?? 0) + 1);
    let score = 0;
    for (const [width, n] of widths) if (width > 1) score = Math.max(score, 4 * n + Math.min(width, 12));
    if (!whole) score >>= 1;
    if (score > most) [best, most] = [separator, score];
  }
  return best;
}

// stored is what a field says that was given a text: the text, with apostrophes
// where a spreadsheet program could take it for a formula; also behind what parts
// fields and lines in other tables, and behind quotes.
export function stored(text: string): string {
  let out = "";
  let behind: "" | "sign" | "blank" = ""; // whether a cell could start: here, or before blanks
  for (const c of neutral(text)) {
    if (/[,;\t|\r\n\0"]/.test(c)) behind = "sign";
    else if (behind && invisible(c)) behind = "blank";
    else {
      if ((behind === "sign" && starts(c) && c !== "%") || (behind === "blank" && /[=@]/.test(c.normalize("NFKC")))) out += "'";
      behind = "";
    }
    out += c;
  }
  return out;
}

// neutral puts an apostrophe before a text whose first visible sign could start a
// formula (OWASP ASVS 1.2.10).
function neutral(text: string): string {
  for (const c of text) {
    if (/[\t\r\n\0]/.test(c)) return "'" + text;
    if (invisible(c)) continue;
    return starts(c) ? "'" + text : text;
  }
  return text;
}

// invisible reports whether there is nothing to see of a sign; programs skip some
// of these.
function invisible(c: string): boolean {
  return /[\p{White_Space}\p{Cc}\p{Cf}]/u.test(c);
}

// starts reports whether a formula can start with a sign, or with the one that it
// is a wide, small or raised form of.
function starts(c: string): boolean {
  return /[=+\-@|%\u2212]/.test(c.normalize("NFKC"));
}
