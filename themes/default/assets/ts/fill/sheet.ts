// Reads one sheet of a workbook as people see it, with what matters for cells
// that may be written.
import { type Book, type Place, inner, richText } from "./book";
import { type Range, cellName, holds, maxRows, position, range } from "./cell";
import { shown } from "./number";
import { Refused, limits } from "./refused";
import { fields, trim } from "../text";
import { type Scan, type Start, attribute } from "./xml";

// Sheet is a table of text. Rows and columns count from 1.
export interface Sheet {
  name: string;
  hidden: boolean;
  last: number; // row that holds something
  text(row: number, column: number): string;
  width(row: number): number;
  rowHidden(row: number): boolean;
  columnHidden(column: number): boolean;
  formula(row: number, column: number): boolean;
  locked(row: number, column: number): boolean;
  anchor(row: number, column: number): { row: number; column: number };
  choices(row: number, column: number): string[] | undefined; // that a list offers
  longest(row: number, column: number): number; // characters that a cell may hold; 0: no rule
}

interface Rule {
  ranges: Range[];
  kind: string;
  operator: string;
  formulas: string[];
  words?: string[]; // that a list offers
}

// Count is what all sheets of a workbook take.
interface Count {
  cells: number;
  table: number;
}

const farAway = 10_000; // empty rows that part what people see from what a program left

// WorkbookSheet is a sheet of a workbook.
export class WorkbookSheet implements Sheet {
  name: string;
  hidden: boolean;
  last = 0;
  private rows: string[][] = [];
  private hiddenRows = new Set<number>();
  private hiddenColumns: [from: number, to: number][] = [];
  private formulas = new Set<string>();
  private styles = new Map<string, number>();
  private rowStyles = new Map<number, number>();
  private columnStyles: [from: number, to: number, style: number][] = [];
  private merged: Range[] = [];
  private rules: Rule[] = [];
  private ruled = 0; // ranges of the rules
  private protected = false;

  private constructor(
    private book: Book,
    private count: Count,
    place: Place,
  ) {
    this.name = place.name;
    this.hidden = place.hidden;
  }

  // read reads all sheets, and then what their lists offer.
  static async all(book: Book): Promise<WorkbookSheet[]> {
    const out: WorkbookSheet[] = [];
    const count = { cells: 0, table: 0 };
    for (const place of book.places) {
      const s = new WorkbookSheet(book, count, place);
      s.read(await book.scan(place.part));
      out.push(s);
    }
    for (const s of out) for (const r of s.rules) if (r.kind === "list") r.words = s.words(r.formulas[0], out);
    return out;
  }

  private read(scan: Scan): void {
    let row = 0;
    let column = 0;
    for (let t = scan.next(); t; t = scan.next()) {
      if (t.kind !== "start") continue;
      switch (t.local) {
        case "row":
          row = this.row(t, row);
          column = 0;
          break;
        case "c":
          column = this.cell(scan, t, row, column);
          break;
        case "col":
          this.column(t);
          break;
        case "mergeCell":
          this.merge(attribute(t, "ref"));
          break;
        case "sheetProtection":
          this.protected = on(attribute(t, "sheet"));
          break;
        case "dataValidation":
          this.rule(scan, t);
      }
    }
  }

  // row takes in the start of a row and returns its number.
  private row(e: Start, before: number): number {
    const given = attribute(e, "r");
    const row = given === "" ? before + 1 : Number(given);
    if (!Number.isInteger(row) || row <= before || row > maxRows) throw new Refused("no-xml");
    if (on(attribute(e, "hidden"))) this.hiddenRows.add(row);
    if (on(attribute(e, "customFormat"))) this.rowStyles.set(row, Number(attribute(e, "s")));
    return row;
  }

  // cell reads one cell and returns its column.
  private cell(scan: Scan, e: Start, row: number, before: number): number {
    const at = position(attribute(e, "r"));
    const column = at?.column ?? before + 1;
    this.count.cells++;
    this.count.table += Math.max(column - before, 0);
    if (this.count.cells > limits.cells || this.count.table > limits.table) throw new Refused("large-sheet", { Sheet: this.name });
    const name = cellName(row, column);
    const style = Number(attribute(e, "s") || 0);
    const looked = column <= limits.columns;
    if (looked) this.styles.set(name, style);
    const type = attribute(e, "t");
    let value = "";
    let something = false;
    for (let depth = 1; depth; ) {
      const t = scan.next();
      if (!t) throw new Refused("no-xml");
      if (t.kind === "end") depth--;
      if (t.kind !== "start") continue;
      depth++;
      something ||= ["v", "is", "f"].includes(t.local);
      if (t.local === "f" && looked) this.formulas.add(name);
      if (t.local === "v" || t.local === "is") {
        value = t.local === "is" ? richText(scan, t) : inner(scan, t);
        depth--;
      }
    }
    if (something && row - this.last <= farAway) this.last = Math.max(this.last, row);
    if (value !== "" && row <= this.last && looked) (this.rows[row - 1] ??= [])[column - 1] = this.value(type, value, style);
    return column;
  }

  // value says what a cell shows.
  private value(type: string, raw: string, style: number): string {
    switch (type) {
      case "s":
        return this.book.texts[Number(raw)] ?? "";
      case "b":
        return raw === "1" || raw === "true" ? "TRUE" : "FALSE";
      case "str":
      case "inlineStr":
      case "e":
      case "d":
        return raw;
    }
    return shown(raw, this.book.styles[style]?.format ?? "0");
  }

