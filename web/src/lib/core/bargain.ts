// What the Bargaining room reads off a run of a dynamic model.

import type { Cycle, ModelInfo, ModelRun, Move, Place, Stop, Tie, Trajectory } from '../api/bargain';
import type { ParamView } from '../api/types';
import { num, plural } from './format';

/** One actor's positions on one issue, by round. */
export interface Track {
  id: string;
  name: string;
  at: number[];
}

/** The tracks of those who have a position on the issue, in the case's order. */
export function tracksOf(run: ModelRun, issue: string): Track[] {
  const k = issueIndex(run.result, issue);
  return run.result.actors.flatMap((name, i): Track[] => {
    const at = run.result.trajectory.map((r) => r.positions[name]?.[k] ?? null);
    return at.every((x) => x !== null) ? [{ id: run.actor_ids[i] ?? name, name, at }] : [];
  });
}

export function issueIndex(t: Trajectory, issue: string): number {
  return t.scales.findIndex((s) => s.id === issue);
}

/** One number an issue and round, such as the weighted mean. */
export function byRound(t: Trajectory, issue: string, of: 'weighted_mean' | 'weighted_median'): number[] {
  const k = issueIndex(t, issue);
  return t.trajectory.map((r) => r[of][k] ?? NaN);
}

/** The part of a place that lies on an issue. */
export function onIssue(place: Place, t: Trajectory, issue: string): number | null {
  return Array.isArray(place) ? (place[issueIndex(t, issue)] ?? null) : place;
}

/** The records of a round that concern an issue. */
export function movesOf(t: Trajectory, issue: string, round: number): Move[] {
  return (t.moves ?? []).filter((m) => m.round === round && (m.issue === undefined || m.issue === issue));
}

/** Whether a record moves its actor on the issue, by more than rounding. */
export function movesOn(m: Move, t: Trajectory, issue: string): boolean {
  const from = onIssue(m.from, t, issue);
  const to = onIssue(m.to, t, issue);
  return m.action === 'move' && from !== null && to !== null && Math.abs(to - from) > 1e-9;
}

/** Who ends farthest from the start, if anyone moves. */
export function movedMost(tracks: readonly Track[]): { track: Track; from: number; to: number } | null {
  let best: { track: Track; from: number; to: number } | null = null;
  for (const track of tracks) {
    const from = track.at[0]!;
    const to = track.at[track.at.length - 1]!;
    if (Math.abs(to - from) > 1e-9 && (!best || Math.abs(to - from) > Math.abs(best.to - best.from) + 1e-9)) best = { track, from, to };
  }
  return best;
}

export interface Ending {
  stop: Stop;
  cycle?: Cycle | undefined;
  alternates: number;
}

/** How a run ended on one issue; models that play all issues at once end once. */
export function endingOf(t: Trajectory, issue: string): Ending {
  const own = t.stops?.find((s) => s.issue === issue) ?? t;
  return { stop: own.stop, cycle: own.cycle, alternates: own.alternates ?? 0 };
}

/** An end in words, to stand behind a colon. */
export function endingWords(e: Ending, rounds: number): string {
  switch (e.stop) {
    case 'no_offers':
      return 'nobody has an offer left to make or to take';
    case 'settled':
      return 'the last moves were too small to count';
    case 'cycle':
      return e.cycle ? `it runs in a circle of ${plural(e.cycle.length, 'round')}, entered after round ${e.cycle.from}` : 'it runs in a circle';
    case 'limit': {
      const near = e.alternates > 1 ? `; it comes back to nearly the same place every ${e.alternates} rounds` : '';
      return `it had not settled when its ${plural(rounds, 'round')} ended${near}`;
    }
  }
}

/** A run that goes on without settling forecasts nothing by its last round. */
export function unsettled(e: Ending): boolean {
  return e.stop === 'cycle' || e.stop === 'limit';
}

/** Start, end, how it stopped, and who moved most, in two sentences. */
export function headSentence(tracks: readonly Track[], mean: readonly number[], ending: Ending, digits: number): string {
  const rounds = mean.length - 1;
  const start = num(mean[0] ?? NaN, digits);
  const end = num(mean[rounds] ?? NaN, digits);
  const why = endingWords(ending, rounds);
  const course =
    start === end
      ? `The weighted mean starts and ends at ${end}, after ${plural(rounds, 'round')}: ${why}.`
      : `The weighted mean starts at ${start} and ends at ${end} after ${plural(rounds, 'round')}: ${why}.`;
  const most = movedMost(tracks);
  if (!most) return `${course} Nobody ends elsewhere than at the start.`;
  return `${course} ${most.track.name} moves most, from ${num(most.from, digits)} to ${num(most.to, digits)}.`;
}

export interface Camp {
  position: number;
  /** Of the weight on the issue, 0..1. */
  share: number;
  members: { track: Track; share: number }[];
}

