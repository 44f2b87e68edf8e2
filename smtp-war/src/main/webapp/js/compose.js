// A message that is written here, a reply, or an .eml file: sent through the listener of the server, like any other.

import { Component, h } from './vendor.js';
import { getText, sendDraft, sendFile } from './api.js';
import { Modal } from './dialog.js';
import { Foreign, Icon, IconButton } from './dom.js';
import { fullTime } from './format.js';

const KEPT_SENDER = 'inbox.compose.from';

function keptSender() {
  try {
    return localStorage.getItem(KEPT_SENDER) ?? 'me@example.org';
  } catch {
    return 'me@example.org'; // The browser keeps nothing.
  }
}

function keepSender(from) {
  try {
    localStorage.setItem(KEPT_SENDER, from);
  } catch {
    // The next message begins with the example again.
  }
}

export const newDraft = () => ({ from: keptSender(), to: '', cc: '', bcc: '', subject: '', text: '' });

function header(message, name) {
  return message.headers.find((field) => field.name.toLowerCase() === name)?.value ?? '';
}

const messageIds = (text) => text.match(/<[!-;=?-~]{1,250}>/g) ?? [];

/** The draft of a reply to a message, by RFC 5322 section 3.6.4. */
export async function replyTo(message) {
  const parent = messageIds(message.messageId ?? '').slice(0, 1);
  const text = await getText(message.id).catch(() => '');
  const subject = message.subject ?? '';
  return {
    ...newDraft(),
    from: message.envelope.recipients[0] ?? keptSender(),
    to: header(message, 'reply-to') || message.from || message.envelope.reversePath,
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    text: `\n\nOn ${fullTime(message.receivedAt)}, ${message.from || 'somebody'} wrote:\n${text.replaceAll('\r\n', '\n').trimEnd().replace(/^/gm, '> ')}\n`,
    inReplyTo: parent.join(''),
    // The newest ones, if the conversation is long.
    references: [...messageIds(header(message, 'references')).slice(-20), ...parent].join(' '),
  };
}

const addresses = (text) => [...text.matchAll(/<([^>]*)>|[^\s,<>]+@[^\s,<>]+/g)].map(([all, inBrackets]) => inBrackets ?? all);

function send({ file, ...draft }) {
  if (!file) {
    return sendDraft(Object.fromEntries(Object.entries(draft).filter(([, value]) => value)));
  }
  return sendFile(file, addresses(draft.from)[0] ?? '', [draft.to, draft.cc, draft.bcc].flatMap(addresses));
}

function Field({ name, label, draft, onInput, ...rest }) {
  return h(
    'label',
    { class: 'compose-field' },
    h('span', null, label),
    h('input', { type: 'text', name, value: draft[name], autocomplete: 'off', spellcheck: false, 'data-testid': `compose-${name}`, onInput, ...rest }),
  );
}

/** The reply of the server that a message was sent to. */
export function Reply({ result }) {
  return h(
    'p',
    { class: `reply ${result.accepted ? 'good' : 'bad'}`, role: 'status', 'data-testid': 'send-reply' },
    h(Icon, { name: result.accepted ? 'check' : 'undelivered' }),
    h('span', null, result.accepted ? 'Taken by ' : 'Not taken by ', result.server, ': ', h('code', null, h(Foreign, null, result.reply))),
  );
}

export class Compose extends Component {
  state = { draft: this.props.draft, sending: false };

  set(patch) {
    this.setState(({ draft }) => ({ draft: { ...draft, ...patch } }));
  }

  async submit(event) {
    event.preventDefault();
    const { draft } = this.state;
    this.setState({ sending: true, result: undefined, problem: undefined });
    try {
      const result = await send(draft);
      keepSender(draft.from);
      this.setState({ result, sending: false });
      if (result.accepted) {
        this.props.onSent(result);
      }
    } catch (error) {
      const { parameter, expected } = error.problem ?? {};
      this.setState({ problem: parameter ? `${parameter}: expected ${expected}` : error.message, sending: false });
    }
  }

  render({ onClose }, { draft, sending, result, problem }) {
    const onInput = ({ target }) => this.set({ [target.name]: target.value });
    return h(
      Modal,
      { label: 'Compose', testid: 'compose', class: 'compose', keep: true, onClose },
      h('div', { class: 'dialog-head' },
        h('h2', null, draft.inReplyTo !== undefined ? 'Reply' : 'Compose'),
        h(IconButton, { icon: 'close', label: 'Close', onClick: (event) => event.currentTarget.closest('dialog').close() })),
      h('form', { onSubmit: (event) => this.submit(event) },
        h(Field, { name: 'from', label: 'From', draft, onInput, required: true }),
        h(Field, { name: 'to', label: 'To', draft, onInput, autofocus: !draft.to }),
        h(Field, { name: 'cc', label: 'Cc', draft, onInput }),
        h(Field, { name: 'bcc', label: 'Bcc', draft, onInput }),
        !draft.file && h(Field, { name: 'subject', label: 'Subject', draft, onInput, spellcheck: true }),
        !draft.file && h('textarea', { name: 'text', rows: 10, value: draft.text, 'aria-label': 'Text', 'data-testid': 'compose-text', autofocus: Boolean(draft.to), onInput }),
        h('label', { class: 'compose-field' },
          h('span', null, '.eml'),
          h('input', { type: 'file', accept: '.eml,message/rfc822', 'data-testid': 'compose-file', onChange: ({ target }) => this.set({ file: target.files[0] }) })),
        draft.file && h('p', { class: 'muted' }, 'The file is sent as it is. From, To, Cc and Bcc are its envelope.'),
        problem && h('p', { class: 'reply bad', role: 'alert', 'data-testid': 'compose-problem' }, h(Icon, { name: 'undelivered' }), h('span', null, problem)),
        result && h(Reply, { result }),
        h('p', { class: 'dialog-actions' },
          h('span', { class: 'muted grow' }, 'Goes through the SMTP listener, like any other message'),
          h('button', { type: 'submit', class: 'primary', disabled: sending, 'data-testid': 'compose-send' }, h(Icon, { name: 'send' }), 'Send'))),
    );
  }
}
