import type { Spread } from '../api/types';

const MINUS = '\u2212';
const THIN = '\u2009';

/** A number with a true minus, grouped thousands, and at most `digits` decimals. */
export function num(x: number, digits = 1): string {
  if (!Number.isFinite(x)) return '–';
  const rounded = Number(x.toFixed(digits));
  const [whole = '0', fraction] = Math.abs(rounded).toFixed(digits).split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
  const tail = fraction?.replace(/0+$/, '');
  return (rounded < 0 ? MINUS : '') + grouped + (tail ? '.' + tail : '');
}

/** A count with grouped thousands. */
export function count(n: number): string {
  return Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, THIN);
}

/** Decimals that suit a scale: none for 0..100, more for a narrow one. */
export function digitsFor(span: number): number {
  if (span >= 50) return 0;
  if (span >= 5) return 1;
  return 2;
}

/** A number as it stands on a scale of the given span. */
export function onScale(x: number, span: number): string {
  return num(x, digitsFor(span));
}

/** "31 to 58"; one number when both ends print alike. */
export function range(low: number, high: number, digits = 0): string {
  const a = num(low, digits);
  const b = num(high, digits);
  return a === b ? a : `${a} to ${b}`;
}

/** "44 (90% range 31 to 58)"; "44 in every draw" where nothing spreads. */
export function spreadText(s: Spread, span: number): string {
  const d = digitsFor(span);
  if (s.p05 === s.p95) return `${num(s.median, d)} in every draw`;
  return `${num(s.median, d)} (90% range ${range(s.p05, s.p95, d)})`;
}

/** A share of draws, said as a count and never as a chance of the event. */
export function inDraws(share: number, unit = 'draw'): string {
  if (share >= 1) return `in all ${unit}s`;
  if (share <= 0) return `in no ${unit}`;
  const of100 = Math.round(share * 100);
  if (of100 >= 100) return `in more than 99 of 100 ${unit}s`;
  if (of100 <= 0) return `in fewer than 1 of 100 ${unit}s`;
  return `in ${of100} of 100 ${unit}s`;
}

/** The same, short enough for a cell: "87/100". */
export function of100(share: number): string {
  const n = Math.round(share * 100);
  if (n >= 100 && share < 1) return '>99/100';
  if (n <= 0 && share > 0) return '<1/100';
  return `${n}/100`;
}

/** A share of influence or weight, 0..1, as a whole number of hundredths. */
export function hundredths(share: number): string {
  return `${num(share * 100, 0)} of 100`;
}

/** What a what-if does to a number, in words: "rises by 8, from 44 to 52". */
export function moveInWords(from: number, to: number, span: number): string {
  const d = digitsFor(span);
  const by = Math.abs(to - from);
  if (by < span / 200) return `stays at ${num(to, d)}`;
  const verb = to > from ? 'rises' : 'falls';
  const digits = by < 10 ** -d * 3 ? d + 1 : d;
  return `${verb} by ${num(by, digits)}, from ${num(from, digits)} to ${num(to, digits)}`;
}

/** "+8", "−3", "0". */
export function signed(x: number, digits = 1): string {
  const text = num(x, digits);
  return x > 0 && text !== '0' ? `+${text}` : text;
}

/** "1 claim", "3 claims". */
export function plural(n: number, one: string, many = one + 's'): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** A list as prose: "a", "a and b", "a, b and c". */
export function andList(words: string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

const numeral = String.raw`[-+]?\d+(?:\.\d+)?`;
const rangeText = new RegExp(`^\\s*${numeral}(?:\\s*\\.\\.\\s*${numeral}){0,2}\\s*$`);

/** Whether text is a point, a range or a low..mode..high that this program can shift. */
export function isPlainRange(text: string): boolean {
  return rangeText.test(text);
}

/**
 * The value as written, moved by `by` with its width kept and its ends held on
 * the scale. A value that is not written in plain numbers moves as low..high.
 */
export function shift(
  value: { text: string; low: number; high: number },
  by: number,
  scale: { low: number; high: number },
): string {
  const held = Math.min(Math.max(by, scale.low - value.low), scale.high - value.high);
  const ends = isPlainRange(value.text)
    ? value.text.split('..').map((end) => Number(end.trim()))
    : value.low === value.high
      ? [value.low]
      : [value.low, value.high];
  const span = scale.high - scale.low;
  const digits = digitsFor(span) + 1;
  return ends.map((end) => String(Number((end + held).toFixed(digits)))).join('..');
}
