import { describe, expect, it } from 'vitest';
import { andList, count, digitsFor, inDraws, isPlainRange, moveInWords, num, of100, range, shift, signed, spreadText } from '../../src/lib/core/format';

describe('num', () => {
  it.each([
    [44.25, 1, '44.3'],
    [44, 1, '44'],
    [-3.04, 1, '−3'],
    [-0.04, 1, '0'],
    [12345.6, 0, '12\u2009346'],
    [1234, 0, '1234'],
    [NaN, 1, '–'],
  ])('%d with %d digits is %s', (x, digits, text) => expect(num(x, digits)).toBe(text));
});

describe('shares of draws', () => {
  it.each([
    [0.87, 'in 87 of 100 draws', '87/100'],
    [1, 'in all draws', '100/100'],
    [0, 'in no draw', '0/100'],
    [0.9991, 'in more than 99 of 100 draws', '>99/100'],
    [0.0004, 'in fewer than 1 of 100 draws', '<1/100'],
  ])('%d', (share, long, short) => {
    expect(inDraws(share)).toBe(long);
    expect(of100(share)).toBe(short);
  });
  it('never says percent, chance or probability', () => {
    for (let i = 0; i <= 1000; i++) {
      expect(inDraws(i / 1000) + of100(i / 1000)).not.toMatch(/%|percent|chance|probab/i);
    }
  });
});

describe('ranges and moves', () => {
  it('prints one number when both ends print alike', () => {
    expect(range(30.6, 58.2)).toBe('31 to 58');
    expect(range(44.1, 44.3)).toBe('44');
  });
  it('says direction, distance and both ends', () => {
    expect(moveInWords(44, 52, 100)).toBe('rises by 8, from 44 to 52');
    expect(moveInWords(44, 41, 100)).toBe('falls by 3, from 44 to 41');
    expect(moveInWords(44, 44.2, 100)).toBe('stays at 44');
  });
  it('shows a decimal where whole numbers would hide a small move', () => {
    expect(moveInWords(44.1, 45.3, 100)).toBe('rises by 1.2, from 44.1 to 45.3');
  });
  it('says a spread with its range, and a point as a point', () => {
    const s = { point: 44, median: 44.2, p05: 31, p25: 40, p75: 49, p95: 58 };
    expect(spreadText(s, 100)).toBe('44 (90% range 31 to 58)');
    expect(spreadText({ ...s, p05: 44.2, p95: 44.2 }, 6)).toBe('44.2 in every draw');
  });
  it('signs differences', () => {
    expect(signed(3)).toBe('+3');
    expect(signed(-3)).toBe('−3');
    expect(signed(0.01)).toBe('0');
  });
  it('takes digits from the scale', () => {
    expect([100, 10, 1].map(digitsFor)).toEqual([0, 1, 2]);
  });
  it('counts and lists', () => {
    expect(count(10000)).toBe('10\u2009000');
    expect(andList(['a', 'b', 'c'])).toBe('a, b and c');
    expect(andList(['a'])).toBe('a');
  });
});

describe('shift', () => {
  const scale = { low: 0, high: 100 };
  it('moves a range and keeps its width', () => {
    expect(shift({ text: '55..75', low: 55, high: 75 }, 5, scale)).toBe('60..80');
    expect(shift({ text: '30..40..55', low: 30, high: 55 }, -10, scale)).toBe('20..30..45');
  });
  it('stops at the ends of the scale', () => {
    expect(shift({ text: '55..75', low: 55, high: 75 }, 90, scale)).toBe('80..100');
    expect(shift({ text: '55..75', low: 55, high: 75 }, -90, scale)).toBe('0..20');
  });
  it('moves a point as a point', () => {
    expect(shift({ text: '5', low: 5, high: 5 }, 1, scale)).toBe('6');
  });
  it('moves words and distributions as their range', () => {
    expect(shift({ text: 'strong', low: 60, high: 80 }, 5, scale)).toBe('65..85');
  });
  it('leaves no binary dust', () => {
    expect(shift({ text: '0.1..0.3', low: 0.1, high: 0.3 }, 0.1, { low: 0, high: 1 })).toBe('0.2..0.4');
  });
  it('knows what it can read', () => {
    expect(['40', '40..60', '-1..1', '30..40..55'].every(isPlainRange)).toBe(true);
    expect(['likely', '{dist: normal}', '40..', '1..2..3..4'].some(isPlainRange)).toBe(false);
  });
});
