import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openNameResolver } from '../../adapters/dns/open-name-resolver.ts';
import { openZoneServer } from '../../adapters/dns/testing/zone-server.ts';
import { connectThrough, readAll, sendRaw } from './testing/client.ts';
import { ask, headerOf, openHttpWorld, STAR } from './testing/http-world.ts';

describe('A plain request', () => {
  test('is sent to the address that was judged, with the host of its URL, and answered', async (t) => {
    const world = await openHttpWorld(t, ['http://a.example']);
    const said = await sendRaw(
      world.door,
      ask([
        'GET http://A.example./path?q=1 HTTP/1.1',
        'Host: other.example',
        'Proxy-Authorization: Basic eHk6eA==',
        'Proxy-Connection: keep-alive',
        'X-Own: 1',
        'X-Hop: 2',
        'Connection: X-Hop',
        'Keep-Alive: timeout=9',
        'TE: trailers',
      ]),
    );
    assert.match(said, /^HTTP\/1\.1 200 OK\r\n[^]*hello/);
    assert.deepEqual(world.dialled, ['93.184.216.34:80']);
    const [seen] = world.seen;
    assert.ok(seen !== undefined);
    assert.deepEqual(
      [seen.method, seen.url, headerOf(seen, 'host'), headerOf(seen, 'x-own')],
      ['GET', '/path?q=1', 'a.example', '1'],
    );
    for (const name of ['proxy-authorization', 'proxy-connection', 'x-hop', 'keep-alive', 'te'])
      assert.equal(headerOf(seen, name), null, name);
    const entries = await world.entries(2);
    assert.deepEqual(
      entries.map(({ type }) => type),
      ['egress.opened', 'egress.closed'],
    );
    assert.deepEqual(
      [entries[0]?.data['method'], entries[1]?.data['status'], entries[1]?.data['result']],
      ['GET', 200, 'done'],
    );
    assert.equal(JSON.stringify(entries).includes('q=1'), false);
  });

  const overriding = [
    'X-HTTP-Method-Override: DELETE',
    'x-http-method: PUT',
    'X-Original-URL: /admin',
    'X-Rewrite-URL: /',
  ];
  for (const header of overriding) {
    test(`is refused where it says ${header}, and a rule speaks of methods or paths`, async (t) => {
      const rules = [{ host: 'http://a.example', methods: ['GET'], paths: ['/docs'] }, 'http://b.example'];
      const world = await openHttpWorld(t, rules);
      const send = (host: string): Promise<string> =>
        sendRaw(world.door, ask([`GET http://${host}/docs HTTP/1.1`, `Host: ${host}`, header]));
      assert.match(await send('a.example'), /^HTTP\/1\.1 400 [^]*x-countersign-refused: egress\.unreadable/);
      assert.equal(world.seen.length, 0);
      assert.match(await send('b.example'), /^HTTP\/1\.1 200 /);
    });
  }

  test('is answered without what only we may say: that we refused', async (t) => {
    const world = await openHttpWorld(t, ['http://a.example'], {
      answer: (_, response) => void response.setHeader('X-Countersign-Refused', 'egress.host').end('forged'),
    });
    const said = await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example']));
    assert.match(said, /forged/);
    assert.doesNotMatch(said, /x-countersign/i);
  });

  test('keeps its body, whether its length was told or not', async (t) => {
    const world = await openHttpWorld(t, ['http://a.example'], {
      answer: (_, response, body) => void response.end(`got ${body.length}`),
    });
    assert.match(
      await sendRaw(
        world.door,
        ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 5'], 'hello'),
      ),
      /got 5/,
    );
    assert.match(
      await sendRaw(
        world.door,
        ask(
          ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: chunked'],
          '5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n',
        ),
      ),
      /got 8/,
    );
    assert.match(
      await sendRaw(
        world.door,
        ask(
          ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4', 'Expect: 100-continue'],
          'body',
        ),
      ),
      /100 Continue[^]*got 4/,
    );
    assert.deepEqual(
      world.seen.map((seen) => [
        headerOf(seen, 'content-length'),
        headerOf(seen, 'transfer-encoding'),
        headerOf(seen, 'expect'),
      ]),
      [
        ['5', null, null],
        [null, 'chunked', null],
        ['4', null, null],
      ],
    );
  });

  test('may be one of several on a connection, each judged for itself', async (t) => {
    const world = await openHttpWorld(t, ['http://a.example']);
    const two =
      'GET http://a.example/1 HTTP/1.1\r\nHost: a.example\r\n\r\nGET http://a.example/2 HTTP/1.1\r\nHost: a.example\r\n\r\n';
    const said = await sendRaw(world.door, `${two}${ask(['GET http://evil.example/ HTTP/1.1', 'Host: evil.example'])}`);
    assert.equal(said.match(/HTTP\/1\.1 200/g)?.length, 2);
    assert.match(said, /HTTP\/1\.1 403 Forbidden\r\n[^]*x-countersign-refused: egress\.host/);
    assert.deepEqual(
      world.seen.map(({ url }) => url),
      ['/1', '/2'],
    );
  });

  test('is refused with a body as JSON where that is asked for', async (t) => {
    const world = await openHttpWorld(t, [{ host: 'http://a.example', methods: ['GET'], paths: ['/docs'] }]);
    const said = await sendRaw(
      world.door,
      ask(['DELETE http://a.example/docs HTTP/1.1', 'Host: a.example', 'Accept: application/json']),
    );
    const body = JSON.parse(said.split('\r\n\r\n')[1] ?? '') as { code: string; reason: string; allowed: string[] };
    assert.equal(body.code, 'egress.method');
    assert.deepEqual(body.allowed, ['http://a.example:80, only GET below /docs']);
    assert.match(
      await sendRaw(world.door, ask(['GET http://a.example/docs/../admin HTTP/1.1', 'Host: a.example'])),
      /egress\.path/,
    );
    assert.equal(world.seen.length, 0);
  });

  test('whose answer redirects inside is answered as it is, and the target refused when it is asked for', async (t) => {
    const world = await openHttpWorld(t, STAR, {
      answer: (_, response) =>
        void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    });
    const said = await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example']));
    assert.match(said, /^HTTP\/1\.1 302[^]*location: http:\/\/169\.254\.169\.254/i);
    assert.deepEqual(world.dialled, ['93.184.216.34:80']);
    const next = await sendRaw(
      world.door,
      ask(['GET http://169.254.169.254/latest/meta-data/ HTTP/1.1', 'Host: 169.254.169.254']),
    );
    assert.match(next, /^HTTP\/1\.1 403[^]*egress\.metadata/);
    assert.equal(world.unexpected[0]?.answer, 'freeze');
    assert.match(
      await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example'])),
      /egress\.frozen/,
    );
    assert.equal(world.dialled.length, 1);
  });

  test('is dialled at what was judged, also where the next answer for its name is another', async (t) => {
    let turn = 0;
    const zone = await openZoneServer((_, type) =>
      type === 'AAAA' ? [] : turn++ === 0 ? ['93.184.216.34'] : ['127.0.0.1'],
    );
    t.after(zone.close);
    const resolver = openNameResolver({ servers: [zone.address] });
    const world = await openHttpWorld(t, STAR, { names: resolver });
    const request = ask(['GET http://rebind.example/ HTTP/1.1', 'Host: rebind.example']);
    assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 200/);
    assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 403[^]*which leads to 127\.0\.0\.1/);
    assert.deepEqual(world.dialled, ['93.184.216.34:80']);
    assert.equal(zone.asked.get('rebind.example'), 4);
  });

  test('is answered 502 where nobody answers, and 503 where it could not be put on record', async (t) => {
    const world = await openHttpWorld(t, STAR, { options: { connect: () => connect({ host: '127.0.0.1', port: 9 }) } });
    const request = ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example']);
    assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 502[^]*egress\.unreachable/);
    world.state.isWritable = false;
    assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 503[^]*egress\.unrecorded/);
    assert.match(
      await sendRaw(world.door, ask(['GET http://none.example/ HTTP/1.1', 'Host: none.example'])),
      /^HTTP\/1\.1 502[^]*egress\.name-unresolved/,
    );
  });

  test('is cut off where it or its answer is more than is allowed', async (t) => {
    const world = await openHttpWorld(
      t,
      [
        { host: 'http://a.example', up_bytes: 1_000 },
        { host: 'http://b.example', down_bytes: 2_000 },
      ],
      {
        answer: (_, response) => void response.end('x'.repeat(100_000)),
      },
    );
    const big = await sendRaw(
      world.door,
      ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 5000'], 'x'.repeat(5_000)),
    );
    assert.match(big, /^HTTP\/1\.1 403[^]*egress\.bytes/);
    assert.equal(world.seen.length, 0);
    const answer = await sendRaw(world.door, ask(['GET http://b.example/ HTTP/1.1', 'Host: b.example']));
    assert.ok(answer.length < 2_500, String(answer.length));
    assert.ok(world.pass0.usage().downBytes <= 2_000);
  });

  test('that its program dropped leaves nothing open', async (t) => {
    const world = await openHttpWorld(t, STAR, { answer: () => undefined });
    for (const waitMs of [0, 0, 20]) {
      const socket = connect({ port: world.door, host: '127.0.0.1' });
      socket.on('error', () => undefined);
      socket.write(ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example']));
      await pause(waitMs);
      socket.destroy();
    }
    await pause(60);
    for (let turn = 0; turn < 2_000 && world.pass0.openConnections > 0; turn++) await pause(10);
    assert.equal(world.pass0.openConnections, 0);
  });

  test('may take longer than its connection may be idle, also where another came before it', async (t) => {
    const world = await openHttpWorld(t, STAR, {
      options: { timeouts: { keepAliveMs: 40 } },
      answer: (request, response) => void setTimeout(() => response.end('late'), request.url === '/slow' ? 200 : 0),
    });
    const two = 'GET http://a.example/fast HTTP/1.1\r\nHost: a.example\r\n\r\n';
    const said = await sendRaw(world.door, `${two}${ask(['GET http://a.example/slow HTTP/1.1', 'Host: a.example'])}`);
    assert.equal(said.match(/late/g)?.length, 2);
  });

  test('whose answer switches protocols unasked is answered 403', async (t) => {
    const world = await openHttpWorld(t, STAR, {
      answer: (_, response) => {
        response.socket?.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
      },
    });
    const said = await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example']));
    assert.match(said, /^HTTP\/1\.1 403[^]*egress\.upgrade/);
  });

  test('inside a tunnel to a port for plain HTTP is judged and sent as one outside, for that host only', async (t) => {
    const world = await openHttpWorld(t, [{ host: 'http://a.example', methods: ['GET'] }]);
    const inside = async (...text: string[]): Promise<string> => {
      const { socket, status } = await connectThrough(world.door, 'a.example:80');
      assert.equal(status, 200);
      socket.write(ask(text));
      return readAll(socket);
    };
    assert.match(await inside('GET /x HTTP/1.1', 'Host: a.example'), /^HTTP\/1\.1 200[^]*hello/);
    assert.match(await inside('GET http://a.example/y HTTP/1.1', 'Host: a.example:80'), /^HTTP\/1\.1 200/);
    assert.match(await inside('POST / HTTP/1.1', 'Host: a.example'), /^HTTP\/1\.1 403[^]*egress\.method/);
    assert.match(await inside('GET / HTTP/1.1', 'Host: b.example'), /^HTTP\/1\.1 403[^]*egress\.server-name/);
    assert.match(
      await inside('GET http://b.example/ HTTP/1.1', 'Host: a.example'),
      /^HTTP\/1\.1 403[^]*egress\.server-name/,
    );
    assert.match(await inside('CONNECT b.example:80 HTTP/1.1', 'Host: b.example'), /^HTTP\/1\.1 400/);
    assert.deepEqual(
      world.seen.map(({ url }) => url),
      ['/x', '/y'],
    );
  });
});
