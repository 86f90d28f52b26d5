// The game of options, mirrored from internal/analysis (conflict_view.go,
// conflict_result.go, conflict_why.go, conflict_change.go) and conflict
// (explain.go, edits.go).

import type { Basis, CaseRef, Influence } from './types';

export type ConceptId = 'nash' | 'seq' | 'sseq' | 'smr' | 'gmr';
export type Change = 'both' | 'set-only' | 'clear-only';

/** An outcome: its key is the options taken joined by "+", "-" for none. */
export interface GameState {
  state: string;
  taken: string[];
  says: string;
}

export interface GameStep {
  actor: string;
  to: string;
  says: string;
}

export interface GameEnd extends GameState {
  /** An equilibrium by the likelier judgements. */
  point: boolean;
  share: number;
  se: number;
  in_sight: number;
  base?: number;
  path: GameStep[] | null;
}

export interface GameMover {
  actor: string;
  name: string;
  moves: number;
  improvements: GameState[];
  stays: string[];
  words: string[];
}

export interface GameJudgement extends Influence {
  state: string;
}

export interface ConflictAnswer {
  silent?: string;
  status_quo: GameState | null;
  moved?: string;
  states: number;
  draws: number;
  movers: GameMover[];
  concepts: { concept: ConceptId; title: string; words: string; ends: GameEnd[]; left_out: number }[];
  judgements: GameJudgement[];
}

export interface GameEvidence {
  basis: Basis;
  claims: string[];
  against: string[];
  judgement?: string;
  mechanism?: string;
  note?: string;
  where?: string;
}

export interface GameParty {
  actor: string;
  name: string;
  options: string[];
}

export interface GameOption extends GameEvidence {
  id: string;
  name: string;
  actor: string;
  change: Change;
  held?: 'yes' | 'no';
}

export interface GameRule extends GameEvidence {
  rule: string;
}

export interface GameStatement extends GameEvidence {
  /** Its place from 1 as written. */
  number: number;
  /** Its place by the likelier judgements; 0: switched off. */
  place: number;
  prefers: string;
  holds: number;
  path: string;
  confidence: string;
  low: number | null;
  high: number | null;
}

export interface GameWeight extends GameEvidence {
  option: string;
  path: string;
  text: string;
  low: number;
  high: number;
}

export interface GamePreference {
  actor: string;
  kind: 'statements' | 'ranking' | 'weights' | 'unknown' | 'none';
  statements: GameStatement[];
  ranking: string[][];
  weights: GameWeight[];
}

export interface GameConcept {
  concept: ConceptId;
  title: string;
  words: string;
  rule: string;
}

/** What is by decision maker or by concept stands in the order of the view's lists. */
export interface GameStateView extends GameState {
  ranks: number[];
  stable: boolean[][];
  equilibrium: boolean[];
  shares: number[][];
  end_shares: number[];
  end_errors: number[];
  sight_shares: number[];
  sight: number;
  by_improvements: GameStep[] | null;
  by_moves: GameStep[] | null;
}

export interface GameArc {
  actor: string;
  from: number;
  to: number;
  better: boolean;
}

export interface ConflictView {
  format: 'entente.conflict.view/1';
  version: string;
  case: CaseRef;
  seed: number;
  draws: number;
  planned: number;
  decision_makers: GameParty[];
  options: GameOption[];
  rules: GameRule[];
  preferences: GamePreference[];
  concepts: GameConcept[];
  problems: { code: string; severity: string; path: string; cause: string; remedy: string }[];
  silent?: string;
  status_quo: string;
  moved?: string;
  known: boolean;
  count: number;
  states: GameStateView[];
  left_out: number;
  arcs: GameArc[];
  arcs_left_out: number;
  answer: ConflictAnswer;
  notes: string[];
}

/** How someone likes one outcome compared with another. */
export interface Difference {
  relation: 'better' | 'level' | 'worse';
  ranks: number;
  level?: number;
  statements?: string[];
  holding?: number;
  against?: number;
  by?: number;
}

export interface Turn {
  dm: string;
  from: string;
  to: string;
  changes?: { option: string; taken: boolean; irreversible?: boolean }[];
  change: Difference;
}

export interface Outcome {
  path: Turn[];
  outcome: Difference;
}

export interface Reply {
  move: Turn;
  outcome: Difference;
}

export interface Deterred {
  improvement: Turn;
  sanction: Turn[];
  credible: boolean;
  outcome: Difference;
  answers?: string[];
  best?: Reply;
}

export interface Undeterred {
  improvement: Turn;
  reason: 'no-foresight' | 'cannot-move' | 'will-not-move' | 'nothing-worse' | 'answered';
  worst?: Outcome;
  escapes?: { sanction: Outcome; answer: Reply }[];
  more?: boolean;
}

export interface GameWhy {
  format: 'entente.conflict.why/1';
  case: CaseRef;
  state: string;
  actor: string;
  concept: ConceptId;
  stable: boolean;
  words: string[];
  explanation: {
    state: string;
    dm: string;
    concept: ConceptId;
    stable: boolean;
    moves?: Turn[];
    deterred?: Deterred[];
    undeterred?: Undeterred;
    hangs_on?: { up: boolean; length: number; past: string; difference: Difference };
  };
}

export interface GameSlide {
  actor: string;
  possible: boolean;
  up: boolean;
  length: number;
  past: string;
  exact: boolean;
  words: string;
}

export interface GameChange {
  format: 'entente.conflict.change/1';
  case: CaseRef;
  state: string;
  actor?: string;
  concept: ConceptId;
  want: Want;
  already: boolean;
  words: string[];
  slides: GameSlide[];
  edits?: { edits: number; ways?: unknown[][]; searched: number; exact: boolean };
  /** The smallest change of all orders together; about equilibrium alone. */
  orders?: { possible: boolean; total: number; exact: boolean; searched?: number };
  structure: { kind: 'change' | 'rule' | 'option'; option: string; rule: string; to: string; words: string }[];
}

export type Want = 'stable' | 'unstable';
