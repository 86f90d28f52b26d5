import type { Basis, IssueAnswer, Quantiles, Spread, StateAnswer } from '../api/types';
import { domainOf } from '../core/scale';

/** One row of the number line: an actor, or a part of one under its whole. */
export interface LineRow {
  id: string;
  name: string;
  spread: Spread;
  base?: Spread | undefined;
  basis: Basis;
  /** Path of the number that a drag moves; null where parts make the stance. */
  path: string | null;
  part: boolean;
  note: string;
}

/** Rows in the case's order; a composite's parts stand under it. */
export function lineRows(
  issue: IssueAnswer,
  states: readonly StateAnswer[],
  basisOf: (path: string) => Basis | undefined,
): LineRow[] {
  return issue.actors.flatMap((actor) => {
    const parts = actor.composite
      ? (states.find((s) => s.actor === actor.id && s.issue === issue.id)?.parts ?? [])
      : [];
    const path = `${actor.id}.${issue.id}.position`;
    const row: LineRow = {
      id: actor.id,
      name: actor.name,
      spread: actor.position,
      base: apart(actor.position, actor.base, issue),
      basis: actor.basis,
      path: parts.length === 0 && basisOf(path) ? path : null,
      part: false,
      note: parts.length > 0 ? 'from its parts' : actor.bystander ? 'not at the table' : '',
    };
    const under = parts.map((part): LineRow => {
      const partPath = `${part.id}.${issue.id}.position`;
      return {
        id: part.id,
        name: part.name,
        spread: part.position,
        base: apart(part.position, part.base, issue),
        basis: basisOf(partPath) ?? 'none',
        path: basisOf(partPath) ? partPath : null,
        part: true,
        note: part.veto ? 'veto' : '',
      };
    });
    return [row, ...under];
  });
}

/** The base, where it can be told from what stands now. */
function apart(now: Spread, base: Spread | undefined, issue: IssueAnswer): Spread | undefined {
  if (!base) return undefined;
  const [low, high] = domainOf(issue.scale);
  const far = (['median', 'p05', 'p95'] as const).some((q) => Math.abs(now[q] - base[q]) > (high - low) / 200);
  return far ? base : undefined;
}

/** A spread moved by a distance, as long as the answer with it is on its way. */
export function moved(s: Spread, by: number, [low, high]: readonly [number, number]): Spread {
  const at = (v: number) => Math.min(Math.max(v + by, low), high);
  return { point: at(s.point), median: at(s.median), p05: at(s.p05), p25: at(s.p25), p75: at(s.p75), p95: at(s.p95) };
}

/** A forecast in the grammar of spreads; its point is its median. */
export function forecastSpread(q: Quantiles): Spread {
  return { point: q['0.5'], median: q['0.5'], p05: q['0.05'], p25: q['0.25'], p75: q['0.75'], p95: q['0.95'] };
}
