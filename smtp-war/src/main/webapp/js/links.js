// Finds the addresses of web pages in a text.

const LINK = /\bhttps?:\/\/[^\s<>"']+/g;

/** Pieces of the text in their order: strings, and { href } for what can be followed. */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(LINK)) {
    // A full stop or a bracket behind an address belongs to the sentence.
    const href = match.replace(/[.,;:!?)\]}]+$/, '');
    if (!URL.canParse(href)) {
      continue;
    }
    found.push(text.slice(end, index), { href });
    end = index + href.length;
  }
  found.push(text.slice(end));
  return found.filter((piece) => piece !== '');
}
