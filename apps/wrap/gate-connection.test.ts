import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { connectGate, type GateConnection } from './gate-connection.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

async function gateTo(t: TestContext, answer: Answer, host = '127.0.0.1'): Promise<GateConnection['post']> {
  const server = createServer((request, response) => void answer(request, response));
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen(0, host, listening.resolve);
  await listening.promise;
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return connectGate({
    address: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    token: 'secret',
    key: null,
  }).post;
}

test('posts JSON with its token, over a connection that is kept', async (t) => {
  const seen: unknown[] = [];
  const gate = await gateTo(t, async (request, response) => {
    const body = (await request.toArray()).join('');
    const { method, url, headers, socket } = request;
    seen.push([method, url, headers.authorization, headers['content-type'], socket.remotePort]);
    response.end(JSON.stringify({ sent: JSON.parse(body) }));
  });
  assert.deepEqual(await gate('/v1/decide', { path: '/ä' }), { sent: { path: '/ä' } });
  assert.deepEqual(await gate('/v1/decide', 2), { sent: 2 });
  const [first, second] = seen as [unknown[], unknown[]];
  assert.deepEqual(first.slice(0, 4), ['POST', '/v1/decide', 'Bearer secret', 'application/json']);
  assert.deepEqual(first, second, 'the same connection');
});

test('reaches a gateway at an address of IPv6', async (t) => {
  const gate = await gateTo(t, (_, response) => response.end('{"ok":true}'), '::1').catch(() => null);
  if (gate === null) return t.skip('this machine has no loopback of IPv6');
  assert.deepEqual(await gate('/v1/decide', {}), { ok: true });
});

test('raises what the gateway refuses, with its code', async (t) => {
  const gate = await gateTo(t, (_, response) => {
    response.writeHead(403, { 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({ type: 'about:blank', title: 'no', status: 403, code: 'scope.missing', detail: 'no' }),
    );
  });
  await assert.rejects(gate('/v1/decide', {}), { name: 'CountersignError', status: 403 });
});

test('raises where the answer is no JSON, too large, cut off, or does not come', async (t) => {
  const text = await gateTo(t, (_, response) => response.end('not JSON'));
  await assert.rejects(text('/v1/decide', {}), { code: 'unexpected-answer' });
  const large = await gateTo(t, (_, response) => response.end(Buffer.alloc(17 * 1024 * 1024, ' ')));
  await assert.rejects(large('/v1/decide', {}), { code: 'unexpected-answer' });
  const cut = await gateTo(t, (_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"half":', () => response.destroy());
  });
  await assert.rejects(cut('/v1/decide', {}), { code: 'unreachable' });
  const late = await gateTo(t, () => undefined);
  await assert.rejects(late('/v1/decide', {}, { waitMs: -9_950 }), { code: 'timed-out' });
});

test('raises where nobody listens, and answers nothing for what is empty', async (t) => {
  const { post: gone, get } = connectGate({ address: 'http://127.0.0.1:1', token: 'secret', key: null });
  await assert.rejects(get('/v1/approvals/x'), { code: 'unreachable' });
  await assert.rejects(gone('/v1/decide', {}), { code: 'unreachable' });
  const empty = await gateTo(t, (_, response) => response.writeHead(204).end());
  assert.equal(await empty('/v1/outcome', {}), undefined);
});

test('stops waiting when its caller does, before it began or meanwhile', async (t) => {
  const gate = await gateTo(t, () => undefined);
  await assert.rejects(gate('/v1/decide', {}, { signal: AbortSignal.abort() }), { code: 'cancelled' });
  const later = new AbortController();
  const waiting = gate('/v1/decide', {}, { signal: later.signal });
  setTimeout(() => later.abort(), 20);
  await assert.rejects(waiting, { code: 'cancelled' });
});
