import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { GatewayError } from '../../application/gateway-error.ts';
import type { WireProblem } from '../../sdk/problem.ts';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { type ServedFake, serveFake } from './testing/serve-fake.ts';

const PROPOSAL = { session: 's-1', tool: { name: 'Bash' }, args: { command: 'ls' }, cwd: '/work/app' };

type Sent = {
  readonly token?: string | null;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
};

/** Sends exactly these headers: unlike fetch, node's client lets a test choose Host and Origin. */
function send(
  base: string,
  path: string,
  { method = 'POST', token = TOKENS.agent, headers = {}, body }: Sent & { readonly method?: string } = {},
): Promise<{
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly text: string;
}> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      `${base}${path}`,
      { method, headers: { ...authorization, ...content, ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function problemIn(text: string): WireProblem {
  return JSON.parse(text) as WireProblem;
}

describe('the HTTP ingress', () => {
  let served: ServedFake;
  before(async () => {
    served = await serveFake({
      origins: ['https://console.example'],
      hosts: ['gateway.example:443'],
      maxBodyBytes: 4_096,
    });
  });
  after(() => served.server.close(0));

  test('answers a decision with the verdict and the record', async () => {
    const { status, text } = await send(served.base, '/v1/decide', { body: JSON.stringify(PROPOSAL) });
    assert.equal(status, 200);
    const answer = JSON.parse(text) as { verdict: string; log_index: number; decision: { gates: unknown[] } };
    assert.deepEqual([answer.verdict, answer.log_index, answer.decision.gates.length], ['deny', 7, 1]);
  });

  test('takes the principal from the token, never from the body', async () => {
    served.gateway.seen.length = 0;
    const body = JSON.stringify({ ...PROPOSAL, principal: 'human:operator' });
    assert.equal((await send(served.base, '/v1/decide', { body })).status, 422);
    await send(served.base, '/v1/decide', { body: JSON.stringify(PROPOSAL) });
    const [caller] = served.gateway.seen.find(({ method }) => method === 'authorize')?.args ?? [];
    assert.deepEqual(caller, { principal: 'agent:claude-code', scopes: ['decide', 'outcome', 'prompt'] });
  });

  test('refuses hosts and origins that are not its own', async () => {
    const cases: readonly (readonly [{ readonly [name: string]: string }, number, string])[] = [
      [{ host: 'evil.example' }, 403, 'host.refused'],
      [{ host: 'evil.example:7391' }, 403, 'host.refused'],
      [{ host: '127.0.0.1:1' }, 403, 'host.refused'],
      [{ host: `127.0.0.1.evil.example:${served.server.port}` }, 403, 'host.refused'],
      [{ origin: 'https://evil.example' }, 403, 'origin.refused'],
      [{ origin: 'null' }, 403, 'origin.refused'],
      [{ origin: `http://127.0.0.1:${served.server.port + 1}` }, 403, 'origin.refused'],
    ];
    for (const [headers, status, code] of cases) {
      const answer = await send(served.base, '/v1/decide', { headers, body: JSON.stringify(PROPOSAL) });
      assert.deepEqual([answer.status, problemIn(answer.text).code], [status, code], JSON.stringify(headers));
    }
  });

  test('serves its own names and the configured ones', async () => {
    const { port } = served.server;
    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `LOCALHOST:${port}`,
      `[::1]:${port}`,
      'gateway.example:443',
    ]) {
      assert.equal((await send(served.base, '/healthz', { method: 'GET', headers: { host } })).status, 200, host);
    }
    for (const origin of [`http://127.0.0.1:${port}`, `http://localhost:${port}`, 'https://console.example']) {
      assert.equal((await send(served.base, '/healthz', { method: 'GET', headers: { origin } })).status, 200, origin);
    }
  });

  test('asks for a token, and says which scope is missing', async () => {
    const body = JSON.stringify(PROPOSAL);
    const none = await send(served.base, '/v1/decide', { token: null, body });
    assert.deepEqual([none.status, problemIn(none.text).code], [401, 'auth.missing']);
    assert.equal(none.headers['www-authenticate'], 'Bearer realm="countersign"');
    for (const token of ['cs_unknown', `${TOKENS.agent} x`, `${TOKENS.agent},x`, 'x'.repeat(4_000)]) {
      const wrong = await send(served.base, '/v1/decide', { token, body });
      assert.deepEqual([wrong.status, problemIn(wrong.text).code], [401, 'auth.invalid']);
      assert.equal(wrong.text.includes(token), false);
    }
    const reader = await send(served.base, '/v1/decide', { token: TOKENS.reader, body });
    assert.deepEqual([reader.status, problemIn(reader.text).code], [403, 'auth.forbidden']);
    assert.match(String(reader.headers['www-authenticate']), /error="insufficient_scope", scope="decide"/);
  });

  test('reads nothing of a body before it knows the caller', async () => {
    const answer = await send(served.base, '/v1/decide', { token: null, body: 'x'.repeat(100_000) });
    assert.equal(answer.status, 401);
  });

  test('refuses what is not one JSON object read the same way by everyone', async () => {
    const cases: readonly (readonly [string, number, string])[] = [
      ['', 400, 'input.malformed'],
      ['{', 400, 'input.malformed'],
      ['{"session":"a","session":"b"}', 400, 'input.malformed'],
      ['{"args":{"a":1,"\\u0061":2}}', 400, 'input.malformed'],
      ['{"__proto__":{"session":"a"}}', 400, 'input.malformed'],
      [`${'['.repeat(1_000)}${']'.repeat(1_000)}`, 400, 'input.malformed'],
      ['null', 422, 'input.invalid'],
      ['[]', 422, 'input.invalid'],
      ['{"constructor":1}', 422, 'input.invalid'],
      ['x'.repeat(5_000), 413, 'input.too-large'],
    ];
    for (const [body, status, code] of cases) {
      const answer = await send(served.base, '/v1/decide', { body });
      assert.deepEqual([answer.status, problemIn(answer.text).code], [status, code], body.slice(0, 40));
      assert.equal(answer.headers['content-type'], 'application/problem+json');
    }
    const bytes = await fetch(`${served.base}/v1/decide`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKENS.agent}`, 'content-type': 'application/json' },
      body: Uint8Array.from([0x22, 0xff, 0x22]),
    });
    assert.equal(bytes.status, 400);
  });

  test('counts a body that does not say its length', async () => {
    const headers = { authorization: `Bearer ${TOKENS.agent}`, 'content-type': 'application/json' };
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(`${served.base}/v1/decide`, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
        clearInterval(timer);
        sent.destroy();
      });
      const timer = setInterval(() => sent.write(' '.repeat(1_024)), 1);
      sent.on('error', reject);
    });
    assert.equal(status, 413);
  });

  test('takes no other content type and no content encoding', async () => {
    const body = JSON.stringify(PROPOSAL);
    for (const headers of [
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/jsonx' },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    ]) {
      const answer = await send(served.base, '/v1/decide', { headers, body });
      assert.deepEqual(
        [answer.status, problemIn(answer.text).code],
        [415, 'input.media-type'],
        JSON.stringify(headers),
      );
    }
    const charset = { 'content-type': 'application/json; charset=UTF-8' };
    assert.equal((await send(served.base, '/v1/decide', { headers: charset, body })).status, 200);
  });

  test('names every problem of a request at once', async () => {
    const body = JSON.stringify({ session: '', tool: { name: 7, more: 1 }, args: [], cwd: 'here', wait_ms: 600_001 });
    const { status, text } = await send(served.base, '/v1/decide', { body });
    assert.equal(status, 422);
    const found = problemIn(text).problems;
    assert.deepEqual(found.map(({ path }) => path).toSorted(), [
      '$.args',
      '$.cwd',
      '$.session',
      '$.tool.more',
      '$.tool.name',
      '$.wait_ms',
    ]);
    assert.deepEqual(
      found.find(({ path }) => path === '$.cwd'),
      {
        path: '$.cwd',
        found: 'text of 4 characters, "here"',
        wanted: 'an absolute path',
      },
    );
  });

  test('refuses a query that is unknown, twice or out of range', async () => {
    for (const query of ['?limit=0.5', '?limit=501', '?limit=1&limit=2', '?page=1', '?status=open', '?limit=-1']) {
      const answer = await send(served.base, `/v1/approvals${query}`, { method: 'GET', token: TOKENS.operator });
      assert.deepEqual([answer.status, problemIn(answer.text).code], [422, 'input.invalid'], query);
    }
  });

  test('answers unknown addresses with 404 and other methods with 405', async () => {
    const unknown = await send(served.base, '/v1/nothing', { method: 'GET' });
    assert.deepEqual([unknown.status, problemIn(unknown.text).code], [404, 'route.unknown']);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'GET']) {
      const answer = await send(served.base, '/v1/decide', { method });
      assert.deepEqual(
        [answer.status, problemIn(answer.text).code, answer.headers['allow']],
        [405, 'route.method', 'POST'],
      );
    }
  });

  test('sends security headers and a request id with every answer', async () => {
    for (const path of ['/healthz', '/v1/nothing', '/v1/health']) {
      const { headers } = await send(served.base, path, { method: 'GET', token: null });
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['cache-control'], 'no-store');
      assert.match(String(headers['content-security-policy']), /default-src 'none'/);
      assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/);
      assert.equal(headers['access-control-allow-origin'], undefined);
    }
  });

  test('maps what a flow raises, with its remedies', async () => {
    served.gateway.failure = new GatewayError('log.unwritable', 'append: the disk is full', {
      remedies: ['make room'],
    });
    const decided = await send(served.base, '/v1/decide', { body: JSON.stringify(PROPOSAL) });
    served.gateway.failure = null;
    assert.deepEqual([decided.status, decided.headers['retry-after']], [503, '5']);
    assert.deepEqual(
      [problemIn(decided.text).code, problemIn(decided.text).remedies],
      ['log.unwritable', ['make room']],
    );
  });

  test('answers an unexpected failure with 503 and shows nothing of it', async () => {
    const failures: unknown[] = [];
    const own = await serveFake({ onFailure: ({ error }) => failures.push(error) });
    own.gateway.failure = new TypeError('secret detail at /home/x/file.ts:1:1');
    const { status, text } = await send(own.base, '/v1/decide', { body: JSON.stringify(PROPOSAL) });
    await own.server.close(0);
    assert.deepEqual([status, problemIn(text).code], [503, 'unavailable']);
    assert.equal(text.includes('secret'), false);
    assert.equal(failures.length, 1);
  });
});

test('agents in great number leave room for people', async () => {
  const gateway = fakeGateway();
  const { promise, resolve } = Promise.withResolvers<void>();
  gateway.hold = promise;
  const { base, server } = await serveFake({ maxConcurrent: { agents: 2, people: 1 } }, { gateway });
  const body = JSON.stringify({ ...PROPOSAL, wait_ms: 1_000 });
  const waiting = [send(base, '/v1/decide', { body }), send(base, '/v1/decide', { body })];
  while (gateway.seen.filter(({ method }) => method === 'authorize').length < 2) await new Promise(setImmediate);
  const third = await send(base, '/v1/decide', { body });
  assert.deepEqual([third.status, problemIn(third.text).code, third.headers['retry-after']], [503, 'busy', '1']);
  const halt = await send(base, '/v1/emergency/halt', { token: TOKENS.operator, body: '{"reason":"stop"}' });
  assert.equal(halt.status, 200);
  resolve();
  assert.deepEqual(
    (await Promise.all(waiting)).map(({ status }) => status),
    [200, 200],
  );
  assert.equal((await send(base, '/v1/decide', { body })).status, 200);
  await server.close(0);
});

test('people log in and see support however many agents wait', async () => {
  const gateway = fakeGateway();
  const { promise, resolve } = Promise.withResolvers<void>();
  gateway.hold = promise;
  const { base, server } = await serveFake({ maxConcurrent: { agents: 1, people: 0, unknown: 1 } }, { gateway });
  const waiting = send(base, '/v1/decide', { body: JSON.stringify({ ...PROPOSAL, wait_ms: 1_000 }) });
  while (!gateway.seen.some(({ method }) => method === 'authorize')) await new Promise(setImmediate);
  assert.equal((await send(base, '/v1/decide', { body: JSON.stringify(PROPOSAL) })).status, 503);
  const headers = { origin: base, 'content-type': 'application/json' };
  const login = async (body: string) => fetch(`${base}/v1/login`, { method: 'POST', headers, body });
  assert.equal((await login('{"code":"code"}')).status, 201);
  for (const path of ['/v1/support?country=DE', '/healthz']) assert.equal((await fetch(base + path)).status, 200, path);
  resolve();
  await waiting;
  await server.close(0);
});

test('who sends slowly without a name holds no place of those who log in', async () => {
  const { base, server } = await serveFake({ maxConcurrent: { agents: 1, people: 1, unknown: 1 } });
  const slow = ['/v1/login', '/v1/login/passkey', '/v1/login/passkey/options'].map((path) => {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\norigin: ${base}\r\n`);
    socket.write('content-type: application/json\r\ncontent-length: 100\r\n\r\n{');
    return socket;
  });
  await new Promise((done) => setTimeout(done, 50));
  const headers = { origin: base, 'content-type': 'application/json' };
  const login = async (code: string) =>
    fetch(`${base}/v1/login`, { method: 'POST', headers, body: JSON.stringify({ code }) });
  assert.equal((await login('code')).status, 201);
  assert.equal((await login('x'.repeat(65_536))).status, 413);
  for (const socket of slow) socket.destroy();
  await server.close(0);
});

