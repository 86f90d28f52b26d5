// What the Conflict room reads off the game of a case.

import type { ConceptId, Change, ConflictView, GameChange, GameStateView, GameStatement } from '../api/conflict';
import { inDraws } from './format';

export const concepts: readonly ConceptId[] = ['nash', 'seq', 'sseq', 'smr', 'gmr'];

export function isConcept(text: string | null | undefined): text is ConceptId {
  return (concepts as readonly string[]).includes(text ?? '');
}

/** A share of the draws of the analyst's judgements: never a chance of an event. */
export const inJudgements = (share: number): string => inDraws(share, 'judgement');

export const changeWords: Record<Change, string> = {
  both: 'can be taken and given up',
  'set-only': 'once taken, never given up',
  'clear-only': 'once given up, never taken again',
};

/** "+escalate −joint": what an outcome takes and gives up, compared with another; "as it is" for none. */
export function differs(state: readonly string[], from: readonly string[], order: readonly string[]): string {
  const parts = order.flatMap((id) => {
    const now = state.includes(id);
    return now === from.includes(id) ? [] : [(now ? '+' : '\u2212') + id];
  });
  return parts.length > 0 ? parts.join(' ') : 'as it is';
}

/** A part of a sentence: plain text, or the key of an outcome. */
export interface Part {
  text: string;
  state?: string;
}

/**
 * A sentence of the game cut at the keys of outcomes, so that each can be
 * followed. Words in quotes are names and statements; they are left whole.
 */
export function partsOf(words: string, known: (key: string) => boolean): Part[] {
  const out: Part[] = [];
  const plain = (text: string) => {
    const last = out[out.length - 1];
    if (last && last.state === undefined) last.text += text;
    else if (text !== '') out.push({ text });
  };
  for (const piece of words.split(/(“[^”]*”)/)) {
    if (piece.startsWith('“')) {
      plain(piece);
      continue;
    }
    for (const word of piece.split(/(\s+)/)) {
      const [, before, key, after] = /^([(]*)(.*?)([),.;:]*)$/.exec(word)!;
      if (key !== '' && known(key!)) {
        plain(before!);
        out.push({ text: key === '-' ? 'nothing taken' : key!, state: key! });
        plain(after!);
      } else plain(word);
    }
  }
  return out;
}

/** A verdict as the Why drawer's address has it: "seq:iran:allow+joint". */
export interface VerdictRef {
  concept: ConceptId;
  actor: string;
  state: string;
}

export const verdictText = (v: VerdictRef): string => `g:${v.concept}:${v.actor}:${v.state}`;

/** Reads what follows "g:"; null where it names no verdict. */
export function verdictFrom(text: string): VerdictRef | null {
  const [concept, actor, ...state] = text.split(':');
  return isConcept(concept) && actor && state.join(':') !== '' ? { concept, actor, state: state.join(':') } : null;
}

/** Which outcomes a table shows. */
export const filters = ['sight', 'ends', 'all'] as const;
export type Filter = (typeof filters)[number];

export const filterFrom = (text: string | null): Filter => ((filters as readonly string[]).includes(text ?? '') ? (text as Filter) : 'sight');

/** An outcome with its number: its place among the feasible ones, from 1. */
export interface Row {
  state: GameStateView;
  number: number;
}

export function rowsOf(view: ConflictView): Row[] {
  return view.states.map((state, i) => ({ state, number: i + 1 }));
}

/** In sight of the status quo by the likelier judgements, or in some draw. */
export const inSight = (s: GameStateView): boolean => s.by_improvements !== null || s.sight > 0;

/** An equilibrium by the likelier judgements, or in at least one of 100 draws. */
export const isEnd = (s: GameStateView, concept: number): boolean => s.equilibrium[concept] === true || (s.end_shares[concept] ?? 0) >= 0.01;

/** The rows of a filter, those that matter most first; all in canonical order. */
export function filtered(view: ConflictView, filter: Filter, concept: number): Row[] {
  const rows = rowsOf(view);
  if (filter === 'all') return rows;
  const by = filter === 'sight' ? (s: GameStateView) => s.sight_shares[concept] ?? 0 : (s: GameStateView) => s.end_shares[concept] ?? 0;
  return rows
    .filter((r) => (filter === 'sight' ? inSight(r.state) : isEnd(r.state, concept)))
    .sort((a, b) => first(view, b) - first(view, a) || by(b.state) - by(a.state) || b.state.sight - a.state.sight || a.number - b.number);
}

