// The open message: who, to whom, what; its views, and the facts beside them.

import { h } from './vendor.js';
import { partPath, sourcePath } from './api.js';
import { Foreign, Icon, IconButton, Time } from './dom.js';
import { Facts } from './facts.js';
import { displayName, size } from './format.js';
import { Outcome } from './list.js';
import { address } from './route.js';
import { canRelease } from './sending.js';
import { tabOf, Tabs, View } from './tabs.js';
import { CopyButton } from './views.js';

function Attachments({ message }) {
  const shown = message.attachments ?? [];
  if (shown.length === 0) {
    return null;
  }
  return h(
    'ul',
    { class: 'attachments', 'aria-label': 'Attachments', 'data-testid': 'attachments' },
    shown.map(({ part, name, type, size: octets, image }) =>
      h(
        'li',
        { key: part },
        h(
          'a',
          {
            href: partPath(message.id, part),
            // Pictures are looked at, in a window of their own; everything else is saved.
            ...(image ? { target: '_blank', rel: 'noopener' } : { download: '' }),
            'data-testid': 'attachment',
            title: `${name ?? 'no name'}, ${type}`,
          },
          image
            ? h('img', { src: partPath(message.id, part), alt: '', width: 36, height: 36, loading: 'lazy' })
            : h('span', { class: 'attachment-icon' }, h(Icon, { name: 'attach' })),
          h('span', { class: 'attachment-name' }, h(Foreign, null, name || 'no name')),
          h('span', { class: 'attachment-type' }, `${size(octets)} · ${type}`),
        ),
      ),
    ),
  );
}

function Who({ message }) {
  const from = message.from || message.envelope.reversePath;
  const name = displayName(from || '<>');
  const mail = /<([^>]*)>\s*$/.exec(from)?.[1];
  return h(
    'div',
    { class: 'who-line' },
    h('span', { class: 'avatar', 'aria-hidden': 'true' }, [...name.replace(/[^\p{L}\p{N}]/gu, '')][0]?.toUpperCase() ?? '·'),
    h(
      'div',
      { class: 'who-text' },
      h('p', { 'data-testid': 'from' }, h('b', null, h(Foreign, null, name)), ' ', mail && mail !== name && h('span', { class: 'muted' }, h(Foreign, null, `<${mail}>`)), h(CopyButton, { text: mail || from, label: 'Copy the address', small: true })),
      h('p', { class: 'muted to-line', 'data-testid': 'to' },
        'to ', h(Foreign, null, message.to || message.envelope.recipients.join(', ') || 'nobody yet'),
        message.cc && [', cc ', h(Foreign, null, message.cc)]),
    ),
    h('p', { class: 'muted when' }, h(Time, { iso: message.receivedAt, long: true })),
  );
}

const UNHEARD = {
  DISCONNECTED: 'The connection was closed before the client got a reply: nothing was stored.',
  ABORTED: 'The client ended the transaction: nothing was stored.',
  SHUT_DOWN: 'The server ended the session before the message was complete: nothing was stored.',
};

/** Why nothing was stored. */
export function reason({ outcome, delivery }) {
  if (outcome === 'rejected') {
    return 'Refused: nothing was stored.';
  }
  return UNHEARD[delivery?.outcome] ?? 'Rolled back: the sender was asked to try again.';
}

// What the sender heard, where it was not that the message was taken.
function Refusal({ message }) {
  const failed = message.outcome === 'failed';
  return h(
    'div',
    { class: `refusal ${failed ? 'warn' : 'bad'}`, 'data-testid': 'refusal' },
    h(Icon, { name: 'undelivered' }),
    h('div', null,
      h('p', null, h('b', null, reason(message))),
      message.delivery?.rules?.length > 0 &&
        h('p', { 'data-testid': 'refusal-rules' }, 'By the ', h('a', { href: '/rules' }, message.delivery.rules.length > 1 ? 'rules' : 'rule'), ' ', h(Foreign, null, message.delivery.rules.join(', '))),
      message.delivery?.reply && h('code', { 'data-testid': 'refusal-reply' }, h(Foreign, null, message.delivery.reply))),
  );
}

function Actions({ message, route, actions }) {
  return h(
    'div',
    { class: 'message-actions' },
    h('a', { class: 'button icon-button back', href: address({ ...route, id: undefined, tab: undefined }), 'aria-label': 'Back to the list', title: 'Back to the list', 'data-testid': 'back' }, h(Icon, { name: 'back' })),
    h(IconButton, { icon: 'newer', label: 'Newer message (k)', onClick: () => actions.step(-1) }),
    h(IconButton, { icon: 'older', label: 'Older message (j)', onClick: () => actions.step(1) }),
    message.outcome === 'accepted' &&
      h('a', { class: 'button icon-button', href: sourcePath(message.id), download: `message-${message.id}.eml`, 'aria-label': 'Download as .eml', title: 'Download as .eml', 'data-testid': 'download' }, h(Icon, { name: 'download' })),
    message.outcome === 'accepted' && [
      h(IconButton, { icon: 'reply', label: 'Reply (r)', 'data-testid': 'reply', onClick: () => actions.reply() }),
      h(IconButton, { icon: 'again', label: 'Send again', 'data-testid': 'send-again', onClick: () => actions.sendAgain() }),
      canRelease() && h(IconButton, { icon: 'release', label: 'Release to the real server', 'data-testid': 'release', onClick: () => actions.release() }),
    ],
    h(IconButton, { icon: 'trash', label: 'Delete', 'data-testid': 'delete', onClick: () => actions.deleteOpen() }),
  );
}

export function Message({ message, revision, route, wide, actions }) {
  const tab = tabOf(message, route.tab);
  const undelivered = message.outcome !== 'accepted';
  return h(
    'article',
    { class: 'message', 'aria-label': 'Message', 'data-testid': 'message', 'data-id': message.id },
    h(
      'header',
      { class: 'message-head' },
      h('div', { class: 'message-title' },
        h('h2', { 'data-testid': 'subject' }, h(Foreign, null, message.subject || (undelivered ? 'No message was taken' : '(no subject)'))),
        undelivered && h(Outcome, { outcome: message.outcome, ended: message.delivery?.outcome }),
        h(Actions, { message, route, actions })),
      h(Who, { message }),
      undelivered && h(Refusal, { message }),
      message.body?.problem && h('p', { class: 'refusal warn', 'data-testid': 'structure-problem' }, h(Icon, { name: 'undelivered' }), message.body.problem),
      h(Attachments, { message }),
    ),
    h('div', { class: 'message-body' },
      h('div', { class: 'views' }, h(Tabs, { message, tab, onTab: actions.showTab }), h(View, { message, revision, tab })),
      h(Facts, { message, wide })),
  );
}
