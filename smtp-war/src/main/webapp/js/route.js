// Where the page is, in its address: "/", "/view/12#session", "/view/latest", "/status", "/rules"; "?q=" is the search, "?show=" the filter.

export const FILTERS = ['all', 'accepted', 'refused'];

// Beside the mail.
const PAGES = ['/status', '/rules'];

export function parse({ pathname, search, hash }) {
  const query = new URLSearchParams(search);
  const show = query.get('show');
  const common = { q: query.get('q') ?? '', show: FILTERS.includes(show) ? show : 'all' };
  if (PAGES.includes(pathname)) {
    return { ...common, page: pathname.slice(1) };
  }
  const view = /^\/view\/(latest|\d{1,15})\/?$/.exec(pathname);
  if (view) {
    const id = view[1] === 'latest' ? 'latest' : Number(view[1]);
    return { ...common, page: 'inbox', id, tab: hash.slice(1) || undefined };
  }
  return { ...common, page: 'inbox' };
}

export function address({ page, q, show, id, tab }) {
  const query = new URLSearchParams();
  if (q) {
    query.set('q', q);
  }
  if (show && show !== 'all') {
    query.set('show', show);
  }
  const tail = query.size > 0 ? `?${query}` : '';
  if (page !== 'inbox') {
    return `/${page}${tail}`;
  }
  return id === undefined ? `/${tail}` : `/view/${id}${tail}${tab ? `#${tab}` : ''}`;
}

/** Calls `onChange` with each new route, and takes over the links that lead from one to another. */
export function follow(onChange) {
  window.addEventListener('popstate', () => onChange(parse(location)));
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
      return;
    }
    const url = new URL(link.href);
    if (url.origin === location.origin && (/^\/($|view\/)/.test(url.pathname) || PAGES.includes(url.pathname))) {
      event.preventDefault();
      go(parse(url), onChange);
    }
  });
}

export function go(route, onChange, { replace = false } = {}) {
  const target = address(route);
  if (target !== location.pathname + location.search + location.hash) {
    history[replace ? 'replaceState' : 'pushState'](null, '', target);
  }
  onChange(parse(location));
}
