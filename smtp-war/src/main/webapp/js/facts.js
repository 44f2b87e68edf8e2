// What the envelope and the connection were, as facts beside the message.

import { h } from './vendor.js';
import { Foreign, Time } from './dom.js';
import { Outcome } from './list.js';
import { count, milliseconds, size } from './format.js';

function address(host, port) {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function Fact({ name, testid, children }) {
  return [h('dt', null, name), h('dd', { 'data-testid': testid }, children)];
}

function Recipients({ envelope }) {
  const hidden = new Set(envelope.bcc);
  return h(
    'ul',
    null,
    envelope.recipients.map((recipient) =>
      h(
        'li',
        null,
        h(Foreign, null, recipient),
        hidden.has(recipient) &&
          h('span', { class: 'badge', title: 'Neither To nor Cc names this recipient', 'data-testid': 'bcc' }, 'Bcc'),
      ),
    ),
  );
}

// The name of the class is enough to know it by; the package is there for who points at it.
function Beans({ beans }) {
  return beans.length === 0
    ? h('span', { class: 'muted' }, 'none')
    : h('ul', null, beans.map((bean) => h('li', { title: bean }, bean.slice(bean.lastIndexOf('.') + 1))));
}

function Delivery({ delivery }) {
  return [
    h(Fact, { name: 'Beans', testid: 'fact-beans' }, h(Beans, delivery)),
    delivery.milliseconds !== undefined &&
      h(Fact, { name: 'Took', testid: 'fact-time' },
        milliseconds(delivery.milliseconds),
        delivery.queuedMillis > 0 && `, after ${milliseconds(delivery.queuedMillis)} of waiting`),
    delivery.rules?.length > 0 &&
      h(Fact, { name: delivery.rules.length > 1 ? 'Rules' : 'Rule', testid: 'fact-rules' },
        h('ul', null, delivery.rules.map((rule) => h('li', { key: rule }, h('a', { href: '/rules' }, h(Foreign, null, rule)))))),
    h(Fact, { name: 'Transaction', testid: 'fact-transaction' }, h('code', null, delivery.outcome)),
  ];
}

function Encryption({ tls }) {
  return tls ? [h('div', null, tls.protocol), h('code', { class: 'muted' }, tls.cipher)] : h('span', { class: 'muted' }, 'none, in clear');
}

function Release({ release }) {
  return [
    h(Fact, { name: release.accepted ? 'Released' : 'Not released', testid: 'fact-release' },
      h('code', null, h(Foreign, null, release.reply))),
    h(Fact, { name: 'Server' }, release.server, release.automatic && ', by itself'),
    h(Fact, { name: 'For' }, h('ul', null, release.recipients.map((recipient) => h('li', null, h(Foreign, null, recipient))))),
    h(Fact, { name: 'When' }, h(Time, { iso: release.at, long: true })),
  ];
}

export function Facts({ message, wide }) {
  const { envelope, session, delivery, release } = message;
  const extras = [envelope.bodyType, envelope.smtpUtf8 && 'SMTPUTF8', envelope.declaredSize && `SIZE=${envelope.declaredSize}`];
  // On a narrow page they are folded in; on a wide one there is nothing to fold.
  return h(
    'details',
    { class: 'facts', open: wide, key: wide, 'data-testid': 'facts' },
    h('summary', null, 'Envelope and delivery'),
    h(
      'div',
      { class: 'facts-groups' },
      h('section', null,
        h('h3', null, 'Envelope'),
        h('dl', null,
          h(Fact, { name: 'MAIL', testid: 'fact-mail' },
            h(Foreign, null, envelope.reversePath || (message.outcome === 'accepted' ? '<> (nobody)' : 'none'))),
          h(Fact, { name: 'RCPT', testid: 'fact-rcpt' }, h(Recipients, { envelope })),
          h(Fact, { name: 'Parameters' }, extras.filter(Boolean).join(' ') || 'none'),
          h(Fact, { name: 'Size' }, `${size(message.size)} (${count(message.size)} octets)`))),
      h('section', null,
        h('h3', null, 'Delivery'),
        h('dl', null,
          h(Fact, { name: 'Outcome' }, h(Outcome, { outcome: message.outcome, ended: delivery?.outcome })),
          delivery && h(Fact, { name: 'Reply', testid: 'fact-reply' }, delivery.reply ? h('code', null, h(Foreign, null, delivery.reply)) : h('span', { class: 'muted' }, 'none was heard')),
          delivery && h(Delivery, { delivery }),
          !delivery && h(Fact, { name: 'Reply' }, h('span', { class: 'muted' }, 'not known')),
          h(Fact, { name: 'Id' }, h('code', null, envelope.transaction)))),
      release && h('section', null, h('h3', null, 'Release'), h('dl', null, h(Release, { release }))),
      h('section', null,
        h('h3', null, 'Client'),
        h('dl', null,
          h(Fact, { name: 'Address', testid: 'fact-client' }, address(session.clientAddress, session.clientPort)),
          h(Fact, { name: session.extended === false ? 'HELO' : 'EHLO', testid: 'fact-helo' },
            session.heloName ? h(Foreign, null, session.heloName) : h('span', { class: 'muted' }, 'not said')),
          h(Fact, { name: 'TLS', testid: 'fact-tls' }, h(Encryption, session)),
          h(Fact, { name: 'User', testid: 'fact-user' },
            session.user ? h(Foreign, null, session.user) : h('span', { class: 'muted' }, 'nobody has logged in')),
          h(Fact, { name: 'Listener' }, `${session.listener}, ${address(session.serverAddress, session.serverPort)}`),
          session.connectedAt && h(Fact, { name: 'Connected' }, h(Time, { iso: session.connectedAt, long: true })))),
    ),
  );
}
