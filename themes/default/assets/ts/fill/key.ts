// The prebuilt index: what the browser needs to answer questions, made with the
// portal by package answerkey.
import type { Tables } from "../match/tables";
import type { Words } from "./choice";
import type { Roles } from "./layout";

// Key is the document.
export interface Key {
  schema: string;
  as_of: string;
  roles: Roles; // of columns
  words: Words; // of cells that offer a list
  match: Tables;
  bars: { least: number; near: number; against: number; turned: number; same: number };
  controls: Record<string, { title: string; url: string }>;
  answers: Answer[];
}

// Answer is a prepared answer with what holds of it.
export interface Answer {
  id: string;
  topic: string;
  asked: string[]; // its question, and the other wordings, folded
  stems: string; // of those
  more: string; // of the texts beside them
  products?: string[]; // folded; none: all
  negative?: boolean;
  open?: boolean; // it claims nothing that is true or false
  truth: string; // yes, qualified, partial, no, not-applicable, unknown, open
  short: string;
  long?: string; // where they differ from the short form
  list?: string;
  citation: string;
  collected?: string; // the oldest evidence
  until?: string; // when the first of it goes stale
  behind: string[]; // controls
  measures?: Measure[];
}

// Measure is a parameter that values of questions are held against.
export interface Measure {
  kind: string;
  words: string[]; // stems of its name, and of what it counts
  own?: boolean; // its control is one of the answer's
  said?: boolean; // the texts of the answer state it
  period?: string;
  amount?: number;
  version?: string;
  side?: "up" | "down"; // the value may be more, or less
}
