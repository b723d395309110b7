// Holds values that a question names against parameters of the catalog. Package
// parameter compares in the same way: periods without a calendar, versions part by
// part.
import type { Threshold } from "../match/threshold";
import type { Measure } from "./key";

// keeps holds a measure to a threshold; undefined where they have no common
// measure.
export function keeps(m: Measure, t: Threshold): boolean | undefined {
  const rhythm = t.kind === "frequency" || t.kind === "recency"; // as often, or more often
  const up = rhythm ? false : t.bound === "at-least";
  if (!rhythm && !["at-least", "at-most"].includes(t.bound)) return undefined;
  const order = compared(m, t);
  if (order === undefined) return undefined;
  const holds = up ? order >= 0 : order <= 0;
  // A bound says nothing of the side that it leaves open.
  return holds && m.side === (up ? "down" : "up") ? undefined : holds;
}

function compared(m: Measure, t: Threshold): number | undefined {
  if (m.period !== undefined) return comparePeriods(m.period, String(t.value));
  if (m.version !== undefined) return compareVersions(m.version, String(t.value));
  return m.amount === undefined ? undefined : Math.sign(m.amount - Number(t.value));
}

interface Period {
  months: number; // years among them
  rest: number; // weeks, days and the clock, in seconds
}

const day = 86_400;

function period(text: string): Period | undefined {
  const m = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text);
  if (!m) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = m.slice(1).map((n) => Number(n ?? 0));
  return { months: 12 * years + months, rest: (7 * weeks + days) * day + hours * 3600 + minutes * 60 + seconds };
}

// comparePeriods compares two periods of nothing but years and months in months,
// and all others as if twelve months were a year of 365 days, and one of them 30.
function comparePeriods(a: string, b: string): number | undefined {
  const [x, y] = [period(a), period(b)];
  if (!x || !y) return undefined;
  if (!x.rest && !y.rest) return x.months - y.months;
  const length = (p: Period) => Math.floor(p.months / 12) * 365 * day + (p.months % 12) * 30 * day + p.rest;
  return length(x) - length(y);
}

function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split(/[.\- ]/).filter(Boolean));
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const whole = /^[+-]?\d+$/;
    const order = whole.test(x[i]) && whole.test(y[i]) ? Number(x[i]) - Number(y[i]) : x[i] < y[i] ? -1 : x[i] > y[i] ? 1 : 0;
    if (order) return order;
  }
  return x.length - y.length;
}
