// Says what the cells of a row are to say, by the response alone. Package fill
// does the same.
import { type Words, openings, pick, says } from "./choice";
import type { Response } from "./response";
import type { Target } from "./rows";
import { trim } from "../text";

// Because is a sentence, by the key of its words and what they name.
export interface Because {
  key: string;
  values?: Record<string, string | number>;
}

// Form is what the cells of a row are to say.
export interface Form {
  answers: string[]; // one a target; "" leaves it as it is
  comment: string;
  whole: boolean; // the answers say too little without the comment
  because?: Because; // why nothing can be said
}

// compose fills the cells: one that offers a list takes a word of it or nothing;
// the first other one takes the text. The explanation and what proves it go to the
// comment, where there is a cell for it, and nowhere else.
export function compose(r: Response, targets: Target[], comment: Target | undefined, words: Words): Form {
  const form: Form = { answers: targets.map(() => ""), comment: "", whole: false };
  const first = targets.findIndex((t) => !t.choices);
  for (const [i, t] of targets.entries()) {
    if (i === first) form.answers[i] = worded(r, words);
    if (!t.choices || !r.word) continue;
    const word = pick(words, r.word, t.choices);
    if (word === undefined) return { ...form, because: { key: "no-word", values: { Answer: r.word, Choices: t.choices.join(", ") } } };
    form.answers[i] = word;
  }
  const texted = first >= 0;
  const conditional = r.answer?.truth === "qualified";
  let explanation = clean(r.long);
  if (!texted && (explanation === "" || !r.word)) explanation = clean(r.text);
  if (!texted && !comment && !r.word) return { ...form, because: { key: "asks-more" } };
  if (!texted && !comment && conditional) return { ...form, because: { key: "condition" } };
  form.whole = !texted && (!r.word || conditional);
  if (texted && form.answers[first] === "") return { ...form, because: { key: "no-words" } };
  if (comment) {
    if (texted && [clean(r.text), form.answers[first]].includes(explanation)) explanation = "";
    form.comment = [explanation, clean(r.citation)].filter(Boolean).join("\n");
  }
  return form;
}

// worded is the text of a response with its yes or no in front.
function worded(r: Response, words: Words): string {
  const text = clean(r.text);
  return !r.word || says(words, text) === r.word ? text : trim(openings[r.word] + " " + text);
}

// clean brings text to the form in which cells keep it.
function clean(text: string): string {
  return trim(text.replace(/\r\n?/g, "\n"));
}
