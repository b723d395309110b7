// Answers the questions that package respond answered.
import { Responder } from "./ts/fill/respond";

(async () => {
  const get = async (path: string) => (await fetch(path)).json();
  const key = await get("/key.json");
  const responder = new Responder(key, Date.parse(key.as_of));
  const late = new Responder(key, Date.parse("2126-01-01"));
  const wrong: string[] = [];
  let filled = 0;
  const list = await get("/answers.json");
  for (const { question, ...want } of list) {
    const r = responder.answer(question);
    const got = { fill: r.fill, reason: r.because?.key ?? "", answer: r.answer?.id ?? "", word: r.word, text: r.answer?.truth === "unknown" ? "" : r.text, long: r.fill ? r.long : "", citation: r.citation };
    if (r.fill) filled++;
    if (JSON.stringify(got) !== JSON.stringify(want)) wrong.push(`${question.text}: got ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
    const then = late.answer(question);
    if (then.fill && then.answer?.until) wrong.push(`${question.text}: answered a hundred years later`);
    if (r.fill && r.answer?.until && (then.because?.key !== "evidence-over" || then.text)) wrong.push(`${question.text}: a hundred years later ${then.because?.key}, ${then.text}`);
  }
  document.body.textContent = wrong.length ? wrong.length + " differ\n" + wrong.slice(0, 12).join("\n") : `all ${list.length} hold, ${filled} filled`;
})().catch((error) => (document.body.textContent = String(error?.stack ?? error)));
