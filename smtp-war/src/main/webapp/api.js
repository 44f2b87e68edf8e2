// The REST interface of the inbox, as functions.

async function request(path, options) {
  const response = await fetch(path, { cache: 'no-store', ...options });
  if (!response.ok && response.status !== 304) {
    let reason = `${response.status} ${response.statusText}`;
    try {
      const problem = await response.json();
      reason = problem.detail ?? problem.title ?? reason;
    } catch {
      // Not a problem in JSON: the status has to do.
    }
    throw Object.assign(new Error(reason), { status: response.status });
  }
  return response;
}

export async function listMessages({ before, limit }) {
  const query = new URLSearchParams({ limit });
  if (before !== undefined) {
    query.set('before', before);
  }
  const response = await request(`/api/messages?${query}`);
  return { messages: await response.json(), version: response.headers.get('ETag') };
}

// Answers when the store is no longer as it was at that version: true; or after some time: false.
export async function waitForChange(version) {
  const response = await request('/api/messages?limit=1&wait=30s', { headers: { 'If-None-Match': version } });
  return response.status !== 304;
}

export async function getMessage(id) {
  return (await request(`/api/messages/${id}`)).json();
}

export function sourcePath(id) {
  return `/api/messages/${id}/source`;
}

// The beginning of the source, octets taken as UTF-8.
export async function getSource(id, octets) {
  const response = await request(sourcePath(id), { headers: { Range: `bytes=0-${octets - 1}` } });
  return new TextDecoder().decode(await response.arrayBuffer());
}

export async function deleteMessage(id) {
  await request(`/api/messages/${id}`, { method: 'DELETE' });
}

export async function deleteAllMessages() {
  await request('/api/messages', { method: 'DELETE' });
}

export async function getStatus() {
  return (await request('/api/status')).json();
}
