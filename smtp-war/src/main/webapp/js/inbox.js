// The list: searches, pages, follows what happens, deletes.

import { countMessages, deleteFound, deleteMessage, listMessages } from './api.js';
import { insert, mergeNewest, neighbour, without } from './merge.js';
import { question } from './operators.js';
import { begin } from './read.js';
import { selectedId, state, update } from './state.js';

const PAGE = 60;
// Events of more messages than this are answered by a whole page; fewer ones that are not in it are asked for one by one.
const ONE_BY_ONE = 5;

// Answers to former searches come late: each search has a number, and only the last one's answers count.
let search = 0;
let asked;

const query = () => question(state.route.q, state.route.show);

export function attempt(work) {
  return work().then(
    (value) => {
      // Drawing without need, for each row that asks for more of them, would never end.
      if (state.trouble) {
        update({ trouble: undefined });
      }
      return value;
    },
    (error) => update({ trouble: error.message }),
  );
}

// While the server's index is catching up, the search is asked again, until it is complete.
const CATCH_UP_MILLISECONDS = 2000;
let catchUp;

function showTotal({ count, incomplete }) {
  const wasIncomplete = state.incomplete !== undefined;
  update({ total: count, incomplete });
  clearTimeout(catchUp);
  if (incomplete) {
    catchUp = setTimeout(() => attempt(() => showCount(search)), CATCH_UP_MILLISECONDS);
  }
  return wasIncomplete && !incomplete;
}

async function showCount(mine) {
  const total = await countMessages(query());
  if (mine === search && showTotal(total)) {
    await reload();
  }
}

/** Reads the list anew. */
export async function reload() {
  const mine = ++search;
  asked = query();
  try {
    const [items, total] = await Promise.all([listMessages(asked, { limit: PAGE }), countMessages(asked)]);
    if (mine === search) {
      if (asked === question('', 'all')) {
        begin(items[0]?.id ?? 0);
      }
      update({ items, more: items.length === PAGE, searchProblem: undefined });
      showTotal(total);
    }
  } catch (error) {
    if (mine !== search) {
      return;
    }
    if (error.status === 400) {
      update({ searchProblem: error.problem });
    } else {
      throw error;
    }
  }
}

// A search that is on the way or answered is not asked again.
export async function reloadIfNew() {
  if (query() !== asked) {
    await reload();
  }
}

let loadingOlder = false;

/** Reads the page behind the last one. */
export async function loadOlder() {
  if (loadingOlder || !state.more) {
    return;
  }
  loadingOlder = true;
  const mine = search;
  try {
    const page = await listMessages(query(), { before: state.items.at(-1).id, limit: PAGE });
    if (mine === search) {
      update({ items: [...state.items, ...page], more: page.length === PAGE });
    }
  } finally {
    loadingOlder = false;
  }
}

/** Takes in what was stored, and tells which of it is in the list. */
export async function refresh(ids) {
  if (state.items === undefined || state.searchProblem) {
    return [];
  }
  const mine = search;
  const page = await listMessages(query(), { limit: PAGE });
  if (mine !== search) {
    return [];
  }
  const { items, more } = mergeNewest(state.items, page, PAGE);
  const known = new Set(items.map(({ id }) => id));
  update({ items, more: more ?? state.more });
  // One that was committed late has an id that is smaller than those of the page.
  const late = ids.filter((id) => !known.has(id) && id > (items.at(-1)?.id ?? Infinity));
  if (late.length <= ONE_BY_ONE) {
    for (const id of late) {
      const [item] = await listMessages(query(), { before: id + 1, limit: 1 });
      if (item?.id === id && mine === search) {
        update({ items: insert(state.items, item) });
      }
    }
  }
  await showCount(mine);
  return items.filter(({ id }) => ids.includes(id));
}

/** Takes out what was deleted, and tells where to go if the open message was among it: an id, or null for nowhere. */
export function removed(ids) {
  if (state.items === undefined) {
    return undefined;
  }
  const open = selectedId();
  const wasOpen = ids.includes(open);
  const rest = without(state.items, ids);
  let next;
  if (wasOpen) {
    // The nearest one that stays.
    const stays = new Set(rest.map(({ id }) => id));
    const candidates = state.items.filter(({ id }) => id === open || stays.has(id));
    next = neighbour(candidates, open) ?? null;
  }
  const total = state.total === undefined ? undefined : Math.max(rest.length, state.total - (state.items.length - rest.length));
  update({ items: rest, total });
  return next;
}

export async function removeOne(id) {
  try {
    await deleteMessage(id);
  } catch (error) {
    // Somebody else was faster.
    if (error.status !== 404) {
      throw error;
    }
  }
  return removed([id]);
}

export async function removeFound() {
  await deleteFound(query());
  await reload();
}

/** The message that many places further down the list. */
export function beside(distance) {
  const items = state.items ?? [];
  const index = items.findIndex(({ id }) => id === selectedId());
  if (index < 0) {
    return items[0]?.id;
  }
  return items[Math.min(items.length - 1, Math.max(0, index + distance))]?.id;
}
