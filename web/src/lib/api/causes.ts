// The causal map, mirrored from internal/analysis (causesresult.go, causesview.go,
// causesmaps.go). Shares are 0..1 of the draws that speak.

import type { CaseRef, ChangeRef, ParamView, Spread, WhatIfRef } from './types';

export type Direction = 'rises' | 'falls' | 'ambiguous' | 'unaffected';

export interface PushedDriver {
  driver: string;
  name: string;
  op: 'push' | 'pin';
  text: string;
  size: number;
}

export interface NodeBase {
  pos: number;
  neg: number;
  zero: number;
  direction: Direction;
  firm: boolean;
}

export interface NodeAnswer extends NodeBase {
  node: string;
  name: string;
  /** The change of its level. */
  response: Spread;
  interval: [number, number];
  /** False: so few draws leave the direction open. */
  settled: boolean;
  words: string;
  /** Of the map without the changes in force, where these change the map. */
  base?: NodeBase;
  settings?: { holds: number; of: number; fails: string[] };
}

export interface PushAnswer {
  push: PushedDriver[];
  off: string[];
  of: string[];
  draws: number;
  nodes: NodeAnswer[];
  unaffected: string[];
  words: string;
}

export interface LoopAnswer {
  nodes: string[];
  sign: string;
  links: string[];
  gain: number | null;
  at_least: number;
  words: string;
}

export interface ObservedAnswer {
  path: string;
  push: PushedDriver[];
  node: string;
  name: string;
  moved: string;
  held: number;
  claims: string[];
  words: string;
}

export interface LearnedLink {
  path: string;
  label: string;
  stable: number;
  kept: number;
  change: number;
  words: string;
}

export interface CausesAnswer {
  self: string;
  prior: string;
  tried: number;
  stable: number;
  matching: number;
  p_stable: number;
  p_accept: number;
  fit: number;
  few: boolean;
  pushes: PushAnswer[];
  loops: LoopAnswer[];
  observed: ObservedAnswer[];
  learned: LearnedLink[];
  silent?: string;
  words: string[];
}

export interface Driver {
  id: string;
  name: string;
  unit?: string;
  lever_of?: string;
  held: boolean;
  claims: string[];
}

export interface LinkVoices {
  clusters: number;
  pos: number;
  neg: number;
  mixed: number;
  presence: number;
  polarity: number | null;
  conflict: boolean;
}

export interface CauseLink {
  path: string;
  from: string;
  to: string;
  sign: string;
  uncertain: boolean;
  pair?: string;
  carried_by?: string;
  lag?: number;
  despite: boolean;
  mechanism?: string;
  off: boolean;
  size: ParamView;
  claims: string[];
  against: string[];
  voices: LinkVoices | null;
}

export interface RouteAnswer {
  path: string[];
  names: string[];
  sign: string;
  up: boolean;
  mean: number;
  share: number;
  decisive: number;
  links: string[];
  claims: string[];
  words: string;
}

export interface PushedRoutes {
  push: PushedDriver[];
  node: string;
  up: RouteAnswer[];
  down: RouteAnswer[];
  truncated: boolean;
  words: string;
}

export interface CausesView {
  format: 'entente.causes.view/1';
  version: string;
  case: CaseRef;
  seed: number;
  draws: number;
  planned: number;
  what_ifs: WhatIfRef[];
  changes: ChangeRef[];
  without: string[];
  drivers: Driver[];
  links: CauseLink[];
  answer: CausesAnswer;
  routes: PushedRoutes[];
  exact: { determinate: boolean; det?: string; words: string };
  notes: string[];
}

export interface SourceMap {
  id: string;
  kind: 'source' | 'union' | 'agreed' | 'case';
  title: string;
  origin?: string;
  concepts: string[];
  links: number;
  claims: number;
}

export interface SaidLink {
  sign: string;
  despite: boolean;
  claims: string[];
}

export type LinkClass = 'agree' | 'opposed' | 'denied' | 'unclear' | 'only-a' | 'only-b' | 'only-a-concept' | 'only-b-concept';

export interface ComparedLink {
  path: string;
  from: string;
  to: string;
  class: LinkClass;
  a: SaidLink | null;
  b: SaidLink | null;
  adopted?: string;
}

export interface MapReply {
  map: string;
  direction?: Direction;
  firm: boolean;
  pos: number;
  neg: number;
  zero: number;
  missing: string[];
  words: string;
}

export interface MapQuestion {
  push: PushedDriver[];
  node: string;
  name: string;
  of: string[];
  replies: MapReply[];
}

export interface ClaimedLink {
  claim: string;
  says?: string;
  source: string;
  origin: string;
  path: string;
  sign: string;
  despite: boolean;
  stands: 'adopted' | 'opposed' | 'not-adopted';
}

export interface CauseMaps {
  format: 'entente.causes.maps/1';
  version: string;
  case: CaseRef;
  seed: number;
  draws: number;
  a: string;
  b: string;
  maps: SourceMap[];
  links: ComparedLink[];
  counts: { class: LinkClass; count: number }[];
  jaccard_concepts: number | null;
  jaccard_links: number | null;
  sign_agreement: number | null;
  questions: MapQuestion[];
  claimed: ClaimedLink[];
  no_claim: string[];
  words: string[];
}