/** Those who stand together after a round, from the low end, with their share of the weight. */
export function camps(tracks: readonly Track[], round: number, shareOf: (id: string) => number, span: number): Camp[] {
  const here = tracks
    .map((track) => ({ track, share: shareOf(track.id), x: track.at[round] ?? NaN }))
    .filter((p) => Number.isFinite(p.x))
    .sort((a, b) => a.x - b.x);
  const found: Camp[] = [];
  for (const { track, share, x } of here) {
    const last = found[found.length - 1];
    if (last && x - last.position <= span / 1000) {
      last.share += share;
      last.members.push({ track, share });
    } else found.push({ position: x, share, members: [{ track, share }] });
  }
  return found;
}

/**
 * How far, in steps, each track is set aside of its position in a round so that
 * those who stand together are drawn beside each other.
 */
export function asides(tracks: readonly Track[], round: number, span: number): number[] {
  const aside = tracks.map(() => 0);
  const order = tracks.map((_, i) => i).sort((a, b) => tracks[a]!.at[round]! - tracks[b]!.at[round]! || a - b);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && tracks[order[to]!]!.at[round]! - tracks[order[from]!]!.at[round]! <= span / 1000) to++;
    for (let i = from; i < to; i++) aside[order[i]!] = i - from - (to - from - 1) / 2;
    from = to;
  }
  return aside;
}

/** Places for labels as near to their wishes as a gap between them allows, within bounds. */
export function spreadLabels(wishes: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wishes.map((_, i) => i).sort((a, b) => wishes[a]! - wishes[b]! || a - b);
  // Blocks of touching labels, each centred on its wishes; blocks that touch become one.
  let blocks: { from: number; n: number; start: number }[] = [];
  const startOf = (from: number, n: number) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += wishes[order[from + i]!]! - i * gap;
    return Math.max(low, Math.min(sum / n, high - (n - 1) * gap));
  };
  for (let i = 0; i < order.length; i++) {
    let block = { from: i, n: 1, start: startOf(i, 1) };
    for (let last = blocks[blocks.length - 1]; last && last.start + last.n * gap > block.start; last = blocks[blocks.length - 1]) {
      blocks = blocks.slice(0, -1);
      block = { from: last.from, n: last.n + block.n, start: startOf(last.from, last.n + block.n) };
    }
    blocks.push(block);
  }
  const places = wishes.map(() => 0);
  for (const b of blocks) for (let i = 0; i < b.n; i++) places[order[b.from + i]!] = b.start + i * gap;
  return places;
}

/** The point nearest to a pixel, if one lies within reach. */
export function nearestPoint<P extends { x: number; y: number }>(points: readonly P[], x: number, y: number, reach: number): P | null {
  let best: P | null = null;
  let distance = reach * reach;
  for (const p of points) {
    const d = (p.x - x) ** 2 + (p.y - y) ** 2;
    if (d <= distance) {
      best = p;
      distance = d;
    }
  }
  return best;
}

/** The numbers of an actor, and of its parts, that enter an issue: position, salience and strength. */
export function inputsOf(params: Iterable<ParamView>, actor: string, issue: string): ParamView[] {
  return [...params].filter((p) => {
    if (!p.path.startsWith(`${actor}.`)) return false;
    const [field, where] = p.path.split('.').reverse();
    if (where === issue) return ['position', 'salience', 'capability', 'influence'].includes(field ?? '');
    // Strength that holds on every issue: the actor's own, and the influence of a part.
    return p.path === `${actor}.capability` || (field === 'influence' && p.path === `${actor}.${where}.influence`);
  });
}

/** Ties on an issue, those that decide where someone lands first. */
export function tiesOn(t: Trajectory, issue: string): Tie[] {
  return (t.ties ?? [])
    .filter((tie) => tie.issue === undefined || tie.issue === issue)
    .sort((a, b) => Number(b.decisive) - Number(a.decisive) || a.round - b.round);
}

/** The program's warnings that say more than who has no position or no weight, which the page shows itself. */
export function warningsOf(t: Trajectory): string[] {
  return (t.warnings ?? []).filter((w) => !/ has no (position|salience|part) (on|in) /.test(w));
}

const familyTitles: Record<string, string> = {
  eu: 'Expected-utility challenges, issue by issue',
  smp: 'Bargains over all issues at once',
  exchange: 'Exchanges across issues',
};

export function familyTitle(family: string): string {
  return familyTitles[family] ?? family;
}

/** Models by family, in the program's order. */
export function families(models: readonly ModelInfo[]): { family: string; models: ModelInfo[] }[] {
  const found: { family: string; models: ModelInfo[] }[] = [];
  for (const model of models) {
    const last = found.find((f) => f.family === model.family);
    if (last) last.models.push(model);
    else found.push({ family: model.family, models: [model] });
  }
  return found;
}

/** What an offer is called, where its name is not a word. */
export function offerWord(offer: string | undefined): string {
  if (!offer) return 'no offer';
  return offer.replace(/_/g, ' ');
}
