// The words that tell what a question is about and what it asks for, as package
// match reads them. They come with the answers of the portal.

// Given are the tables as they are written.
export interface Given {
  cues: {
    weightless: string;
    same: Record<string, string>;
    intents: { intent: string; patterns: string[] }[];
    statements: string[];
    negative: string[];
    positive: string;
    unclear: string[];
    bounds: Record<string, string[]>;
    windows: string[];
    commitments: string[];
    laws: string;
    forms: { last: string; patterns: string[] };
    follow_ups: string[];
    foreign: string;
  };
  units: Record<string, string>; // of time: the letter of ISO 8601; m is a month, q a quarter
  rhythms: Record<string, string>;
  numbers: Record<string, number>;
  topics: Profile[];
  outside: Profile[];
  weights: Record<string, number>; // of stems, in thousandths
  own: string[]; // names of the vendor and of its products, the longest first
}

// Profile is a topic, or a subject outside of them: phrases of stems.
export interface Profile {
  id: string;
  about: string;
  strong: string[];
  words?: string[];
  against?: string[];
}

// set makes a set of words.
export function set(words: string | string[]): Set<string> {
  return new Set(typeof words === "string" ? words.split(/\s+/).filter(Boolean) : words);
}
