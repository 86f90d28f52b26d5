import type { CauseLink, ClaimedLink, ComparedLink, Direction, LinkClass, LoopAnswer, MapReply, NodeBase, PushAnswer, PushedDriver } from '../api/causes';
import type { ConclusionView } from '../api/types';
import type { Setting } from './address';
import { inDraws, num, of100, plural } from './format';

/** What a conclusion asks of the causal map: "push deal-payoff +1: cooperation falls". */
export interface CauseTest {
  conclusion: string;
  push: Setting;
  node: string;
  direction: string;
}

const testText = /^\s*push\s+(\S+)\s+(\S+?)\s*:\s*(\S+)\s+(\S+)\s*$/;

/** The pushes that the conclusions' tests name, in the order of the case. */
export function causeTests(conclusions: readonly Pick<ConclusionView, 'id' | 'tests'>[]): CauseTest[] {
  return conclusions.flatMap(({ id, tests }) => {
    const m = testText.exec(tests.causes ?? '');
    return m ? [{ conclusion: id, push: { name: m[1]!, value: bare(m[2]!) }, node: m[3]!, direction: m[4]! }] : [];
  });
}

/** A size as it stands in an address: "+1" and "1" are one. */
export function bare(size: string): string {
  return size.trim().replace(/^\+/, '');
}

export function samePush(a: readonly Setting[], b: readonly Setting[]): boolean {
  return a.length === b.length && a.every((p, i) => p.name === b[i]!.name && bare(p.value) === bare(b[i]!.value));
}

/** A push of the answer as the address has it. */
export function pushSettings(push: readonly PushedDriver[]): Setting[] {
  return push.map((p) => ({ name: p.driver, value: bare(p.text) }));
}

/** "Payoff of the deal +0.6 and Tension −0.3"; a driver that is held says so. */
export function pushWords(push: readonly Setting[], name: (id: string) => string): string {
  const words = push.map(({ name: id, value }) =>
    value.startsWith('=') ? `${name(id)} held at ${dashed(value.slice(1))}` : `${name(id)} ${value.startsWith('-') ? '' : '+'}${dashed(bare(value))}`,
  );
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}

const dashed = (text: string) => text.replace(/-/g, '\u2212');

export const directionMark: Record<Direction, string> = { rises: '↑', falls: '↓', ambiguous: '?', unaffected: '·' };

/** The share that stands behind a direction: of the larger side where it is ambiguous. */
export function sideShare(n: NodeBase): number {
  if (n.direction === 'rises') return n.pos;
  if (n.direction === 'falls') return n.neg;
  if (n.direction === 'unaffected') return n.zero;
  return Math.max(n.pos, n.neg);
}

/** "rises in 87 of 100 weightings, leaning". */
export function directionWords(n: NodeBase): string {
  if (n.direction === 'unaffected') return 'unaffected: no route leads to it';
  if (n.direction === 'ambiguous') return `ambiguous: rises in ${of100(n.pos).replace('/', ' of ')}, falls in ${of100(n.neg).replace('/', ' of ')} weightings`;
  return `${n.direction} ${inDraws(sideShare(n), 'weighting')}, ${n.firm ? 'firm' : 'leaning'}`;
}

