import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { readAll, sendRaw } from './testing/client.ts';
import { isQuiet, openTunnelWorld } from './testing/tunnel-world.ts';

const REQUEST = 'GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n';

function saying(raw: string): (socket: Socket) => void {
  return (socket) => void socket.once('data', () => socket.end(Buffer.from(raw, 'latin1')));
}

describe('An answer', () => {
  const odd: readonly (readonly [string, string, RegExp])[] = [
    ['with the status 099', 'HTTP/1.1 099 x\r\n\r\n', /egress\.answer/],
    ['with the status 000', 'HTTP/1.1 000 x\r\n\r\n', /egress\.answer/],
    ['with the status 600', 'HTTP/1.1 600 x\r\n\r\n', /egress\.answer/],
    ['with the status 101, unasked', 'HTTP/1.1 101 x\r\n\r\n', /egress\.(answer|upgrade)/],
    [
      'in two transfer codings',
      'HTTP/1.1 200 x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
      /egress\.encoding/,
    ],
  ];
  for (const [what, raw, wanted] of odd) {
    test(`${what} is refused, and nothing else fails`, async (t) => {
      const world = await openTunnelWorld(t, ['http://a.example'], { serve: saying(raw) });
      const said = await sendRaw(world.door, REQUEST);
      assert.match(said, /^HTTP\/1\.1 50[0-9]|^HTTP\/1\.1 403/);
      assert.match(said, wanted);
      await isQuiet(world);
    });
  }
});

test('A head inside a tunnel that never ends is turned away', async (t) => {
  const world = await openTunnelWorld(t, ['http://a.example'], { options: { timeouts: { headMs: 100 } } });
  const socket = connect({ port: world.door, host: '127.0.0.1' });
  socket.on('error', () => undefined);
  socket.write('CONNECT a.example:80 HTTP/1.1\r\nHost: a.example:80\r\n\r\n');
  socket.once('data', () => socket.write('GET '));
  const begunMs = performance.now();
  await readAll(socket);
  assert.ok(performance.now() - begunMs < 20_000);
});
