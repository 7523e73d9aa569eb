import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { readAll, sendRaw } from './testing/client.ts';
import { ask, openHttpWorld, STAR } from './testing/http-world.ts';

describe('A request', () => {
  const refused: readonly (readonly [string, readonly string[], string, RegExp])[] = [
    [
      'with a length beside a transfer coding',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4', 'Transfer-Encoding: chunked'],
      '0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with two lengths',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4', 'Content-Length: 5'],
      'abcd',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with two equal lengths',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4', 'Content-Length: 4'],
      'abcd',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a length that is a list',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4, 4'],
      'abcd',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a signed length',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: +4'],
      'abcd',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with another transfer coding',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: gzip, chunked'],
      '0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a coding written oddly',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: xchunked'],
      '0\r\n\r\n',
      /^HTTP\/1\.1 400|^$/,
    ],
    [
      'with two transfer codings',
      [
        'POST http://a.example/ HTTP/1.1',
        'Host: a.example',
        'Transfer-Encoding: chunked',
        'Transfer-Encoding: identity',
      ],
      '0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a transfer coding in HTTP/1.0',
      ['POST http://a.example/ HTTP/1.0', 'Host: a.example', 'Transfer-Encoding: chunked'],
      '0\r\n\r\n',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a bad chunk size',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: chunked'],
      'zz\r\nab\r\n0\r\n\r\n',
      /400|^HTTP\/1\.1 5|^$/,
    ],
    ['with two hosts', ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'Host: b.example'], '', /^HTTP\/1\.1 400/],
    [
      'with a folded header',
      ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'X-A: b', ' c'],
      '',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a space before a colon',
      ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'X-A : b'],
      '',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a bare line feed in a header',
      ['GET http://a.example/ HTTP/1.1', 'Host: a.example\nX-A: b'],
      '',
      /^HTTP\/1\.1 400/,
    ],
    [
      'with a zero byte in a header',
      ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'X-A: b\0c'],
      '',
      /^HTTP\/1\.1 400/,
    ],
    ['with credentials in its URL', ['GET http://u:p@a.example/ HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 400/],
    [
      'with a backslash in its URL',
      ['GET http://a.example\\@b.example/ HTTP/1.1', 'Host: a.example'],
      '',
      /^HTTP\/1\.1 400/,
    ],
    ['for a path alone', ['GET / HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 400[^]*this is a proxy/],
    [
      'for https outside of a tunnel',
      ['GET https://a.example/ HTTP/1.1', 'Host: a.example'],
      '',
      /^HTTP\/1\.1 403[^]*want CONNECT/,
    ],
    [
      'of another scheme',
      ['GET ftp://a.example/ HTTP/1.1', 'Host: a.example'],
      '',
      /^HTTP\/1\.1 403[^]*egress\.scheme/,
    ],
    ['by TRACE', ['TRACE http://a.example/ HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 403[^]*egress\.method/],
    [
      'to switch protocols',
      ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'Upgrade: websocket', 'Connection: Upgrade'],
      '',
      /^HTTP\/1\.1 403[^]*egress\.upgrade/,
    ],
    ['to begin HTTP/2', ['PRI * HTTP/2.0', '', 'SM', ''], '', /^HTTP\/1\.1 400|^$/],
  ];
  for (const [what, head, body, wanted] of refused) {
    test(`${what} is refused`, async (t) => {
      const world = await openHttpWorld(t, STAR);
      assert.match(await sendRaw(world.door, ask(head, body)), wanted);
      assert.equal(world.seen.length, 0);
    });
  }

  test('with a head that never ends is turned away', async (t) => {
    const world = await openHttpWorld(t, STAR, { options: { timeouts: { headMs: 80 } } });
    const socket = connect({ port: world.door, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.write('GET http://a.example/ HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 15);
    await readAll(socket);
    clearInterval(drip);
    assert.equal(world.seen.length, 0);
    assert.match(
      await sendRaw(world.door, `GET http://a.example/ HTTP/1.1\r\nX: ${'y'.repeat(80_000)}\r\n\r\n`),
      /^HTTP\/1\.1 400|^$/,
    );
  });
});
