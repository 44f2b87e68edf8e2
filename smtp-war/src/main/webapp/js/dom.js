// Small elements that every view needs. Whatever a client sent goes through Preact as text, never as HTML.

import { h } from './vendor.js';
import { fullTime, shortTime } from './format.js';

// Isolated, so that right-to-left characters in it do not turn what stands beside it.
export function Foreign({ children, ...rest }) {
  return h('bdi', rest, children);
}

export function Time({ iso, long }) {
  return h('time', { datetime: iso, title: fullTime(iso) }, long ? fullTime(iso) : shortTime(iso));
}

// Drawn with strokes on a grid of 24, as one path each.
const ICONS = {
  again: 'M20 12a8 8 0 1 1-2.4-5.7M20 3v4.5h-4.5',
  attach: 'M21 11.5l-8.6 8.6a5.5 5.5 0 0 1-7.8-7.8l8.6-8.6a3.7 3.7 0 0 1 5.2 5.2l-8.6 8.6a1.8 1.8 0 0 1-2.6-2.6l7.9-7.9',
  back: 'M15 5l-7 7 7 7',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10.5 21.5h3',
  check: 'M5 12.5l4.5 4.5L19 7',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  desktop: 'M3 5h18v11H3zM8 20h8M12 16v4',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  help: 'M9.2 9.3a2.9 2.9 0 1 1 4.3 2.6c-1 .5-1.5 1.1-1.5 2.1M12 17.5v.1M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.2v.1',
  inbox: 'M3 13l3-8h12l3 8v6H3zM3 13h5l1.5 3h5L16 13h5',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  more: 'M12 5.5v.1M12 12v.1M12 18.5v.1',
  newer: 'M6 14l6-6 6 6',
  older: 'M6 10l6 6 6-6',
  phone: 'M8 3h8v18H8zM11.5 18h1',
  pen: 'M4 20l1-5L16 4l4 4L9 19zM14 6l4 4',
  pulse: 'M3 12h4l3-8 4 16 3-8h4',
  release: 'M4 20h16M12 16V4M7 9l5-5 5 5',
  reply: 'M10 5l-7 7 7 7M3 12h11a6 6 0 0 1 6 6v1',
  plus: 'M12 5v14M5 12h14',
  rules: 'M4 6h9M17 6h3M15 4v4M4 12h3M11 12h9M9 10v4M4 18h9M17 18h3M15 16v4',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L21 21',
  send: 'M21 3L10 14M21 3l-7 18-4-7-7-4z',
  tablet: 'M6 3h12v18H6zM11 18h2',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  undelivered: 'M12 3l9.5 17h-19zM12 10v4.5M12 17.3v.1',
};

export function Icon({ name }) {
  return h('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, h('path', { d: ICONS[name] }));
}

// A button that is only an icon still has a name, and shows it when pointed at.
export function IconButton({ icon, label, ...rest }) {
  return h('button', { type: 'button', class: 'icon-button', title: label, 'aria-label': label, ...rest }, h(Icon, { name: icon }));
}
