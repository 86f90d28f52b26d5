import { formatPush, query, runQuery, type Address, type Setting } from '../core/address';
import type { VerdictRef } from '../core/conflict';
import type { CaseEntry, DependentsView, Problem, ProblemReport, Result, View, Why } from './types';

/** What went wrong with a request, in words for the reader. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly remedy: string,
    readonly status: number,
    readonly problems: Problem[] = [],
  ) {
    super(message);
  }
}

const base = '/api';

export const urls = {
  cases: () => `${base}/cases`,
  version: () => `${base}/version`,
  view: (id: string) => `${base}/cases/${encodeURIComponent(id)}`,
  answers: (a: Address, levers = false) => {
    const q = runQuery(a);
    if (levers) q.set('levers', '1');
    return `${of(a)}/answers${query(q)}`;
  },
  whyConclusion: (a: Address, conclusion: string) =>
    `${of(a)}/why/${encodeURIComponent(conclusion)}${query(runQuery(a))}`,
  whyNumber: (a: Address, path: string) => {
    const q = runQuery(a);
    q.set('path', path);
    return `${of(a)}/number${query(q)}`;
  },
  check: (id: string) => `${base}/cases/${encodeURIComponent(id)}/check`,
  models: () => `${base}/models`,
  bargain: (a: Address, issue: string | null, tables = false) => {
    const q = caseQuery(a);
    if (a.model) q.set('model', a.model);
    if (issue) q.set('issue', issue);
    if (a.rounds !== null) q.set('rounds', String(a.rounds));
    for (const { name, value } of a.switches) q.append('switch', `${name}=${value}`);
    if (tables) q.set('tables', '1');
    return `${of(a)}/bargain${query(q)}`;
  },
  readings: (a: Address, conclusion: string, family: string) => {
    const q = caseQuery(a);
    q.set('family', family);
    return `${of(a)}/readings/${encodeURIComponent(conclusion)}${query(q)}`;
  },
  /** A run for every mechanism: fewer draws do. */
  mechanisms: (a: Address) => `${of(a)}/mechanisms${query(runQuery({ ...a, off: [], draws: Math.min(a.draws ?? 2000, 2000) }))}`,
  conflict: (a: Address) => `${of(a)}/conflict${query(runQuery(a))}`,
  /** Why a verdict of the game holds: every judgement as it is thought likelier. */
  whyVerdict: (a: Address, v: VerdictRef) => {
    const q = caseQuery(a);
    q.set('state', v.state);
    q.set('dm', v.actor);
    q.set('concept', v.concept);
    return `${of(a)}/conflict/why${query(q)}`;
  },
  conflictChange: (a: Address, turn: { state: string; concept: string; want: string; actor: string | null }) => {
    const q = caseQuery(a);
    q.set('state', turn.state);
    q.set('concept', turn.concept);
    q.set('want', turn.want);
    if (turn.actor) q.set('dm', turn.actor);
    return `${of(a)}/conflict/change${query(q)}`;
  },
  /** The causal map under one push; with a node, the routes to it too. */
  causes: (a: Address, push: readonly Setting[], node: string | null, settings = false) => {
    const q = runQuery(a);
    if (push.length > 0) q.set('push', formatPush(push));
    if (node) q.set('node', node);
    if (settings) q.set('settings', '1');
    return `${of(a)}/causes${query(q)}`;
  },
  causeMaps: (a: Address) => {
    const q = runQuery(a);
    if (a.maps) {
      q.set('a', a.maps[0]);
      q.set('b', a.maps[1]);
    }
    return `${of(a)}/causes/maps${query(q)}`;
  },
  dependents: (id: string, source: string, paragraph: number) =>
    `${base}/cases/${encodeURIComponent(id)}/dependents?source=${encodeURIComponent(source)}&paragraph=${paragraph}`,
  report: (a: Address, as: 'html' | 'md') => {
    const q = runQuery(a);
    q.set('as', as);
    return `${of(a)}/report${query(q)}`;
  },
};

