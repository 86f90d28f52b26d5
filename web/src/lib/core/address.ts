// The address of a view: /c/CASE/ROOM?what-if=a,b&set=PATH=VALUE&without=M1&seed=..&draws=..&sel=..&why=..
// in the Bargaining room issue=..&model=..&switch=NAME=VALUE&rounds=..&round=..,
// in the Conflict room concept=..&paths=moves&want=stable&dm=..,
// and in the Causes room push=DRIVER=SIZE,DRIVER=SIZE&maps=SOURCE,SOURCE
// Everything that a screen shows follows from it, so back, forward and a sent
// link work.

export const rooms = ['answers', 'issues', 'bargain', 'actors', 'conflict', 'causes', 'explanations', 'what-if', 'mechanisms', 'evidence', 'check'] as const;
export type Room = (typeof rooms)[number];

export interface HandChange {
  path: string;
  to: string;
}

export interface Address {
  case: string | null;
  room: Room | null;
  whatIfs: string[];
  sets: HandChange[];
  /** Mechanisms that are switched off. */
  off: string[];
  seed: string | null;
  draws: number | null;
  /** What is chosen in the room: an issue, an actor, a claim, a source. */
  sel: string | null;
  /** What the Why drawer shows: "c:CONCLUSION", of one lens "c:CONCLUSION@LENS", "n:PATH", "i:ISSUE" or "g:CONCEPT:ACTOR:OUTCOME". */
  why: string | null;
  /** Order of the room's main table: "key" or "-key". */
  sort: string | null;
  /** A room's own filter. */
  show: string | null;
  /** The Bargaining room: the issue, and the model that is run on it. */
  issue: string | null;
  model: string | null;
  /** Readings of the model that differ from the named one's. */
  switches: Setting[];
  /** The most rounds to play; the model's own unless given. */
  rounds: number | null;
  /** The round that is looked at. */
  round: number | null;
  /** The Conflict room: the concept of stability, and "moves" where the graph has all of them. */
  concept: string | null;
  paths: string | null;
  /** What the chosen outcome should be, stable or unstable, and for whom; an equilibrium for null. */
  want: string | null;
  dm: string | null;
  /** The Causes room: drivers that are pushed together, by how much; "=0.3" holds one there. */
  push: Setting[];
  /** The two sources whose maps stand side by side. */
  maps: [string, string] | null;
}

export interface Setting {
  name: string;
  value: string;
}

export const home: Address = {
  case: null,
  room: null,
  whatIfs: [],
  sets: [],
  off: [],
  seed: null,
  draws: null,
  sel: null,
  why: null,
  sort: null,
  show: null,
  issue: null,
  model: null,
  switches: [],
  rounds: null,
  round: null,
  concept: null,
  paths: null,
  want: null,
  dm: null,
  push: [],
  maps: null,
};

/** What a room leaves behind when another is opened. */
export const nothingChosen = {
  sel: null,
  why: null,
  sort: null,
  show: null,
  issue: null,
  model: null,
  switches: [],
  rounds: null,
  round: null,
  concept: null,
  paths: null,
  want: null,
  dm: null,
  push: [],
  maps: null,
} satisfies Partial<Address>;

export function isRoom(text: string | undefined): text is Room {
  return (rooms as readonly string[]).includes(text ?? '');
}

export function parseAddress(url: URL): Address {
  const [c, id, room] = url.pathname.split('/').filter(Boolean);
  if (c !== 'c' || !id) return home;
  const q = url.searchParams;
  return {
    case: decodeURIComponent(id),
    room: isRoom(room) ? room : 'answers',
    whatIfs: (q.get('what-if') ?? '').split(',').filter(Boolean),
    sets: q.getAll('set').flatMap((text) => parseChange(text) ?? []),
    off: (q.get('without') ?? '').split(',').filter(Boolean),
    seed: /^\d+$/.test(q.get('seed') ?? '') ? q.get('seed') : null,
    draws: whole(q.get('draws'), 1),
    sel: q.get('sel'),
    why: q.get('why'),
    sort: q.get('sort'),
    show: q.get('show'),
    issue: q.get('issue'),
    model: q.get('model'),
    switches: q.getAll('switch').flatMap((text) => {
      const change = parseChange(text);
      return change ? [{ name: change.path, value: change.to }] : [];
    }),
    rounds: whole(q.get('rounds'), 1),
    round: whole(q.get('round'), 0),
    concept: q.get('concept'),
    paths: q.get('paths'),
    want: q.get('want'),
    dm: q.get('dm'),
    push: q.getAll('push').flatMap(parsePush),
    maps: parsePair(q.get('maps')),
  };
}

