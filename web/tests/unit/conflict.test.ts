import { describe, expect, it } from 'vitest';
import type { ConflictView, GameChange, GameStatement, GameStateView } from '../../src/lib/api/conflict';
import { capped, changesBy, columnsOf, differs, filtered, filterFrom, inJudgements, inPlace, moved, partsOf, reversedPairs, rowsOf, trialOf, verdictFrom, verdictText, withOff } from '../../src/lib/core/conflict';

const state = (key: string, more: Partial<GameStateView> = {}): GameStateView => ({
  state: key,
  taken: key === '-' ? [] : key.split('+'),
  says: key,
  ranks: [],
  stable: [],
  equilibrium: [],
  shares: [],
  end_shares: [0],
  end_errors: [0],
  sight_shares: [0],
  sight: 0,
  by_improvements: null,
  by_moves: null,
  ...more,
});

const view = {
  status_quo: 'b',
  states: [
    state('-', { end_shares: [0.9] }),
    state('a', { sight: 0.4, sight_shares: [0.3], end_shares: [0.3] }),
    state('b', { sight: 1, by_improvements: [] }),
    state('a+b', { sight: 0.6, sight_shares: [0.5], end_shares: [0.7], equilibrium: [true] }),
  ],
} as unknown as ConflictView;

const keys = (rows: { state: GameStateView }[]) => rows.map((r) => r.state.state);

describe('rows', () => {
  it('in sight begin with the status quo, then those that rest there most', () => {
    expect(keys(filtered(view, 'sight', 0))).toEqual(['b', 'a+b', 'a']);
  });
  it('of equilibria are those of some judgement, and all stand in their own order', () => {
    expect(keys(filtered(view, 'ends', 0))).toEqual(['-', 'a+b', 'a']);
    expect(filtered(view, 'all', 0).map((r) => r.number)).toEqual([1, 2, 3, 4]);
  });
  it('that are too many end early, but what is chosen stays', () => {
    const all = rowsOf(view);
    expect(keys(capped(all, 2, [all[3]!]))).toEqual(['-', 'a', 'a+b']);
    expect(keys(capped(all, 2, [all[0]!]))).toEqual(['-', 'a']);
  });
  it('set beside each other are the status quo, what rests in sight, what is chosen', () => {
    expect(keys(columnsOf(view, 0, 'a', 1))).toEqual(['b', 'a+b', 'a']);
    expect(keys(columnsOf(view, 0, 'a+b'))).toEqual(['b', 'a+b', 'a', '-']);
    expect(keys(columnsOf(view, 0, null))).toEqual(['b', 'a+b', 'a', '-']);
  });
  it('read an unknown filter as the plain one', () => {
    expect([filterFrom(null), filterFrom('x'), filterFrom('all')]).toEqual(['sight', 'sight', 'all']);
  });
});

describe('words', () => {
  it('are cut at the keys of outcomes, but not in quotes', () => {
    const known = (key: string) => ['-', 'a', 'a+b'].includes(key);
    expect(partsOf('It goes from - to a+b (statement 1, “a”, holds there).', known)).toEqual([
      { text: 'It goes from ' },
      { text: 'nothing taken', state: '-' },
      { text: ' to ' },
      { text: 'a+b', state: 'a+b' },
      { text: ' (statement 1, “a”, holds there).' },
    ]);
    expect(partsOf('a, or c; (a+b).', known).filter((p) => p.state !== undefined)).toEqual([
      { text: 'a', state: 'a' },
      { text: 'a+b', state: 'a+b' },
    ]);
    expect(partsOf('Nothing.', known)).toEqual([{ text: 'Nothing.' }]);
  });
  it('give every character back', () => {
    const words = '  (a) — “x y” a+b: -, “-”  ';
    expect(partsOf(words, () => false).map((p) => p.text).join('')).toBe(words);
  });
  it('say what an outcome does otherwise than now', () => {
    expect(differs(['a', 'c'], ['b', 'c'], ['a', 'b', 'c'])).toBe('+a \u2212b');
    expect(differs(['a'], ['a'], ['a', 'b'])).toBe('as it is');
  });
  it('count judgements and never say a chance', () => {
    expect(inJudgements(0.614)).toBe('in 61 of 100 judgements');
    expect(inJudgements(0)).toBe('in no judgement');
    expect(inJudgements(1)).toBe('in all judgements');
  });
});

