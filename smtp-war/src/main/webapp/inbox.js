// The inbox: lists messages, opens one, and keeps itself up to date.

import { deleteAllMessages, deleteMessage, getStatus, listMessages, waitForChange } from './api.js';
import { element } from './dom.js';
import { showList } from './list.js';
import { showMessage } from './message.js';

const PAGE = 50;
const MAX_SHOWN = 1000;
const RETRY_MILLISECONDS = 3000;

const byId = (id) => document.getElementById(id);
const state = { messages: [], version: undefined, more: false, shown: PAGE, selected: undefined };

function trouble(text) {
  byId('trouble').textContent = text ?? '';
  byId('trouble').hidden = !text;
}

async function attempt(work) {
  try {
    await work();
    trouble();
  } catch (error) {
    trouble(error.message);
  }
}

function render() {
  if (state.version === undefined) {
    // Nothing is known yet: neither mail nor that there is none.
    return;
  }
  const empty = state.messages.length === 0;
  showList(byId('list'), state.messages, state.selected);
  byId('empty').hidden = !empty;
  byId('older').hidden = !state.more;
  byId('delete-all').hidden = empty;
  document.title = empty ? 'Inbox' : `Inbox (${state.messages.length}${state.more ? '+' : ''})`;
}

// Reads as many pages as are shown, the version from before the first of them.
async function refresh() {
  const messages = [];
  let version;
  let before;
  let page;
  do {
    page = await listMessages({ before, limit: PAGE });
    version ??= page.version;
    messages.push(...page.messages);
    before = page.messages.at(-1)?.id;
  } while (page.messages.length === PAGE && messages.length < state.shown);
  state.messages = messages;
  state.version = version;
  state.more = page.messages.length === PAGE && messages.length < MAX_SHOWN;
  render();
}

async function showStatus() {
  const { listeners } = await getStatus();
  const accepting = listeners.filter((listener) => listener.accepting);
  const addresses = accepting.flatMap((listener) => listener.addresses);
  byId('listeners').textContent =
    addresses.length > 0 ? `SMTP on ${addresses.join(', ')}` : 'No SMTP listener takes mail';
  byId('listeners').classList.toggle('down', addresses.length === 0);
  byId('example').hidden = addresses.length === 0;
  if (addresses.length === 0) {
    byId('where').textContent = 'But no SMTP listener takes mail now: see the log of the server.';
  } else {
    byId('where').replaceChildren('Send mail by SMTP to ', element('strong', {}, addresses[0]), ', for example:');
    byId('example').textContent =
      "printf 'Subject: Hello\\r\\n\\r\\nHi.\\r\\n' |\n" +
      `  curl smtp://${addresses[0]} --mail-from me@example.org \\\n    --mail-rcpt you@example.org -T -`;
  }
}

async function open() {
  const id = Number(/^#\/message\/(\d{1,15})$/.exec(location.hash)?.[1]) || undefined;
  state.selected = id;
  document.body.classList.toggle('reading', id !== undefined);
  render();
  const pane = byId('message');
  if (id === undefined) {
    pane.hidden = true;
    return;
  }
  try {
    await showMessage(pane, id, {
      isCurrent: () => state.selected === id,
      onDelete: () =>
        attempt(async () => {
          await deleteMessage(id);
          location.hash = '';
          await refresh();
        }),
    });
  } catch (error) {
    pane.hidden = true;
    if (error.status === 404) {
      location.hash = '';
    }
    throw error;
  }
}

async function follow() {
  for (;;) {
    try {
      await showStatus();
      if (state.version === undefined || (await waitForChange(state.version))) {
        await refresh();
      }
      trouble();
    } catch (error) {
      trouble(`The server does not answer as it should (${error.message}). Trying again.`);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
    }
  }
}

byId('older').addEventListener('click', () =>
  attempt(async () => {
    state.shown = state.messages.length + PAGE;
    await refresh();
  }),
);
byId('delete-all').addEventListener('click', () =>
  attempt(async () => {
    if (window.confirm('Delete all messages? This cannot be undone.')) {
      await deleteAllMessages();
      location.hash = '';
      await refresh();
    }
  }),
);
window.addEventListener('hashchange', () => attempt(open));
attempt(open);
follow();
