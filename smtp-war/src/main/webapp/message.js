// One message: its envelope, its header, its source.

import { getMessage, getSource, sourcePath } from './api.js';
import { element, foreign, size, time } from './dom.js';

const SHOWN_SOURCE = 256 * 1024;

function facts(message) {
  const { envelope, session } = message;
  const client = session.clientAddress.includes(':') ? `[${session.clientAddress}]` : session.clientAddress;
  const rows = [
    ['From', foreign(`<${envelope.reversePath}>`)],
    ['To', foreign(envelope.recipients.map((address) => `<${address}>`).join(', '))],
    ['Received', time(message.receivedAt)],
    ['Client', foreign(`${client}:${session.clientPort} (${session.heloName || 'no HELO'})`)],
    ['Size', `${size(message.size)} (${message.size} octets)`],
    ['Transaction', `${envelope.transaction} on listener ${session.listener}`],
  ];
  return element(
    'dl',
    { testid: 'envelope' },
    ...rows.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
}

function headers(message) {
  if (message.headers.length === 0) {
    return element('p', { class: 'quiet' }, 'This message has no header.');
  }
  return element(
    'dl',
    { testid: 'headers' },
    ...message.headers.flatMap(({ name, value }) => [
      element('dt', {}, foreign(name)),
      element('dd', {}, foreign(value)),
    ]),
  );
}

export async function showMessage(pane, id, actions) {
  const [message, source] = await Promise.all([
    getMessage(id),
    getSource(id, SHOWN_SOURCE).catch((error) => {
      // An empty message has no first octet to ask for.
      if (error.status === 416) {
        return '';
      }
      throw error;
    }),
  ]);
  if (!actions.isCurrent()) {
    return;
  }
  const cut = message.size > SHOWN_SOURCE;
  pane.replaceChildren(
    element(
      'div',
      { class: 'bar' },
      element('a', { href: '#', class: 'back', testid: 'back' }, '← All messages'),
      element('a', { href: sourcePath(id), download: `message-${id}.eml`, testid: 'download' }, 'Download'),
      element('button', { type: 'button', class: 'danger', testid: 'delete', onclick: actions.onDelete }, 'Delete'),
    ),
    element('h2', { testid: 'subject' }, foreign(message.subject || '(no subject)')),
    facts(message),
    element('h3', {}, 'Header'),
    headers(message),
    element('h3', {}, 'Source'),
    element('pre', { testid: 'source', tabindex: '0', 'aria-label': 'Source' }, source),
    cut
      ? element(
          'p',
          { testid: 'cut' },
          `These are the first ${size(SHOWN_SOURCE)} of ${size(message.size)}. `,
          element('a', { href: sourcePath(id), download: `message-${id}.eml` }, 'The full source'),
        )
      : '',
  );
  pane.hidden = false;
  pane.scrollTop = 0;
}
