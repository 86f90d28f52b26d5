import { describe, expect, it } from 'vitest';
import type { ClaimedLink, ComparedLink, LinkClass, MapReply, NodeAnswer, PushedDriver } from '../../src/lib/api/causes';
import {
  byStand, causeTests, chainWords, classWords, directionWords, gainWords, loopSentence, notAdopted, pushSentence, pushSettings, pushWords,
  replyText, responseDomain, samePush, standOf, voicesText,
} from '../../src/lib/core/causes';

const names: Record<string, string> = { a: 'Alpha', b: 'Beta', c: 'Gamma' };
const name = (id: string) => names[id] ?? id;
const node = (id: string, patch: Partial<NodeAnswer> = {}): NodeAnswer => ({
  node: id, name: name(id), response: { point: 0.5, median: 0.5, p05: 0.2, p25: 0.4, p75: 0.6, p95: 0.8 },
  pos: 0.97, neg: 0.03, zero: 0, interval: [0.9, 1], direction: 'rises', firm: true, settled: true, words: '', ...patch,
});
const pushed = (driver: string, text: string): PushedDriver => ({ driver, name: name(driver), op: text.startsWith('=') ? 'pin' : 'push', text, size: 1 });

describe('what the case asks of the map', () => {
  it('reads the pushes of the tests, in their order', () => {
    const conclusions: { id: string; tests: Record<string, string> }[] = [
      { id: 'x', tests: { bargaining: 'base below 40' } },
      { id: 'y', tests: { causes: 'push deal-payoff +1: cooperation falls' } },
      { id: 'z', tests: { causes: ' push threats -0.5..-0.2 : anxiety falls ' } },
      { id: 'w', tests: { causes: 'something new' } },
    ];
    expect(causeTests(conclusions)).toEqual([
      { conclusion: 'y', push: { name: 'deal-payoff', value: '1' }, node: 'cooperation', direction: 'falls' },
      { conclusion: 'z', push: { name: 'threats', value: '-0.5..-0.2' }, node: 'anxiety', direction: 'falls' },
    ]);
  });
  it('takes a push for the same with and without its plus sign', () => {
    expect(samePush([{ name: 'a', value: '+1' }], [{ name: 'a', value: '1' }])).toBe(true);
    expect(samePush([{ name: 'a', value: '1' }], [{ name: 'a', value: '=1' }])).toBe(false);
    expect(samePush([{ name: 'a', value: '1' }], [])).toBe(false);
    expect(pushSettings([pushed('a', '+0.6'), pushed('b', '=0.3')])).toEqual([{ name: 'a', value: '0.6' }, { name: 'b', value: '=0.3' }]);
  });
  it('says a push in words', () => {
    expect(pushWords([{ name: 'a', value: '1' }], name)).toBe('Alpha +1');
    expect(pushWords([{ name: 'a', value: '-1' }, { name: 'b', value: '=0.3' }, { name: 'c', value: '0.1..0.2' }], name)).toBe('Alpha \u22121, Beta held at 0.3 and Gamma +0.1..0.2');
  });
});

