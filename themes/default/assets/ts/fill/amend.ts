// Writes texts into cells of a workbook: it changes the elements of those cells in
// the XML of their sheets and the flag that has formulas computed anew. Every
// other part stays as it is, byte for byte. Package amend does the same.
import type { Book } from "./book";
import { cellName, maxColumns, maxRows, position } from "./cell";
import { limits } from "./refused";
import { type Start, type Token, Scan, attribute, escaped, xmlText } from "./xml";

// Change is what one cell is to hold.
export interface Change {
  sheet: string;
  cell: string;
  text: string;
  number?: boolean; // text is a number, for formulas to compute with
}

interface Target extends Change {
  row: number;
  column: number;
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

const maxText = 32_767; // UTF-16 units of a cell

// amended returns the workbook with changes made.
export async function amended(book: Book, changes: Change[]): Promise<Blob> {
  const replaced = new Map<string, Uint8Array<ArrayBuffer>>();
  const encoder = new TextEncoder();
  for (const place of book.places) {
    const mine = changes.filter((c) => c.sheet === place.name);
    if (!mine.length) continue;
    replaced.set(place.part, encoder.encode(patch(xmlText(await book.pack.read(place.part)), mine)));
  }
  if (replaced.size) replaced.set(book.part, encoder.encode(recalculate(xmlText(await book.pack.read(book.part)))));
  return book.pack.write(replaced);
}

// fits reports whether a cell can hold a text.
export function fits(text: string): boolean {
  return text.length <= maxText && !/[\0-\x08\x0b-\x1f\ufffe\uffff]/.test(text); // XML 1.0, 2.2; a carriage return would not come back
}

// patch changes cells in the XML of a sheet (ECMA-376 part 1, 18.3.1).
export function patch(source: string, changes: Change[]): string {
  const targets = changes.map((c): Target => {
    const at = position(c.cell);
    if (!at || !fits(c.text)) throw new Error("cannot write to " + c.cell);
    return { ...c, ...at };
  });
  targets.sort((a, b) => a.row - b.row || a.column - b.column);
  if (targets.some((t, i) => i && t.cell === targets[i - 1].cell)) throw new Error("a cell is changed twice");
  return new Patcher(source, targets).run();
}

// Patcher walks the rows of a sheet and collects edits. Rows and cells stand in
// order, so that each change has one place.
class Patcher {
  private scan: Scan;
  private edits: Edit[] = [];
  private space = ""; // prefix of the names, with its colon
  private spans: [from: number, to: number, style: number][] = []; // columns that have a style
  private style = ""; // of missing cells of the row, "" for that of their column

  constructor(
    private source: string,
    private left: Target[], // those that have no place yet
  ) {
    this.scan = new Scan(source);
  }

  run(): string {
    for (let t = this.next(); ; t = this.next()) {
      if (t.kind === "start" && t.local === "col") this.span(t);
      if (t.kind !== "start" || t.local !== "sheetData") continue;
      this.space = t.name.slice(0, t.name.length - t.local.length);
      this.rows(t);
      return applied(this.source, this.edits);
    }
  }

  // span notes the style of a run of columns, which missing cells of them have.
  private span(e: Start): void {
    const style = Number(attribute(e, "style"));
    if (style > 0 && this.spans.length < limits.spans) this.spans.push([Number(attribute(e, "min")), Number(attribute(e, "max")), style]);
  }

  private next(): Token {
    const t = this.scan.next();
    if (!t) throw new Error("the sheet ends too early");
    return t;
  }

  // rows walks the rows of sheetData.
  private rows(start: Start): void {
    let last = 0;
    for (let t = this.next(); ; t = this.next()) {
      if (t.kind === "start") {
        const given = attribute(t, "r");
        const row = given === "" ? last + 1 : Number(given);
        if (t.local !== "row" || !Number.isInteger(row) || row <= last || row > maxRows) throw new Error("rows are out of order");
        last = row;
        this.insert(t.from, this.newRows(row));
        this.row(t, row);
      } else if (t.kind === "end") {
        const text = this.newRows(maxRows + 1);
        if (start.empty) this.fillEmpty(start, text);
        else this.insert(t.from, text);
        return;
      }
    }
  }

  // row walks the cells of one row.
  private row(start: Start, row: number): void {
    const mine = this.take(row);
    let last = 0;
    this.style = ["1", "true"].includes(attribute(start, "customFormat")) ? attribute(start, "s") : "";
    for (let t = this.next(); ; t = this.next()) {
      if (t.kind === "start" && t.local !== "c") {
        this.body();
      } else if (t.kind === "start") {
        const given = attribute(t, "r");
        const at = given === "" ? { row, column: last + 1 } : position(given);
        if (!at || at.row !== row || at.column <= last) throw new Error("cells are out of order");
        last = at.column;
        this.insert(t.from, this.missing(mine, last));
        this.existing(mine, t, last);
      } else if (t.kind === "end") {
        const text = this.missing(mine, maxColumns + 1);
        if (start.empty) this.fillEmpty(start, text);
        else this.insert(t.from, text);
        return;
      }
    }
  }

