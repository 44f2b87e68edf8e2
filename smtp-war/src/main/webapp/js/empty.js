// What there is to say when there is no message to show.

import { h } from './vendor.js';
import { Icon } from './dom.js';
import { CopyButton } from './views.js';

// The first address that takes mail. One that means every address of the server is reached by the name that this page has.
export function target(status, pageHost) {
  const first = status?.listeners.find(({ accepting }) => accepting)?.addresses[0];
  const match = /^(.*):(\d+)$/.exec(first ?? '');
  if (!match) {
    return undefined;
  }
  const host = ['0.0.0.0', '[::]', '*'].includes(match[1]) ? pageHost : match[1];
  return { host, port: match[2] };
}

function recipes({ host, port }) {
  return [
    {
      name: 'swaks',
      command: `swaks --server ${host} --port ${port} --from me@example.org --to you@example.org --header 'Subject: Hello'`,
    },
    {
      name: 'curl',
      command:
        "printf 'Subject: Hello\\r\\n\\r\\nThis is my first message.\\r\\n' |\n" +
        `  curl smtp://${host}:${port} --mail-from me@example.org --mail-rcpt you@example.org -T -`,
    },
    {
      name: 'An application',
      command: `spring.mail.host=${host}\nspring.mail.port=${port}`,
    },
  ];
}

function Recipe({ name, command }) {
  return h(
    'section',
    { class: 'recipe' },
    h('div', { class: 'recipe-head' }, h('span', null, name), h(CopyButton, { text: command })),
    h('pre', { 'data-testid': `recipe-${name}`, tabindex: 0, 'aria-label': name }, command),
  );
}

/** Where there is no mail at all. */
export function Empty({ status }) {
  const to = target(status, location.hostname);
  return h(
    'div',
    { class: 'empty', 'data-testid': 'empty' },
    h('img', { class: 'empty-picture', src: '/empty.svg', alt: '', width: 160, height: 120 }),
    h('h2', null, 'No mail yet'),
    to
      ? [
          h('p', null, 'Send a message by SMTP to ', h('strong', { 'data-testid': 'where' }, `${to.host}:${to.port}`), ', and it appears here by itself.'),
          recipes(to).map((recipe) => h(Recipe, { key: recipe.name, ...recipe })),
        ]
      : status && h('p', null, 'No SMTP listener accepts mail now. The server’s log has the reason.'),
  );
}

/** Where there is mail, but none of it is open, or found. */
export function Nothing({ icon, children }) {
  return h('div', { class: 'nothing' }, h(Icon, { name: icon }), h('p', null, children));
}