describe('the answer in words', () => {
  it('gives a share as a count of weightings, firm or leaning', () => {
    expect(directionWords(node('a'))).toBe('rises in 97 of 100 weightings, firm');
    expect(directionWords(node('a', { direction: 'falls', neg: 0.85, pos: 0.15, firm: false }))).toBe('falls in 85 of 100 weightings, leaning');
    expect(directionWords(node('a', { direction: 'ambiguous', pos: 0.6, neg: 0.4, firm: false }))).toBe('ambiguous: rises in 60 of 100, falls in 40 of 100 weightings');
    expect(directionWords(node('a', { direction: 'unaffected', zero: 1, pos: 0, neg: 0 }))).toContain('no route');
    expect(directionWords(node('a', { pos: 1, neg: 0 }))).toBe('rises in all weightings, firm');
  });
  it('counts what moves, without what is pushed itself', () => {
    const push = [pushed('a', '+1')];
    expect(pushSentence({ push, nodes: [node('a'), node('b'), node('c', { direction: 'ambiguous' })], unaffected: ['d', 'e'] })).toBe('1 driver rises, 1 is ambiguous and 2 are unaffected.');
    expect(pushSentence({ push, nodes: [node('a'), node('b', { direction: 'falls' })], unaffected: [] })).toBe('1 driver falls and none is ambiguous.');
    expect(pushSentence({ push, nodes: [node('a')], unaffected: ['b'] })).toBe('Nothing else moves: no route leads on from here.');
  });
  it('scales the responses by what is moved, and holds zero', () => {
    const wide = node('a', { response: { point: 9, median: 9, p05: 9, p25: 9, p75: 9, p95: 9 } });
    expect(responseDomain({ push: [pushed('a', '+1')], nodes: [wide, node('b')] })).toEqual([0, 0.8]);
    expect(responseDomain({ push: [pushed('a', '+1')], nodes: [wide] })).toEqual([0, 9]);
    expect(responseDomain({ push: [], nodes: [] })).toEqual([-1, 1]);
    expect(responseDomain({ push: [], nodes: [node('b')] }, [{ p05: -2, p95: 0 }])).toEqual([-2, 0.8]);
  });
  it('says routes and loops with the sign of each link', () => {
    expect(chainWords(['Alpha', 'Beta', 'Gamma'], ['+', '-'])).toBe('Alpha raises Beta, which lowers Gamma');
    expect(chainWords(['Alpha', 'Beta'], ['?'])).toBe('Alpha moves Beta');
    const loop = { nodes: ['a', 'b'], links: ['a -> b', 'b -> a'], sign: '-', gain: 0.04, at_least: 0, words: '' };
    expect(loopSentence(loop, name, (l) => (l === 'a -> b' ? '+' : '-'))).toBe('Alpha raises Beta, which lowers Alpha: a push comes back as its opposite.');
    expect(gainWords(loop)).toBe('0.04 of a push comes back at the median; as much or more in no draw');
    expect(gainWords({ gain: null, at_least: 1 })).toBe('nothing limits it');
  });
  it('tells voices that contradict one another', () => {
    expect(voicesText({ voices: null })).toContain('no claim');
    const v = { clusters: 3, pos: 2, neg: 1, mixed: 0, presence: 1, polarity: 0.67, conflict: true };
    expect(voicesText({ voices: v })).toBe('3 origins, in conflict: 2 for +, 1 for \u2212');
    expect(voicesText({ voices: { ...v, clusters: 1, conflict: false } })).toBe('1 origin');
  });
});

describe('two maps', () => {
  const link = (path: string, cls: LinkClass): ComparedLink => ({ path, from: 'a', to: 'b', class: cls, a: null, b: null });
  it('sorts opposed links first, then what both say, then who alone', () => {
    const sorted = byStand([link('1', 'only-b'), link('2', 'agree'), link('3', 'only-a-concept'), link('4', 'denied'), link('5', 'agree'), link('6', 'unclear'), link('7', 'opposed')]);
    expect(sorted.map((l) => l.path)).toEqual(['4', '7', '2', '5', '6', '3', '1']);
    expect(standOf('only-b-concept')).toBe('b');
    expect(classWords('only-a', 'fa', 'll')).toBe('only fa; ll knows both ends and is silent');
  });
  it('says what a map answers, or that it cannot', () => {
    const reply: MapReply = { map: 'fa', direction: 'falls', firm: false, pos: 0.1, neg: 0.9, zero: 0, missing: [], words: '' };
    expect(replyText(reply)).toBe('↓ 90/100 leaning');
    expect(replyText({ ...reply, direction: 'ambiguous' })).toBe('? rises in 10/100');
    expect(replyText({ ...reply, direction: 'unaffected' })).toBe('· unaffected');
    expect(replyText({ map: 'll', firm: false, pos: 0, neg: 0, zero: 0, missing: ['a'], words: '' })).toBe('cannot answer');
    expect(replyText(undefined)).toBe('–');
  });
  it('names what is asserted and not adopted so', () => {
    const claim = (stands: ClaimedLink['stands']): ClaimedLink => ({ claim: stands, source: 's', origin: 's', path: 'a -> b', sign: '+', despite: false, stands });
    expect(notAdopted([claim('adopted'), claim('opposed'), claim('not-adopted')]).map((c) => c.claim)).toEqual(['opposed', 'not-adopted']);
  });
});
