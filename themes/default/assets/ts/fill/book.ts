// Finds the sheets of a workbook, its shared texts, names and styles (Office Open
// XML, ECMA-376 part 1).
import { Refused, limits } from "./refused";
import { type Start, Scan, attribute, xmlText } from "./xml";
import { Package } from "./zip";

// Place is one sheet of a workbook, in the order of its tabs.
export interface Place {
  name: string;
  part: string; // of the package
  hidden: boolean;
}

// Name stands for a range.
export interface Name {
  name: string;
  sheet: number; // that it belongs to; -1: all
  refers: string;
}

// Style is what matters of the looks of a cell.
export interface Style {
  locked: boolean;
  format: string; // of numbers
}

const document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
const strict = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"; // the other edition

// Book is a workbook that was opened.
export class Book {
  places: Place[] = [];
  names: Name[] = [];
  texts: string[] = []; // that cells share
  styles: Style[] = [];
  part = ""; // of the workbook itself

  private constructor(readonly pack: Package) {}

  // open reads what the sheets need to be read.
  static async open(data: Uint8Array<ArrayBuffer>): Promise<Book> {
    const b = new Book(new Package(data));
    await b.undeclared();
    const top = await b.relations("_rels/.rels", "");
    if (top.some((r) => r.type === strict)) throw new Refused("strict");
    b.part = top.filter((r) => r.type === document).at(-1)?.target ?? "";
    if (!b.pack.parts.has(b.part)) throw new Refused("no-workbook");
    const cut = b.part.lastIndexOf("/") + 1;
    const folder = b.part.slice(0, cut);
    const parts = await b.relations(folder + "_rels/" + b.part.slice(cut) + ".rels", folder);
    await b.workbook(new Map(parts.map((r) => [r.id, r.target])));
    if (b.places.length > limits.sheets) throw new Refused("many-sheets", { Count: b.places.length, Limit: limits.sheets });
    for (const r of parts) {
      const kind = r.type.slice(r.type.lastIndexOf("/") + 1);
      if (!b.pack.parts.has(r.target)) continue;
      if (kind === "sharedStrings") b.texts = await b.strings(r.target);
      if (kind === "styles") b.styles = await b.formats(r.target);
    }
    return b;
  }

  // undeclared refuses a package of which a part declares a document type, which
  // stands before the first element (XML 1.0, 2.8).
  private async undeclared(): Promise<void> {
    for (const name of this.pack.parts.keys()) {
      if (!/\.(xml|rels|vml)$/i.test(name)) continue;
      const head = new TextDecoder().decode(await this.pack.read(name));
      if (/^(?:\s+|<!--[^]*?-->|<\?[^]*?\?>)*<!/.test(head)) throw new Refused("declared");
    }
  }

  // scan reads a part.
  async scan(part: string): Promise<Scan> {
    return new Scan(xmlText(await this.pack.read(part)));
  }

  private async workbook(targets: Map<string, string>): Promise<void> {
    const s = await this.scan(this.part);
    for (let t = s.next(); t; t = s.next()) {
      if (t.kind !== "start") continue;
      if (t.local === "sheet") {
        const id = t.attributes.find(([name]) => name.slice(name.indexOf(":") + 1) === "id")?.[1] ?? "";
        const place = { name: attribute(t, "name"), part: targets.get(id) ?? "", hidden: !["", "visible"].includes(attribute(t, "state")) };
        if (!this.pack.parts.has(place.part)) throw new Refused("no-sheet", { Sheet: place.name });
        this.places.push(place);
      }
      if (t.local === "definedName") {
        const sheet = attribute(t, "localSheetId");
        this.names.push({ name: attribute(t, "name"), sheet: sheet === "" ? -1 : Number(sheet), refers: inner(s, t) });
      }
    }
  }

  // relations reads the relationships inside the package (ECMA-376 part 2, 6.5).
  private async relations(part: string, folder: string): Promise<{ id: string; type: string; target: string }[]> {
    const out = [];
    const s = await this.scan(part);
    for (let t = s.next(); t; t = s.next()) {
      if (t.kind !== "start" || t.local !== "Relationship" || attribute(t, "TargetMode") === "External") continue;
      const target = attribute(t, "Target");
      out.push({ id: attribute(t, "Id"), type: attribute(t, "Type"), target: joined(target.startsWith("/") ? target.slice(1) : folder + target) });
    }
    return out;
  }

  private async strings(part: string): Promise<string[]> {
    const out: string[] = [];
    const s = await this.scan(part);
    for (let t = s.next(); t; t = s.next()) {
      if (t.kind === "start" && t.local === "si") out.push(richText(s, t));
    }
    return out;
  }

  private async formats(part: string): Promise<Style[]> {
    const out: Style[] = [];
    const codes = new Map<string, string>();
    const s = await this.scan(part);
    let within = "";
    let last: Style | undefined;
    for (let t = s.next(); t; t = s.next()) {
      if (t.kind === "end" && t.local === "cellXfs") within = "";
      if (t.kind !== "start") continue;
      if (t.local === "numFmt") codes.set(attribute(t, "numFmtId"), attribute(t, "formatCode"));
      if (t.local === "cellXfs") within = t.local;
      if (within && t.local === "xf") {
        const id = attribute(t, "numFmtId");
        last = { locked: true, format: codes.get(id) ?? id };
        out.push(last);
      }
      if (within && t.local === "protection" && last) last.locked = !["0", "false"].includes(attribute(t, "locked"));
    }
    return out;
  }
}

// joined resolves the steps of a path.
function joined(path: string): string {
  const out: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") out.pop();
    else if (step !== "." && step !== "") out.push(step);
  }
  return out.join("/");
}

// inner returns the text of an element that has just started.
export function inner(s: Scan, e: Start): string {
  let out = "";
  for (let depth = 1; depth; ) {
    const t = s.next();
    if (!t) throw new Refused("no-xml");
    if (t.kind === "text") out += t.text;
    else depth += t.kind === "start" ? 1 : -1;
  }
  return e.empty ? "" : out;
}

// richText returns what a rich text says, without how it is pronounced.
export function richText(s: Scan, e: Start): string {
  let out = "";
  const path = [e.local];
  while (path.length) {
    const t = s.next();
    if (!t) throw new Refused("no-xml");
    if (t.kind === "start") path.push(t.local);
    else if (t.kind === "end") path.pop();
    else if (path.at(-1) === "t" && !path.includes("rPh")) out += t.text;
  }
  return unescaped(out);
}

// unescaped reads what XML cannot hold: _x000D_ is a carriage return (ECMA-376
// part 1, 22.9.2.19).
function unescaped(text: string): string {
  return text.includes("_x") ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16))) : text;
}
