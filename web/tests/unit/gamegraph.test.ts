import { describe, expect, it } from 'vitest';
import type { ConflictView, GameStep } from '../../src/lib/api/conflict';
import { dashOf, graphOf, stepsOf } from '../../src/lib/core/gamegraph';

const step = (actor: string, to: string): GameStep => ({ actor, to, says: '' });
const state = (key: string, improvements: GameStep[] | null, moves: GameStep[] | null, sight = 0) => ({ state: key, by_improvements: improvements, by_moves: moves, sight });
const arc = (actor: string, from: number, to: number, better: boolean) => ({ actor, from, to, better });

// a improves from s to p, b from p to q; a can go back, and b can bring r, which it likes less.
const view = {
  status_quo: 's',
  states: [
    state('q', [step('a', 'p'), step('b', 'q')], [step('a', 'p'), step('b', 'q')], 0.2),
    state('s', [], [], 1),
    state('p', [step('a', 'p')], [step('a', 'p')], 0.7),
    state('r', null, [step('b', 'r')], 0.1),
    state('u', null, null),
  ],
  arcs: [arc('a', 1, 2, true), arc('a', 2, 1, false), arc('b', 2, 0, true), arc('b', 0, 2, false), arc('b', 1, 3, false), arc('a', 3, 4, true)],
} as unknown as ConflictView;

const keys = (g: { rows: { state: { state: string } }[] }) => g.rows.map((r) => r.state.state);
const arrows = (g: { edges: { actor: string; from: string; to: string }[] }) => g.edges.map((e) => `${e.actor}: ${e.from} ${e.to}`);

describe('the graph of a game', () => {
  it('of improvements has what they lead to, the nearest first, and the improvements alone', () => {
    const g = graphOf(view, 'improvements', null);
    expect(keys(g)).toEqual(['s', 'p', 'q']);
    expect(arrows(g)).toEqual(['a: s p', 'b: p q']);
    expect(g.edges.every((e) => e.better)).toBe(true);
    expect(g.leftOut).toBe(0);
  });
  it('of moves has those that lead a step farther, better or not', () => {
    const g = graphOf(view, 'moves', null);
    expect(keys(g)).toEqual(['s', 'p', 'r', 'q']);
    expect(arrows(g)).toEqual(['a: s p', 'b: p q', 'b: s r']);
    expect(g.edges.map((e) => e.better)).toEqual([true, true, false]);
  });
  it('is cut at so many outcomes, but keeps the way to the chosen one', () => {
    expect(keys(graphOf(view, 'moves', null, 2))).toEqual(['s', 'p']);
    const g = graphOf(view, 'moves', 'q', 2);
    expect(keys(g)).toEqual(['s', 'p', 'q']);
    expect(g.leftOut).toBe(1);
  });
  it('of too many improvements has those that lead a step farther', () => {
    const more = { ...view, arcs: [...view.arcs, arc('b', 1, 0, true), arc('a', 0, 1, true)] } as ConflictView;
    expect(graphOf(more, 'improvements', null).edges.length).toBe(4);
    expect(arrows(graphOf(more, 'improvements', null, 24, 3))).toEqual(['a: s p', 'b: p q']);
  });
  it('follows the shortest ways where moves are not listed', () => {
    expect(arrows(graphOf({ ...view, arcs: [] }, 'moves', null))).toEqual(['a: s p', 'b: s r', 'b: p q']);
  });
  it('is empty where nothing leads anywhere', () => {
    const none = { ...view, states: view.states.map((s) => ({ ...s, by_moves: null })) } as ConflictView;
    expect(graphOf(none, 'moves', null)).toEqual({ rows: [], edges: [], leftOut: 0 });
  });
  it('names the steps of a way', () => {
    expect([...stepsOf(view, 'q', 'improvements')]).toEqual(['s p', 'p q']);
    expect(stepsOf(view, 'r', 'improvements').size).toBe(0);
    expect(stepsOf(view, null, 'moves').size).toBe(0);
  });
  it('tells who moves by dashes too', () => {
    expect(new Set([0, 1, 2, 3, 4].map(dashOf)).size).toBe(5);
    expect(dashOf(-1)).toBe('');
  });
});
