// Which messages have been looked at, in this browser: it remembers from where on a message is new, and which of those were opened.

const KEY = 'inbox.read';
const MOST = 2000;

/** As a value, without the browser: `since` is the id up to which everything counts as read. */
export function marks({ since = 0, ids = [] } = {}) {
  let opened = new Set(ids);
  return {
    isNew: (id) => id > since && !opened.has(id),
    open(id) {
      if (id > since) {
        opened.add(id);
      }
      if (opened.size > MOST) {
        // Half of it, the oldest: what lies among them unopened is not new any more.
        const sorted = [...opened].sort((a, b) => a - b);
        since = sorted[MOST / 2];
        opened = new Set(sorted.slice(MOST / 2 + 1));
      }
    },
    // Ids only grow, unless the store was made anew.
    openAll(newest) {
      since = newest;
      opened = new Set();
    },
    value: () => ({ since, ids: [...opened] }),
  };
}

function load() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY));
    if (Number.isSafeInteger(stored?.since) && Array.isArray(stored.ids)) {
      return marks(stored);
    }
  } catch {
    // Nothing that could be read, or no storage: then it is remembered as long as the page is open.
  }
  return undefined;
}

let current = load();

function save() {
  try {
    localStorage.setItem(KEY, JSON.stringify(current.value()));
  } catch {
    // No storage.
  }
}

/** At the first visit nothing is new yet; later, what has come since the last one. */
export function begin(newest) {
  if (current === undefined || current.value().since > newest) {
    current = marks({ since: newest });
    save();
  }
}

export const isNew = (id) => current?.isNew(id) ?? false;

export function markRead(id) {
  if (isNew(id)) {
    current.open(id);
    save();
  }
}

export function markAllRead(newest) {
  current?.openAll(newest);
  save();
}

/** Another tab has looked at something. */
export function onReadElsewhere(callback) {
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) {
      current = load() ?? current;
      callback();
    }
  });
}
