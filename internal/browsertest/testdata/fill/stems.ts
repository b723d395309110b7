// Stems the words that package match stems.
import { stem } from "./ts/match/stem";

(async () => {
  const wrong: string[] = [];
  const lines: string[] = await (await fetch("/stems.json")).json();
  for (const line of lines) {
    const [word, want] = line.split(" ");
    if (stem(word) !== want) wrong.push(`${word}: ${stem(word)}, want ${want}`);
  }
  document.body.textContent = wrong.length ? wrong.join("\n") : "all " + lines.length + " hold";
})().catch((error) => (document.body.textContent = String(error?.stack ?? error)));
