// The page as a whole.

import { h } from './vendor.js';
import { Compose, Reply } from './compose.js';
import { Confirm, Help } from './dialog.js';
import { Icon, IconButton } from './dom.js';
import { Empty, Nothing } from './empty.js';
import { count } from './format.js';
import { loadOlder } from './inbox.js';
import { List } from './list.js';
import { Message } from './message.js';
import { canNotify } from './notify.js';
import { isNew } from './read.js';
import { address, FILTERS } from './route.js';
import { Rules } from './rules.js';
import { Search } from './search.js';
import { selectedId } from './state.js';
import { Status } from './status.js';

const LIVE = {
  waiting: ['Connecting', 'Connecting to the server'],
  live: ['Live', 'New messages appear by themselves'],
  down: ['Offline', 'The server does not answer; trying again'],
};

const HEADINGS = { inbox: 'Inbox', rules: 'Rules', status: 'Status of the server' };

function Top({ state, actions }) {
  const { route } = state;
  const [short, long] = LIVE[state.live];
  const here = (page) => (route.page === page ? 'page' : undefined);
  return h(
    'header',
    { class: 'top' },
    h('h1', { class: 'visually-hidden' }, HEADINGS[route.page]),
    h('a', { class: 'brand', href: '/', 'data-testid': 'brand' }, h('img', { src: '/icon.svg', alt: '', width: 26, height: 26 }), h('span', null, 'Inbox')),
    h(Search, { q: route.q, problem: state.searchProblem, onSearch: actions.search }),
    h(
      'div',
      { class: 'top-end' },
      h('p', { class: `live ${state.live}`, role: 'status', title: long, 'data-testid': 'live' }, h('i', { 'aria-hidden': 'true' }), h('span', null, short)),
      state.user && h('span', { class: 'muted', 'data-testid': 'user' }, state.user),
      h(
        'nav',
        { 'aria-label': 'Pages' },
        h('a', { href: address({ ...route, page: 'inbox', id: undefined }), 'aria-current': here('inbox'), 'data-testid': 'nav-inbox' }, h(Icon, { name: 'inbox' }), h('span', null, 'Mail')),
        h('a', { href: '/rules', 'aria-current': here('rules'), 'data-testid': 'nav-rules' }, h(Icon, { name: 'rules' }), h('span', null, 'Rules')),
        h('a', { href: '/status', 'aria-current': here('status'), 'data-testid': 'nav-status' }, h(Icon, { name: 'pulse' }), h('span', null, 'Status')),
      ),
      h(IconButton, { icon: 'pen', label: 'Compose (c)', 'data-testid': 'compose-button', onClick: actions.compose }),
      canNotify() &&
        h(IconButton, {
          icon: 'bell',
          label: state.notifying ? 'Notifications are on' : 'Notify me of new messages',
          'aria-pressed': state.notifying ? 'true' : 'false',
          'data-testid': 'notify',
          onClick: actions.toggleNotifying,
        }),
      h(IconButton, { icon: 'help', label: 'Help (?)', 'data-testid': 'help-button', onClick: actions.showHelp }),
    ),
  );
}

function ListBar({ state, actions }) {
  const { total, route } = state;
  const names = { all: 'All', accepted: 'Accepted', refused: 'Refused' };
  const what = route.q ? 'found' : total === 1 ? 'message' : 'messages';
  return h(
    'div',
    { class: 'list-bar' },
    h('p', { class: 'found', 'data-testid': 'count', role: 'status' }, total !== undefined && [h('b', null, count(total)), h('span', null, ` ${what}`)]),
    h(
      'div',
      { class: 'filters', role: 'group', 'aria-label': 'Which transactions' },
      FILTERS.map((show) =>
        h(
          'button',
          { type: 'button', key: show, 'aria-pressed': route.show === show ? 'true' : 'false', 'data-testid': `show-${show}`, onClick: () => actions.filter(show) },
          names[show],
        ),
      ),
    ),
    h(IconButton, {
      icon: 'check',
      label: 'Mark all as read (m)',
      disabled: !state.items?.some(({ id }) => isNew(id)),
      'data-testid': 'mark-read',
      onClick: actions.markAllRead,
    }),
    h(IconButton, {
      icon: 'trash',
      label: route.q ? 'Delete all results' : 'Delete all listed messages',
      disabled: !total,
      'data-testid': 'delete-found',
      onClick: actions.deleteFound,
    }),
  );
}

