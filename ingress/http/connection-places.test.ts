import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { fakeGateway, TOKENS } from './testing/fake-gateway.ts';
import { serveFake } from './testing/serve-fake.ts';

const PLACES = 4;

async function open(t: TestContext, gateway = fakeGateway()) {
  const { base, server } = await serveFake({}, { gateway, maxConnections: PLACES });
  t.after(() => server.close(0));
  const host = `127.0.0.1:${server.port}`;
  /** A connection that sends this and then nothing (and was answered), and whether it is still open. */
  const say = async (text: string, isAnswered = false): Promise<{ readonly isOpen: () => boolean }> => {
    const socket = connect(server.port, '127.0.0.1');
    let isOpen = true;
    socket.on('error', () => undefined);
    socket.once('close', () => (isOpen = false));
    t.after(() => socket.destroy());
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    if (text !== '') await new Promise<void>((resolve) => socket.write(text, () => resolve()));
    if (isAnswered) await new Promise((resolve) => socket.once('data', resolve));
    socket.resume();
    return { isOpen: () => isOpen };
  };
  const ping = async (): Promise<number> =>
    (await fetch(`${base}/healthz`, { headers: { connection: 'close' } })).status;
  const decide = (): Promise<Response> =>
    fetch(`${base}/v1/decide`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKENS.agent}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        session: 's',
        tool: { name: 'Bash' },
        args: { command: 'ls' },
        cwd: '/a',
        wait_ms: 9_000,
      }),
    });
  return { say, ping, decide, host, base, gateway };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('connections that say nothing keep nobody out', async (t) => {
  const { say, ping } = await open(t);
  const silent: { readonly isOpen: () => boolean }[] = [];
  for (let count = 0; count < PLACES * 3; count++) silent.push(await say(''));
  assert.equal(await ping(), 200);
  await until(() => silent.filter(({ isOpen }) => isOpen()).length <= PLACES);
  assert.equal(silent[0]?.isOpen(), false);
});

test('requests without an end keep nobody out, with a name or without', async (t) => {
  const { say, ping, host, base } = await open(t);
  const head = `POST /v1/login HTTP/1.1\r\nhost: ${host}\r\norigin: ${base}\r\ncontent-type: application/json\r\n`;
  const named = `POST /v1/decide HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${TOKENS.agent}\r\n`;
  for (let count = 0; count < PLACES; count++) {
    await say(`${head}content-length: 9000\r\n\r\n{`);
    await say(`${named}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n`);
    await say(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\nx: `);
  }
  assert.equal(await ping(), 200);
});

test('a request in work loses its place to nobody', async (t) => {
  const gateway = fakeGateway();
  const { promise, resolve } = Promise.withResolvers<void>();
  gateway.hold = promise;
  const { say, decide, ping } = await open(t, gateway);
  const waiting = decide();
  await until(() => gateway.seen.some(({ method }) => method === 'authorize'));
  for (let count = 0; count < PLACES * 3; count++) await say('');
  assert.equal(await ping(), 200);
  resolve();
  assert.equal((await waiting).status, 200);
});

test('closes the new one where all of them are in work', async (t) => {
  const gateway = fakeGateway();
  const { promise, resolve } = Promise.withResolvers<void>();
  gateway.hold = promise;
  const { say, decide, ping } = await open(t, gateway);
  const waiting = Array.from({ length: PLACES }, decide);
  await until(() => gateway.seen.filter(({ method }) => method === 'authorize').length === PLACES);
  const late = await say('');
  await until(() => !late.isOpen());
  resolve();
  assert.deepEqual(
    (await Promise.all(waiting)).map(({ status }) => status),
    Array.from({ length: PLACES }, () => 200),
  );
  assert.equal(await ping(), 200);
});

test('a stream gives way last, and only where nothing else does', async (t) => {
  const { say, ping, host } = await open(t);
  const head = `GET /v1/events HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${TOKENS.operator}\r\n\r\n`;
  const streams: { readonly isOpen: () => boolean }[] = [];
  for (let count = 0; count < PLACES - 1; count++) streams.push(await say(head, true));
  for (let count = 0; count < PLACES; count++) await say('');
  assert.equal(await ping(), 200);
  assert.deepEqual(
    streams.map(({ isOpen }) => isOpen()),
    [true, true, true],
  );
  streams.push(await say(head, true));
  assert.equal(await ping(), 200);
  assert.deepEqual(
    streams.map(({ isOpen }) => isOpen()),
    [false, true, true, true],
  );
});
