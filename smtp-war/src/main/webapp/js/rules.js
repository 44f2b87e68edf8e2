// The page of the rules: what they do, how often each was hit; add, change, switch off, delete.

import { Component, createRef, h } from './vendor.js';
import { addRule, changeRule, deleteRule, getRules } from './api.js';
import { Modal } from './dialog.js';
import { Foreign, Icon, IconButton, Time } from './dom.js';
import { Nothing } from './empty.js';
import { count, plural } from './format.js';

const EVERY_MILLISECONDS = 2000;

const STAGES = {
  connect: 'CONNECT, the greeting',
  auth: 'AUTH, a login',
  mail: 'MAIL, the sender',
  rcpt: 'RCPT, a recipient',
  data: 'DATA, before the content',
  body: 'the message has come',
};

const PATTERNS = {
  sender: { label: 'Sender', from: 'mail', hint: '*@example.org, or <> for the empty sender' },
  recipient: { label: 'Recipient', from: 'rcpt', hint: '*@example.org; several with commas' },
  subject: { label: 'Subject', from: 'body', hint: '*invoice*' },
};

const ORDER = Object.keys(STAGES);

/** The patterns of what is known at a stage. */
export function patternsAt(stage) {
  return Object.keys(PATTERNS).filter((name) => ORDER.indexOf(stage) >= ORDER.indexOf(PATTERNS[name].from));
}

/** What the form says, as the API takes it: what is empty, or has no meaning at the stage or with the action, is left out. */
export function ruleOf(form) {
  const known = patternsAt(form.stage);
  const rule = { name: form.name, stage: form.stage, enabled: form.enabled };
  for (const name of known) {
    rule[name] = form[name];
  }
  if (form.action === 'reply') {
    rule.reply = form.reply;
  } else if (form.action === 'drop') {
    rule.drop = true;
  }
  rule.delay = form.delay;
  rule.percent = form.percent;
  rule.times = form.times;
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined && value !== ''));
}

/** What the form says of a rule. */
export function formOf(rule) {
  const action = rule.drop ? 'drop' : rule.reply === undefined && rule.delay !== undefined ? 'delay' : 'reply';
  return { name: '', stage: 'rcpt', enabled: true, reply: action === 'reply' ? '451 4.7.1 Try again later' : '', ...rule, action };
}

/** In words, such as "the first 3 times, in 50 of 100 cases". */
export function often({ times, percent }) {
  const parts = [];
  if (times !== undefined) {
    parts.push(times === 1 ? 'the first time' : `the first ${count(times)} times`);
  }
  if (percent < 100) {
    parts.push(`in ${percent} of 100 cases`);
  }
  return parts.join(', ') || 'always';
}

function What({ rule }) {
  return [
    rule.delay && h('span', { class: 'badge warn', key: 'delay' }, `wait ${rule.delay}`),
    rule.drop && h('span', { class: 'badge bad', key: 'drop' }, 'close the connection'),
    rule.reply && h('code', { key: 'reply' }, rule.reply),
  ];
}

function Fits({ rule }) {
  const given = Object.entries(PATTERNS).filter(([name]) => rule[name] !== undefined);
  return given.length === 0
    ? h('span', { class: 'muted' }, 'every one')
    : given.map(([name, { label }]) => h('div', { key: name }, h('span', { class: 'muted' }, `${label} `), h(Foreign, null, rule[name])));
}

function Row({ rule, onSwitch, onEdit, onDelete }) {
  const own = rule.id !== undefined;
  return h(
    'tr',
    { class: rule.enabled ? undefined : 'off', 'data-testid': 'rule' },
    h('th', { scope: 'row' }, h(Foreign, null, rule.name), !own && h('div', { class: 'muted small' }, 'configuration')),
    h('td', null, h('code', null, rule.stage)),
    h('td', null, h(Fits, { rule })),
    h('td', null, h('div', { class: 'what' }, h(What, { rule })), h('div', { class: 'muted small' }, often(rule))),
    h('td', { class: 'hits' }, h('b', { 'data-testid': 'hits' }, count(rule.hits)), rule.lastHit && h('div', { class: 'muted small' }, h(Time, { iso: rule.lastHit }))),
    h(
      'td',
      { class: 'rule-actions' },
      own
        ? [
            h('label', { class: 'switch', key: 'on' },
              h('input', { type: 'checkbox', role: 'switch', checked: rule.enabled, 'aria-label': `${rule.name} is on`, 'data-testid': 'rule-on', onChange: onSwitch })),
            h(IconButton, { key: 'edit', icon: 'pen', label: `Change ${rule.name}`, 'data-testid': 'rule-edit', onClick: onEdit }),
            h(IconButton, { key: 'delete', icon: 'trash', label: `Delete ${rule.name}`, 'data-testid': 'rule-delete', onClick: onDelete }),
          ]
        : h('span', { class: 'muted small' }, rule.enabled ? 'on' : 'off'),
    ),
  );
}

