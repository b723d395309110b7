// What a cell with a number shows. Of the formats that a workbook may have, those
// of ids, counts and scores are known; a number in another one is shown as it is.

const decimals: Record<string, number> = { "1": 0, "2": 2, "3": 0, "4": 2 }; // built in (ECMA-376 part 1, 18.8.30)

// shown returns a number in a format: the code of it, or the number of one that
// is built in.
export function shown(raw: string, format: string): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw;
  const percent = /^(?:9|10|0(\.0+)?%)$/.exec(format);
  if (percent) return (value * 100).toFixed(format === "10" ? 2 : Math.max((percent[1] ?? "").length - 1, 0)) + "%";
  const code = /^0(?:\.(0+))?$/.exec(format);
  const places = decimals[format] ?? (code && format !== "0" ? (code[1] ?? "").length : undefined);
  if (places !== undefined) return value.toFixed(places);
  return String(Number(value.toPrecision(15)));
}
