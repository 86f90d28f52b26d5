// Okabe and Ito's hues, which stay apart for colour-blind readers (yellow left
// out: too pale on paper). Hue alone never speaks: the shape changes when the
// hues run out, and every mark stands beside its name.

export type MarkShape = 'circle' | 'square' | 'diamond' | 'triangle';

export interface ActorMark {
  /** A CSS custom property, so that light and dark differ. */
  hue: string;
  shape: MarkShape;
}

const hues = [
  'var(--oi-vermillion)',
  'var(--oi-blue)',
  'var(--oi-green)',
  'var(--oi-purple)',
  'var(--oi-orange)',
  'var(--oi-sky)',
  'var(--oi-ink)',
];
const shapes: MarkShape[] = ['circle', 'square', 'diamond', 'triangle'];

/** Marks by the actors' order in the case: the same in every room. */
export function marksOf(ids: readonly string[]): Map<string, ActorMark> {
  return new Map(
    ids.map((id, i) => [
      id,
      { hue: hues[i % hues.length]!, shape: shapes[Math.floor(i / hues.length) % shapes.length]! },
    ]),
  );
}

const plain: ActorMark = { hue: 'var(--oi-ink)', shape: 'circle' };

export function markOf(marks: Map<string, ActorMark>, id: string): ActorMark {
  return marks.get(id) ?? plain;
}

/** The path of a mark of radius r around the origin. */
export function markPath(shape: MarkShape, r: number): string {
  switch (shape) {
    case 'circle':
      return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    case 'square': {
      const a = r * 0.89;
      return `M${-a} ${-a}h${2 * a}v${2 * a}h${-2 * a}Z`;
    }
    case 'diamond': {
      const a = r * 1.25;
      return `M0 ${-a}L${a} 0L0 ${a}L${-a} 0Z`;
    }
    case 'triangle': {
      const a = r * 1.3;
      return `M0 ${-a}L${a * 0.95} ${a * 0.72}L${-a * 0.95} ${a * 0.72}Z`;
    }
  }
}
