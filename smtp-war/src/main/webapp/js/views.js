// Text, headers, source and session of a message.

import { Component, h } from './vendor.js';
import { getSession, getSource, getText, sourcePath } from './api.js';
import { Foreign, Icon, IconButton } from './dom.js';
import { size } from './format.js';
import { pieces } from './links.js';

const SHOWN_SOURCE = 256 * 1024;

/** Shows what has to be asked for first. */
export class Loaded extends Component {
  componentDidMount() {
    this.load();
  }

  componentWillUnmount() {
    this.gone = true;
  }

  async load() {
    try {
      const value = await this.props.load();
      if (!this.gone) {
        this.setState({ value });
      }
    } catch (error) {
      if (!this.gone) {
        this.setState({ error });
      }
    }
  }

  render({ show, missing }, { value, error }) {
    if (error) {
      return h('p', { class: 'view-note', role: 'alert' }, error.status === 404 ? missing : error.message);
    }
    return value === undefined ? h('p', { class: 'view-note', 'aria-busy': 'true' }) : show(value);
  }
}

// Only where the browser allows it: on the machine itself, or by HTTPS.
export function CopyButton({ text, label = 'Copy', small = false }) {
  if (!navigator.clipboard) {
    return null;
  }
  const copy = async (event) => {
    const button = event.currentTarget;
    await navigator.clipboard.writeText(text);
    button.classList.add('done');
    setTimeout(() => button.classList.remove('done'), 1200);
  };
  return small
    ? h(IconButton, { icon: 'copy', label, class: 'icon-button copy small', onClick: copy })
    : h('button', { type: 'button', class: 'copy', onClick: copy }, h(Icon, { name: 'copy' }), label);
}

export function TextView({ message }) {
  return h(Loaded, {
    load: () => getText(message.id),
    missing: 'This message has no text.',
    show: (text) =>
      text.trim() === ''
        ? h('p', { class: 'view-note' }, 'This message has no text.')
        : h(
            'pre',
            { 'data-testid': 'text', tabindex: 0, 'aria-label': 'Text' },
            pieces(text).map((piece) =>
              typeof piece === 'string'
                ? piece
                : h('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer' }, piece.href),
            ),
          ),
  });
}

export function Headers({ message }) {
  if (message.headers.length === 0) {
    return h('p', { class: 'view-note' }, 'This message has no header.');
  }
  return h(
    'dl',
    { class: 'headers', 'data-testid': 'headers' },
    message.headers.map(({ name, value }) => h('div', null, h('dt', null, h(Foreign, null, name)), h('dd', null, h(Foreign, null, value)))),
  );
}

export function SourceView({ message }) {
  return h(Loaded, {
    load: () => getSource(message.id, SHOWN_SOURCE),
    missing: 'The source is not there any more.',
    show: (source) => [
      h(
        'div',
        { class: 'view-bar' },
        h(
          'span',
          { class: 'muted grow', 'data-testid': 'source-size' },
          message.size > SHOWN_SOURCE ? `The first ${size(SHOWN_SOURCE)} of ${size(message.size)}` : `${size(message.size)}, as received`,
        ),
        h(CopyButton, { text: source }),
        h('a', { class: 'button', href: sourcePath(message.id), download: `message-${message.id}.eml` }, h(Icon, { name: 'download' }), '.eml'),
      ),
      h('pre', { 'data-testid': 'source', tabindex: 0, 'aria-label': 'Source' }, source),
    ],
  });
}

const SIDES = { client: 'C', server: 'S', note: '' };

export function SessionView({ message }) {
  return h(Loaded, {
    load: () => getSession(message.id),
    missing: 'This session is not known.',
    show: ({ complete, lines }) => [
      h(
        'div',
        { class: 'view-bar' },
        h('span', { class: 'muted grow' }, `The dialogue, without passwords${complete ? '' : ' and without its longest parts'}`),
        h(CopyButton, { text: lines.map(({ from, text }) => `${SIDES[from] || '#'}: ${text}`).join('\n') }),
      ),
      h(
        'ol',
        { class: 'session', 'data-testid': 'session' },
        lines.map((line) =>
          h(
            'li',
            { class: `said-by-${line.from}${/^[45]\d\d/.test(line.text) && line.from === 'server' ? ' refusal' : ''}` },
            h('span', { class: 'side', title: line.from }, SIDES[line.from]),
            h(Foreign, { class: 'said' }, line.text),
          ),
        ),
      ),
    ],
  });
}
