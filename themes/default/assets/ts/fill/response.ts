// What a question is answered with, or why it is not.
import type { Because } from "./compose";
import type { Answer } from "./key";

// Response says what may go into a questionnaire.
export interface Response {
  fill: boolean; // it may go in as it is
  because?: Because; // why a person must look
  answer?: Answer;
  word: string; // yes, no, partial, na; "" where the question is not one of yes or no
  text: string; // the answer in the form that the question asks for; with fill false: a suggestion, or ""
  long: string; // the explanation beside it
  citation: string; // control, evidence, its date, until when it is valid, and the address
}
