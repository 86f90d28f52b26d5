import type { ConclusionAnswer, InputLine, LensAnswer, Why } from '../api/types';

/**
 * What moves the answer of one lens, most first, each with its claims. A lens
 * that settles an issue has the conclusion's own inputs.
 */
export function inputsOf(why: Pick<Why, 'inputs' | 'conclusion'>, lens: LensAnswer): InputLine[] {
  const lines = new Map(why.inputs.map((line): [string, InputLine] => [line.path, line]));
  if (lens.inputs === undefined && lens.verdict === 'silent') return [];
  const own = lens.inputs ?? why.conclusion?.inputs ?? [];
  // Ends, swing and words are the lens's own; claims and place are the number's.
  return own.map((input) => ({ claim_lines: [], ...lines.get(input.path), ...input }));
}

export interface Silence {
  why: string;
  lenses: string[];
}

/** Why lenses say nothing on any conclusion: those with the same reasons together. */
export function silences(conclusions: readonly ConclusionAnswer[], lenses: readonly string[]): Silence[] {
  const out: Silence[] = [];
  for (const name of lenses) {
    const reasons = conclusions.flatMap((c) => c.lenses.filter((l) => l.lens === name).map((l) => l.why));
    const why = [...new Set(reasons)].join(' ');
    const same = out.find((s) => s.why === why);
    if (same) same.lenses.push(name);
    else out.push({ why, lenses: [name] });
  }
  return out;
}
