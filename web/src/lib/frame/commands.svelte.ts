import { rooms } from '../core/address';
import { preferences } from '../state/preferences.svelte';
import { router } from '../state/router.svelte';
import { workspace } from '../state/workspace.svelte';
import { roomTitles } from './rooms';

/** What the search box finds. */
export interface Find {
  kind: 'command' | 'actor' | 'issue' | 'conclusion' | 'claim' | 'number' | 'what-if';
  title: string;
  detail: string;
  go: () => void;
}

class Commands {
  help = $state(false);
  searching = $state(false);
}
export const commands = new Commands();

function command(title: string, go: () => void): Find {
  return { kind: 'command', title, detail: 'command', go };
}

function allCommands(): Find[] {
  return [
    ...rooms.map((room) => command(`Go to ${roomTitles[room]}`, () => router.goTo(router.roomHref(room)))),
    command('Back to the case as written', () => router.go({ whatIfs: [], sets: [], off: [] })),
    command('Switch light and dark', () => preferences.turn()),
    command('Keyboard shortcuts', () => (commands.help = true)),
    command('All cases', () => router.goTo('/')),
  ];
}

/** Everything of the case that can be looked for, in the order of its kinds. */
export function everything(): Find[] {
  const view = workspace.view.data;
  if (!view) return allCommands();
  const at = (room: (typeof rooms)[number], sel: string) => () => router.goTo(router.roomHref(room, { sel }));
  return [
    ...view.actors.map((a): Find => ({ kind: 'actor', title: a.name, detail: `${a.kind} · ${a.id}`, go: at('actors', a.id) })),
    ...view.issues.map((i): Find => ({ kind: 'issue', title: i.question, detail: i.id, go: at('issues', i.id) })),
    ...view.conclusions.map((c): Find => ({ kind: 'conclusion', title: c.says, detail: c.id, go: () => router.goTo(router.roomHref('answers', { why: `c:${c.id}` })) })),
    ...view.what_ifs.map((w): Find => ({ kind: 'what-if', title: w.title, detail: w.id, go: at('what-if', w.id) })),
    ...view.claims.map((c): Find => ({ kind: 'claim', title: c.says ?? c.id, detail: `${c.id} · ${c.places.map((p) => p.text).join(', ')}`, go: at('evidence', `claim:${c.id}`) })),
    ...view.params.map((p): Find => ({ kind: 'number', title: p.label, detail: `${p.text} · ${p.path}`, go: () => router.go({ why: `n:${p.path}` }) })),
    ...allCommands(),
  ];
}

/** Finds whose title or detail holds every word, those that begin with it first. */
export function search(text: string, all: readonly Find[], most = 14): Find[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const scored = all.flatMap((find, i) => {
    const title = find.title.toLowerCase();
    const whole = `${title} ${find.detail.toLowerCase()}`;
    if (!words.every((w) => whole.includes(w))) return [];
    const score = words.reduce((s, w) => s + (title.startsWith(w) ? 0 : title.includes(w) ? 1 : 2), 0);
    return [{ find, score, i }];
  });
  return scored
    .sort((a, b) => a.score - b.score || a.i - b.i)
    .slice(0, most)
    .map(({ find }) => find);
}
