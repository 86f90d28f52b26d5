import { describe, expect, it } from 'vitest';
import type { ConclusionAnswer, InputLine, LensAnswer, Why } from '../../src/lib/api/types';
import { whyTarget } from '../../src/lib/core/address';
import { inputsOf, silences } from '../../src/lib/core/why';

it('the drawer is asked for a conclusion, one lens of it, a number or an issue', () => {
  expect(whyTarget('c:temporary-only')).toEqual({ kind: 'c', id: 'temporary-only', lens: null });
  expect(whyTarget('c:temporary-only@hypotheses')).toEqual({ kind: 'c', id: 'temporary-only', lens: 'hypotheses' });
  expect(whyTarget('n:a -> b')).toEqual({ kind: 'n', id: 'a -> b', lens: null });
});

describe('the inputs of one lens', () => {
  const line = (path: string, swing: number) => ({ path, swing, claim_lines: [{ claim: 'k' }] }) as InputLine;
  const why = { inputs: [line('a', 1), line('b', 2)], conclusion: { inputs: [{ path: 'a' }] } } as unknown as Why;
  it('are its own, with the claims of the number', () => {
    const found = inputsOf(why, { verdict: 'agrees', inputs: [{ path: 'b', swing: 9 }] } as unknown as LensAnswer);
    expect(found).toMatchObject([{ path: 'b', swing: 9, claim_lines: [{ claim: 'k' }] }]);
  });
  it('are the conclusion’s where the lens settles an issue', () => {
    expect(inputsOf(why, { verdict: 'agrees' } as LensAnswer).map((i) => i.path)).toEqual(['a']);
  });
  it('are none where it is silent', () => {
    expect(inputsOf(why, { verdict: 'silent' } as LensAnswer)).toEqual([]);
  });
});

it('lenses that are silent for the same reasons are named together', () => {
  const says = (...lenses: [string, string][]) => ({ lenses: lenses.map(([lens, why]) => ({ lens, why })) }) as unknown as ConclusionAnswer;
  const found = silences([says(['x', 'no test'], ['y', 'no test'], ['z', 'later']), says(['x', 'no test'], ['y', 'no test'], ['z', 'no test'])], ['x', 'y', 'z']);
  expect(found).toEqual([
    { why: 'no test', lenses: ['x', 'y'] },
    { why: 'later no test', lenses: ['z'] },
  ]);
});
