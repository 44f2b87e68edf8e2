// The search language, as the page helps with it. What it means is the server's business: see docs/api.md.

export const OPERATORS = [
  { insert: 'from:', example: 'from:ada@', meaning: 'the sender, in the envelope or the header' },
  { insert: 'to:', example: 'to:team', meaning: 'a recipient, Bcc too' },
  { insert: 'subject:', example: 'subject:"your order"', meaning: 'the subject' },
  { insert: 'after:', example: 'after:2h', meaning: 'received since; or 2026-05-04' },
  { insert: 'before:', example: 'before:7d', meaning: 'received before that' },
  { insert: 'larger:', example: 'larger:1M', meaning: 'of more than that size' },
  { insert: 'has:attachment', example: 'has:attachment', meaning: 'with an attachment' },
  { insert: 'is:rejected', example: 'is:rejected', meaning: 'refused and rolled back' },
];

// Words of a search; a quoted text is one word, or part of one.
export function words(q) {
  return q.match(/(?:"(?:\\.|[^"\\])*"?|[^\s"])+/g) ?? [];
}

// The text with an operator at its end, ready to be written on.
export function withOperator(q, operator) {
  const before = q.trimEnd();
  return `${before}${before ? ' ' : ''}${operator}${operator.endsWith(':') ? '' : ' '}`;
}

// What the server is asked: the page shows refused and rolled-back transactions among the messages, unless told otherwise.
const SHOWN = { all: 'is:any', refused: 'is:rejected', accepted: '' };

export function question(q, show) {
  const chosen = words(q).some((word) => /^is:/i.test(word));
  return [q.trim(), chosen ? '' : SHOWN[show ?? 'all']].filter(Boolean).join(' ');
}
