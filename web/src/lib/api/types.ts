// The JSON contract, mirrored from internal/analysis (result.go, view.go) and
// internal/problem. Positions are on the issue's own scale; shares are 0..1 of draws.

import type { CausesAnswer } from './causes';
import type { ExplanationSet } from './explanations';

export interface CaseRef {
  id: string;
  title: string;
  as_of: string;
  digest: string;
}

export type ChangeOp = 'push' | 'pin' | 'cut' | 'set';

export interface ChangeRef {
  path: string;
  label: string;
  op: ChangeOp;
  to: string;
  from?: string;
  reaches: boolean;
}

export interface WhatIfRef {
  id: string;
  title: string;
  actor?: string;
  changes: ChangeRef[];
}

/** A number over draws: the answer at the mids, then quantiles over draws. */
export interface Spread {
  point: number;
  median: number;
  p05: number;
  p25: number;
  p75: number;
  p95: number;
}

export type Basis = 'evidence' | 'judgement' | 'default' | 'none';

export interface Influence {
  path: string;
  label: string;
  text: string;
  low: number;
  high: number;
  basis: Basis;
  at_low: number;
  at_high: number;
  swing: number;
  correlation: number;
  flips: boolean;
  words: string;
  claims: string[];
}

export interface QuestionAnswer {
  id: string;
  asks: string;
  kind?: string;
  answer?: string;
  range?: string;
  baseline?: string;
  /** What the set of explanations of the same id says. */
  explains?: string;
  because?: Influence[];
  conclusions?: string[];
  opens?: string;
  closes?: string;
  resolves?: string;
  base_rate?: string;
  status_quo_answer?: string;
}

export type Verdict = 'agrees' | 'disagrees' | 'divided' | 'silent';

export interface MethodShare {
  method: string;
  title: string;
  point: boolean;
  share: number;
  base?: number;
  chosen?: boolean;
}

export interface LensAnswer {
  lens: string;
  test?: string;
  verdict: Verdict;
  why: string;
  methods?: MethodShare[];
  /** Of a lens that settles no issue: what moves its own answer. */
  inputs?: Influence[];
}

export interface BaselineCheck {
  name: string;
  title: string;
  value: number;
  holds: boolean;
}

export interface Sign {
  conclusion: string;
  look_for: string;
  by: string;
  speaks: string;
  seen_on?: string;
  seen_in?: string;
  claims: string[];
}

export interface ConclusionAnswer {
  id: string;
  says: string;
  answers: string;
  under?: string[];
  verdict: Verdict;
  summary: string;
  lenses: LensAnswer[];
  baseline: BaselineCheck[];
  inputs: Influence[];
  unsupported: string[];
  signs: Sign[];
}

export interface ScaleLabel {
  at: number;
  label: string;
}

export interface ActorOnIssue {
  id: string;
  name: string;
  composite: boolean;
  position: Spread;
  salience: Spread;
  capability: Spread;
  share: Spread;
  base?: Spread;
  basis: Basis;
  bystander?: boolean;
}

export interface Carry {
  actor: string;
  name: string;
  weight: number;
  position: number;
  pull: number;
  without: number;
}

export interface Trace {
  equation: string;
  words: string;
  carries: Carry[];
}

export interface MethodOutcome extends Spread {
  method: string;
  title: string;
  histogram: number[];
  base?: Spread;
  base_histogram?: number[];
  moved?: Spread;
  baseline: boolean;
  record: string;
  trace: Trace;
}

export interface IssueAnswer {
  id: string;
  question: string;
  scale: ScaleLabel[];
  status_quo?: number;
  actors: ActorOnIssue[];
  methods: MethodOutcome[];
  tornado: Influence[];
  words: string[];
  two_sided?: Spread;
  /** Absent where no actor has weight. */
  forecast?: Forecast;
}

/** Points of a distribution by their share, on the issue's scale. */
export type Quantiles = Record<'0.05' | '0.1' | '0.25' | '0.5' | '0.75' | '0.9' | '0.95', number>;

/** Where an issue is expected to settle with the error of the method counted in. */
export interface Forecast {
  label: string;
  skill: string;
  inputs: Quantiles;
  method: Quantiles;
  both: Quantiles;
  /** Of both, at 201 equally spaced points of the scale. */
  cdf: number[];
  nearer_upper?: number;
  words: string;
}

export interface RuleOutcome extends Spread {
  rule: string;
  title: string;
  base?: Spread;
}

export interface PartOfState {
  id: string;
  name: string;
  position: Spread;
  salience: Spread;
  influence: Spread;
  share: Spread;
  base?: Spread;
  veto: boolean;
}

export interface StateAnswer {
  actor: string;
  name: string;
  issue: string;
  rule: string;
  rules: RuleOutcome[];
  parts: PartOfState[];
  win_set_low: number;
  win_set_high: number;
  gridlock: boolean;
  gridlock_share: number;
  words: string;
}

