// Tells of new messages while nobody looks at the page, if the reader wants it: by the notifications of the system.

import { displayName } from './format.js';

const KEY = 'inbox.notify';

// Only where the browser allows it: on the machine itself, or by HTTPS.
export const canNotify = () => 'Notification' in window && window.isSecureContext && Notification.permission !== 'denied';

export function isNotifying() {
  try {
    return canNotify() && Notification.permission === 'granted' && localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

/** Turns it on or off, and asks the reader for the permission when it is needed. Tells what it is then. */
export async function toggleNotifying() {
  const on = !isNotifying() && (await Notification.requestPermission()) === 'granted';
  localStorage.setItem(KEY, on ? 'on' : 'off');
  return on;
}

/** What there is to say of messages, newest first: of one its subject, of several how many. */
export function words(items) {
  const [newest] = items;
  const from = displayName(newest.from || newest.reversePath || '<>');
  return items.length === 1
    ? { title: newest.subject || '(no subject)', body: `from ${from}` }
    : { title: `${items.length} new messages`, body: `the last one from ${from}` };
}

/** One notification for all of them; it replaces the former one. */
export function notify(items, onClick) {
  if (items.length === 0 || !isNotifying() || document.hasFocus()) {
    return;
  }
  const { title, body } = words(items);
  const notification = new Notification(title, { body, tag: 'inbox', icon: '/icon.svg' });
  notification.onclick = () => {
    window.focus();
    notification.close();
    onClick(items[0].id);
  };
}
