// Reads the questions that package match reads.
import { Matcher } from "./ts/match/read";

(async () => {
  const get = async (path: string) => (await fetch(path)).json();
  const matcher = new Matcher(await get("/tables.json"));
  const wrong: string[] = [];
  const vectors = await get("/vectors.json");
  for (const v of vectors) {
    const r = matcher.read({ text: v.question, section: v.section ?? "", previous: v.previous ?? "" });
    const got = JSON.stringify([matcher.stems.of(matcher.strip(v.question)), r.candidates.slice(0, 5), r.margin, r.intent, r.polarity, r.thresholds.map(({ kind, bound, text, value }) => ({ kind, bound, text, value })), r.parts, r.abstain]);
    const want = JSON.stringify([v.stems ?? [], v.candidates, v.margin, v.intent, v.polarity, v.thresholds ?? [], v.parts ?? [], v.abstain]);
    if (got !== want) wrong.push(`${v.question}: got ${got}, want ${want}`);
  }
  document.body.textContent = wrong.length ? wrong.slice(0, 10).join("\n") : "all " + vectors.length + " hold";
})().catch((error) => (document.body.textContent = String(error?.stack ?? error)));
