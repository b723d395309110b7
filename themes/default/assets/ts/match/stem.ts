// Reduces English words to what their forms share: the algorithm "English
// (Porter2)" of Snowball, as its description defines it. Package match stems with
// a library; vectors hold both to the same words.

const special: Record<string, string> = {
  skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli", early: "earli", only: "onli", singly: "singl",
  inning: "inning", innings: "inning", outing: "outing", outings: "outing", canning: "canning", cannings: "canning", herring: "herring", herrings: "herring", earring: "earring", earrings: "earring",
};
for (const same of ["sky", "news", "howe", "atlas", "cosmos", "bias", "andes"]) special[same] = same;
for (const root of ["proceed", "exceed", "succeed"]) for (const end of ["", "s", "ed", "ing"]) special[root + end] = root;

const stopWords = new Set(
  `a about above after again against all am an and any are as at be because been before being below between both but by can did do does doing don down during each few for
 from further had has have having he her here hers herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only or
 other our ours ourselves out over own s same she should so some such t than that the their theirs them themselves then there these they this those through to too under until
 up very was we were what when where which while who whom why will with you your yours yourself yourselves`.split(/\s+/),
);

const vowel = (letter: string | undefined) => letter !== undefined && "aeiouy".includes(letter);

// Word is a word on its way, with the places at which its regions R1 and R2
// begin.
class Word {
  r1: number;
  r2: number;

  constructor(public letters: string) {
    const prefix = ["gener", "commun", "arsen"].find((p) => letters.startsWith(p));
    this.r1 = prefix ? prefix.length : this.region(0);
    this.r2 = this.region(this.r1);
  }

  // region begins after the first letter that is no vowel behind one that is.
  private region(from: number): number {
    for (let i = from + 1; i < this.letters.length; i++) if (vowel(this.letters[i - 1]) && !vowel(this.letters[i])) return i + 1;
    return this.letters.length;
  }

  // ending returns the first of several endings that the word has.
  ending(...list: string[]): string {
    return list.find((e) => this.letters.endsWith(e)) ?? "";
  }

  // replace puts another ending in the place of one.
  replace(ending: string, by: string): void {
    this.letters = this.letters.slice(0, this.letters.length - ending.length) + by;
    this.r1 = Math.min(this.r1, this.letters.length);
    this.r2 = Math.min(this.r2, this.letters.length);
  }

  inR1(ending: string): boolean {
    return this.letters.length - ending.length >= this.r1;
  }

  inR2(ending: string): boolean {
    return this.letters.length - ending.length >= this.r2;
  }

  // shortSyllable reports whether the first n letters end in one.
  shortSyllable(n: number): boolean {
    const [c, b, a] = [this.letters[n - 1], this.letters[n - 2], this.letters[n - 3]];
    if (n === 2) return vowel(b) && !vowel(c);
    return n > 2 && !vowel(c) && !"wxY".includes(c) && vowel(b) && !vowel(a);
  }
}

// stem returns the stem of a word.
export function stem(word: string): string {
  word = word.toLowerCase().trim();
  if (new TextEncoder().encode(word).length <= 2 || stopWords.has(word)) return word;
  if (Object.hasOwn(special, word)) return special[word];
  let letters = word.replace(/[\u2018\u2019\u201b]/g, "'");
  letters = /^'*$/.test(letters) ? letters.slice(-1) : letters.replace(/^'+/, "");
  for (let i = 0; i < letters.length; i++) {
    if (letters[i] === "y" && (i === 0 || vowel(letters[i - 1]))) letters = letters.slice(0, i) + "Y" + letters.slice(i + 1);
  }
  const w = new Word(letters);
  w.replace(w.ending("'s'", "'s", "'"), "");
  plural(w);
  past(w);
  const n = w.letters.length;
  if (n > 2 && /y$/i.test(w.letters) && !vowel(w.letters[n - 2])) w.letters = w.letters.slice(0, -1) + "i";
  long(w);
  longer(w);
  last(w);
  final(w);
  return w.letters.replaceAll("Y", "y");
}

// plural is step 1a.
function plural(w: Word): void {
  const e = w.ending("sses", "ied", "ies", "us", "ss", "s");
  if (e === "sses") w.replace(e, "ss");
  else if (e === "ied" || e === "ies") w.replace(e, w.letters.length > 4 ? "i" : "ie");
  else if (e === "s" && [...w.letters.slice(0, -2)].some(vowel)) w.replace(e, "");
}

// past is step 1b.
function past(w: Word): void {
  const e = w.ending("eedly", "ingly", "edly", "ing", "eed", "ed");
  if (e === "eed" || e === "eedly") {
    if (w.inR1(e)) w.replace(e, "ee");
    return;
  }
  if (!e || ![...w.letters.slice(0, -e.length)].some(vowel)) return;
  const { r1, r2 } = w;
  w.replace(e, "");
  const then = w.ending("at", "bl", "iz", "bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt");
  if (["at", "bl", "iz"].includes(then)) w.letters += "e";
  else if (then) w.letters = w.letters.slice(0, -1);
  else if (w.r1 >= w.letters.length && w.shortSyllable(w.letters.length)) {
    w.letters += "e";
    w.r1 = w.r2 = w.letters.length;
    return;
  }
  w.r1 = Math.min(r1, w.letters.length);
  w.r2 = Math.min(r2, w.letters.length);
}

const second: Record<string, string> = {
  ational: "ate", fulness: "ful", iveness: "ive", ization: "ize", ousness: "ous", biliti: "ble", lessli: "less", tional: "tion", alism: "al", aliti: "al", ation: "ate",
  entli: "ent", fulli: "ful", iviti: "ive", ousli: "ous", anci: "ance", abli: "able", alli: "al", ator: "ate", enci: "ence", izer: "ize", bli: "ble", ogi: "og", li: "",
};

// long is step 2.
function long(w: Word): void {
  const e = w.ending(...Object.keys(second));
  if (!e || !w.inR1(e)) return;
  const before = w.letters[w.letters.length - e.length - 1];
  if (e === "li" && !(before && "cdeghkmnrt".includes(before))) return;
  if (e === "ogi" && before !== "l") return;
  w.replace(e, second[e]);
}

const third: Record<string, string> = { ational: "ate", tional: "tion", alize: "al", icate: "ic", ative: "", iciti: "ic", ical: "ic", ful: "", ness: "" };

// longer is step 3.
function longer(w: Word): void {
  const e = w.ending(...Object.keys(third));
  if (e && w.inR1(e) && (e !== "ative" || w.inR2(e))) w.replace(e, third[e]);
}

// last is step 4.
function last(w: Word): void {
  const e = w.ending("ement", "ance", "ence", "able", "ible", "ment", "ent", "ant", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic");
  if (!e || !w.inR2(e)) return;
  if (e === "ion" && !/[st]ion$/.test(w.letters)) return;
  w.replace(e, "");
}

// final is step 5.
function final(w: Word): void {
  const at = w.letters.length - 1;
  if (w.r1 > at) return;
  if (w.letters[at] === "e") {
    if (w.r2 <= at || !w.shortSyllable(at)) w.replace("e", "");
  } else if (w.r2 <= at && w.letters.endsWith("ll")) w.replace("l", "");
}
