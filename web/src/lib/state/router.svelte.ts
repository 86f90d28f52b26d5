import { formatAddress, home, nothingChosen, parseAddress, type Address } from '../core/address';

const here = (): Address =>
  typeof location === 'undefined' ? home : parseAddress(new URL(location.href));

class Router {
  at = $state.raw<Address>(here());

  /** The address of a view near this one. */
  href(patch: Partial<Address>): string {
    return formatAddress({ ...this.at, ...patch });
  }

  /** A room of this case, with nothing chosen in it. */
  roomHref(room: Address['room'], patch: Partial<Address> = {}): string {
    return this.href({ ...nothingChosen, room, ...patch });
  }

  go(patch: Partial<Address>, how: 'push' | 'replace' = 'push'): void {
    this.goTo(this.href(patch), how);
  }

  goTo(href: string, how: 'push' | 'replace' = 'push'): void {
    if (href === location.pathname + location.search) return;
    if (how === 'push') history.pushState(null, '', href);
    else history.replaceState(null, '', href);
    this.at = here();
  }

  /** Follows back, forward and plain clicks on links of this page. */
  listen(): () => void {
    const pop = () => (this.at = here());
    const click = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = (event.target as Element | null)?.closest('a');
      if (!link || link.target || link.hasAttribute('download')) return;
      const url = new URL(link.href, location.href);
      if (url.origin !== location.origin || url.pathname.startsWith('/api')) return;
      if (url.hash && url.pathname === location.pathname) return;
      event.preventDefault();
      const sameRoom = url.pathname === location.pathname;
      this.goTo(url.pathname + url.search);
      if (!sameRoom) scrollTo({ top: 0 });
    };
    addEventListener('popstate', pop);
    document.addEventListener('click', click);
    return () => {
      removeEventListener('popstate', pop);
      document.removeEventListener('click', click);
    };
  }
}

export const router = new Router();
