// Patterns of words: each token lists the words that fit, * is up to six words
// whatever they are, ^ and $ are the ends of the clause.

export type Pattern = string[][];

const start = "^";
const end = "$";
const gap = "*";
const reach = 6;

// patternOf reads "^ have|has * breach".
export function patternOf(text: string): Pattern {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((token) => token.split("|"));
}

// find returns where a pattern first stands among words, and where it ends.
export function find(p: Pattern, words: string[]): { from: number; to: number } | undefined {
  if (p.length && p[0][0] === start) {
    const to = ends(p, 1, words, 0);
    return to < 0 ? undefined : { from: 0, to };
  }
  for (let from = 0; from < words.length; from++) {
    const to = ends(p, 0, words, from);
    if (to >= 0) return { from, to };
  }
  return undefined;
}

// ends returns where what is left of a pattern ends that begins at a place, or -1.
export function ends(p: Pattern, token: number, words: string[], at: number): number {
  if (token === p.length) return at;
  if (p[token][0] === end) return at === words.length ? at : -1;
  if (p[token][0] === gap) {
    for (let skip = 0; skip <= reach && at + skip <= words.length; skip++) {
      const to = ends(p, token + 1, words, at + skip);
      if (to >= 0) return to;
    }
    return -1;
  }
  return at < words.length && p[token].includes(words[at]) ? ends(p, token + 1, words, at + 1) : -1;
}

// fits reports whether words hold one of several patterns.
export function fits(list: Pattern[], words: string[]): boolean {
  return list.some((p) => find(p, words));
}