const first = (view: ConflictView, r: Row) => Number(r.state.state === view.status_quo);

/**
 * The first few rows, and behind them those that must be there besides: what is
 * chosen stays on screen.
 */
export function capped(rows: readonly Row[], most: number, besides: readonly Row[]): Row[] {
  const all = [...rows.slice(0, most), ...besides];
  return all.filter((r, i) => all.findIndex((s) => s.number === r.number) === i);
}

/** The outcomes set beside each other in the table of options: status quo, what rests, what is chosen. */
export function columnsOf(view: ConflictView, concept: number, chosen: string | null, most = 5): Row[] {
  const rows = rowsOf(view);
  const ends = filtered(view, 'ends', concept)
    .filter((r) => r.state.state !== view.status_quo)
    .map((row, i) => ({ row, i, sight: row.state.sight_shares[concept] ?? 0 }))
    .sort((a, b) => b.sight - a.sight || a.i - b.i)
    .slice(0, most)
    .map(({ row }) => row);
  return capped(rows.filter((r) => r.state.state === view.status_quo), 1, [...ends, ...rows.filter((r) => r.state.state === chosen)]);
}

/** An actor's statements as they stand by the likelier judgements; those switched off last. */
export function inPlace(statements: readonly GameStatement[]): GameStatement[] {
  return [...statements].sort((a, b) => (a.place || Infinity) - (b.place || Infinity) || a.number - b.number);
}

/** The list with one of its items moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const out = [...list];
  const [item] = out.splice(from, 1);
  out.splice(Math.min(Math.max(to, 0), out.length), 0, item!);
  return out;
}

/**
 * The pairs of neighbours (1: the first and the second) whose reversal makes the
 * order out of 1, 2, 3, …; every run of reversed pairs turns round as a block.
 * Null where no choice of pairs makes it.
 */
export function reversedPairs(order: readonly number[]): number[] | null {
  const out: number[] = [];
  for (let at = 0; at < order.length; ) {
    const end = order[at]! - 1; // the block runs from here to where its last stands
    if (end < at) return null;
    for (let k = at; k <= end; k++) if (order[k] !== end + 1 - (k - at)) return null;
    for (let k = at; k < end; k++) out.push(k + 1);
    at = end + 1;
  }
  return out;
}

/**
 * The changes by hand that try an order out: every pair is set to stand as
 * written (1) or the other way round (0), where it does not so by the likelier
 * judgements already. Null where pairs alone do not make the order, or where a
 * pair is written as sure, so that there is no confidence to set.
 */
export function trialOf(statements: readonly GameStatement[], order: readonly number[]): { path: string; to: string }[] | null {
  const pairs = reversedPairs(order);
  const now = reversedPairs(inPlace(statements).map((s) => s.number));
  if (!pairs || !now) return null;
  const change = statements.filter((s) => s.number < statements.length && pairs.includes(s.number) !== now.includes(s.number));
  if (change.some((s) => s.confidence === '')) return null;
  return change.map((s) => ({ path: s.path, to: pairs.includes(s.number) ? '0' : '1' }));
}

/**
 * An order of the statements in force, as one of all: a statement that is
 * switched off stays behind the one that it follows as written.
 */
export function withOff(order: readonly number[], statements: readonly GameStatement[]): number[] {
  const out = [...order];
  for (const s of [...statements].sort((a, b) => a.number - b.number)) {
    if (!out.includes(s.number)) out.splice(out.indexOf(s.number - 1) + 1, 0, s.number);
  }
  return out;
}

/** The sentences of what would have to change, by kind; they come in one list. */
export function changesBy(c: GameChange): { slides: string[]; orders: string[]; edits: string[]; structure: string[] } {
  const slides = c.slides.map((s) => s.words);
  const structure = c.structure.map((s) => s.words);
  const rest = c.words.filter((w) => !slides.includes(w) && !structure.includes(w));
  const n = c.orders ? 1 : 0;
  return { slides, orders: rest.slice(0, n), edits: rest.slice(n), structure };
}
