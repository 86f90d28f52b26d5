import { describe, expect, it } from 'vitest';
import { splitBy } from '../../src/lib/core/prose';

const names = [
  { words: 'Iran leans', id: 'short' },
  { words: 'Iran leans East', id: 'long' },
  { words: 'Assad stays', id: 'assad' },
];

describe('splitBy', () => {
  it('links what is named and keeps every character', () => {
    const text = 'Iran leans East (90 of 100 draws); Assad stays (12 of 100 draws).';
    const pieces = splitBy(text, names);
    expect(pieces.map((p) => p.id)).toEqual(['long', null, 'assad', null]);
    expect(pieces.map((p) => p.text).join('')).toBe(text);
  });
  it('leaves text without names whole', () => expect(splitBy('Nothing.', names)).toEqual([{ text: 'Nothing.', id: null }]));
  it('does not stop at an empty name', () => expect(splitBy('ab', [{ words: '', id: 'x' }])).toEqual([{ text: 'ab', id: null }]));
  it('gives nothing for nothing', () => expect(splitBy('', names)).toEqual([]));
});
