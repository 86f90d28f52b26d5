import { describe, expect, it } from 'vitest';
import type { ModelInfo, ModelRun, Move, Readings, Round, Trajectory } from '../../src/lib/api/bargain';
import { urls } from '../../src/lib/api/client';
import type { ParamView } from '../../src/lib/api/types';
import { forecastSpread } from '../../src/lib/chart/numberline';
import { home } from '../../src/lib/core/address';
import {
  asides,
  byRound,
  camps,
  endingOf,
  endingWords,
  families,
  headSentence,
  inputsOf,
  movedMost,
  movesOf,
  movesOn,
  nearestPoint,
  onIssue,
  spreadLabels,
  tiesOn,
  tracksOf,
  unsettled,
  warningsOf,
} from '../../src/lib/core/bargain';
import { densities } from '../../src/lib/core/forecast';
import { breaker, readingRows, readingsWords } from '../../src/lib/core/readings';

const round = (n: number, a: [number, number], b: [number, null]): Round => ({
  round: n,
  positions: { A: a, B: b },
  weighted_mean: [(a[0] + b[0]) / 2, a[1]],
  weighted_median: [a[0], a[1]],
  pce: null,
  moved: 0,
  max_move: 0,
});
const result: Trajectory = {
  model: 'smp/corrected',
  switches: {},
  stop: 'settled',
  actors: ['A', 'B'],
  scales: [{ id: 'x', low: 0, high: 100 }, { id: 'y', low: 0, high: 10 }],
  trajectory: [round(0, [10, 5], [90, null]), round(1, [40, 5], [90, null]), round(2, [90, 5], [90, null])],
};
const run: ModelRun = { format: 'entente.bargain/1', version: '', case: { id: '', title: '', as_of: '', digest: '' }, scaled: [], actor_ids: ['a', 'b'], record: '', result };
const move = (over: Partial<Move>): Move => ({ round: 1, actor: 'A', action: 'move', from: [10, 5], to: [40, 5], words: '', ...over });

describe('a run on an issue', () => {
  it('gives tracks to those with a position there', () => {
    expect(tracksOf(run, 'x')).toEqual([{ id: 'a', name: 'A', at: [10, 40, 90] }, { id: 'b', name: 'B', at: [90, 90, 90] }]);
    expect(tracksOf(run, 'y').map((t) => t.id)).toEqual(['a']);
    expect(tracksOf(run, 'z')).toEqual([]);
  });
  it('gives one number an issue and round', () => {
    expect(byRound(result, 'x', 'weighted_mean')).toEqual([50, 65, 90]);
    expect(byRound(result, 'y', 'weighted_median')).toEqual([5, 5, 5]);
  });
  it('finds who moves most, and nobody where all stay', () => {
    expect(movedMost(tracksOf(run, 'x'))).toMatchObject({ track: { id: 'a' }, from: 10, to: 90 });
    expect(movedMost(tracksOf(run, 'y'))).toBeNull();
  });
  it('reads places of one issue and of many', () => {
    expect([onIssue(7, result, 'x'), onIssue([1, 2], result, 'y'), onIssue([1, null], result, 'y'), onIssue(null, result, 'x')]).toEqual([7, 2, null, null]);
  });
  it('keeps records of the round on the issue or on all', () => {
    const moves = [move({}), move({ issue: 'x' }), move({ issue: 'y' }), move({ round: 2 })];
    expect(movesOf({ ...result, moves }, 'x', 1)).toEqual([moves[0], moves[1]]);
  });
  it('tells a move on one issue from a move on another', () => {
    expect(movesOn(move({}), result, 'x')).toBe(true);
    expect(movesOn(move({}), result, 'y')).toBe(false);
    expect(movesOn(move({ action: 'stay' }), result, 'x')).toBe(false);
  });
});

