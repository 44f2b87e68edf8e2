// The links of a message: where they lead, and whether that is where they say.

import { h } from './vendor.js';
import { getLinks } from './api.js';
import { Foreign, Icon } from './dom.js';
import { plural } from './format.js';
import { CopyButton, Loaded } from './views.js';

const LIE = 'The text names another host than the link';

function Link({ link: { href, text, misleading } }) {
  return h(
    'li',
    null,
    h('a', { href, target: '_blank', rel: 'noopener noreferrer', 'data-testid': 'link' }, h(Foreign, null, href)),
    text && h('span', { class: 'muted' }, h(Foreign, null, text)),
    misleading && h('span', { class: 'badge warn', title: LIE, 'data-testid': 'misleading' }, h(Icon, { name: 'undelivered' }), ' leads elsewhere'),
  );
}

export function LinksView({ message }) {
  return h(Loaded, {
    load: () => getLinks(message.id),
    missing: 'This message has no links.',
    show: (links) =>
      links.length === 0
        ? h('p', { class: 'view-note' }, 'This message has no links.')
        : [
            h('div', { class: 'view-bar' },
              h('span', { class: 'muted grow' }, `${plural(links.length, 'link')}, none of them followed`),
              h(CopyButton, { text: links.map(({ href }) => href).join('\n') })),
            h('ul', { class: 'links', 'data-testid': 'links' }, links.map((link) => h(Link, { link }))),
          ],
  });
}
