// Where the page is, in its address: "/", "/view/12/session", "/view/latest", "/status", each with "?q=" of the search.

const TABS = ['html', 'text', 'headers', 'source', 'session'];

export function parse(path, query) {
  const q = new URLSearchParams(query).get('q') ?? '';
  if (path === '/status') {
    return { page: 'status', q };
  }
  const view = /^\/view\/(latest|\d{1,18})(?:\/([a-z]+))?\/?$/.exec(path);
  if (view) {
    const id = view[1] === 'latest' ? 'latest' : Number(view[1]);
    return { page: 'inbox', q, id, tab: TABS.includes(view[2]) ? view[2] : undefined };
  }
  return { page: 'inbox', q };
}

export function format({ page, q, id, tab }) {
  const query = q ? `?${new URLSearchParams({ q })}` : '';
  if (page === 'status') {
    return `/status${query}`;
  }
  return id === undefined ? `/${query}` : `/view/${id}${tab ? `/${tab}` : ''}${query}`;
}

export function current() {
  return parse(location.pathname, location.search);
}

// Follows links of this page without loading it again; those that are meant for elsewhere go there.
export function follow(onChange) {
  window.addEventListener('popstate', () => onChange(current()));
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
      return;
    }
    const url = new URL(link.href);
    if (url.origin === location.origin && /^\/($|view\/|status$)/.test(url.pathname)) {
      event.preventDefault();
      go(parse(url.pathname, url.search), onChange);
    }
  });
}

export function go(route, onChange, { replace = false } = {}) {
  const target = format(route);
  if (target !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', target);
  }
  onChange(route);
}
