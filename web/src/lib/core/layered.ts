// A layered drawing of a directed graph, the same for the same input: causes
// above, effects below, as far as loops allow (after Sugiyama, Tagawa and Toda
// 1981; loops broken after Eades, Lin and Smyth 1993). Links that run over
// several layers bend around the nodes between.

export interface Edge {
  from: string;
  to: string;
}

export interface Point {
  x: number;
  y: number;
}

export interface PlacedNode extends Point {
  id: string;
  layer: number;
}

export interface PlacedEdge extends Edge {
  /** From the border of the cause to the border of the effect. */
  points: Point[];
  /** It closes a loop: drawn upwards. */
  back: boolean;
}

export interface Drawing {
  width: number;
  height: number;
  /** Centres of the nodes. */
  nodes: Map<string, PlacedNode>;
  edges: PlacedEdge[];
  /** Ids by layer, from left to right. */
  layers: string[][];
}

export interface Sizes {
  nodeWidth: number;
  nodeHeight: number;
  gapX: number;
  gapY: number;
  /** The room that a link takes where it passes a layer. */
  lane: number;
  /** The width to keep to, where the fullest layer allows it. */
  width?: number;
}

/** A place in a layer: a node, or a link on its way past it. */
interface Slot {
  id: string;
  node: boolean;
  layer: number;
  up: Slot[];
  down: Slot[];
  at: number;
  x: number;
}

const sweeps = 16;

export function layered(ids: readonly string[], edges: readonly Edge[], sizes: Sizes): Drawing {
  const known = new Set(ids);
  const drawn = edges.filter((e) => known.has(e.from) && known.has(e.to) && e.from !== e.to);
  const rank = sequence(ids, drawn);
  const back = drawn.map((e) => rank.get(e.from)! > rank.get(e.to)!);
  const forward = drawn.map((e, i) => (back[i] ? { from: e.to, to: e.from } : e));
  const layerOf = layersOf(ids, forward, rank);

  const depth = Math.max(0, ...layerOf.values()) + 1;
  const layers: Slot[][] = Array.from({ length: depth }, () => []);
  const slots = new Map<string, Slot>();
  const add = (id: string, layer: number, node: boolean): Slot => {
    const slot: Slot = { id, node, layer, up: [], down: [], at: 0, x: 0 };
    layers[layer]!.push(slot);
    return slot;
  };
  for (const id of ids) slots.set(id, add(id, layerOf.get(id)!, true));
  // Each link as a chain of slots, one a layer.
  const chains = forward.map((e, i) => {
    const first = slots.get(e.from)!;
    const last = slots.get(e.to)!;
    const chain = [first];
    for (let layer = first.layer + 1; layer < last.layer; layer++) chain.push(add(`${i}\n${layer}`, layer, false));
    chain.push(last);
    for (let k = 1; k < chain.length; k++) {
      chain[k - 1]!.down.push(chain[k]!);
      chain[k]!.up.push(chain[k - 1]!);
    }
    return chain;
  });

  order(layers);
  const breadth = (s: Slot) => (s.node ? sizes.nodeWidth : sizes.lane);
  place(layers, breadth, sizes.gapX, sizes.width ?? Infinity);

  const all = layers.flat();
  const left = Math.min(...all.map((s) => s.x - breadth(s) / 2), Infinity);
  const right = Math.max(...all.map((s) => s.x + breadth(s) / 2), -Infinity);
  const step = sizes.nodeHeight + sizes.gapY;
  const y = (layer: number) => sizes.nodeHeight / 2 + layer * step;
  for (const s of all) s.x -= left;

  const nodes = new Map<string, PlacedNode>();
  for (const id of ids) {
    const s = slots.get(id)!;
    nodes.set(id, { id, x: s.x, y: y(s.layer), layer: s.layer });
  }
  const port = ports(chains, sizes.nodeWidth);
  const placed = drawn.map((e, i): PlacedEdge => {
    const chain = chains[i]!;
    const [out, into] = port[i]!;
    const first = chain[0]!;
    const last = chain[chain.length - 1]!;
    const points: Point[] = [
      { x: out, y: y(first.layer) + sizes.nodeHeight / 2 },
      // Straight past the nodes of a layer, bent only between layers.
      ...chain.slice(1, -1).flatMap((s) => [-1, 1].map((side) => ({ x: s.x, y: y(s.layer) + (side * sizes.nodeHeight) / 2 }))),
      { x: into, y: y(last.layer) - sizes.nodeHeight / 2 },
    ];
    return { ...e, back: back[i]!, points: back[i] ? points.reverse() : points };
  });
  return {
    width: ids.length === 0 ? 0 : right - left,
    height: ids.length === 0 ? 0 : depth * step - sizes.gapY,
    nodes,
    edges: placed,
    layers: layers.map((layer) => layer.filter((s) => s.node).map((s) => s.id)),
  };
}

