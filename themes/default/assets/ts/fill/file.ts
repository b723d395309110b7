// Opens a file that a visitor chose, by what it holds.
import { type Change, amended, fits } from "./amend";
import { Book } from "./book";
import { Table, stored } from "./csv";
import type { Source } from "./fill";
import type { Roles } from "./layout";
import { Refused, limits } from "./refused";
import { questions } from "./rows";
import { WorkbookSheet } from "./sheet";

// Opened is a questionnaire that was read.
export interface Opened extends Source {
  write(changes: Change[]): Promise<Blob>;
}

// opened reads a file by its name and its content.
export async function opened(roles: Roles, file: File): Promise<Opened> {
  const kind = /\.(xlsx|xlsm|csv|xls)$/i.exec(file.name)?.[1].toLowerCase();
  if (!kind) throw new Refused("no-workbook");
  if (kind === "xls") throw new Refused("encrypted");
  if (file.size > limits.file) throw new Refused("large-file", { Limit: limits.file >> 20 });
  const data = new Uint8Array(await file.arrayBuffer());
  if (kind === "csv") {
    const table = new Table(data);
    return { rows: questions(roles, [table]), fits: (text) => table.fits(text), stored, write: async (changes) => table.written(changes) };
  }
  const book = await Book.open(data);
  const rows = questions(roles, await WorkbookSheet.all(book));
  return { rows, fits, stored: (text) => text, write: async (changes) => (changes.length ? amended(book, changes) : new Blob([data])) };
}
