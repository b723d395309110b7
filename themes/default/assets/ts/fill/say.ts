// The words of the page that fills in questionnaires.
import { language, speaker } from "../words";

export const say = speaker("fill.words");

// day writes a day.
export function day(at: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(at));
}