function Field({ name, label, hint, mistake, children }) {
  const described = [mistake && `${name}-mistake`, hint && `${name}-hint`].filter(Boolean).join(' ');
  return h(
    'div',
    { class: 'field' },
    h('label', { for: `rule-${name}` }, label),
    children({ id: `rule-${name}`, name, 'aria-describedby': described || undefined, 'aria-invalid': mistake ? 'true' : undefined, 'data-testid': `rule-${name}` }),
    hint && h('p', { class: 'muted small', id: `${name}-hint` }, hint),
    mistake && h('p', { class: 'mistake', id: `${name}-mistake`, role: 'alert' }, `Expected ${mistake.expected}.`),
  );
}

/** Makes a rule, or changes one. */
class Editor extends Component {
  state = { form: formOf(this.props.rule), mistakes: {} };
  element = createRef();

  set(patch) {
    this.setState({ form: { ...this.state.form, ...patch } });
  }

  async save(event) {
    event.preventDefault();
    const { rule, onSaved } = this.props;
    const made = ruleOf(this.state.form);
    this.setState({ saving: true });
    try {
      await (rule.id === undefined ? addRule(made) : changeRule({ ...made, id: rule.id }));
      onSaved();
      this.element.current.closest('dialog').close();
    } catch (error) {
      const mistakes = Object.fromEntries((error.problem?.mistakes ?? []).map((mistake) => [mistake.key, mistake]));
      this.setState({ saving: false, mistakes, error: Object.keys(mistakes).length > 0 ? undefined : error.message }, () =>
        this.element.current?.querySelector('[aria-invalid]')?.focus(),
      );
    }
  }

  input(name, label, hint, options = {}) {
    const { form, mistakes } = this.state;
    return h(Field, { key: name, name, label, hint, mistake: mistakes[name] }, (common) =>
      h('input', { type: 'text', autocomplete: 'off', ...options, ...common, value: form[name] ?? '', onInput: (event) => this.set({ [name]: event.target.value }) }),
    );
  }

  choice(name, label, options) {
    const { form, mistakes } = this.state;
    return h(Field, { name, label, mistake: mistakes[name] }, (common) =>
      h('select', { ...common, value: form[name], onChange: (event) => this.set({ [name]: event.target.value }) },
        Object.entries(options).map(([value, text]) => h('option', { key: value, value, selected: value === form[name] }, text))),
    );
  }

  render({ rule, onClose }, { form, saving, error }) {
    const title = rule.id === undefined ? 'New rule' : 'Change the rule';
    return h(
      Modal,
      { label: title, testid: 'rule-editor', onClose },
      h(
        'form',
        { class: 'rule-form', ref: this.element, novalidate: true, onSubmit: (event) => this.save(event) },
        h('h2', null, title),
        h('div', { class: 'fields two' },
          this.input('name', 'Name', undefined, { autofocus: true, maxlength: 60 }),
          this.choice('stage', 'When', STAGES),
          patternsAt(form.stage).map((name) => this.input(name, PATTERNS[name].label, PATTERNS[name].hint))),
        this.choice('action', 'Then', { reply: 'refuse with a reply', drop: 'close the connection without a reply', delay: 'only wait' }),
        form.action === 'reply' && this.input('reply', 'Reply', 'A 4xx asks the client to try again, a 5xx does not.'),
        h('div', { class: 'fields' },
          this.input('delay', 'Wait first', '500ms, 10s, 1m'),
          this.input('percent', 'Of 100 cases', 'By chance', { inputmode: 'numeric' }),
          this.input('times', 'First times only', 'Empty means always', { inputmode: 'numeric' })),
        error && h('p', { class: 'mistake', role: 'alert' }, error),
        h('p', { class: 'dialog-actions' },
          h('button', { type: 'button', onClick: (event) => event.target.closest('dialog').close() }, 'Cancel'),
          // A form whose button is disabled is not sent by Enter either: one rule is made, however often somebody asks.
          h('button', { type: 'submit', class: 'primary', disabled: saving, 'data-testid': 'rule-save' }, h(Icon, { name: 'check' }), 'Save')),
      ),
    );
  }
}

