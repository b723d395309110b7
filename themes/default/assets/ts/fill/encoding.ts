// The encodings in which programs write tables: UTF-8 and UTF-16 with or without
// a mark at the start, and the one of older Windows. Package delimited tells them
// in the same way.
import { Refused } from "./refused";

type Name = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

// Decoded is a text with what is needed to write it again as it was.
export interface Decoded {
  text: string;
  encoding: Name;
  mark: boolean; // it starts with a byte order mark
}

const marks: [Name, number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

// decoded reads bytes as text. What would not come back the same when it is
// written is refused.
export function decoded(data: Uint8Array): Decoded {
  const marked = marks.find(([, mark]) => mark.every((b, i) => data[i] === b));
  const encoding = marked?.[0] ?? detected(data);
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(data.subarray(marked?.[1].length ?? 0));
    if (text.includes("\0")) throw new Refused("no-text");
    return { text, encoding, mark: !!marked };
  } catch {
    throw new Refused("no-text");
  }
}

// detected tells the encoding of a text without a mark: UTF-16 by the zeros in
// every other byte.
function detected(data: Uint8Array): Name {
  const length = Math.min(data.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (!data[i]) even++;
    if (!data[i + 1]) odd++;
  }
  if (odd > length >> 2 && !even) return "utf-16le";
  if (even > length >> 2 && !odd) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(data);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

// encoded writes a text as it was read. The encoding has all of its signs.
export function encoded(d: Decoded, text: string): Uint8Array<ArrayBuffer> {
  if (d.mark) text = "\ufeff" + text;
  if (d.encoding === "utf-8") return new TextEncoder().encode(text);
  if (d.encoding === "windows-1252") return Uint8Array.from([...text], (c) => windows().get(c)!);
  const out = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) out.setUint16(2 * i, text.charCodeAt(i), d.encoding === "utf-16le");
  return new Uint8Array(out.buffer);
}

// has reports whether an encoding has all signs of a text.
export function has(d: Decoded, text: string): boolean {
  return d.encoding !== "windows-1252" || [...text].every((c) => windows().has(c));
}

let table: Map<string, number> | undefined;

// windows is CP-1252 read backwards.
function windows(): Map<string, number> {
  const decoder = new TextDecoder("windows-1252");
  return (table ??= new Map(Array.from({ length: 256 }, (_, n) => [decoder.decode(Uint8Array.of(n)), n])));
}
