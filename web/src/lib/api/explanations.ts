// What the evidence makes of a set of explanations, mirrored from
// internal/analysis (explanations.go). Lists by row follow the order of `rows`.

import type { Spread } from './types';

export interface ExplanationRow {
  id: string;
  says?: string;
  claims: string[];
  /** A weight, as it stands in the scenario. */
  prior: string;
  prior_path?: string;
  prior_default?: boolean;
  /** The prior at its mid, divided by the sum. */
  start: number;
  posterior: Spread;
  base?: Spread;
  /** Share of draws in which it leads. */
  lead: number;
  hull_low: number;
  hull_high: number;
}

export interface RowPair {
  a: string;
  b: string;
  /** Share of draws with a above b. */
  above: number;
  told_apart: boolean;
  /** The evidence whose narrowing would tell them apart best. */
  separates?: string;
  words: string;
}

export interface LikelihoodCell {
  path: string;
  text: string;
  low: number;
  mid: number;
  high: number;
}

export interface EvidenceRow {
  id: string;
  says?: string;
  claims: string[];
  against: string[];
  judgement?: string;
  cluster?: string;
  /** 1, or less when it shares its origin. */
  weight: number;
  reliability: string;
  reliability_path: string;
  /** The chance of such a report from a worthless source, where it is not 0.5. */
  floor?: string;
  floor_path?: string;
  likelihood: LikelihoodCell[];
  /** What it adds to each row, binary logarithms; null: it rules the row out. */
  bits: (number | null)[];
  /** Largest over smallest effective likelihood; null: unbounded. */
  max_lr: number | null;
  shift_bits: number;
  nothing: boolean;
  words: string;
}

export interface WithoutUnit {
  unit: string;
  items: string[];
  posterior: number[];
  leader: string;
  changes_leader: boolean;
  words: string;
}

export interface AuditView {
  rows: { item: string; ratings: string[] }[];
  counts: number[];
  order: string[];
  reversals: string[];
  words: string;
}

export interface ExplanationSet {
  id: string;
  complete: boolean;
  /** Why the set cannot be weighed; the rest is then empty. */
  error?: string;
  rows: ExplanationRow[];
  settled: boolean;
  leader: string;
  words: string;
  pairs: RowPair[];
  evidence: EvidenceRow[];
  left_out: string[];
  without: WithoutUnit[];
  rests_on: string;
  level: number | null;
  runner_up: string;
  audit: AuditView | null;
  breaches: string[];
}
