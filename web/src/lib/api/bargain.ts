// The dynamic models of bargaining, mirrored from the program's packages
// bargain (trajectory.go, move.go, exchange.go, readings.go, model.go) and
// internal/analysis (models.go, readings.go). Positions are on the issues' own
// scales unless a name says otherwise; null where an actor has none.

import type { CaseRef } from './types';

export interface Meaning {
  name: string;
  meaning: string;
}

/** A contested point of a family of models; without values it takes a whole number. */
export interface ModelSwitch extends Meaning {
  values?: Meaning[];
  technical?: boolean;
}

export interface ModelInfo extends Meaning {
  family: string;
  defaults: Record<string, string>;
  switches: ModelSwitch[];
}

export interface Models {
  models: ModelInfo[];
}

export type Stop = 'no_offers' | 'settled' | 'cycle' | 'limit';

export interface Cycle {
  from: number;
  length: number;
}

export interface IssueStop {
  issue: string;
  stop: Stop;
  round: number;
  cycle?: Cycle;
  alternates?: number;
}

export interface Cluster {
  issue?: string;
  position: (number | null)[];
  actors: string[];
  probability: number;
}

/** A challenge of `other` by `actor`, as the actor sees it. */
export interface Pair {
  issue?: string;
  actor: string;
  other: string;
  own: number;
  others: number;
  probability: number;
}

export interface Round {
  round: number;
  positions: Record<string, (number | null)[]>;
  weighted_mean: (number | null)[];
  weighted_median: (number | null)[];
  pce: Cluster[] | null;
  risk?: Record<string, (number | null)[]>;
  moved: number;
  max_move: number;
  pairs?: Pair[];
}

/** A number in a run on one issue, else a number an issue. */
export type Place = number | null | (number | null)[];

export interface Figures {
  own_eu?: number;
  other_eu?: number;
  gain?: number;
  probability?: number;
  option_probability?: number;
}

export interface Alternative extends Figures {
  offer?: string;
  counterpart?: string;
  to: Place;
  why: string;
}

export interface Move extends Figures {
  round: number;
  /** Absent where a move spans all issues. */
  issue?: string;
  actor: string;
  action: 'move' | 'stay';
  offer?: string;
  counterpart?: string;
  risk?: number;
  from: Place;
  to: Place;
  rejected?: Alternative[];
  challenge?: { target: string; probability: number; gain: number };
  words: string;
}

export interface Tie {
  round: number;
  issue?: string;
  actor: string;
  what: string;
  among: string[];
  chosen: string;
  decisive: boolean;
}

/** A realised exchange; its positions and outcomes are on 0..100. */
export interface Exchange {
  round: number;
  step: number;
  gain: number;
  a: string;
  a_supplies: string;
  b: string;
  b_supplies: string;
  words: string;
}

export interface Trajectory {
  model: string;
  switches: Record<string, string>;
  stop: Stop;
  stops?: IssueStop[];
  cycle?: Cycle;
  alternates?: number;
  warnings?: string[];
  /** What a model under these switches cannot do. */
  limits?: string[];
  actors: string[];
  scales: { id: string; low: number; high: number }[];
  bystanders?: string[];
  never_moved?: string[];
  trajectory: Round[];
  ties?: Tie[];
  moves?: Move[];
  exchanges?: Exchange[];
}

export interface ModelRun {
  format: 'entente.bargain/1';
  version: string;
  case: CaseRef;
  scaled: string[];
  /** In the order of the result's actors. */
  actor_ids: string[];
  record: string;
  result: Trajectory;
}

export interface ValueShare {
  value: string;
  readings: number;
  holds: number;
  share: number;
}

export interface SwitchEffect {
  switch: string;
  values: ValueShare[];
  /** Share of pairs of readings, equal but for this switch, that disagree. */
  flips: number;
  pairs: number;
  range: number;
}

/** Under how many readings of a family a conclusion holds; switches most decisive first. */
export interface Readings {
  format: 'entente.readings/1';
  conclusion: string;
  says: string;
  test: string;
  family: string;
  failed: number;
  /** Whether it holds by the weighted mean of the first positions, the forecast. */
  static: boolean;
  readings: number;
  holds: number;
  share: number;
  switches: SwitchEffect[];
  words: string;
}