/** Ids in an order in which few links run backwards. */
function sequence(ids: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const left = new Set(ids);
  const outs = new Map(ids.map((id): [string, number] => [id, 0]));
  const ins = new Map(ids.map((id): [string, number] => [id, 0]));
  for (const e of edges) {
    outs.set(e.from, outs.get(e.from)! + 1);
    ins.set(e.to, ins.get(e.to)! + 1);
  }
  const take = (id: string) => {
    left.delete(id);
    for (const e of edges) {
      if (e.from === id && left.has(e.to)) ins.set(e.to, ins.get(e.to)! - 1);
      if (e.to === id && left.has(e.from)) outs.set(e.from, outs.get(e.from)! - 1);
    }
  };
  const first: string[] = [];
  const last: string[] = [];
  while (left.size > 0) {
    const sink = [...left].find((id) => outs.get(id) === 0);
    if (sink !== undefined) {
      last.unshift(sink);
      take(sink);
      continue;
    }
    const source = [...left].find((id) => ins.get(id) === 0);
    const surplus = (id: string) => outs.get(id)! - ins.get(id)!;
    const next = source ?? [...left].reduce((best, id) => (surplus(id) > surplus(best) ? id : best));
    first.push(next);
    take(next);
  }
  return new Map([...first, ...last].map((id, i) => [id, i]));
}

/**
 * As high as its causes allow; then, from below, what has more effects than
 * causes moves down towards them, and what has as many goes where there is room.
 */
function layersOf(ids: readonly string[], forward: readonly Edge[], rank: Map<string, number>): Map<string, number> {
  const layer = new Map(ids.map((id): [string, number] => [id, 0]));
  const byRank = [...ids].sort((a, b) => rank.get(a)! - rank.get(b)!);
  for (const id of byRank) {
    for (const e of forward) if (e.to === id) layer.set(id, Math.max(layer.get(id)!, layer.get(e.from)! + 1));
  }
  const crowd = new Map<number, number>();
  for (const at of layer.values()) crowd.set(at, (crowd.get(at) ?? 0) + 1);
  const move = (id: string, to: number) => {
    crowd.set(layer.get(id)!, crowd.get(layer.get(id)!)! - 1);
    crowd.set(to, (crowd.get(to) ?? 0) + 1);
    layer.set(id, to);
  };
  for (const id of byRank.reverse()) {
    const effects = forward.filter((e) => e.from === id);
    const causes = forward.filter((e) => e.to === id);
    if (effects.length === 0 || effects.length < causes.length) continue;
    const lowest = Math.min(...effects.map((e) => layer.get(e.to)!)) - 1;
    if (effects.length > causes.length) {
      move(id, lowest);
      continue;
    }
    let best = layer.get(id)!;
    for (let at = best + 1; at <= lowest; at++) if (crowd.get(at)! + 1 < crowd.get(best)!) best = at;
    move(id, best);
  }
  // What now stands empty at the top is taken away.
  const top = Math.min(...layer.values());
  if (Number.isFinite(top)) for (const [id, at] of layer) layer.set(id, at - top);
  return layer;
}

const index = (layer: Slot[]) => layer.forEach((s, i) => (s.at = i));

/** Few crossings: layers are sorted by the middle of their neighbours, down and up again. */
function order(layers: Slot[][]): void {
  layers.forEach(index);
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(layers);
  for (let k = 0; k < sweeps && fewest > 0; k++) {
    const down = k % 2 === 0;
    const run = down ? layers : [...layers].reverse();
    for (const layer of run) {
      const middle = new Map(layer.map((s) => [s, mean((down ? s.up : s.down).map((n) => n.at), s.at)]));
      layer.sort((a, b) => middle.get(a)! - middle.get(b)! || a.at - b.at);
      index(layer);
    }
    for (const layer of layers) swap(layer);
    const now = crossings(layers);
    if (now < fewest) {
      fewest = now;
      best = layers.map((layer) => [...layer]);
    }
  }
  best.forEach((layer, i) => {
    layers[i] = layer;
    index(layer);
  });
}

/** Neighbours change places where that saves crossings. */
function swap(layer: Slot[]): void {
  for (let i = 0; i + 1 < layer.length; i++) {
    const [a, b] = [layer[i]!, layer[i + 1]!];
    const now = between(a.up, b.up) + between(a.down, b.down);
    const then = between(b.up, a.up) + between(b.down, a.down);
    if (then < now) {
      layer[i] = b;
      layer[i + 1] = a;
      index(layer);
    }
  }
}

/** Crossings of the links of a with those of b, where a stands left of b. */
function between(a: readonly Slot[], b: readonly Slot[]): number {
  let n = 0;
  for (const x of a) for (const y of b) if (x.at > y.at) n++;
  return n;
}

