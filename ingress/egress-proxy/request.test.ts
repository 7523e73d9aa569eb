import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openNameResolver } from '../../adapters/dns/open-name-resolver.ts';
import { openZoneServer } from '../../adapters/dns/testing/zone-server.ts';
import type { EgressSpec } from '../../application/egress/egress-attempt.ts';
import type { SecretBorder } from '../../application/secret/secret-border.ts';
import type { Json } from '../../core/encoding/json.ts';
import { openTestEgress, type TestEgress, type TestEgressOptions } from '../../test/harness/test-egress.ts';
import { openEgressProxy } from './open-egress-proxy.ts';
import type { ProxyOptions } from './proxy-options.ts';
import { closed, connectThrough, openDoor, portOf, readAll, sendRaw } from './testing/client.ts';

const NAMES = { 'a.example': ['93.184.216.34'], 'b.example': ['93.184.216.35'], 'inner.example': ['10.0.0.1'] };

type Seen = { readonly method: string; readonly url: string; readonly rawHeaders: readonly string[]; readonly body: string };
type World = TestEgress & { readonly door: number; readonly seen: Seen[]; readonly dialled: string[]; readonly pass0: ReturnType<TestEgress['pass']> };

/** A proxy behind a door, and one HTTP server that stands behind every address and remembers what it was sent. */
async function openWorld(
  t: TestContext,
  rules: readonly Json[],
  {
    spec = {},
    options = {},
    names = NAMES,
    answer = (_: IncomingMessage, response: ServerResponse) => void response.end('hello'),
  }: {
    spec?: Partial<EgressSpec>;
    options?: ProxyOptions;
    names?: TestEgressOptions['names'];
    answer?: (request: IncomingMessage, response: ServerResponse, body: string) => void;
  } = {},
): Promise<World> {
  const egress = await openTestEgress({ names });
  const seen: Seen[] = [];
  const dialled: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (chunk: Buffer) => parts.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      seen.push({ method: request.method ?? '', url: request.url ?? '', rawHeaders: request.rawHeaders, body });
      answer(request, response, body);
    });
    request.on('error', () => undefined);
  });
  const port = await portOf(server);
  const proxy = openEgressProxy({
    connect: (place) => {
      dialled.push(`${place.address}:${place.port}`);
      return connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    },
    ...options,
  });
  const pass0 = egress.pass(rules, spec);
  const door = await openDoor(proxy, pass0);
  t.after(async () => {
    proxy.close();
    server.closeAllConnections();
    await Promise.all([door.close(), closed(server)]);
  });
  return { ...egress, door: door.port, seen, dialled, pass0 };
}

function ask(text: readonly string[], body = ''): string {
  return `${[...text, 'Connection: close', '', ''].join('\r\n')}${body}`;
}

function headerOf({ rawHeaders }: Seen, name: string): string | null {
  const at = rawHeaders.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
  return at < 0 ? null : (rawHeaders[at + 1] ?? '');
}

const STAR = ['http://*', 'http://*:8080'];