test('ends a wait when the caller goes away', async () => {
  const gateway = fakeGateway();
  const { promise, resolve } = Promise.withResolvers<void>();
  gateway.hold = promise;
  const { base, server } = await serveFake({}, { gateway });
  const caller = new AbortController();
  const waiting = fetch(`${base}/v1/decide`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKENS.agent}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...PROPOSAL, wait_ms: 1_000 }),
    signal: caller.signal,
  });
  while (!gateway.seen.some(({ method }) => method === 'authorize')) await new Promise(setImmediate);
  const wait = gateway.seen.find(({ method }) => method === 'authorize')?.args[2] as { signal: AbortSignal };
  const aborted = new Promise<void>((done) => wait.signal.addEventListener('abort', () => done(), { once: true }));
  caller.abort();
  await assert.rejects(waiting);
  await aborted;
  resolve();
  await server.close(0);
});

test('breaks off a body that comes too slowly', async () => {
  const { server } = await serveFake({}, { requestTimeoutMs: 300, headersTimeoutMs: 200 });
  const socket = connect(server.port, '127.0.0.1');
  const head = `POST /v1/decide HTTP/1.1\r\nhost: 127.0.0.1:${server.port}\r\nauthorization: Bearer ${TOKENS.agent}\r\n`;
  socket.write(`${head}content-type: application/json\r\ncontent-length: 100\r\n\r\n{`);
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('close', resolve));
  assert.match(text, /^(?:$|HTTP\/1\.1 400)/);
  await server.close(0);
});

test('answers what is not HTTP with problem details', async () => {
  const { server } = await serveFake();
  const socket = connect(server.port, '127.0.0.1');
  socket.write('hello\r\n\r\n');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  await new Promise((resolve) => socket.once('close', resolve));
  assert.match(text, /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.match(text, /"code":"input\.malformed"/);
  await server.close(0);
});

test('listens to the network only when told that it is exposed', async () => {
  await assert.rejects(serveFake({}, { hostname: '0.0.0.0' }), RangeError);
  const { server } = await serveFake({}, { hostname: '0.0.0.0', exposed: true });
  await server.close(0);
});
