// Why a file is not read. Each reason has words in the language of the page.

// Refused is a reason with what its words name.
export class Refused extends Error {
  constructor(
    readonly reason: string,
    readonly values: Record<string, string | number> = {},
  ) {
    super(reason + " " + JSON.stringify(values));
  }
}

// limits bound what a file may ask for: a file of a few kilobytes can ask for
// gigabytes. Package opc and package questionnaire have the same.
export const limits = {
  file: 50 << 20, // bytes, as it is
  parts: 2_000,
  part: 64 << 20, // bytes of one part, unpacked
  total: 200 << 20, // bytes of all parts, unpacked
  ratio: 200, // unpacked bytes to packed bytes of one part larger than a mebibyte
  sheets: 200,
  cells: 600_000, // of all sheets
  table: 4_000_000, // of all sheets, with the empty ones before the last in each row
  columns: 512, // that are looked at
  merged: 20_000, // ranges
  rules: 5_000, // ranges that have a validation
  spans: 4_000, // runs of columns
  words: 200, // that a list offers
};
