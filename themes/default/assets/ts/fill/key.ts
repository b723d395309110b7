// The prebuilt index: what the browser needs to answer questions, made with the
// portal by package answerkey.
import type { Given } from "../match/tables";
import type { Words } from "./choice";
import type { Roles } from "./layout";

// Key is the document.
export interface Key {
  schema: string;
  as_of: string;
  roles: Roles; // of columns
  words: Words; // of cells that offer a list
  match: Given;
  answers: Answer[];
}

// Answer is a prepared answer with what holds of it.
export interface Answer {
  id: string;
  topic: string;
  truth: string; // yes, qualified, partial, no, not-applicable, unknown, open
  collected?: string; // the oldest evidence
  until?: string; // when the first of it goes stale
  behind: { title: string; url: string }[]; // controls
}
