import { acts, getJSON, urls, Failure } from '../api/client';
import type { ActorView, ClaimView, ParamView, Result, View } from '../api/types';
import { withChange, type HandChange } from '../core/address';
import { isPlainRange } from '../core/format';
import { marksOf } from '../core/palette';
import { forget, Resource } from './resource.svelte';
import { router } from './router.svelte';

/** Draws while a number is being dragged: enough to see the move, few enough to keep up. */
export const previewDraws = 1000;
/** Draws for the table of levers, which runs every what-if. */
const leverDraws = 2000;

/** The open case: what it holds, what it answers, and the changes in force. */
class Workspace {
  view = new Resource<View>();
  answers = new Resource<Result>();
  levers = new Resource<Result>();
  /** An answer with few draws while something is dragged. */
  preview = $state.raw<Result | null>(null);
  /** Said once to screen readers and shown in the status line. */
  said = $state('');
  /** Counts the edits of the case file, to read again what depends on it. */
  edits = $state(0);

  /** What to show: the preview while dragging, else the last full run. */
  result = $derived(this.preview ?? this.answers.data);

  params = $derived(new Map((this.view.data?.params ?? []).map((p): [string, ParamView] => [p.path, p])));
  actors = $derived(new Map((this.view.data?.actors ?? []).map((a): [string, ActorView] => [a.id, a])));
  claims = $derived(new Map((this.view.data?.claims ?? []).map((c): [string, ClaimView] => [c.id, c])));
  marks = $derived(marksOf((this.view.data?.actors ?? []).map((a) => a.id)));

  /** Whether anything differs from the case as written. */
  changed = $derived(router.at.whatIfs.length + router.at.sets.length + router.at.off.length > 0);

  #changeLabels = $derived(
    new Map([...(this.view.data?.what_ifs ?? []).flatMap((w) => w.changes), ...(this.answers.data?.changes ?? [])].map((c) => [c.path, c.label])),
  );

  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | null = null;
  #busy = false;
  #next: HandChange[] | null = null;

  /** Reads what the address asks for. */
  follow(): void {
    const at = router.at;
    if (!at.case) {
      this.view.clear();
      this.answers.clear();
      this.levers.clear();
      return;
    }
    if (this.view.data && this.view.url !== urls.view(at.case)) {
      this.view.clear();
      this.answers.clear();
      this.levers.clear();
      this.preview = null;
    }
    void this.view.load(urls.view(at.case));
    void this.answers.load(urls.answers(at));
  }

  /** The table of levers is asked for by the rooms that show it. */
  followLevers(): void {
    const at = router.at;
    if (!at.case || !this.answers.data) return;
    const draws = Math.min(at.draws ?? leverDraws, leverDraws);
    void this.levers.load(urls.answers({ ...at, whatIfs: [], sets: [], draws }, true));
  }

  toggleWhatIf(id: string): void {
    const now = router.at.whatIfs;
    const whatIfs = now.includes(id) ? now.filter((w) => w !== id) : [...now, id];
    router.go({ whatIfs });
  }

  /** Takes a mechanism out of the case, or puts it back. */
  toggleMechanism(id: string): void {
    const now = router.at.off;
    router.go({ off: now.includes(id) ? now.filter((m) => m !== id) : [...now, id] });
  }

  /** Puts a number by hand on top of the what-ifs; null takes the change back. */
  setByHand(path: string, to: string | null): void {
    this.#stopPreview();
    router.go({ sets: withChange(router.at.sets, path, to) });
  }

  /** Shows a change at once with few draws; a newer one waits for the older. */
  tryOut(path: string, to: string): void {
    this.#next = withChange(router.at.sets, path, to);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#runPreview(), 40);
  }

  /** Ends a drag: the change goes into the address and the full run follows. */
  settle(path: string, to: string): void {
    clearTimeout(this.#timer);
    this.#next = null;
    router.go({ sets: withChange(router.at.sets, path, to) });
  }

  /** A full run has come: the preview has done its work. */
  endPreview(): void {
    this.#stopPreview();
  }

  #stopPreview(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#next = null;
    this.preview = null;
  }

  async #runPreview(): Promise<void> {
    if (this.#busy || !this.#next) return;
    const sets = this.#next;
    this.#next = null;
    this.#busy = true;
    this.#abort = new AbortController();
    try {
      this.preview = await getJSON<Result>(
        urls.answers({ ...router.at, sets, draws: previewDraws }),
        this.#abort.signal,
      );
    } catch (cause) {
      if (cause instanceof Failure) this.said = `${cause.message} ${cause.remedy}`;
    } finally {
      this.#busy = false;
      if (this.#next) void this.#runPreview();
    }
  }

  /** Runs an edit of the case file, then reads everything again. */
  async edit(act: () => Promise<unknown>, done: string): Promise<void> {
    await act();
    this.refresh();
    this.said = done;
  }

  refresh(): void {
    forget();
    this.edits += 1;
    this.view.again();
    this.answers.again();
    if (this.levers.url) this.levers.again();
  }

  async undo(): Promise<void> {
    await this.#step(acts.undo, 'The last edit of the case file is undone.');
  }

  async redo(): Promise<void> {
    await this.#step(acts.redo, 'The edit is done again.');
  }

  async #step(act: (id: string) => Promise<unknown>, done: string): Promise<void> {
    const id = router.at.case;
    if (!id) return;
    try {
      await this.edit(() => act(id), done);
    } catch (cause) {
      if (cause instanceof Failure) this.said = `${cause.message} ${cause.remedy}`;
    }
  }

  /** A number as it stands now: as written, as a what-if sets it, or as set by hand. */
  valueNow(path: string): { text: string; low: number; high: number } | null {
    const written = this.params.get(path);
    if (!written) return null;
    const set = this.view.data?.what_ifs
      .filter((w) => router.at.whatIfs.includes(w.id))
      .flatMap((w) => w.changes)
      .findLast((c) => c.path === path && c.op === 'set')?.to;
    const text = router.at.sets.find((s) => s.path === path)?.to ?? set ?? written.text;
    if (text === written.text || !isPlainRange(text)) return { text, low: written.low, high: written.high };
    const ends = text.split('..').map(Number);
    return { text, low: ends[0]!, high: ends[ends.length - 1]! };
  }

  /** What a path is called: a number of the case, or whatever else a change reaches. */
  labelOf(path: string): string {
    return this.params.get(path)?.label ?? this.#changeLabels.get(path) ?? path;
  }

  mechanismTitle(id: string): string {
    return this.view.data?.mechanisms.find((m) => m.id === id)?.title ?? id;
  }

  actorName(id: string): string {
    return this.actors.get(id)?.name ?? id;
  }
}

export const workspace = new Workspace();
