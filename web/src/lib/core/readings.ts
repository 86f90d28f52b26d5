import type { ModelSwitch, Readings, ValueShare } from '../api/bargain';

/** One value of one switch, as a row. */
export interface ReadingRow extends ValueShare {
  switch: string;
  switchMeaning: string;
  meaning: string;
  /** The first row of its switch. */
  first: boolean;
}

export function readingRows(r: Readings, switches: readonly ModelSwitch[]): ReadingRow[] {
  return r.switches.flatMap((effect) => {
    const about = switches.find((s) => s.name === effect.switch);
    return effect.values.map((v, i) => ({
      ...v,
      switch: effect.switch,
      switchMeaning: about?.meaning ?? '',
      meaning: about?.values?.find((x) => x.name === v.value)?.meaning ?? '',
      first: i === 0,
    }));
  });
}

/** The switch whose values differ most, with its best and its worst; null where none differ. */
export function breaker(r: Readings): { switch: string; best: ValueShare; worst: ValueShare } | null {
  const effect = r.switches[0];
  if (!effect || effect.flips === 0) return null;
  const order = [...effect.values].sort((a, b) => b.share - a.share);
  return { switch: effect.switch, best: order[0]!, worst: order[order.length - 1]! };
}

/** A share of readings, said as a count. */
export function readingsWords(r: Readings): string {
  if (r.readings === 0) return 'No reading gave an outcome.';
  if (r.holds === r.readings) return `It holds in all ${r.readings} readings of the challenge model.`;
  if (r.holds === 0) return `It holds in none of ${r.readings} readings of the challenge model.`;
  return `It holds in ${r.holds} of ${r.readings} readings of the challenge model.`;
}
