// The table mechanism × conclusion, mirrored from internal/analysis (mechanisms.go).

import type { CaseRef, Verdict } from './types';

export interface LensStand {
  lens: string;
  verdict: Verdict;
  /** By the method that leads the lens; null: no draw has an outcome. */
  share: number | null;
}

export interface ConclusionStand {
  conclusion: string;
  says: string;
  answers: string;
  verdict: Verdict;
  lenses: LensStand[];
}

export interface MechanismCell extends ConclusionStand {
  /** The largest change of a share, over the lenses. */
  moved: number;
  lens?: string;
  /** A share crosses one half, or a lens falls silent. */
  turns: boolean;
}

export interface MechanismRow {
  mechanism: string;
  title: string;
  parts: number;
  /** In the order of the base's conclusions. */
  cells: MechanismCell[];
  carries: string[];
  idle: boolean;
  words: string;
}

export interface Mechanisms {
  format: 'entente.mechanisms/1';
  version: string;
  case: CaseRef;
  seed: number;
  draws: number;
  base: ConclusionStand[];
  rows: MechanismRow[];
  done: number;
  notes: string[];
}