describe('a verdict in the address', () => {
  it('comes back as it was written', () => {
    const v = { concept: 'seq', actor: 'iran', state: 'allow+open-west' } as const;
    expect(verdictText(v)).toBe('g:seq:iran:allow+open-west');
    expect(verdictFrom(verdictText(v).slice(2))).toEqual(v);
    expect(verdictFrom('seq:iran:-')).toEqual({ concept: 'seq', actor: 'iran', state: '-' });
  });
  it('that is none is refused', () => {
    for (const text of ['', 'seq', 'seq:iran', 'seq:iran:', 'seq::a', 'x:iran:a']) expect(verdictFrom(text)).toBeNull();
  });
});

describe('the order of statements', () => {
  const statement = (number: number, place: number, confidence = '0.6..0.8'): GameStatement => ({
    number,
    place,
    prefers: `s${number}`,
    holds: 1,
    path: `conflict.x.${number}.confidence`,
    confidence,
    low: null,
    high: null,
    basis: 'judgement',
    claims: [],
    against: [],
  });

  it('is that of the likelier judgements, those switched off last', () => {
    expect(inPlace([statement(1, 2), statement(2, 0), statement(3, 1)]).map((s) => s.number)).toEqual([3, 1, 2]);
  });
  it('changes by moving one', () => {
    expect(moved([1, 2, 3, 4], 3, 0)).toEqual([4, 1, 2, 3]);
    expect(moved([1, 2, 3], 0, 9)).toEqual([2, 3, 1]);
    expect(moved([1, 2, 3], 1, -1)).toEqual([2, 1, 3]);
  });
  it('comes from pairs turned round in blocks, where it does', () => {
    expect(reversedPairs([1, 2, 3])).toEqual([]);
    expect(reversedPairs([2, 1, 3])).toEqual([1]);
    expect(reversedPairs([3, 2, 1, 5, 4])).toEqual([1, 2, 4]);
    expect(reversedPairs([2, 3, 1])).toBeNull();
    expect(reversedPairs([3, 1, 2])).toBeNull();
  });
  it('has a choice of pairs for just 2^(n-1) of the orders', () => {
    const orders = (n: number[]): number[][] => (n.length < 2 ? [n] : n.flatMap((x) => orders(n.filter((y) => y !== x)).map((rest) => [x, ...rest])));
    const made = orders([1, 2, 3, 4, 5]).flatMap((order) => {
      const pairs = reversedPairs(order);
      return pairs ? [pairs.join()] : [];
    });
    expect(made.length).toBe(16);
    expect(new Set(made).size).toBe(16);
  });
  it('is tried out by the pairs that have to change', () => {
    const list = [statement(1, 1), statement(2, 3), statement(3, 2), statement(4, 4)];
    expect(trialOf(list, [2, 1, 3, 4])).toEqual([
      { path: 'conflict.x.1.confidence', to: '0' },
      { path: 'conflict.x.2.confidence', to: '1' },
    ]);
    expect(trialOf(list, [1, 3, 2, 4])).toEqual([]);
    expect(trialOf(list, [2, 3, 1, 4])).toBeNull();
  });
  it('leaves those switched off where they are written', () => {
    expect(withOff([3, 1], [statement(1, 2), statement(2, 0), statement(3, 1)])).toEqual([3, 1, 2]);
    expect(withOff([3, 2], [statement(1, 0), statement(2, 2), statement(3, 1)])).toEqual([1, 3, 2]);
    expect(withOff([1], [statement(1, 1), statement(2, 0), statement(3, 0)])).toEqual([1, 2, 3]);
  });
  it('is not tried out where a pair is sure', () => {
    expect(trialOf([statement(1, 1, ''), statement(2, 2)], [2, 1])).toBeNull();
  });
});

describe('what would have to change', () => {
  it('is told by kind', () => {
    const change = {
      slides: [{ words: 'A slide.' }],
      orders: { possible: true, total: 3, exact: true },
      structure: [{ words: 'A rule.' }],
      words: ['A slide.', 'All orders.', 'One edit.', 'Another.', 'A rule.'],
    } as unknown as GameChange;
    expect(changesBy(change)).toEqual({ slides: ['A slide.'], orders: ['All orders.'], edits: ['One edit.', 'Another.'], structure: ['A rule.'] });
    const { orders: _, ...alone } = change;
    expect(changesBy({ ...alone, words: ['A slide.', 'One edit.', 'A rule.'] }).edits).toEqual(['One edit.']);
  });
});
