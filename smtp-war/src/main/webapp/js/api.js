// The REST interface of the inbox, as functions. docs/api.md describes it.

async function request(path, { headers, ...options } = {}) {
  // Where this page is shown: the server finds out whether there is a proxy that does not say so.
  const response = await fetch(path, { cache: 'no-store', headers: { 'Inbox-Page': location.host, ...headers }, ...options });
  if (response.ok) {
    return response;
  }
  let problem = {};
  try {
    problem = await response.json();
  } catch {
    // Not a problem in JSON: the status has to do.
  }
  const reason = problem.detail ?? problem.title ?? `${response.status} ${response.statusText}`;
  throw Object.assign(new Error(reason), { status: response.status, problem });
}

const json = async (path, options) => (await request(path, options)).json();

const path = (id, rest = '') => `/api/messages/${id}${rest}`;

function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
}

export const sourcePath = (id) => path(id, '/source');
export const partPath = (id, part) => path(id, `/parts/${encodeURIComponent(part)}`);
export const htmlPath = (id, remoteImages) => path(id, `/html${remoteImages ? '?images=remote' : ''}`);

export const listMessages = (q, { before, limit }, options) => json(`/api/messages${query({ q, before, limit })}`, options);
// With `incomplete` while a search does not see every message.
export const countMessages = (q, options) => json(`/api/messages/count${query({ q })}`, options);
export const deleteFound = (q) => request(`/api/messages${query({ q })}`, { method: 'DELETE' });

export const getMessage = (id) => json(path(id));
export const deleteMessage = (id) => request(path(id), { method: 'DELETE' });
export const getText = async (id) => (await request(path(id, '/text'))).text();
export const getLinks = (id) => json(path(id, '/links'));
export const getSession = (id) => json(path(id, '/session'));

// The beginning of the source, octets taken as UTF-8. An empty message has no first octet to ask for.
export async function getSource(id, octets) {
  try {
    const response = await request(sourcePath(id), { headers: { Range: `bytes=0-${octets - 1}` } });
    return new TextDecoder().decode(await response.arrayBuffer());
  } catch (error) {
    if (error.status === 416) {
      return '';
    }
    throw error;
  }
}

const post = (address, type, body) => json(address, { method: 'POST', headers: type && { 'Content-Type': type }, body });

// Each answers with the reply of the server that it was sent to.
export const sendDraft = (draft) => post('/api/send', 'application/json', JSON.stringify(draft));
export const sendFile = (file, from, to) =>
  post(`/api/send?${new URLSearchParams([['from', from], ...to.map((each) => ['to', each])])}`, 'message/rfc822', file);
export const resendMessage = (id) => post(path(id, '/resend'));
export const releaseMessage = (id) => post(path(id, '/release'));

export const getStatus = () => json('/api/status');
export const getHistory = () => json('/api/status/history');
export const getMe = () => json('/api/me');

const rulePath = (id) => `/api/rules/${id}`;
const body = (rule) => ({ body: JSON.stringify(rule), headers: { 'Content-Type': 'application/json' } });
export const getRules = () => json('/api/rules');
export const addRule = (rule) => json('/api/rules', { method: 'POST', ...body(rule) });
export const changeRule = (rule) => json(rulePath(rule.id), { method: 'PUT', ...body(rule) });
export const deleteRule = (id) => request(rulePath(id), { method: 'DELETE' });
