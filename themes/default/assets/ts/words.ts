// The words that scripts say, in the language of the page, out of the block of
// data at its end. {{.Name}} in them stands for a value.

// language is that of the page, for dates and plurals. Dates of English pages
// begin with the day.
export const language = document.documentElement.lang.replace(/^(en)?$/, "en-GB");

// say returns the words of a key with their values; by Count, where they have a
// plural.
export const say = speaker("page.words");

// speaker returns what says the words of a block of data.
export function speaker(block: string): (key: string, values?: Record<string, string | number>) => string {
  const words: Record<string, string> = JSON.parse(document.getElementById(block)?.textContent ?? "{}");
  return (key, values = {}) => {
    const form = "Count" in values ? new Intl.PluralRules(language).select(Number(values.Count)) : "";
    const text = words[key] ?? words[key + "." + form] ?? words[key + ".other"] ?? "";
    return text.replace(/\{\{\.(\w+)\}\}/g, (_, name) => String(values[name] ?? ""));
  };
}
