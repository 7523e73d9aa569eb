import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { CALM } from '../../core/incident/emergency-state.ts';
import { connectThrough, nextChunk, readAll } from './testing/client.ts';
import { clientHello } from './testing/client-hello.ts';
import { isQuiet, openTunnelWorld, typesOf } from './testing/tunnel-world.ts';

describe('A tunnel', () => {
  test('carries TLS for the host it is for, and dials the address that was judged', async (t) => {
    const world = await openTunnelWorld(t, ['a.example']);
    const { socket, status } = await connectThrough(world.door, 'a.example:443');
    assert.equal(status, 200);
    const hello = clientHello({ names: ['A.example'] });
    socket.write(hello);
    assert.deepEqual(await nextChunk(socket), hello);
    assert.deepEqual(world.dialled, ['93.184.216.34:443']);
    socket.destroy();
    assert.deepEqual(await typesOf(world, 2), ['egress.opened', 'egress.closed']);
    const usage = world.pass0.usage();
    assert.deepEqual([usage.upBytes, usage.downBytes], [hello.length, hello.length]);
  });

  test('is refused with the reason and what is allowed, as text or as JSON', async (t) => {
    const world = await openTunnelWorld(t, ['a.example']);
    const text = await connectThrough(world.door, 'evil.example:443');
    assert.equal(text.status, 403);
    assert.match(text.said, /x-countersign-refused: egress\.host\r\n/);
    assert.match(text.said, /nobody allowed this host[^]*Allowed here:\n {2}https:\/\/a\.example:443\n$/);
    const json = await connectThrough(world.door, 'evil.example:443', ['Accept: application/json']);
    const body = JSON.parse(json.said.split('\r\n\r\n')[1] ?? '') as { code: string; allowed: string[] };
    assert.deepEqual([body.code, body.allowed], ['egress.host', ['https://a.example:443']]);
    assert.equal((await typesOf(world, 3)).filter((type) => type === 'egress.refused egress.host').length, 2);
    assert.deepEqual(world.dialled, []);
  });

  const exceptions = [
    ['of one method', 80, { host: 'http://inner.example', methods: ['GET'], paths: ['/ok'] }, 'tcp://*:80'],
    ['of another scheme', 443, { host: 'http://inner.example:443' }, '*'],
  ] as const;
  for (const [what, port, narrow, wide] of exceptions) {
    test(`does not lead inside by what another rule excepts, one ${what}`, async (t) => {
      const world = await openTunnelWorld(t, [{ ...narrow, addresses: ['10.0.0.0/8'] }, wide]);
      const { socket } = await connectThrough(world.door, `inner.example:${port}`);
      socket.write(port === 443 ? clientHello({ names: ['inner.example'] }) : 'POST /forbidden HTTP/1.1\r\n\r\n');
      await readAll(socket);
      assert.deepEqual(world.dialled, []);
      assert.equal((await typesOf(world, 2)).includes('egress.refused egress.address'), true);
    });
  }

  const hellos: readonly (readonly [string, Buffer, string])[] = [
    ['another server name', clientHello({ names: ['evil.example'] }), 'egress.server-name'],
    ['no server name', clientHello(), 'egress.server-name'],
    ['an encrypted hello', clientHello({ names: ['a.example'], isEncrypted: true }), 'egress.server-name'],
    ['plain HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n'), 'egress.not-tls'],
    ['anything else', Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'), 'egress.not-tls'],
  ];
  for (const [what, bytes, code] of hellos) {
    test(`for TLS that begins with ${what} is broken off, and none of it is sent`, async (t) => {
      let received = 0;
      const world = await openTunnelWorld(t, ['a.example'], {
        serve: (socket) =>
          void socket.on('data', (chunk) => {
            received += chunk.length;
          }),
      });
      const { socket } = await connectThrough(world.door, 'a.example:443');
      socket.write(bytes);
      const said = await readAll(socket);
      assert.equal(said, code === 'egress.server-name' ? '\x15\x03\x03\x00\x02\x02\x70' : '');
      assert.equal(received, 0);
      assert.equal((await typesOf(world, 3)).includes(`egress.refused ${code}`), true);
    });
  }

  test('may begin with any TLS where its rule says opaque, and with anything where it is for tcp', async (t) => {
    const world = await openTunnelWorld(t, [{ host: 'a.example', opaque: true }, 'tcp://b.example:22']);
    const opaque = await connectThrough(world.door, 'a.example:443');
    opaque.socket.write(clientHello({ names: ['other.example'], isEncrypted: true }));
    assert.equal((await nextChunk(opaque.socket))?.[0], 22);
    const plain = await connectThrough(world.door, 'b.example:22');
    plain.socket.write('SSH-2.0-x\r\n');
    assert.equal((await nextChunk(plain.socket))?.toString(), 'SSH-2.0-x\r\n');
    for (const { socket } of [opaque, plain]) socket.destroy();
  });

  test('carries bytes that came with the request for it', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7']);
    const socket = connect({ port: world.door, host: '127.0.0.1' });
    socket.write('CONNECT a.example:7 HTTP/1.1\r\nHost: a.example:7\r\n\r\nearly');
    const said = await readAll(socket, /early$/);
    assert.match(said, /200 Connection established\r\n\r\nearly$/);
  });

  test('carries bytes that came before it stood, however many pieces they came in', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7'], {
      serve: (socket) => {
        let text = '';
        socket.on('data', (chunk) => {
          text += chunk.toString();
        });
        socket.on('end', () => socket.end(`got ${text}`));
      },
    });
    const socket = connect({ port: world.door, host: '127.0.0.1', noDelay: true });
    socket.write('CONNECT a.example:7 HTTP/1.1\r\nHost: a.example:7\r\n\r\n');
    for (const piece of ['one ', 'two ', 'three']) {
      await new Promise((resolve) => setImmediate(resolve));
      socket.write(piece);
    }
    socket.end();
    assert.match(await readAll(socket), /got one two three$/);
  });

  test('is dialled at the next address where one does not answer, and refused where none does', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://b.example:7'], { dead: ['93.184.216.35'] });
    const { socket, status } = await connectThrough(world.door, 'b.example:7');
    assert.equal(status, 200);
    assert.deepEqual(world.dialled, ['93.184.216.35:7', '93.184.216.36:7']);
    socket.destroy();
    const dead = await openTunnelWorld(t, ['tcp://a.example:7'], { dead: ['93.184.216.34'] });
    const refused = await connectThrough(dead.door, 'a.example:7');
    assert.equal(refused.status, 502);
    assert.match(refused.said, /egress\.unreachable/);
  });

  test('sends nothing of the program before its entry is durable, and nothing at all where there is none', async (t) => {
    let received = 0;
    const world = await openTunnelWorld(t, ['tcp://a.example:7'], {
      serve: (socket) =>
        void socket.on('data', (chunk) => {
          received += chunk.length;
        }),
    });
    world.state.isWritable = false;
    const { status, said } = await connectThrough(world.door, 'a.example:7');
    assert.equal(status, 503);
    assert.match(said, /egress\.unrecorded/);
    assert.equal(received, 0);
  });

  test('hands on the end of one side, and what the other still has to say', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7'], {
      serve: (socket) => {
        let text = '';
        socket.on('data', (chunk) => {
          text += chunk.toString();
        });
        socket.on('end', () => socket.end(`got ${text}`));
      },
    });
    const { socket } = await connectThrough(world.door, 'a.example:7');
    socket.end('all of it');
    assert.equal(await readAll(socket), 'got all of it');
  });

  test('ends when its pass is closed, and when a halt comes that nobody announces', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7']);
    const first = await connectThrough(world.door, 'a.example:7');
    const second = await connectThrough(world.door, 'a.example:7');
    const over = Promise.all([first, second].map(({ socket }) => once(socket.resume(), 'close')));
    world.state.emergency = { ...CALM, halt: { source: 'sentinel', by: 'operator', reason: 'stop', sinceMs: 1 } };
    await over;
    world.state.emergency = CALM;
    const third = await connectThrough(world.door, 'a.example:7');
    const gone = once(third.socket.resume(), 'close');
    world.pass0.close('the lease was revoked');
    await gone;
    assert.equal((await connectThrough(world.door, 'a.example:7')).status, 403);
  });

  test('carries no byte beyond what is allowed', async (t) => {
    let received = 0;
    const world = await openTunnelWorld(t, [{ host: 'tcp://a.example:7', up_bytes: 100_000 }], {
      serve: (socket) =>
        void socket.on('data', (chunk) => {
          received += chunk.length;
        }),
    });
    const { socket } = await connectThrough(world.door, 'a.example:7');
    const over = once(socket, 'close');
    socket.on('error', () => undefined);
    for (let index = 0; index < 30 && !socket.destroyed; index++) {
      socket.write(Buffer.alloc(10_000));
      await pause(1);
    }
    await over;
    await isQuiet(world);
    const { upBytes } = world.pass0.usage();
    assert.ok(received <= upBytes && upBytes <= 100_000 && upBytes > 0, `${received} of ${upBytes} bytes`);
  });

  test('holds a fast side back while the other is slow', async (t) => {
    const size = 8_000_000;
    const world = await openTunnelWorld(t, ['tcp://a.example:7'], {
      serve: (socket) => {
        socket.pause();
        setTimeout(() => socket.resume(), 100);
        let length = 0;
        socket.on('data', (chunk) => {
          length += chunk.length;
        });
        socket.on('end', () => socket.end(String(length)));
      },
    });
    const { socket } = await connectThrough(world.door, 'a.example:7');
    socket.end(Buffer.alloc(size));
    assert.equal(await readAll(socket), String(size));
  });

  test('is one of a thousand that are open at once', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7'], { spec: { limits: { connections: 1_000 } } });
    const tunnels = await Promise.all(Array.from({ length: 1_000 }, () => connectThrough(world.door, 'a.example:7')));
    assert.equal(tunnels.filter(({ status }) => status === 200).length, 1_000);
    assert.equal((await connectThrough(world.door, 'a.example:7')).status, 503);
    const answers = await Promise.all(
      tunnels.map(async ({ socket }, index) => {
        socket.write(`hello ${index}`);
        return (await nextChunk(socket))?.toString() === `hello ${index}`;
      }),
    );
    assert.equal(answers.every(Boolean), true);
    assert.equal(world.pass0.openConnections, 1_000);
    for (const { socket } of tunnels) socket.destroy();
    await isQuiet(world);
  });

  test('outlives a host that resets it before anything was sent, and tells its program', async (t) => {
    const world = await openTunnelWorld(t, ['a.example', 'tcp://b.example:7'], {
      serve: (socket) => void socket.resetAndDestroy(),
    });
    for (const target of ['a.example:443', 'b.example:7']) {
      const { socket } = await connectThrough(world.door, target);
      // It may be told before it says anything: what is listened for later is missed then.
      const told = readAll(socket);
      await pause(30);
      if (socket.writable) socket.write(clientHello({ names: ['a.example'] }));
      assert.equal(await told, '');
    }
    await isQuiet(world);
  });

  test('that its program dropped before it stood leaves nothing open', async (t) => {
    const world = await openTunnelWorld(t, ['a.example', 'tcp://b.example:7']);
    for (const target of ['a.example:443', 'b.example:7', 'a.example:443']) {
      const socket = connect({ port: world.door, host: '127.0.0.1' });
      socket.on('error', () => undefined);
      socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: x\r\n\r\n`, () => socket.destroy());
    }
    for (let turn = 0; turn < 2_000 && world.pass0.usage().opened < 3; turn++) await pause(10);
    assert.equal(world.pass0.usage().opened, 3);
    await isQuiet(world);
  });

  test('is broken off where nothing passes for too long, and where its first bytes do not come', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7', 'b.example'], {
      options: { timeouts: { idleMs: 200, headMs: 1_000 } },
    });
    const idle = await connectThrough(world.door, 'a.example:7');
    await once(idle.socket.resume(), 'close');
    const silent = await connectThrough(world.door, 'b.example:443');
    await once(silent.socket.resume(), 'close');
    const slow = connect({ port: world.door, host: '127.0.0.1' });
    slow.on('error', () => undefined);
    const drip = setInterval(() => slow.write('C'), 10);
    await once(slow.resume(), 'close');
    clearInterval(drip);
  });
});