  private insert(at: number, text: string): void {
    if (text) this.edits.push({ from: at, to: at, text });
  }

  // fillEmpty makes <row r="3"/> one that holds something.
  private fillEmpty(start: Start, text: string): void {
    if (text) this.edits.push({ from: start.to - 2, to: start.to, text: ">" + text + "</" + start.name + ">" });
  }

  // take takes the targets of a row from those that are left.
  private take(row: number): Target[] {
    const n = this.left.findIndex((t) => t.row !== row);
    return this.left.splice(0, n < 0 ? this.left.length : n);
  }

  // newRows writes rows for what is left above a row.
  private newRows(below: number): string {
    let out = "";
    while (this.left.length && this.left[0].row < below) {
      const row = this.left[0].row;
      this.style = "";
      out += `<${this.space}row r="${row}">${this.missing(this.take(row), maxColumns + 1)}</${this.space}row>`;
    }
    return out;
  }

  // missing writes the cells that a row lacks before a column.
  private missing(mine: Target[], column: number): string {
    let out = "";
    while (mine.length && mine[0].column < column) out += this.cell(mine.shift()!);
    return out;
  }

  // existing rewrites a cell that is there.
  private existing(mine: Target[], start: Start, column: number): void {
    const { end, formula } = this.body();
    if (mine[0]?.column !== column) return;
    const t = mine.shift()!;
    if (formula) throw new Error(`cell ${t.cell} holds a formula`);
    this.edits.push({ from: start.from, to: end, text: this.cell(t, start) });
  }

  // body reads to the end of an element.
  private body(): { end: number; formula: boolean } {
    let formula = false;
    for (let depth = 1; ; ) {
      const t = this.next();
      if (t.kind === "text") continue;
      depth += t.kind === "start" ? 1 : -1;
      formula ||= t.kind === "start" && t.local === "f";
      if (!depth) return { end: (t as { to: number }).to, formula };
    }
  }

  // cell writes the element of a target. Of a cell that is there, the style and
  // what else it says of itself stay.
  private cell(t: Target, was?: Start): string {
    const p = this.space;
    let out = `<${p}c r="${cellName(t.row, t.column)}"`;
    for (const [name, value] of was?.attributes ?? []) {
      if (!["r", "t", "cm", "vm"].includes(name)) out += ` ${name}="${escaped(value)}"`;
    }
    if (!was) out += this.inherited(t.column);
    if (t.number) return out + `><${p}v>${t.text}</${p}v></${p}c>`;
    return out + ` t="inlineStr"><${p}is><${p}t xml:space="preserve">${escaped(t.text)}</${p}t></${p}is></${p}c>`;
  }

  // inherited is the style of a cell that was missing: what people saw there was
  // that of its row or column.
  private inherited(column: number): string {
    const style = /^\d+$/.test(this.style) ? this.style : this.spans.find(([from, to]) => column >= from && column <= to)?.[2];
    return style === undefined ? "" : ` s="${style}"`;
  }
}

const after = ["oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"]; // follow calcPr (ECMA-376 part 1, 18.2.27)

// recalculate has the program that opens the workbook compute all formulas: what
// it holds of their values is from before the change.
export function recalculate(source: string): string {
  const s = new Scan(source);
  let depth = 0;
  let space = "";
  for (let t = s.next(); t; t = s.next()) {
    if (t.kind === "start") {
      if (++depth === 1) space = t.name.slice(0, t.name.length - t.local.length);
      if (depth !== 2) continue;
      if (t.local === "calcPr") return flagged(source, t);
      if (after.includes(t.local)) return applied(source, [{ from: t.from, to: t.from, text: `<${space}calcPr fullCalcOnLoad="1"/>` }]);
    } else if (t.kind === "end" && --depth === 0) {
      return applied(source, [{ from: t.from, to: t.from, text: `<${space}calcPr fullCalcOnLoad="1"/>` }]);
    }
  }
  throw new Error("the workbook ends too early");
}

// flagged sets the flag on an element that is there.
function flagged(source: string, e: Start): string {
  if (["1", "true"].includes(attribute(e, "fullCalcOnLoad"))) return source;
  let text = "<" + e.name;
  for (const [name, value] of e.attributes) if (name !== "fullCalcOnLoad") text += ` ${name}="${escaped(value)}"`;
  return applied(source, [{ from: e.from, to: e.to, text: text + ` fullCalcOnLoad="1"` + (e.empty ? "/>" : ">") }]);
}

// applied makes edits, which stand in order and do not overlap.
function applied(source: string, edits: Edit[]): string {
  let out = "";
  let at = 0;
  for (const e of edits) {
    out += source.slice(at, e.from) + e.text;
    at = e.to;
  }
  return out + source.slice(at);
}
