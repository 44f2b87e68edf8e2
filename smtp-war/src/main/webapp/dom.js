// Everything that a client sent reaches the page through here: as text, never as HTML.

export function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (key === 'testid') {
      made.dataset.testid = value;
    } else if (key === 'onclick') {
      made.addEventListener('click', value);
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

// Isolated, so that right-to-left characters in it do not turn what stands beside it.
export function foreign(text, properties) {
  return element('bdi', properties, text);
}

export function time(iso) {
  const date = new Date(iso);
  const today = date.toDateString() === new Date().toDateString();
  const text = today
    ? date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })
    : date.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  return element('time', { datetime: iso, title: date.toLocaleString() }, text);
}

export function size(octets) {
  if (octets < 1000) {
    return `${octets} B`;
  }
  const units = ['kB', 'MB', 'GB'];
  let number = octets;
  let unit = -1;
  do {
    number /= 1000;
    unit++;
  } while (number >= 999.5 && unit < units.length - 1);
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} ${units[unit]}`;
}
