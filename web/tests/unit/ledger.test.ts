import { describe, expect, it } from 'vitest';
import type { ClaimView, PlaceView, SourceView } from '../../src/lib/api/types';
import { contradictions, parseChoice, shelve, unused } from '../../src/lib/core/ledger';

const place = (source: string, from: number): PlaceView => ({ source, from, to: from, text: `${source} ¶${from}`, origin: source, title: source });
const claim = (id: string, places: PlaceView[], more: Partial<ClaimView> = {}): ClaimView => ({
  id,
  kind: 'judgement',
  modality: 'asserted',
  nameless: false,
  context: false,
  status: 'admitted',
  places,
  links: [],
  conflicts_with: [],
  feeds: [],
  ...more,
});
const source = (id: string): SourceView => ({ id, title: id, origin: id, admitted: 'yes', has_text: false });

describe('shelve', () => {
  const two = claim('two', [place('fa', 12), place('ll', 3)]);
  const shelves = shelve([source('ll'), source('fa'), source('none')], [claim('late', [place('fa', 17)]), two, claim('same', [place('fa', 12)])]);
  it('keeps sources in the order of the case', () => expect(shelves.map((s) => s.source.id)).toEqual(['ll', 'fa', 'none']));
  it('orders paragraphs by number', () => expect(shelves[1]!.paragraphs.map((p) => p.from)).toEqual([12, 17]));
  it('puts a claim with two places in both', () => {
    expect(shelves[0]!.paragraphs[0]!.claims).toEqual([two]);
    expect(shelves[1]!.paragraphs[0]!.claims.map((c) => c.id)).toEqual(['two', 'same']);
  });
  it('counts claims, not places', () => expect(shelves.map((s) => s.claims)).toEqual([1, 3, 0]));
});

it('finds claims that nothing uses, but not context', () => {
  expect(unused(claim('a', []))).toBe(true);
  expect(unused(claim('a', [], { context: true }))).toBe(false);
  expect(unused(claim('a', [], { feeds: [{ what: 'number', path: 'x', role: 'supports' }] }))).toBe(false);
});

it('lists each contradiction once, and none with a claim that is not there', () => {
  const a = claim('a', [], { conflicts_with: ['b', 'gone'] });
  const b = claim('b', [], { conflicts_with: ['a'] });
  expect(contradictions([a, b])).toEqual([[a, b]]);
});

it('reads what is chosen', () => {
  expect(parseChoice('place:ll:10')).toEqual({ kind: 'place', id: 'll', paragraph: 10 });
  expect(parseChoice('claim:x')).toEqual({ kind: 'claim', id: 'x', paragraph: 0 });
  expect(parseChoice('junk')).toEqual({ kind: null, id: '', paragraph: 0 });
  expect(parseChoice(null)).toEqual({ kind: null, id: '', paragraph: 0 });
});
