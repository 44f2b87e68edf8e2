// The list of messages.

import { element, foreign, size, time } from './dom.js';

const MANY = 3;

function recipients(message) {
  const shown = message.recipients.slice(0, MANY).join(', ');
  const more = message.recipients.length - MANY;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

function row(message, selected) {
  const link = element(
    'a',
    { href: `#/message/${message.id}`, testid: 'message-row' },
    foreign(message.from || message.reversePath || '<>', { class: 'from' }),
    time(message.receivedAt),
    foreign(message.subject || '(no subject)', { class: 'subject' }),
    element('span', { class: 'to' }, 'to ', foreign(recipients(message))),
    element('span', { class: 'size' }, size(message.size)),
  );
  if (message.id === selected) {
    link.setAttribute('aria-current', 'true');
  }
  return element('li', {}, link);
}

export function showList(list, messages, selected) {
  const focused = document.activeElement?.getAttribute('href');
  list.replaceChildren(...messages.map((message) => row(message, selected)));
  if (focused?.startsWith('#/message/')) {
    list.querySelector(`a[href="${CSS.escape(focused).replaceAll('\\', '\\\\')}"]`)?.focus();
  }
}
