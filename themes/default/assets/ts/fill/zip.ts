// Reads ZIP archives (PKWARE APPNOTE 6.3) as Office documents are, and writes
// one again with some parts replaced and all others copied as they are packed.
import { Refused, limits } from "./refused";

interface Part {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packed: number; // bytes
  size: number; // bytes, unpacked
  at: number; // of its local header
  header: Uint8Array; // its entry of the directory
}

const smallPart = 1 << 20; // below which the ratio of a part does not matter
const stored = 0;
const deflated = 8;
const ends = 0x06054b50; // end of central directory
const entry = 0x02014b50; // of the directory
const local = 0x04034b50; // header

// Package is an archive that was opened.
export class Package {
  readonly parts = new Map<string, Part>();
  private view: DataView;

  constructor(private data: Uint8Array<ArrayBuffer>) {
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    if (data.length > limits.file) throw new Refused("large-file", { Limit: limits.file >> 20 });
    if (data.length >= 8 && this.view.getUint32(0) === 0xd0cf11e0 && this.view.getUint32(4) === 0xa1b11ae1) throw new Refused("encrypted");
    if (data.length < 22 || this.view.getUint16(0) !== 0x504b) throw new Refused("no-workbook");
    try {
      this.directory();
    } catch (error) {
      throw error instanceof Refused ? error : new Refused("damaged");
    }
  }

  // directory reads what the archive holds, and unpacks nothing.
  private directory(): void {
    const v = this.view;
    let end = this.data.length - 22;
    while (end >= 0 && v.getUint32(end, true) !== ends) end--;
    const count = end < 0 ? 0xffff : v.getUint16(end + 10, true);
    if (end < 0 || this.data.length - end > 22 + 0xffff || count === 0xffff) throw new Refused("damaged");
    if (count > limits.parts) throw new Refused("many-parts", { Count: count, Limit: limits.parts });
    const seen = new Set<string>();
    let at = v.getUint32(end + 16, true);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const p = this.part(at);
      check(p);
      const key = p.name.toLowerCase(); // part names are equal without regard to case (ECMA-376 part 2, 6.2.2.3)
      if (seen.has(key)) throw new Refused("twice", { Part: p.name });
      seen.add(key);
      this.parts.set(p.name, p);
      total += p.size;
      if (total > limits.total) throw new Refused("large-whole", { Limit: limits.total >> 20 });
      at += p.header.length;
    }
  }

  private part(at: number): Part {
    const v = this.view;
    if (v.getUint32(at, true) !== entry) throw new Refused("damaged");
    const names = v.getUint16(at + 28, true);
    const extras = v.getUint16(at + 30, true);
    const length = 46 + names + extras + v.getUint16(at + 32, true);
    if (at + length > this.data.length) throw new Refused("damaged");
    const header = this.data.subarray(at, at + length);
    const p: Part = {
      name: text(header.subarray(46, 46 + names)),
      flags: v.getUint16(at + 8, true),
      method: v.getUint16(at + 10, true),
      crc: v.getUint32(at + 16, true),
      packed: v.getUint32(at + 20, true),
      size: v.getUint32(at + 24, true),
      at: v.getUint32(at + 42, true),
      header,
    };
    if ([p.packed, p.size, p.at].includes(0xffffffff)) throw new Refused("damaged"); // larger than any limit, or made to look so
    return p;
  }

  // body returns the packed bytes of a part.
  private body(p: Part): Uint8Array<ArrayBuffer> {
    if (p.at + 30 > this.data.length || this.view.getUint32(p.at, true) !== local) throw new Refused("damaged");
    const from = p.at + 30 + this.view.getUint16(p.at + 26, true) + this.view.getUint16(p.at + 28, true);
    if (from + p.packed > this.data.length) throw new Refused("damaged");
    return this.data.subarray(from, from + p.packed);
  }

  // read unpacks a part. It never gives more bytes than the directory promised.
  async read(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const p = this.parts.get(name);
    if (!p) throw new Refused("no-part", { Part: name });
    const out = p.method === stored ? this.body(p) : await unpack(this.body(p), p.size);
    if (out.length !== p.size || crc32(out) !== p.crc) throw new Refused("damaged-part", { Part: name });
    return out;
  }

  // write returns the archive with some parts replaced. The others keep their
  // packed bytes, names, times and order.
  async write(replaced: Map<string, Uint8Array<ArrayBuffer>>): Promise<Blob> {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const directory: Uint8Array<ArrayBuffer>[] = [];
    let at = 0;
    const put = (piece: Uint8Array<ArrayBuffer>) => {
      pieces.push(piece);
      at += piece.length;
    };
    for (const p of this.parts.values()) {
      const data = replaced.get(p.name);
      const body = !data ? this.body(p) : p.method === stored ? data : await pack(data);
      const head = new Uint8Array(p.header);
      const h = new DataView(head.buffer);
      h.setUint16(8, p.flags & ~8, true); // the sizes stand in the header, not behind the part
      h.setUint32(16, data ? crc32(data) : p.crc, true);
      h.setUint32(20, body.length, true);
      h.setUint32(24, data ? data.length : p.size, true);
      h.setUint32(42, at, true);
      directory.push(head);
      const names = h.getUint16(28, true);
      const first = new Uint8Array(30 + names);
      const f = new DataView(first.buffer);
      f.setUint32(0, local, true);
      first.set(head.subarray(6, 28), 4); // version to file name length are the same in both
      f.setUint16(26, names, true);
      first.set(head.subarray(46, 46 + names), 30);
      put(first);
      put(body);
    }
    const from = at;
    directory.forEach(put);
    const last = new Uint8Array(22);
    const l = new DataView(last.buffer);
    l.setUint32(0, ends, true);
    l.setUint16(8, directory.length, true);
    l.setUint16(10, directory.length, true);
    l.setUint32(12, at - from, true);
    l.setUint32(16, from, true);
    put(last);
    return new Blob(pieces);
  }
}

// check refuses a part by what the directory says of it.
function check(p: Part): void {
  const plain = p.name.replace(/\/$/, "").split("/");
  if (/[\\\0:\ufffd]/.test(p.name) || plain.some((step) => step === "" || step === "." || step === "..")) throw new Refused("bad-name", { Part: p.name });
  if (p.flags & 1) throw new Refused("encrypted");
  if (p.method !== stored && p.method !== deflated) throw new Refused("bad-method", { Part: p.name });
  if (p.size > limits.part) throw new Refused("large-part", { Part: p.name, Limit: limits.part >> 20 });
  if (p.size > smallPart && p.size > p.packed * limits.ratio) throw new Refused("bomb", { Part: p.name, Limit: limits.ratio });
}

// unpack inflates bytes, and stops where there are more than were promised.
async function unpack(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const out = new Uint8Array(size);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let at = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return out.subarray(0, at);
      if (at + value.length > size) throw new Refused("damaged");
      out.set(value, at);
      at += value.length;
    }
  } catch {
    void reader.cancel().catch(() => {});
    throw new Refused("damaged");
  }
}

// pack deflates bytes.
async function pack(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([data]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// text reads UTF-8; what is none becomes U+FFFD, which no name may hold.
const decoder = new TextDecoder();
function text(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

let table: Uint32Array | undefined;

// crc32 is the checksum of parts (ISO 3309).
function crc32(data: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n;
  });
  let sum = ~0;
  for (let i = 0; i < data.length; i++) sum = table[(sum ^ data[i]) & 255] ^ (sum >>> 8);
  return ~sum >>> 0;
}