describe('how it ended', () => {
  it('is the issue’s own where issues are played one by one', () => {
    const t: Trajectory = { ...result, stop: 'limit', stops: [{ issue: 'x', stop: 'cycle', round: 5, cycle: { from: 3, length: 2 } }] };
    expect(endingOf(t, 'x')).toEqual({ stop: 'cycle', cycle: { from: 3, length: 2 }, alternates: 0 });
    expect(endingOf(t, 'y').stop).toBe('limit');
  });
  it('is said in words, with a warning where nothing settled', () => {
    expect(endingWords({ stop: 'no_offers', alternates: 0 }, 3)).toMatch(/^nobody has an offer/);
    expect(endingWords({ stop: 'cycle', cycle: { from: 3, length: 2 }, alternates: 0 }, 5)).toBe('it runs in a circle of 2 rounds, entered after round 3');
    expect(endingWords({ stop: 'limit', alternates: 2 }, 20)).toBe('it had not settled when its 20 rounds ended; it comes back to nearly the same place every 2 rounds');
    expect(endingWords({ stop: 'limit', alternates: 0 }, 1)).toBe('it had not settled when its 1 round ended');
    expect((['no_offers', 'settled', 'cycle', 'limit'] as const).map((stop) => unsettled({ stop, alternates: 0 }))).toEqual([false, false, true, true]);
  });
  it('stands in the head sentence with start, end and who moved', () => {
    expect(headSentence(tracksOf(run, 'x'), [50, 65, 90], { stop: 'no_offers', alternates: 0 }, 0)).toBe(
      'The weighted mean starts at 50 and ends at 90 after 2 rounds: nobody has an offer left to make or to take. A moves most, from 10 to 90.',
    );
    expect(headSentence(tracksOf(run, 'y'), [5, 5], { stop: 'no_offers', alternates: 0 }, 1)).toBe(
      'The weighted mean starts and ends at 5, after 1 round: nobody has an offer left to make or to take. Nobody ends elsewhere than at the start.',
    );
  });
});

describe('camps', () => {
  it('put together who stands together, from the low end', () => {
    const share = (id: string) => (id === 'a' ? 0.3 : 0.7);
    const at = (r: number) => camps(tracksOf(run, 'x'), r, share, 100).map((c) => [c.position, Number(c.share.toFixed(6)), c.members.map((m) => m.track.id)]);
    expect(at(0)).toEqual([[10, 0.3, ['a']], [90, 0.7, ['b']]]);
    expect(at(2)).toEqual([[90, 1, ['a', 'b']]]);
  });
  it('are drawn beside each other', () => {
    expect(asides(tracksOf(run, 'x'), 0, 100)).toEqual([0, 0]);
    expect(asides(tracksOf(run, 'x'), 2, 100)).toEqual([-0.5, 0.5]);
  });
});

describe('labels', () => {
  it('stay where they wish when there is room', () => expect(spreadLabels([10, 50, 90], 15, 0, 100)).toEqual([10, 50, 90]));
  it('part around their middle when there is none', () => expect(spreadLabels([50, 50, 50], 10, 0, 100)).toEqual([40, 50, 60]));
  it('keep their order, their gap and the bounds', () => {
    const wishes = [99, 1, 98, 97, 2, 50, 51];
    const places = spreadLabels(wishes, 10, 0, 100);
    const order = wishes.map((_, i) => i).sort((a, b) => wishes[a]! - wishes[b]!);
    for (let i = 1; i < order.length; i++) expect(places[order[i]!]! - places[order[i - 1]!]!).toBeGreaterThanOrEqual(10 - 1e-9);
    expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...places)).toBeLessThanOrEqual(100);
  });
});

it('the nearest point is found within reach only', () => {
  const points = [{ x: 0, y: 0 }, { x: 10, y: 0 }];
  expect(nearestPoint(points, 8, 1, 5)).toBe(points[1]);
  expect(nearestPoint(points, 50, 50, 5)).toBeNull();
});

it('the numbers of an actor on an issue are its own, its parts’, and what holds everywhere', () => {
  const paths = ['iran.base.salience', 'iran.hard.base.position', 'iran.hard.influence', 'iran.capability', 'iran.arms.capability', 'iran.arms.position', 'iranian.base.position', 'usa.capability'];
  const params = paths.map((path) => ({ path }) as ParamView);
  expect(inputsOf(params, 'iran', 'base').map((p) => p.path)).toEqual(paths.slice(0, 4));
});