/** "threats=1,deal-payoff==0.3"; a plus sign that a query turned into a blank does no harm. */
export function parsePush(text: string): Setting[] {
  return text.split(',').flatMap((part) => {
    const change = parseChange(part.trim());
    const value = change?.to.trim() ?? '';
    return change && value !== '' ? [{ name: change.path, value }] : [];
  });
}

export function formatPush(push: readonly Setting[]): string {
  return push.map(({ name, value }) => `${name}=${value}`).join(',');
}

function parsePair(text: string | null): [string, string] | null {
  const [a, b] = (text ?? '').split(',');
  return a && b && a !== b ? [a, b] : null;
}

/** A whole number of at least `least`, or null. */
function whole(text: string | null, least: number): number | null {
  return text !== null && /^\d{1,9}$/.test(text) && Number(text) >= least ? Number(text) : null;
}

/** Paths hold no "=", so the first one parts path and value ("drivers.x==0.6" pins). */
function parseChange(text: string): HandChange | null {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) return null;
  return { path: text.slice(0, at), to: text.slice(at + 1) };
}

export function formatAddress(a: Address): string {
  if (!a.case) return '/';
  const q = new URLSearchParams(runQuery(a));
  for (const key of ['issue', 'model', 'concept', 'paths', 'want', 'dm'] as const) {
    const value = a[key];
    if (value) q.set(key, value);
  }
  for (const { name, value } of a.switches) q.append('switch', `${name}=${value}`);
  for (const key of ['rounds', 'round'] as const) {
    const value = a[key];
    if (value !== null) q.set(key, String(value));
  }
  if (a.push.length > 0) q.set('push', formatPush(a.push));
  if (a.maps) q.set('maps', a.maps.join(','));
  for (const key of ['sel', 'why', 'sort', 'show'] as const) {
    const value = a[key];
    if (value) q.set(key, value);
  }
  return `/c/${encodeURIComponent(a.case)}/${a.room ?? 'answers'}${query(q)}`;
}

/** The part of an address that decides what a run computes. */
export function runQuery(a: Pick<Address, 'whatIfs' | 'sets' | 'off' | 'seed' | 'draws'>): URLSearchParams {
  const q = new URLSearchParams();
  if (a.whatIfs.length > 0) q.set('what-if', a.whatIfs.join(','));
  for (const { path, to } of a.sets) q.append('set', `${path}=${to}`);
  if (a.off.length > 0) q.set('without', a.off.join(','));
  if (a.seed !== null) q.set('seed', a.seed);
  if (a.draws !== null) q.set('draws', String(a.draws));
  return q;
}

/** "?a=b" with commas, colons and the signs of paths left readable; "" for none. */
export function query(q: URLSearchParams): string {
  const text = q.toString().replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%3D/g, '=').replace(/%2F/g, '/').replace(/%40/g, '@');
  return text === '' ? '' : `?${text}`;
}

export interface WhyTarget {
  kind: string;
  id: string;
  /** The lens alone whose inputs a conclusion's chain shows. */
  lens: string | null;
}

/** What the Why drawer is asked for. Ids of conclusions hold no "@". */
export function whyTarget(text: string): WhyTarget {
  const kind = text.slice(0, 1);
  const rest = text.slice(2);
  const at = kind === 'c' ? rest.indexOf('@') : -1;
  return at < 0 ? { kind, id: rest, lens: null } : { kind, id: rest.slice(0, at), lens: rest.slice(at + 1) || null };
}

/** The list with one change put in, replaced, or (to === null) taken out. */
export function withChange(sets: readonly HandChange[], path: string, to: string | null): HandChange[] {
  const rest = sets.filter((s) => s.path !== path);
  return to === null ? rest : [...rest, { path, to }];
}
