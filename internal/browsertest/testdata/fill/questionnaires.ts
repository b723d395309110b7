// Reads and fills the samples of the test, and compares with what Go made.
import { opened } from "./ts/fill/file";
import { Filler } from "./ts/fill/fill";
import type { Row, Target } from "./ts/fill/rows";
import { Package } from "./ts/fill/zip";

const wrong: string[] = [];
const bytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const target = (t: Target) => ({ cell: t.cell, heading: t.heading, holds: t.holds, choices: t.choices, longest: t.longest, score: t.score, faulty: !!t.fault });
const plain = (r: Row) => ({ ...r, answers: r.answers.map(target), comment: r.comment && target(r.comment) });
const get = async (path: string) => (await fetch(path)).json();
const counts = { files: 0, rows: 0, cells: 0, parts: 0 };

// same compares bytes.
const same = (what: string, a: Uint8Array, b: Uint8Array) => {
  if (a.length !== b.length || a.some((byte, i) => byte !== b[i])) wrong.push(what + " differs");
  counts.parts++;
};

(async () => {
  const [roles, words] = [await get("/roles.json"), await get("/words.json")];
  for (const s of await get("/samples.json")) {
    const source = await opened(roles, new File([bytes(s.in)], s.name));
    const filler = new Filler(
      source,
      (q) => {
        const { truth, ...r } = s.responses[[q.text, q.section, q.previous].join("\n")];
        return { ...r, answer: { truth }, because: { key: "because" } };
      },
      words,
    );
    const filled = source.rows.map((row) => filler.fill(row));
    for (let i = 0; i < Math.max(filled.length, s.rows.length); i++) {
      const f = filled[i];
      const got = JSON.stringify(f && { ...plain(f.row), status: f.status, cell: f.cell, answer: f.answer, said: f.comment });
      const want = JSON.stringify(s.rows[i]);
      if (got !== want) wrong.push(`${s.name} row ${i}: got ${got}, want ${want}`);
    }
    const changes = filled.flatMap((f) => f.changes);
    const out = new Uint8Array(await (await source.write(changes)).arrayBuffer());
    counts.files++;
    counts.rows += filled.length;
    counts.cells += changes.length;
    if (s.name.endsWith(".csv")) {
      same(s.name, out, bytes(s.out));
      continue;
    }
    const [mine, theirs] = [new Package(out), new Package(bytes(s.out))];
    if ([...mine.parts.keys()].join() !== [...theirs.parts.keys()].join()) wrong.push(s.name + ": other parts");
    for (const name of theirs.parts.keys()) same(s.name + ": " + name, await mine.read(name), await theirs.read(name));
  }
  document.body.textContent = wrong.length ? wrong.slice(0, 30).join("\n") : "all hold: " + JSON.stringify(counts);
})().catch((error) => (document.body.textContent = String(error?.stack ?? error)));
