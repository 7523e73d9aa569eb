import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { CountersignClient } from './client.ts';
import { instanceText } from './instance-proof.ts';
import { provenFetch } from './proven-fetch.ts';

const KEY = new Uint8Array(32).fill(9);

type Proof = (nonce: string, port: number) => string;

const honest: Proof = (nonce, port) => {
  const text = instanceText({ nonce, address: '127.0.0.1', port });
  return JSON.stringify({ proof: createHmac('sha256', KEY).update(text).digest('hex') });
};

/** A server that answers requests for a proof as told, and notes every other. */
async function listen(t: TestContext, proof: Proof) {
  const seen: string[] = [];
  const answer = ({ url = '', headers }: IncomingMessage, response: ServerResponse): void => {
    const { port } = server.address() as AddressInfo;
    const nonce = new URL(url, 'http://localhost').searchParams.get('nonce');
    seen.push(nonce === null ? `${url} ${headers.authorization ?? ''}` : 'proof');
    response.end(nonce === null ? '{"status":"ok"}' : proof(nonce, port));
  };
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { seen, baseUrl, server };
}

function clientOf(baseUrl: string, timeoutMs?: number): CountersignClient {
  const proving = provenFetch({ baseUrl, key: KEY, ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  return new CountersignClient({ baseUrl, token: 'the-token', fetch: proving });
}

test('shows the token to who proves to be the gateway, once for what follows at once', async (t) => {
  const { baseUrl, seen } = await listen(t, honest);
  const client = clientOf(baseUrl);
  await client.ping();
  await client.ping();
  assert.deepEqual(seen.slice(0, 2), ['proof', '/healthz Bearer the-token']);
  assert.equal(seen.filter((one) => one !== 'proof').length, 2);
});

test('shows nothing to anybody else, whatever it answers', async (t) => {
  const wrong: readonly Proof[] = [
    () => '',
    () => 'no JSON',
    () => 'null',
    () => '{"proof":7}',
    () => JSON.stringify({ proof: '00'.repeat(32) }),
    () => JSON.stringify({ proof: 'zz'.repeat(32) }),
    (nonce) => honest(nonce, 1),
    (nonce, port) => `${honest(nonce, port)}${' '.repeat(2_000)}`,
  ];
  for (const proof of wrong) {
    const { baseUrl, seen } = await listen(t, proof);
    await assert.rejects(clientOf(baseUrl).ping(), { code: 'unreachable', message: /found another program at 127/ });
    assert.deepEqual(seen, ['proof']);
  }
});

test('says that nobody answers where nobody does', async (t) => {
  const { baseUrl, server } = await listen(t, honest);
  server.close();
  server.closeAllConnections();
  await assert.rejects(clientOf(baseUrl).ping(), { code: 'unreachable', message: /no connection/ });
});

test('waits for a proof no longer than it is told, and no longer than its caller', async (t) => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    silent.close();
    silent.closeAllConnections();
  });
  const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  await assert.rejects(clientOf(baseUrl, 50).ping(), { code: 'unreachable', message: /in time/ });
  const stopping = new AbortController();
  const waiting = clientOf(baseUrl).ping({ signal: stopping.signal });
  stopping.abort();
  await assert.rejects(waiting, { code: 'cancelled' });
});

test('asks both addresses that localhost may lead to', async (t) => {
  const asked: string[] = [];
  const { baseUrl } = await listen(t, honest);
  const { port } = new URL(baseUrl);
  const proving = provenFetch({
    baseUrl: `http://localhost:${port}`,
    key: KEY,
    fetch: (input, init) => {
      const { hostname } = new URL(input instanceof Request ? input.url : input);
      asked.push(hostname);
      return hostname === '[::1]' ? Promise.resolve(new Response('{"proof":""}')) : fetch(input, init);
    },
  });
  await assert.rejects(proving(`http://localhost:${port}/healthz`), /another program at \[::1\]/);
  assert.deepEqual(asked.sort(), ['127.0.0.1', '[::1]']);
});