it('ties that decide come first, those on other issues not at all', () => {
  const tie = (over: object) => ({ round: 1, actor: 'A', what: 'offer', among: ['B', 'C'], chosen: 'B', decisive: false, ...over });
  const ties = [tie({ issue: 'y' }), tie({ issue: 'x' }), tie({ issue: 'x', round: 4, decisive: true })];
  expect(tiesOn({ ...result, ties }, 'x')).toEqual([ties[2], ties[1]]);
});

it('warnings that the page says itself are left out', () => {
  const warnings = ['A has no position on x and takes no part in it.', 'The run had not settled when it ended after 20 rounds.'];
  expect(warningsOf({ ...result, warnings })).toEqual([warnings[1]]);
});

it('models stand by family', () => {
  const model = (name: string, family: string) => ({ name, family }) as ModelInfo;
  expect(families([model('eu/a', 'eu'), model('eu/b', 'eu'), model('smp/a', 'smp')]).map((f) => [f.family, f.models.length])).toEqual([['eu', 2], ['smp', 1]]);
});

describe('readings', () => {
  const value = (name: string, holds: number) => ({ value: name, readings: 4, holds, share: holds / 4 });
  const readings: Readings = {
    format: 'entente.readings/1', conclusion: 'c', says: '', test: '', family: 'eu', failed: 0, static: true, readings: 8, holds: 5, share: 0.625, words: '',
    switches: [
      { switch: 'prob', values: [value('pair', 1), value('net', 4)], flips: 0.5, pairs: 4, range: 0.75 },
      { switch: 'tie', values: [value('first', 2), value('eu_weight', 3)], flips: 0.1, pairs: 4, range: 0.25 },
    ],
  };
  it('are counted in words', () => {
    expect(readingsWords(readings)).toBe('It holds in 5 of 8 readings of the challenge model.');
    expect(readingsWords({ ...readings, holds: 8 })).toMatch(/in all 8/);
    expect(readingsWords({ ...readings, holds: 0 })).toMatch(/in none of 8/);
    expect(readingsWords({ ...readings, readings: 0, holds: 0 })).toMatch(/No reading/);
  });
  it('name the switch that breaks it, if one does', () => {
    expect(breaker(readings)).toMatchObject({ switch: 'prob', best: { value: 'net' }, worst: { value: 'pair' } });
    expect(breaker({ ...readings, switches: readings.switches.map((s) => ({ ...s, flips: 0 })) })).toBeNull();
  });
  it('are rows with the meanings of the models', () => {
    const rows = readingRows(readings, [{ name: 'prob', meaning: 'how', values: [{ name: 'net', meaning: 'the surplus' }] }]);
    expect(rows.map((r) => [r.switch, r.value, r.first, r.meaning])).toEqual([
      ['prob', 'pair', true, ''],
      ['prob', 'net', false, 'the surplus'],
      ['tie', 'first', true, ''],
      ['tie', 'eu_weight', false, ''],
    ]);
  });
});

describe('the forecast', () => {
  it('stands in the grammar of spreads', () => {
    expect(forecastSpread({ '0.05': 1, '0.1': 2, '0.25': 3, '0.5': 4, '0.75': 5, '0.9': 6, '0.95': 7 })).toEqual({ point: 4, median: 4, p05: 1, p25: 3, p75: 5, p95: 7 });
  });
  it('is all there when it is cut into bins', () => {
    const cdf = Array.from({ length: 201 }, (_, i) => (i / 200) ** 2);
    const parts = densities(cdf, 50);
    expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(parts[49]).toBeGreaterThan(parts[0]!);
    expect(densities([0.2, 0.2, 1], 2)).toEqual([0.2, 0.8]);
    expect(densities([], 5)).toEqual([]);
  });
});

describe('what is asked for', () => {
  const at = { ...home, case: 'c', whatIfs: ['a'], draws: 500, model: 'eu/pair-least', switches: [{ name: 'prob', value: 'net' }], rounds: 7 };
  it('is the model with its switches under the changes in force; draws do not matter', () => {
    expect(urls.bargain(at, 'x', true)).toBe('/api/cases/c/bargain?what-if=a&model=eu/pair-least&issue=x&rounds=7&switch=prob=net&tables=1');
    expect(urls.readings(at, 'k', 'eu')).toBe('/api/cases/c/readings/k?what-if=a&family=eu');
  });
});
