import type { ClaimView, PlaceView, SourceView } from '../api/types';

/** A paragraph of a source and the claims that stand in it. */
export interface Paragraph {
  source: string;
  from: number;
  to: number;
  text: string;
  words: string;
  claims: ClaimView[];
}

export interface Shelf {
  source: SourceView;
  paragraphs: Paragraph[];
  claims: number;
}

/** Claims by source and paragraph, sources in the case's order. A claim with two places stands in both. */
export function shelve(sources: readonly SourceView[], claims: readonly ClaimView[]): Shelf[] {
  return sources.map((source) => {
    const byFrom = new Map<string, Paragraph>();
    const seen = new Set<string>();
    for (const claim of claims) {
      for (const place of claim.places) {
        if (place.source !== source.id) continue;
        const key = `${place.from}-${place.to}`;
        const paragraph = byFrom.get(key) ?? paragraphOf(place);
        if (!paragraph.claims.includes(claim)) paragraph.claims.push(claim);
        byFrom.set(key, paragraph);
        seen.add(claim.id);
      }
    }
    const paragraphs = [...byFrom.values()].sort((a, b) => a.from - b.from || a.to - b.to);
    return { source, paragraphs, claims: seen.size };
  });
}

function paragraphOf(place: PlaceView): Paragraph {
  return { source: place.source, from: place.from, to: place.to, text: place.text, words: place.words ?? '', claims: [] };
}

/** A claim that nothing hangs on and that is not marked as context. */
export function unused(claim: ClaimView): boolean {
  return claim.feeds.length === 0 && !claim.context;
}

/** Pairs of claims that contradict each other, each pair once. */
export function contradictions(claims: readonly ClaimView[]): [ClaimView, ClaimView][] {
  const byId = new Map(claims.map((c) => [c.id, c]));
  const done = new Set<string>();
  const pairs: [ClaimView, ClaimView][] = [];
  for (const claim of claims) {
    for (const id of claim.conflicts_with) {
      const other = byId.get(id);
      const key = [claim.id, id].sort().join(' ');
      if (!other || done.has(key)) continue;
      done.add(key);
      pairs.push([claim, other]);
    }
  }
  return pairs;
}

/** What is chosen in the Evidence room: "claim:ID", "source:ID" or "place:SOURCE:PARAGRAPH". */
export function parseChoice(sel: string | null): { kind: 'claim' | 'source' | 'place' | null; id: string; paragraph: number } {
  const [kind, id = '', paragraph = '0'] = (sel ?? '').split(':');
  if (kind === 'claim' || kind === 'source' || kind === 'place') return { kind, id, paragraph: Number(paragraph) || 0 };
  return { kind: null, id: '', paragraph: 0 };
}
