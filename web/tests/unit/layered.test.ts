import { describe, expect, it } from 'vitest';
import { curve, layered, rising, towards, type Edge } from '../../src/lib/core/layered';

const sizes = { nodeWidth: 100, nodeHeight: 50, gapX: 10, gapY: 40, lane: 10 };
const edges = (text: string): Edge[] => text.split(' ').map((e) => ({ from: e[0]!, to: e[1]! }));
const layerOf = (ids: string, text: string) => {
  const d = layered([...ids], edges(text), sizes);
  return Object.fromEntries([...d.nodes].map(([id, n]) => [id, n.layer]));
};

/** A small deterministic source of numbers, for maps that nobody chose. */
function numbers(seed: number) {
  let s = seed;
  return (n: number) => {
    s = (s * 1103515245 + 12345) % 2147483648;
    return Math.floor((s / 2147483648) * n);
  };
}
function anyMap(seed: number) {
  const draw = numbers(seed);
  const ids = Array.from({ length: 2 + draw(14) }, (_, i) => `n${i}`);
  const list = Array.from({ length: draw(30) }, () => ({ from: ids[draw(ids.length)]!, to: ids[draw(ids.length)]! }));
  return { ids, list };
}

describe('the layered drawing', () => {
  it('puts causes above effects and a lone cause just above what it acts on', () => {
    expect(layerOf('abcd', 'ab bc dc')).toEqual({ a: 0, b: 1, d: 1, c: 2 });
  });
  it('breaks a loop at one link, drawn upwards', () => {
    const d = layered([...'abc'], edges('ab bc ca'), sizes);
    expect(d.edges.map((e) => e.back)).toEqual([false, false, true]);
    const up = d.edges[2]!.points;
    expect(up[0]!.y).toBeGreaterThan(up[up.length - 1]!.y);
    expect(up[0]!.y).toBe(d.nodes.get('c')!.y - 25);
    expect(up[up.length - 1]!.y).toBe(d.nodes.get('a')!.y + 25);
  });
  it('crosses no links where none need to', () => {
    const d = layered([...'abxy'], edges('ay bx'), sizes);
    const at = (id: string) => d.nodes.get(id)!.x;
    expect(at('a') < at('b')).toBe(at('y') < at('x'));
  });
  it('holds for any map: nothing overlaps, all lies inside, ends touch their nodes, twice the same', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { ids, list } = anyMap(seed);
      const d = layered(ids, list, sizes);
      expect(layered(ids, list, sizes)).toEqual(d);
      expect([...d.nodes.keys()]).toEqual(ids);
      for (const layer of d.layers) {
        for (let i = 1; i < layer.length; i++) {
          expect(d.nodes.get(layer[i]!)!.x - d.nodes.get(layer[i - 1]!)!.x).toBeGreaterThanOrEqual(110 - 1e-6);
        }
      }
      for (const n of d.nodes.values()) {
        expect(n.x - 50).toBeGreaterThanOrEqual(-1e-6);
        expect(n.x + 50).toBeLessThanOrEqual(d.width + 1e-6);
        expect(n.y + 25).toBeLessThanOrEqual(d.height + 1e-6);
      }
      expect(d.edges.length).toBe(list.filter((e) => e.from !== e.to).length);
      for (const e of d.edges) {
        const [a, b] = [d.nodes.get(e.from)!, d.nodes.get(e.to)!];
        const [p, q] = [e.points[0]!, e.points[e.points.length - 1]!];
        expect(e.back).toBe(a.layer > b.layer);
        expect(Math.abs(p.x - a.x)).toBeLessThanOrEqual(50);
        expect(Math.abs(q.x - b.x)).toBeLessThanOrEqual(50);
        expect(p.y).toBe(a.y + (e.back ? -25 : 25));
        expect(q.y).toBe(b.y + (e.back ? 25 : -25));
      }
    }
  });
  it('keeps to a width where the fullest layer allows it', () => {
    const wide = layered([...'abcdefgh'], edges('ah bh ch dh eh fh gh'), sizes);
    expect(wide.width).toBeCloseTo(7 * 100 + 6 * 10);
    for (let seed = 1; seed <= 60; seed++) {
      const { ids, list } = anyMap(seed);
      const free = layered(ids, list, sizes).width;
      const kept = layered(ids, list, { ...sizes, width: 1 });
      expect(kept.width).toBeLessThanOrEqual(free + 1e-6);
      expect(layered(ids, list, { ...sizes, width: 5000 }).width).toBeLessThanOrEqual(5000);
    }
  });
  it('draws nothing, a node alone, and leaves out links to nowhere and to oneself', () => {
    expect(layered([], [], sizes)).toMatchObject({ width: 0, height: 0, edges: [] });
    const one = layered(['a'], edges('aa ab'), sizes);
    expect([one.width, one.height, one.edges.length]).toEqual([100, 50, 0]);
  });
});

describe('walking the drawing', () => {
  const d = layered([...'abcd'], edges('ac bc cd'), sizes);
  it('goes along a layer and to the nearest node of the next', () => {
    expect(towards(d, 'a', 'right')).toBe('b');
    expect(towards(d, 'b', 'right')).toBe('b');
    expect(towards(d, 'b', 'left')).toBe('a');
    expect(towards(d, 'a', 'down')).toBe('c');
    expect(towards(d, 'd', 'up')).toBe('c');
    expect(towards(d, 'd', 'down')).toBe('d');
    expect(towards(d, 'nobody', 'up')).toBe('nobody');
  });
});

describe('lines', () => {
  it('makes a sequence rise with the least change', () => {
    expect(rising([1, 2, 3])).toEqual([1, 2, 3]);
    expect(rising([3, 1, 2])).toEqual([2, 2, 2]);
    expect(rising([0, 4, 2, 9])).toEqual([0, 3, 3, 9]);
    expect(rising([])).toEqual([]);
  });
  it('leaves and enters upright', () => {
    expect(curve([{ x: 0, y: 0 }, { x: 10, y: 20 }])).toBe('M0 0C0 10 10 10 10 20');
    expect(curve([])).toBe('');
  });
});
