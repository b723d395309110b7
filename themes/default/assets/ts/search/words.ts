// Words and slips of the keyboard, exactly as the index was made: the package
// internal/search splits text in the same way, and its vectors hold both to it.

const longest = 40; // letters of a word that count

// wordPattern finds words: runs of letters, digits and marks, with a full stop or
// a comma between two digits; Han and Hiragana are a word each.
export const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}])(?:[\p{L}\p{N}\p{M}]|(?<=\p{Nd})[.,](?=\p{Nd})))+/gu;

// fold reduces text to the form in which words are compared.
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replaceAll("ς", "σ");
}

// clip cuts a word at the letters that count.
export function clip(word: string): string {
  return word.length > longest ? [...word].slice(0, longest).join("") : word;
}

// words returns the words of a text, folded, in reading order.
export function words(text: string): string[] {
  return (fold(text).match(wordPattern) ?? []).map(clip);
}

// reversed returns a word read from its end.
export function reversed(word: string): string {
  return [...word].reverse().join("");
}

// allowed is how many slips a word of a length may hold.
export function allowed(letters: number): number {
  return letters < 4 ? 0 : letters < 8 ? 1 : 2;
}

// kept is how many letters at the start and at the end of a word are looked up
// as they were typed. A single slip leaves the one or the other right.
export function kept(letters: number): [head: number, tail: number] {
  return [Math.min(letters - 3, 2), Math.min(letters - 3, 3)];
}

// near returns how many slips lie between what was typed and a word, or -1 when
// there are more than are allowed. A slip is a letter too many, one too few, a
// wrong one, or two in the wrong order. Two slips are forgiven only where the
// first two or the last three letters are right.
export function near(typed: string, word: string): number {
  const a = [...typed];
  const b = [...word];
  const most = allowed(a.length);
  if (Math.abs(a.length - b.length) > most) return -1;
  const slips = distance(a, b);
  if (slips > most) return -1;
  const framed = typed.startsWith(b.slice(0, 2).join("")) || typed.endsWith(b.slice(-3).join(""));
  return slips < 2 || framed ? slips : -1;
}

// distance is that of optimal string alignment.
function distance(a: string[], b: string[]): number {
  let before: number[] = [];
  let above = b.map((_, j) => j);
  above.push(b.length);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return above[b.length];
}
