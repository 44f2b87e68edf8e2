// Starts the page: draws it, and binds together what comes from the address, the keyboard and the server.

import { h, render } from './vendor.js';
import { getMe, getMessage, getStatus } from './api.js';
import { App } from './app.js';
import { plural } from './format.js';
import { attempt, beside, refresh, reload, reloadIfNew, removed, removeFound, removeOne } from './inbox.js';
import { listen } from './keys.js';
import { collector, followEvents } from './live.js';
import { isNotifying, notify, toggleNotifying } from './notify.js';
import { isNew, markAllRead, markRead, onReadElsewhere } from './read.js';
import { follow, go } from './route.js';
import { sendingActions } from './sending.js';
import { onDraw, selectedId, state, update } from './state.js';
import { tabOf, tabsOf } from './tabs.js';

const navigate = (patch, options) => go({ ...state.route, page: 'inbox', ...patch }, arrive, options);

function arrive(route) {
  const before = state.route;
  update({ route });
  attempt(async () => {
    if (before.q !== route.q || before.show !== route.show) {
      await reloadIfNew();
    }
    await openSelected();
  });
}

// Shows the message that the address means. The one before stays until the next has come: nothing flickers.
async function openSelected({ again = false } = {}) {
  const id = selectedId();
  if (id === undefined) {
    update({ detail: undefined });
    return;
  }
  if (state.detail?.id === id && !again) {
    return;
  }
  markRead(id);
  try {
    const message = await getMessage(id);
    if (selectedId() === id) {
      update({ detail: { id, message, revision: (state.detail?.revision ?? 0) + 1 } });
    }
  } catch (error) {
    if (error.status !== 404) {
      throw error;
    }
    if (selectedId() === id) {
      update({ detail: { id, problem: 'This message does not exist any more.' } });
    }
  }
}

// After the open message was deleted.
function moveOn(next) {
  if (next === undefined) {
    return;
  }
  if (state.route.id === 'latest') {
    attempt(openSelected);
  } else {
    navigate({ id: next ?? undefined }, { replace: true });
  }
}

let toastTimer;
function toast(text) {
  update({ toast: text });
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => update({ toast: undefined }), 2500);
}

const ask = (question) => new Promise((resolve) => update({ question: { ...question, resolve } }));

const actions = {
  attempt,
  ...sendingActions,
  search: (q, replace) => navigate({ page: 'inbox', q, id: state.route.q === q ? state.route.id : undefined }, { replace }),
  filter: (show) => navigate({ show, id: undefined }),
  step: (distance) => {
    const id = beside(distance);
    if (id !== undefined && id !== state.route.id) {
      navigate({ id }, { replace: state.route.id !== undefined });
    }
  },
  showTab: (tab) => navigate({ tab }, { replace: true }),
  showHelp: () => update({ help: true }),
  hideHelp: () => update({ help: false }),
  markAllRead: () => {
    markAllRead(state.items?.[0]?.id ?? 0);
    update({});
  },
  toggleNotifying: () => attempt(async () => update({ notifying: await toggleNotifying() })),
  forgetTrouble: () => update({ trouble: undefined }),
  ask,
  toast,
  learnStatus: (status) => update({ status }),
  answer: (yes) => {
    const { question } = state;
    update({ question: undefined });
    question?.resolve(yes);
  },
  deleteOpen: () => {
    const id = selectedId();
    if (id !== undefined) {
      attempt(async () => {
        moveOn(await removeOne(id));
        toast('Deleted');
      });
    }
  },
  deleteFound: () =>
    attempt(async () => {
      const { route, total } = state;
      const what = plural(total ?? 0, route.show === 'refused' ? 'refused transaction' : 'message');
      const text = route.q ? `The search “${route.q}” finds them. This cannot be undone.` : 'This cannot be undone.';
      if (await ask({ title: `Delete ${what}?`, text, action: 'Delete' })) {
        await removeFound();
        navigate({ id: undefined }, { replace: true });
        toast(`${what} deleted`);
      }
    }),
};

const back = () => (state.route.id === undefined ? false : navigate({ id: undefined, tab: undefined }));
const tabKey = (index) => () => {
  const tab = state.detail?.message && tabsOf(state.detail.message)[index];
  return tab ? actions.showTab(tab) : false;
};

// The arrow keys scroll a view that has the focus.
const inViews = (event) => event.target.closest?.('.views') != null;

listen({
  j: () => actions.step(1),
  k: () => actions.step(-1),
  ArrowDown: (event) => (inViews(event) ? false : actions.step(1)),
  ArrowUp: (event) => (inViews(event) ? false : actions.step(-1)),
  g: () => (state.items?.[0] ? navigate({ id: state.items[0].id }) : false),
  u: back,
  Escape: back,
  Delete: () => actions.deleteOpen(),
  m: () => actions.markAllRead(),
  c: () => actions.compose(),
  r: () => actions.reply(),
  '/': () => document.getElementById('search').select(),
  '?': () => actions.showHelp(),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((number) => [number, tabKey(number - 1)])),
});

const afterChange = (work) => (argument) => attempt(async () => {
  await work(argument);
  // "/view/latest" goes with the newest.
  await openSelected();
});
// Of a message that came while nobody wanted to be notified, nobody is, even if it is served later.
const stored = collector(afterChange(async (events) => {
  const came = await refresh(events.map(({ id }) => id));
  const wanted = new Set(events.filter(({ notifying }) => notifying).map(({ id }) => id));
  notify(came.filter(({ id, outcome }) => outcome === 'accepted' && wanted.has(id)), (id) => navigate({ id }));
}));

// A connection that comes back at once is not worth a word.
const PATIENCE_MILLISECONDS = 1500;
let patience;
function follows(live) {
  clearTimeout(patience);
  if (live === 'down') {
    patience = setTimeout(() => update({ offline: true }), state.offline ? 0 : PATIENCE_MILLISECONDS);
    update({ live });
  } else {
    update({ live, offline: false, trouble: state.offline ? undefined : state.trouble });
  }
}

followEvents({
  onHello: () => stored({ id: 0, notifying: false }),
  onStored: (id) => stored({ id, notifying: isNotifying() }),
  onUpdated: (id) => id === selectedId() && attempt(() => openSelected({ again: true })),
  onDeleted: (ids) => moveOn(removed(ids)),
  onReset: afterChange(reload),
  onState: follows,
});

const wide = matchMedia('(min-width: 75rem)');
wide.addEventListener('change', () => update({ wide: wide.matches }));
update({ wide: wide.matches });

const TITLES = { inbox: 'Inbox', rules: 'Rules', status: 'Status' };
const root = document.getElementById('app');
onDraw(() => {
  const fresh = state.items?.filter(({ id }) => isNew(id)).length ?? 0;
  document.title = `${fresh > 0 ? `(${fresh}) ` : ''}${TITLES[state.route.page]}`;
  render(h(App, { state, actions }), root);
});
update({ notifying: isNotifying() });
onReadElsewhere(() => update({}));
follow(arrive);
attempt(async () => {
  await Promise.all([reload(), state.route.id === 'latest' ? undefined : openSelected()]);
  await openSelected();
});
attempt(async () => update({ status: await getStatus() }));
attempt(async () => update({ user: (await getMe()).user }));