/** The answer to the push in one sentence; what is pushed does not count as moved. */
export function pushSentence(answer: Pick<PushAnswer, 'push' | 'nodes' | 'unaffected'>): string {
  const pushed = new Set(answer.push.map((p) => p.driver));
  const others = answer.nodes.filter((n) => !pushed.has(n.node));
  const count = (d: Direction) => others.filter((n) => n.direction === d).length;
  const [up, down, open] = [count('rises'), count('falls'), count('ambiguous')];
  const still = count('unaffected') + answer.unaffected.length;
  if (up + down + open === 0) return 'Nothing else moves: no route leads on from here.';
  const parts = [
    up > 0 ? `${plural(up, 'driver')} ${up === 1 ? 'rises' : 'rise'}` : '',
    down > 0 ? `${up > 0 ? down : plural(down, 'driver')} ${down === 1 ? 'falls' : 'fall'}` : '',
    open > 0 ? `${up + down > 0 ? open : plural(open, 'driver')} ${open === 1 ? 'is' : 'are'} ambiguous` : 'none is ambiguous',
    still > 0 ? `${still} ${still === 1 ? 'is' : 'are'} unaffected` : '',
  ].filter(Boolean);
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}.`;
}

const verbs: Record<string, string> = { '+': 'raises', '-': 'lowers' };

/** "A raises B, which lowers C": names along a route or loop, with the sign of each link. */
export function chainWords(names: readonly string[], signs: readonly (string | undefined)[]): string {
  return names.reduce((words, name, i) => (i === 0 ? name : `${words}${i > 1 ? ', which' : ''} ${verbs[signs[i - 1] ?? ''] ?? 'moves'} ${name}`), '');
}

/** A loop as a sentence; it ends where it began. */
export function loopSentence(loop: LoopAnswer, name: (id: string) => string, sign: (link: string) => string | undefined): string {
  const names = [...loop.nodes, loop.nodes[0]!].map(name);
  const kind = loop.sign === '+' ? 'a push comes back stronger' : loop.sign === '-' ? 'a push comes back as its opposite' : 'which way a push comes back is not known';
  return `${chainWords(names, loop.links.map(sign))}: ${kind}.`;
}

export function loopKind(sign: string): string {
  return sign === '+' ? 'reinforcing' : sign === '-' ? 'balancing' : 'not known';
}

/** What one round through the loop gives back of a push. */
export function gainWords(loop: Pick<LoopAnswer, 'gain' | 'at_least'>): string {
  if (loop.gain === null) return 'nothing limits it';
  const size = Math.abs(loop.gain);
  return `${num(size, size < 0.1 ? 3 : 2)} of a push comes back at the median; as much or more ${inDraws(loop.at_least)}`;
}

/** "+", "−", "?" as printed. */
export function signMark(sign: string): string {
  return sign === '-' ? '\u2212' : sign === '+-' ? '±' : sign;
}

export function signWord(sign: string): string {
  return sign === '+' ? 'raises' : sign === '-' ? 'lowers' : sign === '0' ? 'does not move' : 'moves, with no known sign';
}

/** How a link stands besides its sign and size. */
export function linkNotes(link: CauseLink): string[] {
  return [
    link.uncertain ? 'may be absent' : '',
    link.despite ? 'asserted as “despite”' : '',
    link.lag ? `after ${plural(link.lag, 'step')}` : '',
    link.pair ? `in one pair with ${link.pair}` : '',
    link.carried_by ? `carried by ${link.carried_by}` : '',
  ].filter(Boolean);
}

/** How many origins speak of a link, and whether they contradict one another. */
export function voicesText(link: Pick<CauseLink, 'voices'>): string {
  const v = link.voices;
  if (!v) return 'no claim asserts it as such';
  return `${plural(v.clusters, 'origin')}${v.conflict ? ', in conflict: ' + [v.pos && `${v.pos} for +`, v.neg && `${v.neg} for \u2212`, v.mixed && `${v.mixed} for both`].filter(Boolean).join(', ') : ''}`;
}

export type Stand = 'both' | 'opposed' | 'unclear' | 'a' | 'b';

/** The classes of compared links, as a reader asks: do both say it, or who alone? */
export function standOf(c: LinkClass): Stand {
  switch (c) {
    case 'agree':
      return 'both';
    case 'opposed':
    case 'denied':
      return 'opposed';
    case 'unclear':
      return 'unclear';
    case 'only-a':
    case 'only-a-concept':
      return 'a';
    default:
      return 'b';
  }
}

export function classWords(c: LinkClass, a: string, b: string): string {
  const words: Record<LinkClass, string> = {
    agree: 'both say so',
    opposed: 'opposed signs',
    denied: 'one says there is no effect',
    unclear: 'one gives no sign',
    'only-a': `only ${a}; ${b} knows both ends and is silent`,
    'only-b': `only ${b}; ${a} knows both ends and is silent`,
    'only-a-concept': `only ${a}; ${b} lacks one end`,
    'only-b-concept': `only ${b}; ${a} lacks one end`,
  };
  return words[c];
}

const standOrder: Stand[] = ['opposed', 'both', 'unclear', 'a', 'b'];

/** Opposed links first, then those that both assert; equal ones keep their order. */
export function byStand(links: readonly ComparedLink[]): ComparedLink[] {
  const at = (l: ComparedLink) => standOrder.indexOf(standOf(l.class));
  return links.map((link, i) => ({ link, i })).sort((x, y) => at(x.link) - at(y.link) || x.i - y.i).map(({ link }) => link);
}

/** "↑ 100/100 firm"; what a map that cannot answer lacks. */
export function replyText(r: MapReply | undefined): string {
  if (!r) return '–';
  if (!r.direction) return 'cannot answer';
  if (r.direction === 'unaffected') return '· unaffected';
  if (r.direction === 'ambiguous') return `? rises in ${of100(r.pos)}`;
  return `${directionMark[r.direction]} ${of100(r.direction === 'rises' ? r.pos : r.neg)} ${r.firm ? 'firm' : 'leaning'}`;
}

/** Links that a source asserts and the case has not adopted, or with the other sign. */
export function notAdopted(claimed: readonly ClaimedLink[]): ClaimedLink[] {
  return claimed.filter((c) => c.stands !== 'adopted');
}

/** The ends of the axis that holds all responses and zero; what is pushed itself is left out where others move. */
export function responseDomain(answer: Pick<PushAnswer, 'push' | 'nodes'>, bases: readonly { p05: number; p95: number }[] = []): [number, number] {
  const pushed = new Set(answer.push.map((p) => p.driver));
  const others = answer.nodes.filter((n) => !pushed.has(n.node));
  const all = [...(others.length > 0 ? others : answer.nodes).map((n) => n.response), ...bases];
  const low = Math.min(0, ...all.map((s) => s.p05));
  const high = Math.max(0, ...all.map((s) => s.p95));
  return low === high ? [-1, 1] : [low, high];
}
