// The status page: listeners, what they do over time, and what is configured.

import { Component, h } from './vendor.js';
import { getHistory, getStatus } from './api.js';
import { Icon, Time } from './dom.js';
import { count, duration, milliseconds } from './format.js';
import { Plot } from './plot.js';

const EVERY_MILLISECONDS = 2000;
// The server keeps ten minutes.
const KEPT_SECONDS = 600;

function rate(number) {
  return `${number < 10 ? Number(number.toFixed(1)) : count(Math.round(number))}/s`;
}

/** What the plots show of the samples. */
export function plots({ intervalSeconds, samples }) {
  const of = (name) => samples.map((sample) => sample[name] ?? null);
  const perSecond = (name) => samples.map((sample) => sample[name] / intervalSeconds);
  const number = (value) => count(Math.round(value));
  return [
    {
      title: 'Messages',
      testid: 'plot-messages',
      format: rate,
      series: [
        { name: 'delivered', values: perSecond('delivered') },
        { name: 'refused', values: perSecond('refused') },
      ],
    },
    {
      title: 'Delivery time',
      testid: 'plot-latency',
      format: milliseconds,
      series: [
        { name: 'mean', values: of('deliveryMillis') },
        { name: 'longest', values: of('deliveryMillisMax') },
      ],
    },
    { title: 'Connections', testid: 'plot-connections', format: number, series: [{ name: 'open', values: of('connections') }] },
    {
      title: 'Processings',
      testid: 'plot-processings',
      format: number,
      series: [
        { name: 'running', values: of('processings') },
        { name: 'waiting', values: of('waiting') },
      ],
    },
  ];
}

function Listener({ listener }) {
  const figures = ['connections', 'processings', 'waiting', 'delivered', 'refused'];
  return h(
    'section',
    { class: 'card', 'data-testid': 'listener' },
    h(
      'div',
      { class: 'card-head' },
      h('h3', null, listener.name),
      h('span', { class: `badge ${listener.accepting ? 'good' : 'bad'}` }, listener.accepting ? 'accepting' : 'not accepting'),
      listener.saturated && h('span', { class: 'badge warn' }, 'saturated'),
    ),
    h('p', { class: 'addresses' }, listener.addresses.map((address) => h('code', { key: address }, address))),
    h(
      'dl',
      { class: 'figures' },
      figures.map((name) => h('div', { key: name }, h('dt', null, name), h('dd', { 'data-testid': `figure-${name}` }, count(listener[name] ?? 0)))),
    ),
  );
}

/** Every key with its value, and whether somebody has set it. */
export function settingsOf({ settings = {}, configured = [], listeners = [] }) {
  const rows = (prefix, values, set) => {
    const known = new Set(set);
    return Object.entries(values).map(([key, value]) => ({ key: prefix + key, value, isSet: known.has(key) }));
  };
  return [
    ...rows('', settings, configured),
    ...listeners.flatMap((listener) => rows(`smtp.listener.${listener.name}.`, listener.settings ?? {}, listener.configured ?? [])),
  ];
}

function Value({ value, isSet }) {
  const text = value === '***' ? [h(Icon, { name: 'lock' }), ' hidden'] : value === '' ? h('span', { class: 'muted' }, 'none') : h('code', null, value);
  return [text, !isSet && value !== '' && h('span', { class: 'muted by-default' }, 'default')];
}

function Settings({ status, filter, setOnly }) {
  const wanted = filter.trim().toLowerCase();
  const shown = settingsOf(status).filter(({ key, value, isSet }) => (isSet || !setOnly) && `${key} ${value}`.toLowerCase().includes(wanted));
  return h(
    'table',
    { class: 'settings', 'data-testid': 'settings' },
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Key'), h('th', { scope: 'col' }, 'Value'))),
    h(
      'tbody',
      null,
      shown.map(({ key, value, isSet }) =>
        h('tr', { key, class: isSet ? 'set' : undefined }, h('th', { scope: 'row' }, h('code', null, key)), h('td', null, h(Value, { value, isSet }))),
      ),
      shown.length === 0 && h('tr', null, h('td', { colspan: 2, class: 'muted' }, 'No key matches.')),
    ),
  );
}

export class Status extends Component {
  state = { filter: '', setOnly: false };

  componentDidMount() {
    this.read();
  }

  componentWillUnmount() {
    this.gone = true;
    clearTimeout(this.timer);
  }

  async read() {
    try {
      // Nobody looks at a hidden page.
      if (!document.hidden) {
        const [status, history] = await Promise.all([getStatus(), getHistory()]);
        this.setState({ status, history, error: undefined });
        this.props.onStatus(status);
      }
    } catch (error) {
      this.setState({ error });
    }
    if (!this.gone) {
      this.timer = setTimeout(() => this.read(), EVERY_MILLISECONDS);
    }
  }

  render({ status: known }, { status = known, history, error, filter, setOnly }) {
    if (!status) {
      return error
        ? h('main', { class: 'status' }, h('p', { class: 'refusal bad', role: 'alert' }, error.message))
        : h('main', { class: 'status', 'aria-busy': 'true' });
    }
    const slots = history ? Math.max(2, Math.round(KEPT_SECONDS / history.intervalSeconds)) : 2;
    return h(
      'main',
      { class: 'status', 'data-testid': 'status' },
      h('div', { class: 'status-head' },
        h('h2', null, 'Status'),
        h('p', { class: 'muted' },
          status.messages !== undefined && h('span', null, h('b', { 'data-testid': 'stored' }, count(status.messages)), ' stored'),
          status.startedAt && h('span', null, 'up ', h('b', null, duration((Date.now() - Date.parse(status.startedAt)) / 1000)), ', since ', h(Time, { iso: status.startedAt, long: true })))),
      error && h('p', { class: 'refusal bad', role: 'alert' }, error.message),
      h('div', { class: 'plots' },
        history ? plots(history).map((plot) => h(Plot, { key: plot.title, ...plot, slots })) : [1, 2, 3, 4].map(() => h('figure', { class: 'plot' }))),
      h('p', { class: 'quiet-label' }, 'The last ten minutes'),
      h('h2', null, 'Listeners'),
      h('div', { class: 'cards' }, status.listeners.map((listener) => h(Listener, { key: listener.name, listener }))),
      h('div', { class: 'status-head' },
        h('h2', null, 'Configuration in effect'),
        h('label', { class: 'set-only' },
          h('input', { type: 'checkbox', checked: setOnly, 'data-testid': 'settings-set', onChange: (event) => this.setState({ setOnly: event.target.checked }) }),
          'Changed settings only'),
        h('input', { type: 'text', placeholder: 'Filter keys', 'aria-label': 'Filter keys', value: filter, 'data-testid': 'settings-filter', onInput: (event) => this.setState({ filter: event.target.value }) })),
      h(Settings, { status, filter, setOnly }),
    );
  }
}
