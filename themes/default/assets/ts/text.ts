// Texts as the program that made the index reads them: what is space, how long
// a text is, what headings differ in.

// trim cuts what is space (Unicode White_Space) from both ends.
export function trim(text: string): string {
  return text.replace(/^[\p{Z}\t-\r\u0085]+|[\p{Z}\t-\r\u0085]+$/gu, "");
}

const encoder = new TextEncoder();

// size is how many bytes a text takes in UTF-8.
export function size(text: string): number {
  return encoder.encode(text).length;
}

// folded is a text without what headings differ in. A text of signs alone, such
// as #, stays.
export function folded(text: string): string {
  return text.toLowerCase().match(/[\p{L}\p{Nd}]+/gu)?.join(" ") ?? trim(text);
}

// fields cuts a text at what is space.
export function fields(text: string): string[] {
  return text.split(/[\p{Z}\t-\r\u0085]+/u).filter((word) => word !== "");
}
