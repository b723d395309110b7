// The words and numbers of the rules by which questions are read, as package match
// has them. They come with the answers of the portal.

// Tables are all that a matcher knows.
export interface Tables {
  cues: Cues;
  units: Record<string, string>; // of time: the letter of ISO 8601; m is a month, q a quarter
  rhythms: Record<string, string>; // words such as annually: to a period
  numbers: Record<string, number>; // words of numbers
  topics: Profile[];
  outside: Profile[];
  weights: Record<string, number>; // of stems, in thousandths
  rare: number; // weight of a stem that is not among them
  own: string[]; // names that are left out, the longest first
  factors: Factors;
}

// Cues are the words that tell what a question asks for; lists of words are parted
// by spaces.
export interface Cues {
  weightless: string;
  same: Record<string, string>;
  intents: { intent: string; patterns: string[] }[];
  statements: string[];
  negative: string[];
  positive: string;
  guards: string[];
  unclear: string[];
  shortened: string;
  openers: string;
  pronouns: string;
  counted: string;
  figures: string;
  bounds: Record<string, string[]>;
  windows: string[];
  commitments: string[];
  laws: string;
  names: string[];
  forms: { last: string; patterns: string[] };
  back: string[];
  follow_ups: string[];
  foreign: string;
}

// Profile is a topic, or a subject outside of the topics. The phrases of a topic
// are stems, those of a subject are words in the singular.
export interface Profile {
  id: string;
  about: string;
  strong: string[][];
  words?: string[][];
  against?: string[][];
  heavy?: boolean;
}

// Factors are the numbers of the rules.
export type Factors = Record<
  | "strong" | "word" | "loose" | "against" | "around" | "aside" | "section" | "before" | "nearness" | "reach" | "turning" | "bound_before" | "bound_behind"
  | "least_score" | "least_margin" | "least_known" | "least_sure" | "outside" | "heavy_outside",
  number
>;

// set makes a set of words.
export function set(words: string | string[]): Set<string> {
  return new Set(typeof words === "string" ? words.split(/\s+/).filter(Boolean) : words);
}
