// Reads and writes the samples of the test, and compares with what Go made.
import { amended } from "./ts/fill/amend";
import { Book } from "./ts/fill/book";
import { type Row, type Target, questions } from "./ts/fill/rows";
import { WorkbookSheet } from "./ts/fill/sheet";
import { Package } from "./ts/fill/zip";

const wrong: string[] = [];
const expect = (what: string, got: unknown, want: unknown) => {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  if (a !== b) wrong.push(what + ": got " + a + ", want " + b);
};
const bytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
const target = (t: Target) => ({ cell: t.cell, holds: t.holds, choices: t.choices, longest: t.longest, score: t.score, faulty: !!t.fault });
const plain = (r: Row) => ({ ...r, answers: r.answers.map(target), comment: r.comment && target(r.comment) });
const get = async (path: string) => (await fetch(path)).json();

(async () => {
  const roles = await get("/roles.json");
  const counts = { files: 0, rows: 0, cells: 0, parts: 0 };
  for (const s of await get("/samples.json")) {
    const book = await Book.open(bytes(s.in));
    const rows = questions(roles, await WorkbookSheet.all(book)).map(plain);
    for (let i = 0; i < Math.max(rows.length, s.rows.length); i++) expect(s.name + " row " + i, rows[i], s.rows[i]);
    const mine = new Package(new Uint8Array(await (await amended(book, s.changes)).arrayBuffer()));
    const theirs = new Package(bytes(s.out));
    expect(s.name + " parts", [...mine.parts.keys()], [...theirs.parts.keys()]);
    for (const name of theirs.parts.keys()) {
      const [a, b] = [await mine.read(name), await theirs.read(name)];
      if (a.length !== b.length || a.some((byte, i) => byte !== b[i])) wrong.push(`${s.name}: ${name} differs`);
      counts.parts++;
    }
    counts.files++;
    counts.rows += s.rows.length;
    counts.cells += s.changes.length;
  }
  document.body.textContent = wrong.length ? wrong.join("\n") : "all hold: " + JSON.stringify(counts);
})().catch((error) => (document.body.textContent = String(error?.stack ?? error)));