export class Rules extends Component {
  // Only the newest read counts: an older answer, or one from before a change, shows what is not true any more.
  newest = 0;
  // Changes go to the server one after the other.
  changes = Promise.resolve();
  waiting = 0;

  componentDidMount() {
    this.read();
  }

  componentWillUnmount() {
    this.gone = true;
    this.outdate();
  }

  /** Forgets what is being read. */
  outdate() {
    clearTimeout(this.timer);
    return ++this.newest;
  }

  async read() {
    const mine = this.outdate();
    let read;
    try {
      // Nobody looks at a hidden page.
      read = document.hidden ? {} : { rules: await getRules(), error: undefined };
    } catch (error) {
      read = { error };
    }
    if (mine === this.newest && !this.gone) {
      this.setState(read);
      this.timer = setTimeout(() => this.read(), EVERY_MILLISECONDS);
    }
  }

  change(work, done) {
    this.outdate();
    this.setState({ failure: undefined });
    this.waiting++;
    this.changes = this.changes.then(async () => {
      try {
        await work();
        this.props.toast(done);
      } catch (failure) {
        this.setState({ failure });
      }
      if (--this.waiting === 0) {
        this.read();
      }
    });
  }

  /** The switch shows at once what it was set to: a page that is drawn before the server has answered must not turn it back. */
  turn(rule, enabled) {
    const changed = { ...rule, enabled };
    this.setState({ rules: this.state.rules.map((each) => (each.id === rule.id ? changed : each)) });
    this.change(() => changeRule(changed), enabled ? 'Switched on' : 'Switched off');
  }

  async remove(rule) {
    if (await this.props.ask({ title: `Delete the rule ${rule.name}?`, text: `It has applied ${plural(rule.hits, 'time')}. This cannot be undone.`, action: 'Delete' })) {
      this.change(() => deleteRule(rule.id), 'Deleted');
    }
  }

  row(rule) {
    return h(Row, {
      key: rule.id ?? rule.name,
      rule,
      onSwitch: (event) => this.turn(rule, event.target.checked),
      onEdit: () => this.setState({ edited: rule }),
      onDelete: () => this.remove(rule),
    });
  }

  render(_, { rules, edited, error, failure = error }) {
    return h(
      'main',
      { class: 'status rules', 'data-testid': 'rules', 'aria-busy': rules === undefined && !error ? 'true' : undefined },
      h('div', { class: 'status-head' },
        h('h2', null, 'Rules'),
        h('button', { type: 'button', class: 'primary', 'data-testid': 'rule-add', onClick: () => this.setState({ edited: {} }) }, h(Icon, { name: 'plus' }), 'New rule')),
      h('p', { class: 'muted intro' },
        'A rule lets the inbox behave like a difficult mail server: it refuses, delays the reply, or closes the connection. Rules are evaluated from top to bottom; after one that refuses or closes, no more are evaluated.'),
      failure && h('p', { class: 'refusal bad', role: 'alert' }, failure.message),
      rules?.length === 0 && h(Nothing, { icon: 'rules' }, 'No rules: every message is accepted.'),
      rules?.length > 0 &&
        h('table', { class: 'settings rules-table' },
          h('thead', null, h('tr', null, ['Name', 'Stage', 'Fits', 'Does', 'Hits', 'Actions'].map((title) => h('th', { scope: 'col', key: title }, title)))),
          h('tbody', null, rules.map((rule) => this.row(rule)))),
      edited && h(Editor, { rule: edited, onClose: () => this.setState({ edited: undefined }), onSaved: () => this.change(async () => {}, 'Saved') }),
    );
  }
}
