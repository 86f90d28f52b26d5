import { Failure, getJSON } from '../api/client';

const kept = new Map<string, unknown>();
const most = 24;
/** Counts what was forgotten, so that a resource knows its data for old. */
let age = 0;

/** Forgets what was read: a case file has changed. */
export function forget(): void {
  kept.clear();
  age += 1;
}

function keep(url: string, data: unknown): void {
  kept.delete(url);
  kept.set(url, data);
  if (kept.size > most) kept.delete(kept.keys().next().value!);
}

/**
 * Data behind an address. What was read last stays on screen while the next
 * is on its way (`pending`), so that nothing jumps; a newer request drops the
 * older one.
 */
export class Resource<T> {
  data = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  pending = $state(false);
  /** The address that `data` answers. */
  url = $state('');
  #wanted = '';
  #age = -1;
  #abort: AbortController | null = null;

  async load(url: string): Promise<void> {
    if (url === this.#wanted && age === this.#age && (this.pending || this.url === url)) return;
    this.#abort?.abort();
    this.#wanted = url;
    this.#age = age;
    const known = kept.get(url) as T | undefined;
    if (known !== undefined) {
      this.#settle(url, known);
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    this.pending = true;
    try {
      const data = await getJSON<T>(url, abort.signal);
      keep(url, data);
      if (this.#wanted === url) this.#settle(url, data);
    } catch (cause) {
      if (abort.signal.aborted || this.#wanted !== url) return;
      this.pending = false;
      this.url = url;
      this.failure = cause instanceof Failure ? cause : new Failure(String(cause), 'Reload the page.', 0);
    }
  }

  /** Asks again for the same address. */
  again(): void {
    const url = this.#wanted;
    this.#wanted = '';
    kept.delete(url);
    if (url) void this.load(url);
  }

  /** Shows nothing: the data belongs to something else. */
  clear(): void {
    this.#abort?.abort();
    this.#wanted = '';
    this.url = '';
    this.data = null;
    this.failure = null;
    this.pending = false;
  }

  #settle(url: string, data: T): void {
    this.url = url;
    this.data = data;
    this.failure = null;
    this.pending = false;
  }
}
