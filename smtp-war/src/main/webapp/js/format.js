// Numbers, sizes and times as people read them.

const UNITS = ['kB', 'MB', 'GB', 'TB'];

export function size(octets) {
  if (octets < 1000) {
    return `${octets} B`;
  }
  let number = octets;
  let unit = -1;
  do {
    number /= 1000;
    unit++;
  } while (number >= 999.5 && unit < UNITS.length - 1);
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} ${UNITS[unit]}`;
}

export function count(number) {
  return number.toLocaleString('en');
}

export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

// What a list needs: the time today, the day this year, the date before.
export function shortTime(iso, now = new Date()) {
  const date = new Date(iso);
  if (date.toDateString() === now.toDateString()) {
    return date.toLocaleTimeString('en', CLOCK);
  }
  if (date.getFullYear() === now.getFullYear()) {
    return date.toLocaleDateString('en', { day: 'numeric', month: 'short' });
  }
  return date.toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
}

export function fullTime(iso) {
  const date = new Date(iso);
  const day = date.toLocaleDateString('en', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  return `${day}, ${date.toLocaleTimeString('en', { ...CLOCK, second: '2-digit' })}`;
}

export function milliseconds(number) {
  if (number < 10) {
    return `${Number(number.toFixed(1))} ms`;
  }
  return number < 1000 ? `${Math.round(number)} ms` : `${(number / 1000).toFixed(number < 10000 ? 1 : 0)} s`;
}

// "2 h 5 min": the two largest units are enough.
export function duration(seconds) {
  const units = [
    ['d', 86400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ];
  let rest = Math.max(0, Math.round(seconds));
  const parts = [];
  for (const [name, length] of units) {
    if (rest >= length && parts.length < 2) {
      parts.push(`${Math.floor(rest / length)} ${name}`);
      rest %= length;
    } else if (parts.length > 0) {
      break;
    }
  }
  return parts.join(' ') || '0 s';
}

// "Ada Lovelace" of "Ada Lovelace <ada@example.org>"; the address if there is no name.
export function displayName(from) {
  const match = /^\s*"?([^"<]*?)"?\s*<([^>]*)>\s*$/.exec(from);
  return match ? match[1] || match[2] || from : from;
}
