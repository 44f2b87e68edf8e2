// Finds the addresses of web pages and of mail in a text. Links.java finds the same ones for the API.

const LINK = /\b(?:https?:\/\/|mailto:)[^\s<>"“”«»]+/gi;

const TAIL = '.,;:!?\'’*_~';

const BRACKETS = { ')': '(', ']': '[', '}': '{' };

/** Removes the end that belongs to the sentence, such as a full stop, or a bracket that the address does not open. */
function withoutTail(address) {
  const open = {};
  for (const c of address) {
    const closed = BRACKETS[c] || c;
    open[closed] = (open[closed] || 0) + (BRACKETS[c] ? -1 : 1);
  }
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1];
    const opening = BRACKETS[last];
    if (opening ? open[opening] >= 0 : !TAIL.includes(last)) {
      break;
    }
    if (opening) {
      open[opening]++;
    }
  }
  return address.slice(0, end);
}

/** Pieces of the text in their order: strings, and { href } for what can be followed. */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(LINK)) {
    const href = withoutTail(match);
    if (!URL.canParse(href)) {
      continue;
    }
    found.push(text.slice(end, index), { href });
    end = index + href.length;
  }
  found.push(text.slice(end));
  return found.filter((piece) => piece !== '');
}
