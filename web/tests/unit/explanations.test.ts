import { describe, expect, it } from 'vitest';
import type { EvidenceRow, ExplanationRow, ExplanationSet, RowPair } from '../../src/lib/api/explanations';
import { chosenOf, deciders, domainUpTo, favoured, fixed, lifts, pairsText, reach, standing, standingText, standingWords, voices, voiceWords } from '../../src/lib/core/explanations';

const pair = (a: string, b: string, above: number, separates?: string): RowPair => ({
  a,
  b,
  above,
  told_apart: above >= 0.8 || above <= 0.2,
  words: '',
  ...(separates ? { separates } : {}),
});
const report = (id: string, cluster?: string, weight = 1) => ({ id, weight, ...(cluster ? { cluster } : {}) }) as EvidenceRow;
const row = (id: string, lead: number, says?: string) => ({ id, lead, ...(says ? { says } : {}) }) as ExplanationRow;

describe('the matrix of pairs', () => {
  const pairs = [pair('H1', 'H2', 0.9), pair('H1', 'H3', 0.44)];
  it('reads a pair from both sides', () => {
    expect(standing(pairs, 'H1', 'H2')).toMatchObject({ above: 0.9, toldApart: true });
    expect(standing(pairs, 'H2', 'H1')!.above).toBeCloseTo(0.1);
    expect(standing(pairs, 'H2', 'H3')).toBeNull();
  });
  it('has a sign for above, below and level', () => {
    expect(standingText(standing(pairs, 'H1', 'H2')!)).toBe('▲ 90');
    expect(standingText(standing(pairs, 'H2', 'H1')!)).toBe('▽ 10');
    expect(standingText(standing(pairs, 'H3', 'H1')!)).toBe('≈ 56');
  });
  it('says a share of draws, never a chance', () => {
    expect(standingWords(standing(pairs, 'H3', 'H1')!, 'H3', 'H1')).toBe('H3 is above H1 in 56 of 100 draws: they cannot be told apart on this evidence.');
  });
});

describe('what would decide', () => {
  const set = {
    evidence: [report('a'), report('b'), report('c')],
    pairs: [pair('H1', 'H2', 0.5, 'b'), pair('H1', 'H3', 0.6, 'a'), pair('H2', 'H3', 0.4, 'b'), pair('H1', 'H4', 0.9, 'c')],
  };
  it('is the report that separates most open pairs first', () => {
    const found = deciders(set);
    expect(found.map((d) => d.item)).toEqual(['b', 'a']);
    expect(pairsText(found[0]!.pairs)).toBe('H1 and H2, H2 and H3');
  });
});

describe('voices', () => {
  const list = [report('a', 'fa', 0.5), report('b'), report('c', 'fa', 0.5), report('d')];
  it('groups by origin and leaves what has none alone', () => {
    expect(voices(list).map((v) => v.items.map((e) => e.id))).toEqual([['a', 'c'], ['b'], ['d']]);
  });
  it('says how much an origin counts', () => {
    const [fa, alone] = voices(list);
    expect(voiceWords(fa!)).toBe('These two come from “fa” and count as one voice: each has a weight of 0.5.');
    expect(voiceWords(alone!)).toBe('One report from no stated origin, with its full weight.');
    expect(voiceWords({ cluster: 'x', items: [report('p', 'x', 0.75), report('q', 'x', 0.75)] })).toContain('1.5 voices');
  });
});

describe('lifts', () => {
  // Equal priors, likelihoods 0.8 and 0.2: the posteriors are 0.8 and 0.2, so
  // the first is lifted by log2(0.8/0.5) and the second lowered by log2(0.5/0.2).
  it('are the binary logarithms of posterior over prior', () => {
    const [up, down] = lifts([Math.log2(0.8), Math.log2(0.2)], [0.5, 0.5]);
    expect(up).toBeCloseTo(Math.log2(1.6));
    expect(down).toBeCloseTo(Math.log2(0.4));
  });
  it('do not feel a factor that all rows share', () => {
    const bits = [-0.2, -0.1, -0.4];
    const start = [0.2, 0.3, 0.5];
    const shifted = lifts(bits.map((b) => b - 3), start);
    lifts(bits, start).forEach((x, k) => expect(shifted[k]).toBeCloseTo(x));
  });
  it('rule out without spoiling the scale', () => {
    const [, out] = lifts([-0.3, null], [0.5, 0.5]);
    expect(out).toBe(-Infinity);
    expect(reach([[0.4, -Infinity], [-0.7, 0]])).toBeCloseTo(0.7);
    expect(reach([])).toBeGreaterThan(0);
  });
});

it('a domain ends on a round number above all', () => {
  expect(domainUpTo([0.12, 0.27])).toEqual([0, 0.3]);
  expect(domainUpTo([0.98])).toEqual([0, 1]);
  expect(domainUpTo([])).toEqual([0, 1]);
});

it('two decimals stand under each other', () => {
  expect([0.2, -0.1, -0.001, NaN].map(fixed)).toEqual(['0.20', '\u22120.10', '0.00', '–']);
});

it('what is chosen is a row or an item', () => {
  expect(chosenOf('row:H3')).toEqual({ kind: 'row', id: 'H3' });
  expect(chosenOf('item:a-b')).toEqual({ kind: 'item', id: 'a-b' });
  expect(chosenOf('claim:x')).toBeNull();
  expect(chosenOf('row')).toBeNull();
  expect(chosenOf(null)).toBeNull();
});

describe('who is favoured', () => {
  const rows = [row('H1', 0.39, 'The first.'), row('H2', 0.05, 'The second'), row('H3', 0.48, 'The third')];
  it('names the leader and who else leads often', () => {
    expect(favoured({ rows, leader: 'H3', settled: false } as unknown as ExplanationSet)).toBe('Not settled. H3, The third, leads in 48 of 100 draws; H1, The first, in 39 of 100 draws.');
  });
  it('is short where it is settled', () => {
    expect(favoured({ rows: [row('H1', 0.93, 'The first.')], leader: 'H1', settled: true } as unknown as ExplanationSet)).toBe('H1, The first: it leads in 93 of 100 draws.');
  });
});
