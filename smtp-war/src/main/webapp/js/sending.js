// What is sent from the page: drafts, messages again, messages to another server. Each leaves a result to be looked at.

import { releaseMessage, resendMessage } from './api.js';
import { newDraft, replyTo } from './compose.js';
import { attempt } from './inbox.js';
import { state, update } from './state.js';

const isTaken = () => state.detail?.message?.outcome === 'accepted';

const show = (send) => attempt(async () => update({ sent: await send(state.detail.message.id) }));

/** Whether messages may be sent to another server. */
export const canRelease = () => Boolean(state.status?.settings?.['inbox.release.host']);

export const sendingActions = {
  compose: () => update({ draft: newDraft() }),
  reply: () => {
    if (!isTaken()) {
      return false;
    }
    attempt(async () => update({ draft: await replyTo(state.detail.message) }));
    return true;
  },
  closeCompose: () => update({ draft: undefined }),
  showSent: (sent) => update({ sent, draft: undefined }),
  forgetSent: () => update({ sent: undefined }),
  sendAgain: () => show(resendMessage),
  release: () => show(releaseMessage),
};
