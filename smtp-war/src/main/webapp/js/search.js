// The search field, with the operators at hand while it has the focus.

import { Component, createRef, h } from './vendor.js';
import { Icon, IconButton } from './dom.js';
import { OPERATORS, withOperator } from './operators.js';

const PAUSE_MILLISECONDS = 200;

export class Search extends Component {
  input = createRef();

  componentDidUpdate(before) {
    // The address has changed, by a link or the way back: but what is being written stays.
    if (before.q !== this.props.q && this.props.q !== this.asked) {
      this.setState({ text: this.props.q });
    }
  }

  write(text) {
    this.setState({ text });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(text, true), PAUSE_MILLISECONDS);
  }

  ask(text, replace) {
    clearTimeout(this.timer);
    this.asked = text.trim();
    this.props.onSearch(this.asked, replace);
  }

  add(operator) {
    this.write(withOperator(this.state.text ?? this.props.q, operator));
    this.input.current.focus();
  }

  render({ q, problem }, { text = q }) {
    return h(
      'form',
      {
        class: 'search',
        role: 'search',
        onSubmit: (event) => {
          event.preventDefault();
          this.ask(text, false);
          this.input.current.blur();
        },
      },
      h(Icon, { name: 'search' }),
      h('input', {
        id: 'search',
        type: 'search',
        ref: this.input,
        value: text,
        placeholder: 'Search mail',
        'aria-label': 'Search mail',
        'aria-invalid': problem ? 'true' : undefined,
        'aria-describedby': 'search-help',
        autocomplete: 'off',
        spellcheck: false,
        maxlength: 480,
        'data-testid': 'search',
        onInput: (event) => this.write(event.target.value),
      }),
      text
        ? h(IconButton, { icon: 'close', label: 'Clear the search', 'data-testid': 'search-clear', onClick: () => {
            this.setState({ text: '' });
            this.ask('', false);
          } })
        : h('kbd', { 'aria-hidden': 'true' }, '/'),
      h(
        'div',
        { class: 'search-help', id: 'search-help', 'data-testid': 'search-help' },
        problem
          ? h('p', { class: 'search-problem', role: 'alert', 'data-testid': 'search-problem' },
              `“${problem.value ?? ''}” is not understood: expected ${problem.expected ?? 'something else'}.`)
          : h('p', null, 'Words that the message has, and'),
        OPERATORS.map(({ insert, example, meaning }) =>
          h(
            'button',
            { type: 'button', key: insert, onClick: () => this.add(insert) },
            h('code', null, example),
            h('span', { class: 'muted' }, meaning),
          ),
        ),
      ),
    );
  }
}