  private column(e: Start): void {
    const from = Number(attribute(e, "min"));
    const to = Number(attribute(e, "max"));
    if (!(from >= 1 && to >= from && from <= limits.columns)) return;
    if (on(attribute(e, "hidden"))) this.hiddenColumns.push([from, to]);
    const style = Number(attribute(e, "style") || 0);
    if (style) this.columnStyles.push([from, to, style]);
    if (this.columnStyles.length + this.hiddenColumns.length > limits.spans) throw new Refused("large-sheet", { Sheet: this.name });
  }

  private merge(ref: string): void {
    const r = range(ref);
    if (r) this.merged.push(r);
    if (this.merged.length > limits.merged) throw new Refused("large-sheet", { Sheet: this.name });
  }

  // rule reads a validation, of the sheet itself or of the extension x14, where
  // formulas and cells are elements.
  private rule(scan: Scan, e: Start): void {
    const formulas = ["", ""];
    let cells = attribute(e, "sqref");
    for (let depth = 1; depth; ) {
      const t = scan.next();
      if (!t) throw new Refused("no-xml");
      if (t.kind === "end") depth--;
      if (t.kind !== "start") continue;
      depth++;
      if (t.local === "formula1") formulas[0] = inner(scan, t);
      else if (t.local === "formula2") formulas[1] = inner(scan, t);
      else if (t.local === "sqref") cells = inner(scan, t);
      else continue;
      depth--;
    }
    const kind = attribute(e, "type");
    if (kind !== "list" && kind !== "textLength") return;
    const ranges = fields(cells).flatMap((ref) => range(ref) ?? []);
    this.rules.push({ ranges, kind, operator: attribute(e, "operator"), formulas: formulas.map(trim) });
    this.ruled += ranges.length;
    if (this.ruled > limits.rules || this.rules.length > limits.rules) throw new Refused("large-sheet", { Sheet: this.name });
  }

  // words resolves where a list takes its answers from: text in quotes, a range of
  // this or another sheet, or the name of one. What cannot be resolved offers
  // nothing.
  private words(formula: string, sheets: WorkbookSheet[]): string[] | undefined {
    formula = formula.replace(/^=/, "");
    if (formula.startsWith('"')) return cleaned(formula.slice(1).replace(/"$/, "").replaceAll('""', '"').split(","));
    const mine = sheets.indexOf(this);
    const name = this.book.names.find((n) => n.name.toLowerCase() === formula.toLowerCase() && (n.sheet < 0 || n.sheet === mine));
    if (name) formula = trim(name.refers).replace(/^=/, "");
    const cut = formula.lastIndexOf("!");
    const on = cut < 0 ? this.name : formula.slice(0, cut).replace(/^'+|'+$/g, "").replaceAll("''", "'");
    const r = range(formula.slice(cut + 1));
    const sheet = cut < 0 ? this : sheets.find((s) => s.name.toLowerCase() === on.toLowerCase());
    if (!r || !sheet || (r.bottom - r.top + 1) * (r.right - r.left + 1) > limits.words) return undefined;
    const out: string[] = [];
    for (let row = r.top; row <= r.bottom; row++) for (let column = r.left; column <= r.right; column++) out.push(sheet.text(row, column));
    return cleaned(out);
  }

  text(row: number, column: number): string {
    return this.rows[row - 1]?.[column - 1] ?? "";
  }

  width(row: number): number {
    return this.rows[row - 1]?.length ?? 0;
  }

  rowHidden(row: number): boolean {
    return this.hiddenRows.has(row);
  }

  columnHidden(column: number): boolean {
    return this.hiddenColumns.some(([from, to]) => column >= from && column <= to);
  }

  formula(row: number, column: number): boolean {
    return this.formulas.has(cellName(row, column));
  }

  // locked: on a protected sheet a cell is locked unless its style says otherwise
  // (ECMA-376 part 1, 18.8.33).
  locked(row: number, column: number): boolean {
    return this.protected && (this.book.styles[this.style(row, column)]?.locked ?? true);
  }

  // style returns that of a cell, whether it is there or missing.
  private style(row: number, column: number): number {
    const own = this.styles.get(cellName(row, column)) ?? this.rowStyles.get(row);
    return own ?? this.columnStyles.find(([from, to]) => column >= from && column <= to)?.[2] ?? 0;
  }

  anchor(row: number, column: number): { row: number; column: number } {
    const m = this.merged.find((r) => holds(r, row, column));
    return m ? { row: m.top, column: m.left } : { row, column };
  }

  choices(row: number, column: number): string[] | undefined {
    return this.ruling("list", row, column)?.words;
  }

  longest(row: number, column: number): number {
    const r = this.ruling("textLength", row, column);
    if (!r) return 0;
    const [first, second] = r.formulas.map((f) => (/^[+-]?\d+$/.test(f) ? Number(f) : NaN));
    if (["lessThanOrEqual", "equal"].includes(r.operator)) return first || 0;
    if (r.operator === "lessThan") return first - 1 || 0;
    return ["", "between"].includes(r.operator) ? second || 0 : 0;
  }

  // ruling returns the rule of a kind for a cell.
  private ruling(kind: string, row: number, column: number): Rule | undefined {
    return this.rules.find((r) => r.kind === kind && r.ranges.some((area) => holds(area, row, column)));
  }
}

// on reads a boolean of XML.
function on(value: string): boolean {
  return value === "1" || value === "true";
}

// cleaned drops what is empty or said before.
export function cleaned(words: string[]): string[] | undefined {
  const out = [...new Set(words.map((w) => w.trim()).filter((w) => w !== ""))];
  return out.length ? out : undefined;
}
