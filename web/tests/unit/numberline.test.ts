import { describe, expect, it } from 'vitest';
import type { ActorOnIssue, Basis, IssueAnswer, Spread, StateAnswer } from '../../src/lib/api/types';
import { lineRows, moved } from '../../src/lib/chart/numberline';
import { marksOf, markPath } from '../../src/lib/core/palette';
import { issueOf } from '../../src/lib/state/issues';

const at = (x: number, half = 5): Spread => ({ point: x, median: x, p05: x - half, p25: x - half / 2, p75: x + half / 2, p95: x + half });
const actor = (id: string, more: Partial<ActorOnIssue> = {}): ActorOnIssue => ({
  id,
  name: id,
  composite: false,
  position: at(50),
  salience: at(50),
  capability: at(50),
  share: at(0.5, 0.1),
  basis: 'evidence',
  ...more,
});
const issue = (actors: ActorOnIssue[]): IssueAnswer => ({
  id: 'base',
  question: 'How far?',
  scale: [{ at: 0, label: 'none' }, { at: 100, label: 'all' }],
  actors,
  methods: [],
  tornado: [],
  words: [],
});
const state: StateAnswer = {
  actor: 'iran',
  name: 'Iran',
  issue: 'base',
  rule: 'mean',
  rules: [],
  parts: [{ id: 'iran.hard', name: 'Hard', position: at(70), salience: at(50), influence: at(30), share: at(0.5, 0.1), veto: true }],
  win_set_low: 0,
  win_set_high: 100,
  gridlock: false,
  gridlock_share: 0,
  words: '',
};
const written: Record<string, Basis> = { 'iran.hard.base.position': 'judgement', 'russia.base.position': 'evidence' };
const basisOf = (path: string) => written[path];

describe('lineRows', () => {
  const rows = lineRows(issue([actor('iran', { composite: true }), actor('russia')]), [state], basisOf);
  it('puts parts under their whole', () => expect(rows.map((r) => [r.id, r.part])).toEqual([['iran', false], ['iran.hard', true], ['russia', false]]));
  it('lets parts and plain actors move, and no whole that its parts make', () => {
    expect(rows.map((r) => r.path)).toEqual([null, 'iran.hard.base.position', 'russia.base.position']);
  });
  it('says what a number rests on, and who may veto', () => expect([rows[1]!.basis, rows[1]!.note]).toEqual(['judgement', 'veto']));
  it('shows the base only where it can be told apart', () => {
    const same = lineRows(issue([actor('russia', { base: at(50.2) })]), [], basisOf);
    const apart = lineRows(issue([actor('russia', { base: at(40) })]), [], basisOf);
    expect([same[0]!.base, apart[0]!.base]).toEqual([undefined, at(40)]);
  });
});

it('a moved spread stays on its scale', () => {
  expect(moved(at(95), 10, [0, 100])).toEqual({ point: 100, median: 100, p05: 100, p25: 100, p75: 100, p95: 100 });
  expect(moved(at(50), -10, [0, 100])).toEqual(at(40));
});

describe('marks', () => {
  const ids = Array.from({ length: 28 }, (_, i) => `a${i}`);
  it('differ for as many actors as hues times shapes', () => {
    const marks = [...marksOf(ids).values()].map((m) => m.hue + m.shape);
    expect(new Set(marks).size).toBe(28);
  });
  it('do not change for an actor when others come after it', () => {
    expect(marksOf(ids.slice(0, 3)).get('a2')).toEqual(marksOf(ids).get('a2'));
  });
  it('have a path each', () => {
    for (const shape of ['circle', 'square', 'diamond', 'triangle'] as const) expect(markPath(shape, 4)).toMatch(/^M.*Z$/);
  });
});

describe('issueOf', () => {
  const result = { issues: [issue([])] } as unknown as Parameters<typeof issueOf>[1];
  const conclusion = (tests: Record<string, string>) => ({ id: 'c', says: '', answers: '', tests, signs: [] });
  it('finds the issue in a test of either lens', () => {
    expect(issueOf(conclusion({ bargaining: 'base in 35..65' }), result)?.id).toBe('base');
    expect(issueOf(conclusion({ factions: 'iran.base < 40' }), result)?.id).toBe('base');
  });
  it('finds none in a test about something else', () => {
    expect(issueOf(conclusion({ hypotheses: 'H3 leads' }), result)).toBeUndefined();
    expect(issueOf(undefined, result)).toBeUndefined();
  });
});
