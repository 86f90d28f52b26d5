import { urls } from '../api/client';
import type { ConflictView, GameOption, GameStatement } from '../api/conflict';
import { isConcept } from '../core/conflict';
import { Resource } from './resource.svelte';
import { router } from './router.svelte';
import { workspace } from './workspace.svelte';

/** The game of options of the open case, as the address has it. */
class Game {
  resource = new Resource<ConflictView>();
  view = $derived(this.resource.data);
  /** What each outcome is in the options' names. */
  says = $derived(new Map((this.view?.states ?? []).map((s): [string, string] => [s.state, s.says])));
  numbers = $derived(new Map((this.view?.states ?? []).map((s, i): [string, number] => [s.state, i + 1])));
  options = $derived(new Map((this.view?.options ?? []).map((o): [string, GameOption] => [o.id, o])));
  /** The place of the concept that is looked at; SEQ unless the address names one. */
  concept = $derived.by(() => {
    const wanted = isConcept(router.at.concept) ? router.at.concept : 'seq';
    return Math.max(this.view?.concepts.findIndex((c) => c.concept === wanted) ?? 0, 0);
  });

  follow(): void {
    void workspace.edits;
    if (router.at.case) void this.resource.load(urls.conflict(router.at));
  }

  optionName(id: string): string {
    return this.options.get(id)?.name ?? id;
  }

  /** An actor's statement by its text. */
  statement(actor: string, prefers: string): GameStatement | undefined {
    return this.view?.preferences.find((p) => p.actor === actor)?.statements.find((s) => s.prefers === prefers);
  }
}

export const game = new Game();