function Incomplete({ incomplete: { indexed, stored } }) {
  return h(
    'p',
    { class: 'incomplete', role: 'status', 'data-testid': 'incomplete' },
    `The search index is catching up. This search sees ${count(indexed)} of ${count(stored)} messages so far.`,
    h('progress', { value: indexed, max: stored, 'aria-label': 'Messages that are searched' }),
  );
}

function ListPane({ state, actions }) {
  const { items, route } = state;
  return h(
    'section',
    { class: 'list-pane', 'aria-label': 'Messages' },
    h(ListBar, { state, actions }),
    state.incomplete && h(Incomplete, state),
    items !== undefined &&
      (items.length > 0
        ? h(List, {
            items,
            selected: selectedId(),
            total: state.total,
            more: state.more,
            route,
            queried: `${route.q} ${route.show}`,
            onMore: () => actions.attempt(loadOlder),
          })
        : h(Nothing, { icon: route.q ? 'search' : 'inbox' }, route.q ? 'Nothing found.' : 'Nothing here.')),
  );
}

function MessagePane({ state, actions }) {
  const { detail, items, route } = state;
  if (detail?.message) {
    return h(Message, { message: detail.message, revision: detail.revision, route, wide: state.wide, actions });
  }
  if (detail?.problem) {
    return h(Nothing, { icon: 'undelivered' }, detail.problem);
  }
  if (route.id !== undefined || items === undefined) {
    return null;
  }
  if (items.length === 0 && !route.q && route.show === 'all') {
    return h(Empty, { status: state.status });
  }
  return h(Nothing, { icon: 'inbox' }, 'Choose a message, or press ', h('kbd', null, 'j'), '.');
}

function Trouble({ state, actions }) {
  if (state.offline) {
    return h(
      'div',
      { class: 'trouble', role: 'alert', 'data-testid': 'offline' },
      h(Icon, { name: 'undelivered' }),
      h('span', null, 'The server does not answer. This page may be out of date; it tries again automatically.'),
    );
  }
  return (
    state.trouble &&
    h(
      'div',
      { class: 'trouble', role: 'alert', 'data-testid': 'trouble' },
      h(Icon, { name: 'undelivered' }),
      h('span', null, state.trouble),
      h(IconButton, { icon: 'close', label: 'Close', onClick: actions.forgetTrouble }),
    )
  );
}

function Sent({ sent, onClose }) {
  return h('div', { class: 'sent', 'data-testid': 'sent' }, h(Reply, { result: sent }), h(IconButton, { icon: 'close', label: 'Close', onClick: onClose }));
}

export function App({ state, actions }) {
  const { route } = state;
  const empty = state.items?.length === 0 && !route.q && route.show === 'all';
  const reading = route.id !== undefined || empty;
  return h(
    'div',
    { class: `app${reading && route.page === 'inbox' ? ' reading' : ''}` },
    h(Top, { state, actions }),
    h(Trouble, { state, actions }),
    state.sent && h(Sent, { sent: state.sent, onClose: actions.forgetSent }),
    route.page === 'status' && h(Status, { status: state.status, onStatus: actions.learnStatus }),
    route.page === 'rules' && h(Rules, { ask: actions.ask, toast: actions.toast }),
    route.page === 'inbox' &&
      h('main', { class: `panes${reading ? ' reading' : ''}` }, h(ListPane, { state, actions }), h('section', { class: 'message-pane', 'aria-label': 'Reading', tabindex: -1 }, h(MessagePane, { state, actions }))),
    state.toast && h('p', { class: 'toast', role: 'status', 'data-testid': 'toast' }, state.toast),
    state.draft && h(Compose, { draft: state.draft, onSent: actions.showSent, onClose: actions.closeCompose }),
    state.question && h(Confirm, { question: state.question, onAnswer: actions.answer }),
    state.help && h(Help, { onClose: actions.hideHelp }),
  );
}
