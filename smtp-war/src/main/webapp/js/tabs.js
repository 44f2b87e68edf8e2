// The views of a message: which there are, and the one that is shown.

import { h } from './vendor.js';
import { moveTab } from './keys.js';
import { HtmlView } from './view-html.js';
import { LinksView } from './view-links.js';
import { Headers, SessionView, SourceView, TextView } from './views.js';

const VIEWS = {
  html: { name: 'HTML', view: HtmlView },
  text: { name: 'Text', view: TextView },
  headers: { name: 'Headers', view: Headers },
  source: { name: 'Source', view: SourceView },
  session: { name: 'Session', view: SessionView },
  links: { name: 'Links', view: LinksView },
};

/** The tabs that a message has: what never became a message has its session only. */
export function tabsOf(message) {
  if (message.outcome !== 'accepted') {
    return ['session'];
  }
  return Object.keys(VIEWS).filter((tab) => tab !== 'html' || message.body?.html);
}

// The one that was asked for, or else the one that shows most.
export function tabOf(message, wanted) {
  const tabs = tabsOf(message);
  return tabs.includes(wanted) ? wanted : tabs[0];
}

export function Tabs({ message, tab, onTab }) {
  const tabs = tabsOf(message);
  return h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': 'Views of the message', onKeyDown: (event) => moveTab(event, tabs, tab, onTab) },
    tabs.map((name) =>
      h(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `tab-${name}`,
          key: name,
          'aria-selected': name === tab ? 'true' : 'false',
          'aria-controls': 'view',
          tabindex: name === tab ? 0 : -1,
          'data-testid': `tab-${name}`,
          onClick: () => onTab(name),
        },
        VIEWS[name].name,
        name === 'headers' && h('span', { class: 'tab-count' }, message.headers.length),
      ),
    ),
  );
}

export function View({ message, revision, tab }) {
  return h(
    'div',
    { class: `view view-${tab}`, role: 'tabpanel', id: 'view', 'aria-labelledby': `tab-${tab}`, 'data-testid': 'view' },
    // A session goes on after its message; everything else of a message stays as it is.
    h(VIEWS[tab].view, { message, key: `${message.id} ${tab} ${tab === 'session' ? revision : ''}` }),
  );
}
