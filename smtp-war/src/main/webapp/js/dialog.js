// Dialogs: a question that has to be answered, and the help.

import { Component, createRef, h } from './vendor.js';
import { Icon, IconButton } from './dom.js';
import { OPERATORS } from './operators.js';

const KEYS = [
  [['j', '↓'], 'next message'],
  [['k', '↑'], 'previous message'],
  [['g'], 'the newest message'],
  [['1', '…', '6'], 'another tab of the message'],
  [['u', 'Esc'], 'back to the list'],
  [['m'], 'mark all as read'],
  [['c'], 'compose a message'],
  [['r'], 'reply'],
  [['Delete'], 'delete the message'],
  [['/'], 'search'],
  [['?'], 'this help'],
];

/** A modal dialog of the browser: it keeps the focus inside, gives it back, and closes with Escape. */
export class Modal extends Component {
  element = createRef();

  componentDidMount() {
    this.element.current.showModal();
  }

  render({ label, testid, class: name, keep, onClose, children }) {
    return h(
      'dialog',
      {
        ref: this.element,
        'aria-label': label,
        'data-testid': testid,
        class: name,
        onClose,
        // A click on the dialog itself, and not on what is in it, is one beside it. What somebody has written stays then.
        onClick: (event) => !keep && event.target === this.element.current && this.element.current.close(),
      },
      h('div', { class: 'dialog-body' }, children),
    );
  }
}

export function Confirm({ question, onAnswer }) {
  const answer = (event, yes) => {
    onAnswer(yes);
    event.target.closest('dialog').close();
  };
  return h(
    Modal,
    { label: question.title, testid: 'confirm', onClose: () => onAnswer(false) },
    h('h2', null, question.title),
    h('p', { class: 'muted' }, question.text),
    h(
      'p',
      { class: 'dialog-actions' },
      h('button', { type: 'button', onClick: (event) => answer(event, false) }, 'Cancel'),
      h(
        'button',
        { type: 'button', class: 'danger', 'data-testid': 'confirm-yes', autofocus: true, onClick: (event) => answer(event, true) },
        h(Icon, { name: 'trash' }),
        question.action,
      ),
    ),
  );
}

export function Help({ onClose }) {
  return h(
    Modal,
    { label: 'Help', testid: 'help', onClose },
    h(
      'div',
      { class: 'dialog-head' },
      h('h2', null, 'Keys'),
      h(IconButton, { icon: 'close', label: 'Close', onClick: (event) => event.currentTarget.closest('dialog').close() }),
    ),
    h(
      'dl',
      { class: 'help-list' },
      KEYS.map(([keys, what]) => [
        h('dt', null, keys.map((key) => (key === '…' ? ' … ' : h('kbd', null, key)))),
        h('dd', null, what),
      ]),
    ),
    h('h2', null, 'Search'),
    h(
      'dl',
      { class: 'help-list' },
      OPERATORS.map(({ example, meaning }) => [h('dt', null, h('code', null, example)), h('dd', null, meaning)]),
    ),
    h('p', { class: 'muted' }, 'The search finds messages that match all fields.'),
  );
}
