// Keeps the list of the page in step with the server's, without asking for all of it again.

/**
 * Puts the newest page before what is known. Items that the page does not have any more, though it reaches as far, are gone. If
 * page and known items do not touch, there are unknown ones between them: then only the page stays, and the rest is read again
 * when it is scrolled to.
 */
export function mergeNewest(known, page, limit) {
  if (page.length < limit) {
    return { items: page, more: false };
  }
  const oldest = page.at(-1).id;
  const touches = known.some(({ id }) => id >= oldest);
  const older = touches ? known.filter(({ id }) => id < oldest) : [];
  return { items: [...page, ...older], more: older.length > 0 ? undefined : true };
}

// Puts one item where its id belongs, newest first.
export function insert(known, item) {
  const index = known.findIndex(({ id }) => id <= item.id);
  if (index < 0) {
    return [...known, item];
  }
  return known[index].id === item.id ? known.with(index, item) : known.toSpliced(index, 0, item);
}

export function without(known, ids) {
  const gone = new Set(ids);
  return known.filter(({ id }) => !gone.has(id));
}

// What to show when a message goes: the next older one, or else the next newer one.
export function neighbour(known, id) {
  const index = known.findIndex((item) => item.id === id);
  return index < 0 ? undefined : (known[index + 1] ?? known[index - 1])?.id;
}
