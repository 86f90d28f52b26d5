import type { Action } from 'svelte/action';

/**
 * One tab stop for a whole table or list: arrows move between its controls by
 * row and column, Home and End to the ends of a row. Controls keep the order
 * of the page; the last one focused is where Tab comes back to.
 */
export const roving: Action<HTMLElement, 'grid' | 'list' | undefined> = (node, kind = 'grid') => {
  const controls = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled)';
  let current: HTMLElement | null = null;

  const rows = () => {
    const parents = node.querySelectorAll<HTMLElement>(kind === 'grid' ? 'tr' : 'li');
    return [...parents].map((row) => [...row.querySelectorAll<HTMLElement>(controls)]).filter((r) => r.length > 0);
  };

  const settle = () => {
    const all = rows().flat();
    if (!current || !all.includes(current)) current = all[0] ?? null;
    for (const element of all) element.tabIndex = element === current ? 0 : -1;
  };

  const keydown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const typing = target instanceof HTMLInputElement && target.type !== 'checkbox';
    if (typing || target instanceof HTMLSelectElement || event.altKey || event.ctrlKey || event.metaKey) return;
    const grid = rows();
    const r = grid.findIndex((row) => row.includes(target));
    if (r < 0) return;
    const c = grid[r]!.indexOf(target);
    const at = (row: number, column: number) => {
      const line = grid[Math.min(Math.max(row, 0), grid.length - 1)]!;
      return line[Math.min(Math.max(column, 0), line.length - 1)];
    };
    const moves: Record<string, () => HTMLElement | undefined> = {
      ArrowDown: () => at(r + 1, c),
      ArrowUp: () => at(r - 1, c),
      ArrowRight: () => at(r, c + 1),
      ArrowLeft: () => at(r, c - 1),
      Home: () => at(r, 0),
      End: () => at(r, Infinity),
    };
    const next = moves[event.key]?.();
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  const focusin = (event: FocusEvent) => {
    const target = event.target as HTMLElement;
    if (!target.matches(controls)) return;
    current = target;
    settle();
  };

  const watch = new MutationObserver(settle);
  watch.observe(node, { childList: true, subtree: true });
  node.addEventListener('keydown', keydown);
  node.addEventListener('focusin', focusin);
  settle();
  return {
    destroy() {
      watch.disconnect();
      node.removeEventListener('keydown', keydown);
      node.removeEventListener('focusin', focusin);
    },
  };
};
