import { describe, expect, it } from 'vitest';
import { domainOf, linear, nearestLabel, placeLabels, ticks, wrap } from '../../src/lib/core/scale';

const labels = [
  { at: 0, label: 'no foreign military use of Iranian soil' },
  { at: 50, label: 'temporary and case by case under Iranian command' },
  { at: 100, label: 'permanent foreign base' },
];

describe('scale', () => {
  it('maps there and back', () => {
    const x = linear([-1, 1], [10, 210]);
    expect([x(-1), x(0), x(1)]).toEqual([10, 110, 210]);
    expect(x.invert(x(0.37))).toBeCloseTo(0.37, 12);
    expect(x.span).toBe(2);
  });
  it('does not divide by an empty domain', () => {
    const x = linear([5, 5], [0, 100]);
    expect(x(5)).toBe(0);
    expect(x.invert(40)).toBe(5);
  });
  it('takes the ends from the labels, or 0 to 100', () => {
    expect(domainOf(labels)).toEqual([0, 100]);
    expect(domainOf([])).toEqual([0, 100]);
    expect(domainOf([{ at: 3, label: 'x' }])).toEqual([3, 4]);
  });
  it.each([
    [[0, 100], 5, [0, 20, 40, 60, 80, 100]],
    [[33.2, 41.9], 4, [35, 37.5, 40]],
    [[-1, 1], 4, [-1, -0.5, 0, 0.5, 1]],
  ] as const)('ticks %j', (domain, wanted, want) => expect(ticks(domain, wanted)).toEqual(want));
  it('breaks labels at blanks and marks what it leaves out', () => {
    expect(wrap('temporary and case by case', 10)).toEqual(['temporary', 'and case', 'by case']);
    expect(wrap('a b c d e', 1, 3)).toEqual(['a', 'b', 'c…']);
    expect(wrap('indivisible', 3)).toEqual(['indivisible']);
  });
  it('keeps end labels inside and middle ones in the middle', () => {
    expect(placeLabels(labels, linear([0, 100], [0, 600])).map((l) => l.anchor)).toEqual(['start', 'middle', 'end']);
  });
  it('finds the label nearest to a value', () => {
    expect(nearestLabel(labels, 30)?.at).toBe(50);
    expect(nearestLabel([], 30)).toBeUndefined();
  });
});
