export type Theme = 'system' | 'light' | 'dark';
const key = 'entente.theme';

function stored(): Theme {
  try {
    const text = localStorage.getItem(key);
    return text === 'light' || text === 'dark' ? text : 'system';
  } catch {
    return 'system'; // storage may be forbidden
  }
}

class Preferences {
  theme = $state<Theme>('system');

  start(): void {
    this.#apply(stored());
  }

  /** The next of system, light, dark. */
  turn(): void {
    const order: Theme[] = ['system', 'light', 'dark'];
    const next = order[(order.indexOf(this.theme) + 1) % order.length]!;
    this.#apply(next);
    try {
      if (next === 'system') localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    } catch {
      // not remembered then
    }
  }

  #apply(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}

export const preferences = new Preferences();