export interface LeverEffect {
  issue: string;
  moved: Spread;
  up: number;
}

export interface LeverTurn {
  conclusion: string;
  base: number;
  with: number;
  turns: boolean;
}

export interface Lever {
  what_if: WhatIfRef;
  effects: LeverEffect[];
  turns: LeverTurn[];
  words: string;
}

export interface Assumption {
  path: string;
  label: string;
  text: string;
  basis: Basis;
  reason: string;
  by?: string;
  date?: string;
  swing: number;
  issue?: string;
  turns: string[];
}

export interface Result {
  format: 'entente.run/1';
  version: string;
  case: CaseRef;
  seed: number;
  draws: number;
  planned: number;
  what_ifs: WhatIfRef[];
  changes: ChangeRef[];
  /** Mechanisms switched off, in the base too. */
  without: string[];
  questions: QuestionAnswer[];
  conclusions: ConclusionAnswer[];
  issues: IssueAnswer[];
  states: StateAnswer[];
  /** Absent without a causal map. */
  causes?: CausesAnswer;
  explanations: ExplanationSet[];
  levers: Lever[];
  assumptions: Assumption[];
  watch: Sign[];
  notes: string[];
}

export interface ActorView {
  id: string;
  name: string;
  kind: string;
  whole?: string;
  composite: boolean;
  rule?: string;
  claims: string[];
  note?: string;
}

export interface IssueView {
  id: string;
  question: string;
  scale: ScaleLabel[];
  stances: string[];
  claims: string[];
}

export interface TieView {
  from: string;
  to: string;
  mutual: boolean;
  path: string;
}

export interface SourceView {
  id: string;
  title: string;
  author?: string;
  publisher?: string;
  published?: string;
  kind?: string;
  part_of?: string;
  origin: string;
  grade?: string;
  grade_why?: string;
  admitted: string;
  has_text: boolean;
}

export interface PlaceView {
  source: string;
  from: number;
  to: number;
  text: string;
  grade?: string;
  origin: string;
  title: string;
  words?: string;
}

export interface FeedView {
  what: string;
  path: string;
  role: string;
}

export interface ClaimView {
  id: string;
  says?: string;
  kind: string;
  modality: string;
  speaker?: string;
  happened?: string;
  said?: string;
  nameless: boolean;
  context: boolean;
  status: string;
  places: PlaceView[];
  links: string[];
  conflicts_with: string[];
  feeds: FeedView[];
  line?: number;
  file?: string;
}

export interface MechanismView {
  id: string;
  title: string;
  parts: string[];
  claims: string[];
}

export interface ConclusionView {
  id: string;
  says: string;
  answers: string;
  under?: string[];
  tests: Record<string, string>;
  signs: Sign[];
}

export interface ParamView {
  path: string;
  label: string;
  text: string;
  low: number;
  mid: number;
  high: number;
  scale_low: number | null;
  scale_high: number | null;
  basis: Basis;
  claims: string[];
  against: string[];
  reason?: string;
  by?: string;
  date?: string;
  mechanism?: string;
  line?: number;
  file?: string;
}

export interface View {
  format: 'entente.case/1';
  case: CaseRef;
  editable: boolean;
  origin: string;
  can_undo: boolean;
  can_redo: boolean;
  rooms: string[];
  actors: ActorView[];
  issues: IssueView[];
  ties: TieView[];
  sources: SourceView[];
  claims: ClaimView[];
  mechanisms: MechanismView[];
  what_ifs: WhatIfRef[];
  questions: QuestionAnswer[];
  conclusions: ConclusionView[];
  params: ParamView[];
}

export interface RuleLine {
  lens: string;
  test: string;
  methods: string[];
  equation: string;
  words: string;
}

export interface ClaimLine {
  claim: string;
  says?: string;
  kind: string;
  role: string;
  places: PlaceView[];
}

export interface InputLine extends Influence {
  where?: string;
  claim_lines: ClaimLine[];
  judgement?: string;
}

export interface Why {
  format: 'entente.why/1';
  version: string;
  case: CaseRef;
  seed: number;
  draws: number;
  conclusion?: ConclusionAnswer;
  rules: RuleLine[];
  inputs: InputLine[];
  orphans: string[];
  text: string;
}

export interface DependentsView {
  claims: string[];
  objects: string[];
  unsupported_after: string[];
  conclusions: string[];
}

export type Severity = 'error' | 'warning' | 'note';

export interface Problem {
  code: string;
  severity: Severity;
  file?: string;
  line?: number;
  column?: number;
  path?: string;
  cause: string;
  remedy?: string;
  source?: string;
}

export interface ProblemReport {
  format: 'entente.problems/1';
  problems: Problem[];
}

export interface CaseEntry {
  id: string;
  title: string;
  as_of: string;
  origin: string;
  questions: number;
  open: boolean;
  /** Errors in its files; a case with errors does not run. */
  errors: number;
}
