// Which outcomes and moves the graph of the game draws; where they stand is
// computed by layered.ts.

import type { ConflictView, GameArc, GameStateView, GameStep } from '../api/conflict';
import { rowsOf, type Row } from './conflict';

export type Paths = 'improvements' | 'moves';

export interface GameEdge {
  actor: string;
  from: string;
  to: string;
  /** An improvement for the one who makes it. */
  better: boolean;
}

export interface GameGraph {
  /** Those nearest to the status quo first. */
  rows: Row[];
  edges: GameEdge[];
  /** Outcomes that lie within reach too and are not drawn. */
  leftOut: number;
}

export const wayTo = (s: GameStateView, kind: Paths): GameStep[] | null => (kind === 'moves' ? s.by_moves : s.by_improvements);

/**
 * The outcomes that improvements, or moves of any kind, lead to from the status
 * quo: at most so many, the nearest first, but always with the shortest way to
 * the one that is chosen.
 *
 * Of improvements all are drawn among the outcomes shown, unless they are more
 * than `dense`; then, as of moves of any kind, those alone that lead one step
 * farther from the status quo.
 */
export function graphOf(view: ConflictView, kind: Paths, chosen: string | null, most = 24, dense = 48): GameGraph {
  const rows = rowsOf(view);
  const steps = (r: Row) => wayTo(r.state, kind)?.length ?? Infinity;
  const reached = rows.filter((r) => steps(r) < Infinity).sort((a, b) => steps(a) - steps(b) || b.state.sight - a.state.sight || a.number - b.number);
  const target = reached.find((r) => r.state.state === chosen);
  const due = new Set([view.status_quo, chosen, ...(target ? wayTo(target.state, kind)!.map((s) => s.to) : [])]);
  const must = reached.filter((r) => due.has(r.state.state));
  const rest = reached.filter((r) => !due.has(r.state.state)).slice(0, Math.max(most - must.length, 0));
  const shown = reached.filter((r) => must.includes(r) || rest.includes(r));

  const at = new Map(shown.map((r) => [r.number - 1, r]));
  const edge = (a: GameArc): GameEdge => ({ actor: a.actor, from: at.get(a.from)!.state.state, to: at.get(a.to)!.state.state, better: a.better });
  const among = view.arcs.filter((a) => at.has(a.from) && at.has(a.to));
  const onward = (arcs: GameArc[]) => arcs.filter((a) => steps(at.get(a.to)!) === steps(at.get(a.from)!) + 1);
  let arcs = kind === 'moves' ? onward(among) : among.filter((a) => a.better);
  if (kind === 'improvements' && arcs.length > dense) arcs = onward(arcs);
  const edges = view.arcs.length > 0 ? arcs.map(edge) : alongWays(shown, kind, view.status_quo);
  return { rows: shown, edges, leftOut: reached.length - shown.length };
}

/** The steps of the shortest ways, where the moves themselves are too many to be listed. */
function alongWays(shown: readonly Row[], kind: Paths, start: string): GameEdge[] {
  const out = new Map<string, GameEdge>();
  const known = new Set(shown.map((r) => r.state.state));
  for (const r of shown) {
    let from = start;
    for (const { actor, to } of wayTo(r.state, kind) ?? []) {
      if (known.has(from) && known.has(to)) out.set(`${actor} ${from} ${to}`, { actor, from, to, better: kind === 'improvements' });
      from = to;
    }
  }
  return [...out.values()];
}

/** The moves of the shortest way to an outcome, as "from to". */
export function stepsOf(view: ConflictView, state: string | null, kind: Paths): Set<string> {
  const way = view.states.find((s) => s.state === state);
  let from = view.status_quo;
  return new Set(
    (way ? (wayTo(way, kind) ?? []) : []).map(({ to }) => {
      const step = `${from} ${to}`;
      from = to;
      return step;
    }),
  );
}

/** Dashes by the place of who moves: no two of the first five alike. */
const dashes = ['', '8 4', '2 3', '10 3 2 3', '5 2 1 2'] as const;
export const dashOf = (place: number): string => dashes[Math.max(place, 0) % dashes.length]!;
