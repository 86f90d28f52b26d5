// What the Explanations room reads off a set: who can be told apart from whom,
// what would decide, which reports count as one voice, what each does alone.

import type { EvidenceRow, ExplanationSet, RowPair } from '../api/explanations';
import { andList, num } from './format';
import { ticks } from './scale';

/** Of 100 draws, from how many on two rows count as told apart. */
const apart = 80;

export interface Standing {
  /** Share of draws in which the first row is above the second. */
  above: number;
  toldApart: boolean;
  pair: RowPair;
}

/** How row a stands to row b, whichever way round the pair is kept. */
export function standing(pairs: readonly RowPair[], a: string, b: string): Standing | null {
  for (const pair of pairs) {
    if (pair.a === a && pair.b === b) return { above: pair.above, toldApart: pair.told_apart, pair };
    if (pair.a === b && pair.b === a) return { above: 1 - pair.above, toldApart: pair.told_apart, pair };
  }
  return null;
}

/** A cell of the matrix: a sign that needs no colour, and draws in 100. */
export function standingText(s: Standing): string {
  const n = Math.round(s.above * 100);
  if (!s.toldApart) return `≈ ${n}`;
  return n >= apart ? `▲ ${n}` : `▽ ${n}`;
}

export function standingWords(s: Standing, a: string, b: string): string {
  const draws = `${a} is above ${b} in ${Math.round(s.above * 100)} of 100 draws`;
  return s.toldApart ? `${draws}: told apart.` : `${draws}: they cannot be told apart on this evidence.`;
}

export interface Decider {
  item: string;
  pairs: RowPair[];
}

/** The reports that would decide open pairs, those that decide most first. */
export function deciders(set: Pick<ExplanationSet, 'pairs' | 'evidence'>): Decider[] {
  return set.evidence
    .map((e) => ({ item: e.id, pairs: set.pairs.filter((p) => !p.told_apart && p.separates === e.id) }))
    .filter((d) => d.pairs.length > 0)
    .sort((x, y) => y.pairs.length - x.pairs.length);
}

/** "H1 and H3, H1 and H2" of the pairs that a report would decide. */
export function pairsText(pairs: readonly RowPair[]): string {
  return pairs.map((p) => `${p.a} and ${p.b}`).join(', ');
}

export interface Voice {
  /** The origin; empty for a report that stands alone. */
  cluster: string;
  items: EvidenceRow[];
}

/** Reports by origin, in the order in which the origins first appear. */
export function voices(evidence: readonly EvidenceRow[]): Voice[] {
  const out: Voice[] = [];
  for (const item of evidence) {
    const cluster = item.cluster ?? '';
    const known = cluster === '' ? undefined : out.find((v) => v.cluster === cluster);
    if (known) known.items.push(item);
    else out.push({ cluster, items: [item] });
  }
  return out;
}

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** How much the reports of one origin count together, in words. */
export function voiceWords(voice: Voice): string {
  const n = voice.items.length;
  const weight = voice.items[0]?.weight ?? 1;
  const of = voice.cluster === '' ? 'no stated origin' : `“${voice.cluster}”`;
  if (n === 1) return `One report from ${of}, with its full weight.`;
  const total = weight * n;
  const count = small[n] ?? String(n);
  const as = Math.abs(total - 1) < 1e-9 ? 'one voice' : `${num(total, 2)} voices`;
  return `These ${count} come from ${of} and count as ${as}: each has a weight of ${num(weight, 2)}.`;
}

/**
 * How far a report alone lifts or lowers each row from its prior, in bits: one
 * bit doubles or halves it against all others together with it. -Infinity where
 * it rules the row out. A factor that all rows share falls away.
 */
export function lifts(bits: readonly (number | null)[], start: readonly number[]): number[] {
  let sum = 0;
  bits.forEach((b, k) => {
    if (b !== null) sum += (start[k] ?? 0) * 2 ** b;
  });
  const mean = Math.log2(sum);
  return bits.map((b) => (b === null ? -Infinity : b - mean));
}

/** The largest finite lift, up or down, of a table: its bars share one scale. */
export function reach(table: readonly (readonly number[])[]): number {
  const finite = table.flat().filter(Number.isFinite).map(Math.abs);
  return Math.max(0.05, ...finite);
}

/** A scale from 0 that holds all of the given numbers and ends on a round one. */
export function domainUpTo(numbers: readonly number[]): [number, number] {
  const most = Math.max(0, ...numbers.filter(Number.isFinite));
  if (most <= 0) return [0, 1];
  const marks = ticks([0, most], 4);
  const step = marks.length > 1 ? marks[1]! - marks[0]! : most;
  return [0, Math.min(1, Number((Math.ceil(most / step - 1e-9) * step).toPrecision(6)))];
}

/** Two decimals with a true minus: numbers that stand under each other. */
export function fixed(x: number): string {
  if (!Number.isFinite(x)) return '–';
  const text = Math.abs(x).toFixed(2);
  return x < 0 && text !== '0.00' ? `\u2212${text}` : text;
}

/** What is chosen in the room: "row:H3" or "item:timing". */
export function chosenOf(sel: string | null): { kind: 'row' | 'item'; id: string } | null {
  const at = sel?.indexOf(':') ?? -1;
  const kind = sel?.slice(0, at);
  if (!sel || at < 0 || (kind !== 'row' && kind !== 'item')) return null;
  return { kind, id: sel.slice(at + 1) };
}

/** Who the evidence favours, in a clause with what the ids stand for. */
export function favoured(set: ExplanationSet): string {
  const row = (id: string) => set.rows.find((r) => r.id === id);
  const named = (id: string) => (row(id)?.says && id !== 'none' ? `${id}, ${row(id)!.says!.replace(/\.$/, '')}` : id);
  const draws = (id: string) => `${Math.round((row(id)?.lead ?? 0) * 100)} of 100 draws`;
  const led = set.rows.filter((r) => r.lead >= 0.1 && r.id !== set.leader).sort((a, b) => b.lead - a.lead);
  if (set.settled) return `${named(set.leader)}: it leads in ${draws(set.leader)}.`;
  const others = led.slice(0, 2).map((r) => `${named(r.id)}, in ${draws(r.id)}`);
  return `Not settled. ${named(set.leader)}, leads in ${draws(set.leader)}${others.length > 0 ? `; ${andList(others)}` : ''}.`;
}
