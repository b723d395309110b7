// Reads the XML of Office documents (XML 1.0) token by token, each with the
// place that it stands in, so that what is not changed can be copied as it is.
// There is no document type, and so no entity but the five of XML.
import { Refused } from "./refused";

// Start is the start of an element.
export interface Start {
  kind: "start";
  name: string; // as it is written
  local: string; // without prefix
  attributes: [name: string, value: string][];
  from: number;
  to: number;
  empty: boolean; // <a/>, which an end follows that stands nowhere
}

// End is the end of an element.
export interface End {
  kind: "end";
  local: string;
  from: number;
  to: number;
}

// Text is what stands between tags.
export interface Text {
  kind: "text";
  text: string;
}

export type Token = Start | End | Text;

// attribute returns an attribute without a prefix.
export function attribute(e: Start, name: string): string {
  return e.attributes.find((a) => a[0] === name)?.[1] ?? "";
}

const namePattern = /[^\s<>/=&"']+/y;
const attributePattern = /\s+([^\s<>/=&"']+)\s*=\s*(?:"([^<"]*)"|'([^<']*)')/y;
const closePattern = /\s*(\/?)>/y;

// Scan reads a document.
export class Scan {
  private at = 0;
  private pending?: End;
  private open: string[] = [];

  constructor(private source: string) {
    if (source.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  // next returns the next token, or undefined at the end.
  next(): Token | undefined {
    if (this.pending) {
      const end = this.pending;
      this.pending = undefined;
      return end;
    }
    const s = this.source;
    while (this.at < s.length) {
      const from = this.at;
      if (s.charCodeAt(from) !== 0x3c) {
        let to = s.indexOf("<", from);
        if (to < 0) to = s.length;
        this.at = to;
        return { kind: "text", text: plain(s.slice(from, to)) };
      }
      switch (s[from + 1]) {
        case "?":
          this.skip("?>");
          continue;
        case "!":
          if (s.startsWith("<!--", from)) {
            this.skip("-->");
            continue;
          }
          if (!s.startsWith("<![CDATA[", from)) throw new Refused("declared");
          this.skip("]]>");
          return { kind: "text", text: s.slice(from + 9, this.at - 3) };
        case "/":
          return this.end(from);
        default:
          return this.start(from);
      }
    }
    if (this.open.length) throw new Refused("no-xml");
    return undefined;
  }

  private skip(to: string): void {
    const at = this.source.indexOf(to, this.at + 2);
    if (at < 0) throw new Refused("no-xml");
    this.at = at + to.length;
  }

  private start(from: number): Start {
    const name = this.match(namePattern, from + 1)[0];
    const attributes: [string, string][] = [];
    for (;;) {
      attributePattern.lastIndex = this.at;
      const m = attributePattern.exec(this.source);
      if (!m) break;
      this.at = attributePattern.lastIndex;
      attributes.push([m[1], plain(m[2] ?? m[3])]);
    }
    const empty = this.match(closePattern, this.at)[1] === "/";
    const local = name.slice(name.indexOf(":") + 1);
    if (empty) this.pending = { kind: "end", local, from: this.at, to: this.at };
    else this.open.push(name);
    return { kind: "start", name, local, attributes, from, to: this.at, empty };
  }

  private end(from: number): End {
    const name = this.match(namePattern, from + 2)[0];
    if (this.match(closePattern, this.at)[1] || this.open.pop() !== name) throw new Refused("no-xml");
    return { kind: "end", local: name.slice(name.indexOf(":") + 1), from, to: this.at };
  }

  private match(pattern: RegExp, at: number): RegExpExecArray {
    pattern.lastIndex = at;
    const m = pattern.exec(this.source);
    if (!m) throw new Refused("no-xml");
    this.at = pattern.lastIndex;
    return m;
  }
}

const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

// plain reads the entities and line ends of a text.
function plain(raw: string): string {
  if (raw.includes("\r")) raw = raw.replace(/\r\n?/g, "\n");
  if (!raw.includes("&")) return raw;
  return raw.replace(/&(#x[0-9a-fA-F]+|#[0-9]+|\w+)?;?/g, (all, name?: string) => {
    if (!name || !all.endsWith(";")) throw new Refused("no-xml");
    if (name[0] !== "#") {
      if (!(name in entities)) throw new Refused("no-xml");
      return entities[name];
    }
    const code = name[1] === "x" ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) throw new Refused("no-xml");
    return String.fromCodePoint(code);
  });
}

const escapes: Record<string, string> = { '"': "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;" };

// escaped writes a text for XML.
export function escaped(text: string): string {
  return text.replace(/["'&<>\t\n\r]/g, (c) => escapes[c]);
}

// xmlText decodes a part, which is UTF-8 as every program writes it.
export function xmlText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("no-xml");
  }
}