/** The case with its changes at the mids: how often ranges are drawn does not enter. */
function caseQuery(a: Address): URLSearchParams {
  return runQuery({ ...a, draws: null });
}

function of(a: Address): string {
  return `${base}/cases/${encodeURIComponent(a.case ?? '')}`;
}

export interface Reads {
  cases: { cases: CaseEntry[] };
  version: { version: string; go: string };
  view: View;
  answers: Result;
  why: Why;
  check: ProblemReport;
  dependents: DependentsView;
}

export async function getJSON<T>(url: string, signal?: AbortSignal): Promise<T> {
  return send<T>(url, { headers: { Accept: 'application/json' }, ...(signal ? { signal } : {}) });
}

/** Changes something: the header tells the program that its own page asks. */
export async function post<T>(url: string, body?: unknown): Promise<T> {
  return send<T>(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'X-Entente': '1' },
    body: JSON.stringify(body ?? {}),
  });
}

async function send<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Failure(
      'The program does not answer.',
      'See whether “entente serve” still runs in its terminal, start it again if not, then try again.',
      0,
    );
  }
  const text = await response.text();
  if (!response.ok) throw failureOf(response.status, text);
  try {
    return (text === '' ? {} : JSON.parse(text)) as T;
  } catch {
    throw new Failure('The program’s answer is not JSON.', 'Reload the page; it may come from an older version.', response.status);
  }
}

/** Reads problem+json (RFC 9457) and entente.problems/1. */
export function failureOf(status: number, text: string): Failure {
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // A proxy's page or a bare line: the status alone must do.
  }
  const problems = Array.isArray(body.problems) ? (body.problems as Problem[]) : [];
  if (problems.length > 0) {
    const first = problems[0]!;
    return new Failure(first.cause, first.remedy ?? '', status, problems);
  }
  const details = Array.isArray(body.errors)
    ? (body.errors as { message?: string }[]).flatMap((e) => e.message ?? []).join('; ')
    : '';
  const message = String(body.detail ?? body.title ?? `The program answered with status ${status}.`);
  const hint = typeof body.hint === 'string' ? body.hint : details;
  return new Failure(message, hint || remedyFor(status), status);
}

function remedyFor(status: number): string {
  if (status === 404) return 'Check the address, or go back to the list of cases.';
  if (status === 409) return 'Copy the case to a folder to edit it.';
  if (status >= 500) return 'Look at the terminal in which “entente serve” runs; its last lines say what failed.';
  return 'Check what was asked for, then try again.';
}

const caseURL = urls.view;

export const acts = {
  open: (path: string) => post<{ id: string }>(urls.cases(), { path }),
  create: (path: string) => post<{ id: string }>(urls.cases(), { new: path }),
  copy: (id: string, to: string) => post<{ id: string }>(urls.cases(), { copy: id, to }),
  setNumber: (id: string, path: string, text: string) => post<unknown>(`${caseURL(id)}/numbers`, { path, text }),
  orderStatements: (id: string, actor: string, order: number[]) => post<unknown>(`${caseURL(id)}/conflict/preferences`, { actor, order }),
  adoptLink: (id: string, link: string, because: string[]) => post<unknown>(`${caseURL(id)}/causes/links`, { link, because }),
  dropLink: (id: string, link: string) => post<unknown>(`${caseURL(id)}/causes/links`, { link, remove: true }),
  keepWhatIf: (
    id: string,
    whatIf: { id: string; title: string; actor?: string; set: { path: string; to: string }[] },
  ) => post<unknown>(`${caseURL(id)}/what-ifs`, whatIf),
  tickSign: (id: string, sign: { conclusion: string; look_for: string; on: string; source: string }) =>
    post<unknown>(`${caseURL(id)}/signs`, sign),
  undo: (id: string) => post<unknown>(`${caseURL(id)}/undo`),
  redo: (id: string) => post<unknown>(`${caseURL(id)}/redo`),
};
