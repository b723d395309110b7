// The encodings in which programs write tables: UTF-8 and UTF-16 with or without
// a mark at the start, and the one of older Windows (CP-1252).
import { Refused } from "./refused";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

// Decoded is a text with what is needed to write it again as it was.
export interface Decoded {
  text: string;
  encoding: Encoding;
  mark: boolean; // it starts with a byte order mark
}

// decoded reads bytes as text.
export function decoded(data: Uint8Array): Decoded {
  const starts = (...bytes: number[]) => bytes.every((b, i) => data[i] === b);
  const read = (encoding: Encoding, skip: number) => ({ text: new TextDecoder(encoding, { ignoreBOM: true }).decode(data.subarray(skip)), encoding, mark: skip > 0 });
  if (starts(0xef, 0xbb, 0xbf)) return read("utf-8", 3);
  if (starts(0xff, 0xfe)) return read("utf-16le", 2);
  if (starts(0xfe, 0xff)) return read("utf-16be", 2);
  if (data.subarray(0, 4096).includes(0)) throw new Refused("no-text");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data), encoding: "utf-8", mark: false };
  } catch {
    return read("windows-1252", 0);
  }
}

// encoded writes a text as it was read. What an encoding has no sign for becomes
// a question mark.
export function encoded(d: Decoded, text: string): Uint8Array<ArrayBuffer> {
  if (d.mark) text = "\ufeff" + text;
  if (d.encoding === "utf-8") return new TextEncoder().encode(text);
  if (d.encoding === "windows-1252") return Uint8Array.from([...text], (c) => windows().get(c) ?? 0x3f);
  const out = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) out.setUint16(2 * i, text.charCodeAt(i), d.encoding === "utf-16le");
  return new Uint8Array(out.buffer);
}

let table: Map<string, number> | undefined;

// windows is CP-1252 read backwards.
function windows(): Map<string, number> {
  const decoder = new TextDecoder("windows-1252");
  return (table ??= new Map(Array.from({ length: 256 }, (_, n) => [decoder.decode(Uint8Array.of(n)), n])));
}
