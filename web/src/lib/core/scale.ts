import type { ScaleLabel } from '../api/types';

/** A linear map from a domain to pixels, with its inverse. */
export interface Scale {
  (value: number): number;
  invert(pixel: number): number;
  domain: readonly [number, number];
  span: number;
}

export function linear(domain: readonly [number, number], pixels: readonly [number, number]): Scale {
  const [d0, d1] = domain;
  const [p0, p1] = pixels;
  const span = d1 - d0;
  const k = span === 0 ? 0 : (p1 - p0) / span;
  const scale = ((value: number) => p0 + (value - d0) * k) as Scale;
  scale.invert = (pixel) => (k === 0 ? d0 : d0 + (pixel - p0) / k);
  scale.domain = domain;
  scale.span = span;
  return scale;
}

/** The ends of an issue's scale: its first and last labelled points. */
export function domainOf(labels: readonly ScaleLabel[]): [number, number] {
  const ats = labels.map((label) => label.at);
  if (ats.length === 0) return [0, 100];
  const low = Math.min(...ats);
  const high = Math.max(...ats);
  return low === high ? [low, low + 1] : [low, high];
}

/** Round ticks, about `wanted` of them, that cover the domain. */
export function ticks([low, high]: readonly [number, number], wanted = 5): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** Breaks text into lines of at most `width` characters, at blanks where it can. */
export function wrap(text: string, width: number, most = 4): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
}

/** The labelled point nearest to a value, to say where a number stands in words. */
export function nearestLabel(labels: readonly ScaleLabel[], value: number): ScaleLabel | undefined {
  let best: ScaleLabel | undefined;
  for (const label of labels) {
    if (!best || Math.abs(label.at - value) < Math.abs(best.at - value)) best = label;
  }
  return best;
}

export interface PlacedLabel extends ScaleLabel {
  px: number;
  anchor: 'start' | 'middle' | 'end';
  lines: string[];
}

/** Labels of a scale in pixels, their words broken to the room they have. */
export function placeLabels(labels: readonly ScaleLabel[], x: Scale): PlacedLabel[] {
  return labels.map((label, i) => {
    const at = x(label.at);
    const before = i > 0 ? at - x(labels[i - 1]!.at) : Infinity;
    const after = i < labels.length - 1 ? x(labels[i + 1]!.at) - at : Infinity;
    const first = i === 0;
    const last = i === labels.length - 1;
    // An end label grows inwards, so it may take half of the way to its neighbour.
    const room = first ? after / 2 : last ? before / 2 : Math.min(before, after);
    return {
      ...label,
      px: at,
      anchor: first ? 'start' : last ? 'end' : 'middle',
      lines: wrap(label.label, Math.max(8, Math.floor((room - 8) / 6.1)), 5),
    };
  });
}
