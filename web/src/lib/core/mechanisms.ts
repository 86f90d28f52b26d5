import type { ConclusionStand, MechanismCell } from '../api/mechanisms';

/** A cell of the table: the change in draws of 100, and a mark where it turns. */
export function movedText(cell: MechanismCell): string {
  const n = Math.round(cell.moved * 100);
  const text = n === 0 ? '·' : n > 0 ? `+${n}` : `\u2212${-n}`;
  return cell.turns ? `${text} !` : text;
}

/** What a cell means, in words. */
export function movedWords(base: ConclusionStand, cell: MechanismCell): string {
  const words = base.lenses.flatMap((before) => {
    const after = cell.lenses.find((l) => l.lens === before.lens);
    if (!after) return [`${before.lens} falls silent`];
    if (before.share === null || after.share === null) return [];
    const [a, b] = [Math.round(before.share * 100), Math.round(after.share * 100)];
    return a === b ? [] : [`${before.lens} from ${a} to ${b} of 100 draws`];
  });
  return words.length > 0 ? words.join('; ') : 'no lens moves by as much as one draw in a hundred';
}