describe('A plain request', () => {
  test('is sent to the address that was judged, with the host of its URL, and answered', async (t) => {
    const world = await openWorld(t, ['http://a.example']);
    const said = await sendRaw(
      world.door,
      ask(['GET http://A.example./path?q=1 HTTP/1.1', 'Host: other.example', 'Proxy-Authorization: Basic eHk6eA==', 'Proxy-Connection: keep-alive', 'X-Own: 1', 'X-Hop: 2', 'Connection: X-Hop', 'Keep-Alive: timeout=9', 'TE: trailers']),
    );
    assert.match(said, /^HTTP\/1\.1 200 OK\r\n[^]*hello/);
    assert.deepEqual(world.dialled, ['93.184.216.34:80']);
    const [seen] = world.seen;
    assert.ok(seen !== undefined);
    assert.deepEqual([seen.method, seen.url, headerOf(seen, 'host'), headerOf(seen, 'x-own')], ['GET', '/path?q=1', 'a.example', '1']);
    for (const name of ['proxy-authorization', 'proxy-connection', 'x-hop', 'keep-alive', 'te']) assert.equal(headerOf(seen, name), null, name);
    await pause(20);
    const entries = await world.entries();
    assert.deepEqual(entries.map(({ type }) => type), ['egress.opened', 'egress.closed']);
    assert.deepEqual([entries[0]?.data['method'], entries[1]?.data['status'], entries[1]?.data['result']], ['GET', 200, 'done']);
    assert.equal(JSON.stringify(entries).includes('q=1'), false);
  });

  test('keeps its body, whether its length was told or not', async (t) => {
    const world = await openWorld(t, ['http://a.example'], { answer: (_, response, body) => void response.end(`got ${body.length}`) });
    assert.match(await sendRaw(world.door, ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 5'], 'hello')), /got 5/);
    assert.match(await sendRaw(world.door, ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: chunked'], '5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n')), /got 8/);
    assert.match(await sendRaw(world.door, ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4', 'Expect: 100-continue'], 'body')), /100 Continue[^]*got 4/);
    assert.deepEqual(world.seen.map((seen) => [headerOf(seen, 'content-length'), headerOf(seen, 'transfer-encoding'), headerOf(seen, 'expect')]), [['5', null, null], [null, 'chunked', null], ['4', null, null]]);
  });

  test('may be one of several on a connection, each judged for itself', async (t) => {
    const world = await openWorld(t, ['http://a.example']);
    const two = 'GET http://a.example/1 HTTP/1.1\r\nHost: a.example\r\n\r\nGET http://a.example/2 HTTP/1.1\r\nHost: a.example\r\n\r\n';
    const said = await sendRaw(world.door, `${two}${ask(['GET http://evil.example/ HTTP/1.1', 'Host: evil.example'])}`);
    assert.equal(said.match(/HTTP\/1\.1 200/g)?.length, 2);
    assert.match(said, /HTTP\/1\.1 403 Forbidden\r\n[^]*x-countersign-refused: egress\.host/);
    assert.deepEqual(world.seen.map(({ url }) => url), ['/1', '/2']);
  });

  test('is refused with a body as JSON where that is asked for', async (t) => {
    const world = await openWorld(t, [{ host: 'http://a.example', methods: ['GET'], paths: ['/docs'] }]);
    const said = await sendRaw(world.door, ask(['DELETE http://a.example/docs HTTP/1.1', 'Host: a.example', 'Accept: application/json']));
    const body = JSON.parse(said.split('\r\n\r\n')[1] ?? '') as { code: string; reason: string; allowed: string[] };
    assert.equal(body.code, 'egress.method');
    assert.deepEqual(body.allowed, ['http://a.example:80, only GET below /docs']);
    assert.match(await sendRaw(world.door, ask(['GET http://a.example/docs/../admin HTTP/1.1', 'Host: a.example'])), /egress\.path/);
    assert.deepEqual(world.seen, []);
  });

  const refused: readonly (readonly [string, readonly string[], string, RegExp])[] = [
    ['with a length beside a transfer coding', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4', 'Transfer-Encoding: chunked'], '0\r\n\r\n', /^HTTP\/1\.1 400/],
    ['with two lengths', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4', 'Content-Length: 5'], 'abcd', /^HTTP\/1\.1 400/],
    ['with two equal lengths', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4', 'Content-Length: 4'], 'abcd', /^HTTP\/1\.1 400/],
    ['with a length that is a list', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 4, 4'], 'abcd', /^HTTP\/1\.1 400/],
    ['with a signed length', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: +4'], 'abcd', /^HTTP\/1\.1 400/],
    ['with another transfer coding', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: gzip, chunked'], '0\r\n\r\n', /^HTTP\/1\.1 400/],
    ['with a coding written oddly', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: xchunked'], '0\r\n\r\n', /^HTTP\/1\.1 400/],
    ['with two transfer codings', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], '0\r\n\r\n', /^HTTP\/1\.1 400/],
    ['with a transfer coding in HTTP/1.0', ['POST http://a.example/ HTTP/1.0', 'Host: a.example', 'Transfer-Encoding: chunked'], '0\r\n\r\n', /^HTTP\/1\.1 400/],
    ['with a bad chunk size', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Transfer-Encoding: chunked'], 'zz\r\nab\r\n0\r\n\r\n', /400|^HTTP\/1\.1 5|^$/],
    ['with two hosts', ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'Host: b.example'], '', /^HTTP\/1\.1 400/],
    ['with a folded header', ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'X-A: b', ' c'], '', /^HTTP\/1\.1 400/],
    ['with a space before a colon', ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'X-A : b'], '', /^HTTP\/1\.1 400/],
    ['with a bare line feed in a header', ['GET http://a.example/ HTTP/1.1', 'Host: a.example\nX-A: b'], '', /^HTTP\/1\.1 400/],
    ['with a zero byte in a header', ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'X-A: b\0c'], '', /^HTTP\/1\.1 400/],
    ['with credentials in its URL', ['GET http://u:p@a.example/ HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 400/],
    ['with a backslash in its URL', ['GET http://a.example\\@b.example/ HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 400/],
    ['for a path alone', ['GET / HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 400[^]*this is a proxy/],
    ['for https outside of a tunnel', ['GET https://a.example/ HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 403[^]*want CONNECT/],
    ['of another scheme', ['GET ftp://a.example/ HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 403[^]*egress\.scheme/],
    ['by TRACE', ['TRACE http://a.example/ HTTP/1.1', 'Host: a.example'], '', /^HTTP\/1\.1 403[^]*egress\.method/],
    ['to switch protocols', ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'Upgrade: websocket', 'Connection: Upgrade'], '', /^HTTP\/1\.1 403[^]*egress\.upgrade/],
    ['to begin HTTP/2', ['PRI * HTTP/2.0', '', 'SM', ''], '', /^HTTP\/1\.1 400|^$/],
  ];
  for (const [what, head, body, wanted] of refused) {
    test(`${what} is refused`, async (t) => {
      const world = await openWorld(t, STAR);
      assert.match(await sendRaw(world.door, ask(head, body), 1_500), wanted);
      assert.deepEqual(world.seen, []);
    });
  }

  test('with a head that never ends is turned away', async (t) => {
    const world = await openWorld(t, STAR, { options: { timeouts: { headMs: 80 } } });
    const socket = connect({ port: world.door, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.write('GET http://a.example/ HTTP/1.1\r\n');
    const drip = setInterval(() => socket.write('X-A: b\r\n'), 15);
    await readAll(socket);
    clearInterval(drip);
    assert.deepEqual(world.seen, []);
    assert.match(await sendRaw(world.door, `GET http://a.example/ HTTP/1.1\r\nX: ${'y'.repeat(80_000)}\r\n\r\n`, 1_500), /^HTTP\/1\.1 400|^$/);
  });

  test('whose answer redirects inside is answered as it is, and the target refused when it is asked for', async (t) => {
    const world = await openWorld(t, STAR, {
      answer: (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
    });
    const said = await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example']));
    assert.match(said, /^HTTP\/1\.1 302[^]*location: http:\/\/169\.254\.169\.254/i);
    assert.deepEqual(world.dialled, ['93.184.216.34:80']);
    const next = await sendRaw(world.door, ask(['GET http://169.254.169.254/latest/meta-data/ HTTP/1.1', 'Host: 169.254.169.254']));
    assert.match(next, /^HTTP\/1\.1 403[^]*egress\.metadata/);
    assert.equal(world.unexpected[0]?.answer, 'freeze');
    assert.match(await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example'])), /egress\.frozen/);
    assert.equal(world.dialled.length, 1);
  });

  test('is dialled at what was judged, also where the next answer for its name is another', async (t) => {
    let turn = 0;
    const zone = await openZoneServer((_, type) => (type === 'AAAA' ? [] : turn++ === 0 ? ['93.184.216.34'] : ['127.0.0.1']));
    t.after(zone.close);
    const resolver = openNameResolver({ servers: [zone.address] });
    const world = await openWorld(t, STAR, { names: resolver });
    const request = ask(['GET http://rebind.example/ HTTP/1.1', 'Host: rebind.example']);
    assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 200/);
    assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 403[^]*which leads to 127\.0\.0\.1/);
    assert.deepEqual(world.dialled, ['93.184.216.34:80']);
    assert.equal(zone.asked.get('rebind.example'), 4);
  });

  test('is answered 502 where nobody answers, and 503 where it could not be put on record', async (t) => {
    const world = await openWorld(t, STAR, { options: { connect: () => connect({ host: '127.0.0.1', port: 9 }) } });
    const request = ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example']);
    assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 502[^]*egress\.unreachable/);
    world.state.isWritable = false;
    assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 503[^]*egress\.unrecorded/);
    assert.match(await sendRaw(world.door, ask(['GET http://none.example/ HTTP/1.1', 'Host: none.example'])), /^HTTP\/1\.1 502[^]*egress\.name-unresolved/);
  });

  test('is cut off where it or its answer is more than is allowed', async (t) => {
    const world = await openWorld(t, [{ host: 'http://a.example', up_bytes: 1_000 }, { host: 'http://b.example', down_bytes: 2_000 }], {
      answer: (_, response) => void response.end('x'.repeat(100_000)),
    });
    const big = await sendRaw(world.door, ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 5000'], 'x'.repeat(5_000)));
    assert.match(big, /^HTTP\/1\.1 403[^]*egress\.bytes/);
    assert.deepEqual(world.seen, []);
    const answer = await sendRaw(world.door, ask(['GET http://b.example/ HTTP/1.1', 'Host: b.example']));
    assert.ok(answer.length < 2_500, String(answer.length));
    assert.ok(world.pass0.usage().downBytes <= 2_000);
  });

  test('inside a tunnel to a port for plain HTTP is judged and sent as one outside, for that host only', async (t) => {
    const world = await openWorld(t, [{ host: 'http://a.example', methods: ['GET'] }]);
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
    assert.match(await inside('GET http://b.example/ HTTP/1.1', 'Host: a.example'), /^HTTP\/1\.1 403[^]*egress\.server-name/);
    assert.match(await inside('CONNECT b.example:80 HTTP/1.1', 'Host: b.example'), /^HTTP\/1\.1 400/);
    assert.deepEqual(world.seen.map(({ url }) => url), ['/x', '/y']);
  });
});

/** A border that knows one sentinel, for one host. */
function borderOf(secret: string): { readonly border: SecretBorder; readonly places: string[] } {
  const places: string[] = [];
  let wasPut = false;
  return {
    places,
    border: {
      mentions: (text) => text.includes('sentinel-1'),
      put: async ({ host, place, name, text }) => {
        places.push(`${place} ${name}`.trim());
        if (host !== 'a.example') return { ok: false, reason: `a secret may not go to ${host}` };
        wasPut = true;
        return { ok: true, text: text.replaceAll('sentinel-1', secret) };
      },
      scrubberFor: (host) => {
        if (host !== 'a.example' || !wasPut) return null;
        let held = '';
        return {
          take: (chunk) => {
            held += Buffer.from(chunk).toString('latin1');
            return new Uint8Array();
          },
          end: () => Buffer.from(held.replaceAll(secret, '[hidden]'), 'latin1'),
        };
      },
    },
  };
}

describe('A request that holds a sentinel', () => {
  const plain = { secretsInPlainHttp: true };

  test('gets the secret in headers, query and body, and its answer does not repeat it', async (t) => {
    const { border, places } = borderOf('s3cret&key');
    const world = await openWorld(t, ['http://a.example'], {
      spec: { secrets: border, ...plain },
      answer: (request, response, body) => {
        response.setHeader('x-echo', String(request.headers.authorization));
        response.end(`${request.headers['accept-encoding'] ?? ''} ${body} ${Buffer.from(String(request.headers['x-basic']).slice(6), 'base64').toString()}`);
      },
    });
    const said = await sendRaw(
      world.door,
      ask(
        ['POST http://a.example/p?key=sentinel-1&b=%20 HTTP/1.1', 'Host: a.example', 'Authorization: Bearer sentinel-1', `X-Basic: Basic ${Buffer.from('me:sentinel-1').toString('base64')}`, 'Accept-Encoding: gzip', 'Content-Length: 19'],
        'the key: sentinel-1',
      ),
    );
    const [seen] = world.seen;
    assert.ok(seen !== undefined);
    assert.equal(seen.url, '/p?key=s3cret%26key&b=%20');
    assert.deepEqual([headerOf(seen, 'authorization'), seen.body, headerOf(seen, 'content-length'), headerOf(seen, 'accept-encoding')], ['Bearer s3cret&key', 'the key: s3cret&key', '19', 'identity']);
    assert.equal(Buffer.from(headerOf(seen, 'x-basic')?.slice(6) ?? '', 'base64').toString(), 'me:s3cret&key');
    assert.deepEqual(places, ['query key', 'header authorization', 'header x-basic', 'body']);
    assert.equal(said.includes('s3cret'), false);
    assert.match(said, /x-echo: Bearer \[hidden\]/);
    assert.match(said, /identity the key: \[hidden\] me:\[hidden\]/);
  });

  const nowhere: readonly (readonly [string, readonly string[], string])[] = [
    ['for a host that its secret may not go to', ['GET http://b.example/ HTTP/1.1', 'Host: b.example', 'Authorization: sentinel-1'], ''],
    ['in the path', ['GET http://a.example/sentinel-1 HTTP/1.1', 'Host: a.example'], ''],
    ['in the name of a parameter', ['GET http://a.example/?sentinel-1=x HTTP/1.1', 'Host: a.example'], ''],
    ['in a body that is no text', ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 11'], 'sentinel-1\xff'],
  ];
  for (const [what, head, body] of nowhere) {
    test(`${what} is refused whole`, async (t) => {
      const world = await openWorld(t, STAR, { spec: { secrets: borderOf('s3cret').border, ...plain } });
      const request = Buffer.from(ask(head, body), 'latin1');
      assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 403[^]*egress\.secret/);
      assert.deepEqual(world.seen, []);
    });
  }

  test('is refused in plain HTTP unless somebody said otherwise', async (t) => {
    const world = await openWorld(t, STAR, { spec: { secrets: borderOf('s3cret').border } });
    const said = await sendRaw(world.door, ask(['GET http://a.example/?k=sentinel-1 HTTP/1.1', 'Host: a.example']));
    assert.match(said, /egress\.secret[^]*opened TLS only/);
    assert.match(await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example'])), /200/);
  });

  test('in a body that is too long to hold back is cut off before the sentinel', async (t) => {
    let received = '';
    const world = await openWorld(t, STAR, { spec: { secrets: borderOf('s3cret').border, ...plain }, options: { secretBodyBytes: 1_000 }, answer: (_, response) => void response.end('ok') });
    const body = `${'x'.repeat(200_000)}sentinel-1${'y'.repeat(100_000)}`;
    const socket = connect({ port: world.door, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.write(ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', `Content-Length: ${body.length}`]));
    socket.write(body.slice(0, 200_005));
    await pause(30);
    socket.write(body.slice(200_005));
    received = await readAll(socket, 1_000);
    assert.equal(received.includes(' 200 '), false);
    assert.deepEqual(world.seen, []);
    const fine = await sendRaw(world.door, ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 300000'], 'x'.repeat(300_000)));
    assert.match(fine, / 200 /);
    assert.equal(world.seen[0]?.body.length, 300_000);
  });

  test('has an answer that can be looked through, or none', async (t) => {
    const world = await openWorld(t, ['http://a.example'], {
      spec: { secrets: borderOf('s3cret').border, ...plain },
      answer: (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('xx'),
    });
    const said = await sendRaw(world.door, ask(['GET http://a.example/?k=sentinel-1 HTTP/1.1', 'Host: a.example']));
    assert.match(said, /^HTTP\/1\.1 502[^]*egress\.encoding/);
  });
});
