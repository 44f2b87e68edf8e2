// The list of messages. Only the rows that can be seen are in the document, so that 100,000 messages cost what 20 do.

import { Component, createRef, h } from './vendor.js';
import { Foreign, Icon, Time } from './dom.js';
import { displayName, size } from './format.js';
import { isNew } from './read.js';
import { address } from './route.js';

// The height of a row in css/list.css.
const ROW = 78;
// Rows above and below what is seen, so that a turn of the wheel does not show white.
const SPARE = 8;

const OUTCOMES = { rejected: ['Refused', 'bad'], failed: ['Rolled back', 'warn'] };
const ENDS = { DISCONNECTED: 'Connection lost', ABORTED: 'Given up', SHUT_DOWN: 'Session ended' };

/** `ended` is the connector's word for the end of the transaction. */
export function Outcome({ outcome, ended }) {
  const [text, kind] = OUTCOMES[outcome] ?? ['Accepted', 'good'];
  return h('span', { class: `badge ${kind}`, 'data-testid': 'outcome' }, (outcome === 'failed' && ENDS[ended]) || text);
}

function recipients({ recipients: all }) {
  return all.length > 1 ? `${all[0]} +${all.length - 1}` : (all[0] ?? 'nobody yet');
}

function Row({ item, chosen, fresh, place, total, route }) {
  const undelivered = item.outcome !== 'accepted';
  const subject = item.subject || (undelivered ? item.reply || 'No message was taken' : '(no subject)');
  return h(
    'li',
    {
      class: `row${fresh ? ' new' : ''}${undelivered ? ' undelivered' : ''}`,
      'aria-posinset': place,
      'aria-setsize': total,
    },
    h(
      'a',
      {
        href: address({ ...route, page: 'inbox', id: item.id }),
        'aria-current': chosen ? 'true' : undefined,
        'data-testid': 'message-row',
        'data-id': item.id,
      },
      h('span', { class: 'who' }, h(Foreign, null, displayName(item.from || item.reversePath || '<>'))),
      h(Time, { iso: item.receivedAt }),
      h(
        'span',
        { class: 'subject' },
        h(Foreign, null, subject),
        item.preview && h('span', { class: 'preview' }, ' — ', h(Foreign, null, item.preview)),
      ),
      h(
        'span',
        { class: 'to' },
        'to ',
        h(Foreign, null, recipients(item)),
        item.rules && [' · rule ', h('span', { title: item.rules.join(', '), 'data-testid': 'row-rule' }, h(Foreign, null, item.rules[0]))],
      ),
      h(
        'span',
        { class: 'marks' },
        fresh && h('span', { class: 'visually-hidden' }, 'new'),
        item.attachments > 0 && h('span', { title: `${item.attachments} attached` }, h(Icon, { name: 'attach' })),
        undelivered ? h(Outcome, item) : size(item.size),
      ),
    ),
  );
}

export class List extends Component {
  pane = createRef();
  state = { top: 0, height: 900 };

  componentDidMount() {
    const pane = this.pane.current;
    this.sizes = new ResizeObserver(() => this.setState({ height: pane.clientHeight }));
    this.sizes.observe(pane);
    pane.addEventListener('scroll', () => this.setState({ top: pane.scrollTop }), { passive: true });
  }

  componentWillUnmount() {
    this.sizes.disconnect();
  }

  componentDidUpdate(before, seen) {
    const { items, selected, queried } = this.props;
    const pane = this.pane.current;
    if (before.queried !== queried) {
      pane.scrollTop = 0;
    } else if (before.items !== items && pane.scrollTop > 0) {
      // What is being read stays where it is when something comes in above it.
      const first = before.items[Math.floor(pane.scrollTop / ROW)]?.id;
      const moved = items.findIndex(({ id }) => id === first) - before.items.findIndex(({ id }) => id === first);
      if (first !== undefined && moved > 0) {
        pane.scrollTop += moved * ROW;
      }
    }
    if (before.selected !== selected) {
      this.showSelected();
    }
    if (before.items !== items || seen !== this.state) {
      this.askForMore();
    }
  }

  showSelected() {
    const { items, selected } = this.props;
    const index = items.findIndex(({ id }) => id === selected);
    const pane = this.pane.current;
    if (index < 0) {
      return;
    }
    const hadFocus = pane.contains(document.activeElement);
    if (index * ROW < pane.scrollTop) {
      pane.scrollTop = index * ROW;
    } else if ((index + 1) * ROW > pane.scrollTop + pane.clientHeight) {
      pane.scrollTop = (index + 1) * ROW - pane.clientHeight;
    }
    if (hadFocus) {
      this.setState({ top: pane.scrollTop }, () => pane.querySelector('[aria-current]')?.focus({ preventScroll: true }));
    }
  }

  askForMore() {
    const { items, more, onMore } = this.props;
    if (more && this.state.top + 3 * this.state.height > items.length * ROW) {
      onMore();
    }
  }

  render({ items, selected, total, more, route }, { top, height }) {
    const first = Math.max(0, Math.floor(top / ROW) - SPARE);
    const last = Math.min(items.length, Math.ceil((top + height) / ROW) + SPARE);
    // The policy of this page forbids styles in markup; a script may set them, and where rows are is known to it only.
    return h(
      'div',
      { class: 'rows', ref: this.pane, 'data-testid': 'rows' },
      h('div', { style: { height: `${items.length * ROW}px` } }),
      h(
        'ol',
        { style: { transform: `translateY(${first * ROW}px)` }, 'aria-label': 'Messages', 'data-testid': 'message-list' },
        items
          .slice(first, last)
          .map((item, index) =>
            h(Row, {
              key: item.id,
              item,
              chosen: item.id === selected,
              fresh: isNew(item.id) && item.id !== selected,
              place: first + index + 1,
              total: total ?? -1,
              route,
            }),
          ),
      ),
      more && h('p', { class: 'end-of-list' }, 'Loading older messages …'),
    );
  }
}
