import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { openEgressProxy } from './open-egress-proxy.ts';
import { connectThrough, sendRaw } from './testing/client.ts';
import { clientHello } from './testing/client-hello.ts';
import { openTunnelWorld, typesOf } from './testing/tunnel-world.ts';

describe('SOCKS5', () => {
  const connectTo = (host: string, port: number): Buffer =>
    Buffer.from([5, 1, 0, 3, host.length, ...Buffer.from(host), Math.floor(port / 256), port % 256]);

  test('carries a tunnel to a name that the proxy resolves, and to addresses', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7', 'tcp://93.184.216.40:7', 'tcp://[2606::1]:7']);
    const requests = [
      connectTo('a.example', 7),
      Buffer.from([5, 1, 0, 1, 93, 184, 216, 40, 0, 7]),
      Buffer.from([5, 1, 0, 4, 0x26, 6, ...new Array<number>(13).fill(0), 1, 0, 7]),
    ];
    for (const request of requests) {
      const said = await sendRaw(
        world.door,
        Buffer.concat([Buffer.from([5, 1, 0]), request, Buffer.from('hello')]),
        /hello$/,
      );
      assert.equal(said, '\x05\x00\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00hello');
    }
    assert.deepEqual(world.dialled, ['93.184.216.34:7', '93.184.216.40:7', '2606:0:0:0:0:0:0:1:7']);
  });

  test('refuses hosts that nobody allowed, inner addresses, other commands and other versions', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7']);
    const reply = async (request: Buffer): Promise<number | undefined> =>
      Buffer.from(await sendRaw(world.door, Buffer.concat([Buffer.from([5, 1, 0]), request])), 'latin1')[3];
    assert.equal(await reply(connectTo('evil.example', 7)), 2);
    assert.equal(await reply(Buffer.from([5, 1, 0, 1, 127, 0, 0, 1, 0, 7])), 2);
    assert.equal(await reply(Buffer.from([5, 2, 0, 1, 93, 184, 216, 34, 0, 7])), 7);
    assert.equal(await reply(Buffer.from([5, 1, 0, 9, 0, 7])), 8);
    assert.equal(await sendRaw(world.door, Buffer.from([5, 1, 9])), '\x05\xff');
  });

  test('looks at the first bytes of TLS as CONNECT does', async (t) => {
    const world = await openTunnelWorld(t, ['a.example']);
    const request = Buffer.concat([
      Buffer.from([5, 1, 0]),
      connectTo('a.example', 443),
      clientHello({ names: ['evil.example'] }),
    ]);
    assert.match(await sendRaw(world.door, request), /\x15\x03\x03\x00\x02\x02\x70$/);
    assert.equal((await typesOf(world, 3)).includes('egress.refused egress.server-name'), true);
  });
});

describe('A client of SOCKS5', () => {
  const closing = (socket: Socket): Promise<unknown> => once(socket.on('error', () => undefined).resume(), 'close');

  test('that does not say what it wants in time is turned away, wherever it stopped', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7'], { options: { timeouts: { headMs: 100 } } });
    for (const begun of [[5], [5, 1, 0], [5, 1, 0, 5, 1], [5, 1, 0, 5, 1, 0, 3, 200, 97]]) {
      const socket = connect(world.door, '127.0.0.1');
      socket.write(Uint8Array.from(begun));
      await closing(socket);
    }
    assert.deepEqual(world.dialled, []);
  });

  test('that sends more than is read is held back, and carried on with all of it', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7']);
    const request = [5, 1, 0, 5, 1, 0, 3, 9, ...Buffer.from('a.example'), 0, 7];
    const flood = Buffer.alloc(300_000, 'x');
    const said = await sendRaw(world.door, Buffer.concat([Buffer.from(request), flood, Buffer.from('END')]), /END$/);
    assert.equal(said.length, 2 + 10 + flood.length + 3);
  });

  test('whose token makes its holder throw ends alone', async (t) => {
    const proxy = openEgressProxy();
    const listener = await proxy.listen({ host: '127.0.0.1', port: 0 }, () => {
      throw new Error('the store is closed');
    });
    t.after(async () => {
      proxy.close();
      await listener.close();
    });
    const socket = connect(listener.port, '127.0.0.1');
    socket.write(Buffer.from([5, 1, 2, 1, 1, 120, 1, 121]));
    await closing(socket);
  });
});

describe('A listener', () => {
  test('closes what is more than it may hold, and takes others once there is room', async (t) => {
    const proxy = openEgressProxy({ listenerConnections: 2 });
    const listener = await proxy.listen({ host: '127.0.0.1', port: 0 }, () => null);
    t.after(async () => {
      proxy.close();
      await listener.close();
    });
    const dial = async (): Promise<Socket> => {
      const socket = connect(listener.port, '127.0.0.1').on('error', () => undefined);
      await once(socket, 'connect');
      return socket;
    };
    const held = [await dial(), await dial()];
    const third = await dial();
    await once(third.resume(), 'close');
    const [first] = held;
    first?.destroy();
    const isAnswered = async (): Promise<boolean> =>
      (await sendRaw(listener.port, 'GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n')).includes(' 407 ');
    while (!(await isAnswered())) await new Promise((resolve) => setImmediate(resolve));
    held[1]?.destroy();
  });

  test('knows a client by its token, and answers 407 without one', async (t) => {
    const world = await openTunnelWorld(t, ['tcp://a.example:7']);
    const proxy = openEgressProxy({ connect: () => connect({ host: '127.0.0.1', port: 9 }) });
    const listener = await proxy.listen({ host: '127.0.0.1', port: 0 }, (token) =>
      token === 'good' ? world.pass0 : null,
    );
    t.after(async () => {
      proxy.close();
      await listener.close();
    });
    const basic = (text: string): string => `Proxy-Authorization: Basic ${Buffer.from(text).toString('base64')}`;
    const status = async (...headers: string[]): Promise<number> =>
      (await connectThrough(listener.port, 'evil.example:7', headers)).status;
    assert.equal(await status(), 407);
    assert.equal(await status(basic('x:bad')), 407);
    assert.equal(await status(basic('x:good')), 403);
    assert.equal(await status('Proxy-Authorization: Bearer good'), 403);
    assert.match(
      await sendRaw(listener.port, 'GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n'),
      /^HTTP\/1\.1 407/,
    );
    const socks = (password: string): Promise<string> =>
      sendRaw(
        listener.port,
        Buffer.concat([
          Buffer.from([5, 1, 2, 1, 1, 120, password.length]),
          Buffer.from(password),
          Buffer.from([5, 1, 0, 1, 127, 0, 0, 1, 0, 7]),
        ]),
      );
    assert.equal((await socks('good')).slice(0, 6), '\x05\x02\x01\x00\x05\x02');
    assert.equal(await socks('bad'), '\x05\x02\x01\x01');
  });
});
