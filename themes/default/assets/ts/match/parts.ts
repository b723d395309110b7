// Cuts a sentence where a second question begins in it.
import { trim } from "../text";
import { type Cues, set } from "./tables";
import { words } from "./words";

const joints = [", and ", "; and ", "; ", " and ", ", or "]; // where one question ends and the next begins
const asking = set("how when who what where");
const choosing = set("which why whom");
const weak = set("is are has have was were");

// Splitter cuts sentences behind ", and how" or "and are".
export class Splitter {
  private openers: Set<string>; // with which a question begins
  private pronouns: Set<string>; // follow the verb of one that goes on with the subject of the one before

  constructor(cues: Cues) {
    this.openers = set(cues.openers);
    this.pronouns = set(cues.pronouns);
  }

  split(sentence: string): string[] {
    const lower = sentence.toLowerCase();
    for (const joint of joints) {
      for (let at = lower.indexOf(joint); at >= 0; at = lower.indexOf(joint, at + joint.length)) {
        const rest = sentence.slice(at + joint.length);
        const list = words(rest);
        if (list.length > 1 && this.begins(list, joint) && words(sentence.slice(0, at)).length > 2) return [trim(sentence.slice(0, at)) + "?", ...this.split(rest)];
      }
    }
    return [trim(sentence)];
  }

  // begins reports whether words begin a question of their own.
  private begins(list: string[], joint: string): boolean {
    const first = list[0];
    if (!this.openers.has(first)) return false;
    if (asking.has(first)) return joint !== " and " || first !== "what";
    if (choosing.has(first)) return joint === ", and " || joint === "; ";
    return this.pronouns.has(list[1]) || (joint === ", and " && !this.pronouns.has(first) && !weak.has(first));
  }
}
