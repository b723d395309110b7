// Names of cells: column 2, row 7 is B7.

export const maxRows = 1_048_576;
export const maxColumns = 16_384;

// letters names a column: 1 is A, 27 is AA.
export function letters(column: number): string {
  let out = "";
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) out = String.fromCharCode(65 + ((n - 1) % 26)) + out;
  return out;
}

// cellName names a cell.
export function cellName(row: number, column: number): string {
  return letters(column) + row;
}

// position reads the name of a cell, or nothing.
export function position(cell: string): { row: number; column: number } | undefined {
  const m = /^([A-Z]{1,3})([1-9][0-9]{0,6})$/.exec(cell);
  if (!m) return undefined;
  const column = [...m[1]].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0);
  const row = Number(m[2]);
  return row <= maxRows && column <= maxColumns ? { row, column } : undefined;
}

// Range is a rectangle of cells.
export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

// range reads A1:B2, or a single cell.
export function range(text: string): Range | undefined {
  const [first, last] = text.replaceAll("$", "").toUpperCase().split(":");
  const from = position(first);
  const to = last === undefined ? from : position(last);
  if (!from || !to) return undefined;
  return { top: Math.min(from.row, to.row), left: Math.min(from.column, to.column), bottom: Math.max(from.row, to.row), right: Math.max(from.column, to.column) };
}

// holds reports whether a cell lies in a range.
export function holds(r: Range, row: number, column: number): boolean {
  return row >= r.top && row <= r.bottom && column >= r.left && column <= r.right;
}
