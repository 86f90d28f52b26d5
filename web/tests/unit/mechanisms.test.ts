import { describe, expect, it } from 'vitest';
import type { ConclusionStand, MechanismCell } from '../../src/lib/api/mechanisms';
import { movedText, movedWords } from '../../src/lib/core/mechanisms';

const base: ConclusionStand = {
  conclusion: 'c', says: 'It holds.', answers: 'q', verdict: 'agrees',
  lenses: [
    { lens: 'bargaining', verdict: 'agrees', share: 0.9 },
    { lens: 'factions', verdict: 'agrees', share: 0.8 },
    { lens: 'conflict', verdict: 'agrees', share: null },
  ],
};
const cell = (patch: Partial<MechanismCell>): MechanismCell => ({ ...base, moved: 0, turns: false, ...patch });

describe('the table mechanism by conclusion', () => {
  it('writes moves in draws of 100 and marks what turns', () => {
    expect(movedText(cell({ moved: -0.744, turns: true }))).toBe('\u221274 !');
    expect(movedText(cell({ moved: 0.1 }))).toBe('+10');
    expect(movedText(cell({ moved: 0.001 }))).toBe('·');
  });
  it('says which lens moves and which falls silent', () => {
    const lenses = [{ lens: 'bargaining', verdict: 'disagrees' as const, share: 0.2 }, base.lenses[2]!];
    expect(movedWords(base, cell({ lenses }))).toBe('bargaining from 90 to 20 of 100 draws; factions falls silent');
    expect(movedWords(base, cell({}))).toBe('no lens moves by as much as one draw in a hundred');
  });
});
