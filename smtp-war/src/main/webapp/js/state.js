// What the page knows. Views read it; only `update` changes it, and every change is drawn once per frame.

import { parse } from './route.js';

export const state = {
  route: parse(location),
  // The list: `items` newest first, without a gap, from the newest on; `more` if there are older ones on the server.
  items: undefined,
  more: false,
  total: undefined,
  // How far the server's search index is, while a search does not see every message.
  incomplete: undefined,
  searchProblem: undefined,
  // The open message, or why there is none.
  detail: undefined,
  status: undefined,
  live: 'waiting',
  // Whether the server has not answered for longer than a reconnection takes.
  offline: false,
  notifying: false,
  trouble: undefined,
  toast: undefined,
  // The message that is being written, and the answer to what was sent last.
  draft: undefined,
  sent: undefined,
  question: undefined,
  help: false,
  wide: false,
};

let draw = () => {};
let drawing = false;

export function onDraw(callback) {
  draw = callback;
}

export function update(patch) {
  Object.assign(state, patch);
  if (!drawing) {
    drawing = true;
    queueMicrotask(() => {
      drawing = false;
      draw();
    });
  }
}

// The message that the address means.
export function selectedId() {
  return state.route.id === 'latest' ? state.items?.[0]?.id : state.route.id;
}