function crossings(layers: readonly Slot[][]): number {
  let n = 0;
  for (const layer of layers) {
    for (let i = 0; i < layer.length; i++) for (let j = i + 1; j < layer.length; j++) n += between(layer[i]!.down, layer[j]!.down);
  }
  return n;
}

const mean = (xs: readonly number[], none: number) => (xs.length === 0 ? none : xs.reduce((a, b) => a + b, 0) / xs.length);

/** Each slot near the middle of its neighbours, in order, apart from the next, and within the width. */
function place(layers: Slot[][], breadth: (s: Slot) => number, gap: number, width: number): void {
  // Of each slot from the left border of its layer, where all stand close.
  const close = layers.map((layer) => {
    let at = 0;
    return layer.map((s, i) => {
      at += i === 0 ? breadth(s) / 2 : (breadth(layer[i - 1]!) + breadth(s)) / 2 + gap;
      return at;
    });
  });
  const least = layers.map((layer, l) => (layer.length === 0 ? 0 : close[l]![layer.length - 1]! + breadth(layer[layer.length - 1]!) / 2));
  const room = Math.max(width, ...least);
  layers.forEach((layer, l) => layer.forEach((s, i) => (s.x = close[l]![i]! - least[l]! / 2)));
  for (let k = 0; k < sweeps; k++) {
    const down = k % 2 === 0;
    for (let step = 0; step < layers.length; step++) {
      const l = down ? step : layers.length - 1 - step;
      const layer = layers[l]!;
      const wish = layer.map((s, i) => mean((down ? s.up : s.down).map((n) => n.x), s.x) - close[l]![i]!);
      const [low, high] = [-room / 2, room / 2 - least[l]!];
      rising(wish).forEach((x, i) => (layer[i]!.x = Math.min(Math.max(x, low), high) + close[l]![i]!));
    }
  }
}

/** The rising sequence nearest to xs by squares (pool adjacent violators). */
export function rising(xs: readonly number[]): number[] {
  const pools: { sum: number; n: number }[] = [];
  for (const x of xs) {
    pools.push({ sum: x, n: 1 });
    while (pools.length > 1) {
      const [a, b] = [pools[pools.length - 2]!, pools[pools.length - 1]!];
      if (a.sum / a.n <= b.sum / b.n) break;
      pools.splice(-2, 2, { sum: a.sum + b.sum, n: a.n + b.n });
    }
  }
  return pools.flatMap((p) => Array<number>(p.n).fill(p.sum / p.n));
}

/** Where each link leaves and enters: spread over a node's side, in the order of the other ends. */
function ports(chains: Slot[][], width: number): [number, number][] {
  const out = chains.map((): [number, number] => [0, 0]);
  for (const end of [0, 1] as const) {
    const byNode = new Map<Slot, number[]>();
    chains.forEach((chain, i) => {
      const node = end === 0 ? chain[0]! : chain[chain.length - 1]!;
      byNode.set(node, [...(byNode.get(node) ?? []), i]);
    });
    for (const [node, list] of byNode) {
      const next = (i: number) => (end === 0 ? chains[i]![1]! : chains[i]![chains[i]!.length - 2]!).x;
      const sorted = [...list].sort((a, b) => next(a) - next(b) || a - b);
      const room = Math.min(width * 0.84, (sorted.length - 1) * 20);
      sorted.forEach((i, k) => (out[i]![end] = node.x + (sorted.length === 1 ? 0 : (k / (sorted.length - 1) - 0.5) * room)));
    }
  }
  return out;
}

/** A smooth line through the points, upright where it leaves and enters. */
export function curve(points: readonly Point[]): string {
  const r = (v: number) => Number(v.toFixed(1));
  return points
    .map((p, i) => {
      if (i === 0) return `M${r(p.x)} ${r(p.y)}`;
      const from = points[i - 1]!;
      const mid = (from.y + p.y) / 2;
      return `C${r(from.x)} ${r(mid)} ${r(p.x)} ${r(mid)} ${r(p.x)} ${r(p.y)}`;
    })
    .join('');
}

export type Way = 'up' | 'down' | 'left' | 'right';

/** The node that an arrow key leads to: the next of the layer, or the nearest of the layer above or below. */
export function towards(drawing: Drawing, id: string, way: Way): string {
  const here = drawing.nodes.get(id);
  if (!here) return id;
  if (way === 'left' || way === 'right') {
    const layer = drawing.layers[here.layer]!;
    return layer[layer.indexOf(id) + (way === 'left' ? -1 : 1)] ?? id;
  }
  const step = way === 'up' ? -1 : 1;
  for (let layer = here.layer + step; drawing.layers[layer]; layer += step) {
    const near = drawing.layers[layer]!;
    if (near.length === 0) continue;
    const distance = (other: string) => Math.abs(drawing.nodes.get(other)!.x - here.x);
    return near.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  }
  return id;
}
