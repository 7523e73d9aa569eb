import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { SecretBorder } from '../../application/secret/secret-border.ts';
import { readAll, sendRaw } from './testing/client.ts';
import { ask, headerOf, openHttpWorld, STAR } from './testing/http-world.ts';

/** A border that knows one sentinel, for one host. */
function borderOf(secret: string): { readonly border: SecretBorder; readonly places: string[] } {
  const places: string[] = [];
  let wasPut = false;
  return {
    places,
    border: {
      mentions: (text) => text.includes('sentinel-1'),
      put: async ({ host, place, name, text, mediaType = '' }) => {
        places.push([place, name, mediaType].join(' ').trim());
        if (place === 'path' && !text.startsWith('/bot')) return { ok: false, reason: 'not in this path' };
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
    const world = await openHttpWorld(t, ['http://a.example'], {
      spec: { secrets: border, ...plain },
      answer: (request, response, body) => {
        response.setHeader('x-echo', String(request.headers.authorization));
        response.end(
          `${request.headers['accept-encoding'] ?? ''} ${body} ${Buffer.from(String(request.headers['x-basic']).slice(6), 'base64').toString()}`,
        );
      },
    });
    const said = await sendRaw(
      world.door,
      ask(
        [
          'POST http://a.example/p?key=sentinel-1&b=%20 HTTP/1.1',
          'Host: a.example',
          'Authorization: Bearer sentinel-1',
          `X-Basic: Basic ${Buffer.from('me:sentinel-1').toString('base64')}`,
          'Accept-Encoding: gzip',
          'Content-Length: 19',
        ],
        'the key: sentinel-1',
      ),
    );
    const [seen] = world.seen;
    assert.ok(seen !== undefined);
    assert.equal(seen.url, '/p?key=s3cret%26key&b=%20');
    assert.deepEqual(
      [headerOf(seen, 'authorization'), seen.body, headerOf(seen, 'content-length'), headerOf(seen, 'accept-encoding')],
      ['Bearer s3cret&key', 'the key: s3cret&key', '19', 'identity'],
    );
    assert.equal(Buffer.from(headerOf(seen, 'x-basic')?.slice(6) ?? '', 'base64').toString(), 'me:s3cret&key');
    assert.deepEqual(places, ['query key', 'header authorization', 'header x-basic', 'body']);
    assert.equal(said.includes('s3cret'), false);
    assert.match(said, /x-echo: Bearer \[hidden\]/);
    assert.match(said, /identity the key: \[hidden\] me:\[hidden\]/);
  });

  test('gets no answer that repeats the secret in the name of a header', async (t) => {
    const { border } = borderOf('s3cret');
    const world = await openHttpWorld(t, ['http://a.example'], {
      spec: { secrets: border, ...plain },
      answer: (request, response) => {
        response.setHeader(`x-${String(request.headers.authorization)}`, 'yes');
        response.setHeader('x-kept', 'yes');
        response.end('fine');
      },
    });
    const said = await sendRaw(
      world.door,
      ask(['GET http://a.example/p HTTP/1.1', 'Host: a.example', 'Authorization: sentinel-1']),
    );
    assert.equal(headerOf(world.seen[0] ?? assert.fail('nothing was sent'), 'authorization'), 's3cret');
    assert.doesNotMatch(said, /s3cret/);
    assert.match(said, /x-kept: yes[^]*fine/);
  });

  const nowhere: readonly (readonly [string, readonly string[], string])[] = [
    [
      'for a host that its secret may not go to',
      ['GET http://b.example/ HTTP/1.1', 'Host: b.example', 'Authorization: sentinel-1'],
      '',
    ],
    ['in the path', ['GET http://a.example/sentinel-1 HTTP/1.1', 'Host: a.example'], ''],
    ['in the name of a parameter', ['GET http://a.example/?sentinel-1=x HTTP/1.1', 'Host: a.example'], ''],
    ['escaped in the path', ['GET http://a.example/bot/%73entinel-1 HTTP/1.1', 'Host: a.example'], ''],
    ['beside a malformed escape', ['GET http://a.example/bot%zz%73entinel-1 HTTP/1.1', 'Host: a.example'], ''],
    [
      'beside a malformed escape of the query',
      ['GET http://a.example/?k=%zz%73entinel-1 HTTP/1.1', 'Host: a.example'],
      '',
    ],
    ['in the name of a header', ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'X-sentinel-1: x'], ''],
    ['bare in Basic', ['GET http://a.example/ HTTP/1.1', 'Host: a.example', 'Authorization: Basic sentinel-1'], ''],
    [
      'in a body that is no text',
      ['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 11'],
      'sentinel-1\xff',
    ],
  ];
  for (const [what, head, body] of nowhere) {
    test(`${what} is refused whole`, async (t) => {
      const world = await openHttpWorld(t, STAR, { spec: { secrets: borderOf('s3cret').border, ...plain } });
      const request = Buffer.from(ask(head, body), 'latin1');
      assert.match(await sendRaw(world.door, request), /^HTTP\/1\.1 403[^]*egress\.secret/);
      assert.equal(world.seen.length, 0);
    });
  }

  test('is refused in plain HTTP unless somebody said otherwise', async (t) => {
    const world = await openHttpWorld(t, STAR, { spec: { secrets: borderOf('s3cret').border } });
    const said = await sendRaw(world.door, ask(['GET http://a.example/?k=sentinel-1 HTTP/1.1', 'Host: a.example']));
    assert.match(said, /egress\.secret[^]*opened TLS only/);
    assert.match(await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example'])), /200/);
  });

  test('in a body that is too long to hold back is cut off before the sentinel', async (t) => {
    let received = '';
    const world = await openHttpWorld(t, STAR, {
      spec: { secrets: borderOf('s3cret').border, ...plain },
      options: { secretBodyBytes: 1_000 },
      answer: (_, response) => void response.end('ok'),
    });
    const body = `${'x'.repeat(200_000)}sentinel-1${'y'.repeat(100_000)}`;
    const socket = connect({ port: world.door, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.write(ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', `Content-Length: ${body.length}`]));
    socket.write(body.slice(0, 200_005));
    await pause(30);
    socket.write(body.slice(200_005));
    received = await readAll(socket);
    assert.equal(received.includes(' 200 '), false);
    assert.equal(world.seen.length, 0);
    const fine = await sendRaw(
      world.door,
      ask(['POST http://a.example/ HTTP/1.1', 'Host: a.example', 'Content-Length: 300000'], 'x'.repeat(300_000)),
    );
    assert.match(fine, / 200 /);
    assert.equal(world.seen[0]?.body.length, 300_000);
  });

  test('gets the secret in a path that may hold it, and tells of what kind a body is', async (t) => {
    const { border, places } = borderOf('s3cret');
    const world = await openHttpWorld(t, STAR, { spec: { secrets: border, ...plain } });
    const head = [
      'POST http://a.example/botsentinel-1/x HTTP/1.1',
      'Host: a.example',
      'Content-Type: application/json',
    ];
    await sendRaw(world.door, ask([...head, 'Content-Length: 12', 'Range: bytes=1-2', 'If-Range: x'], '"sentinel-1"'));
    const [seen] = world.seen;
    assert.ok(seen !== undefined);
    assert.deepEqual([seen.url, seen.body], ['/bots3cret/x', '"s3cret"']);
    assert.deepEqual([headerOf(seen, 'range'), headerOf(seen, 'if-range')], [null, null]);
    assert.deepEqual(places, ['path', 'body  application/json']);
  });

  test('has an answer that is whole', async (t) => {
    const { border } = borderOf('s3cret');
    const answer = (_: unknown, response: ServerResponse) => void response.writeHead(206).end('xx');
    const world = await openHttpWorld(t, STAR, { spec: { secrets: border }, answer });
    const said = await sendRaw(world.door, ask(['GET http://a.example/ HTTP/1.1', 'Host: a.example']));
    assert.match(said, /^HTTP\/1\.1 502[^]*egress\.encoding/);
  });

  test('has an answer that can be looked through, or none', async (t) => {
    const world = await openHttpWorld(t, ['http://a.example'], {
      spec: { secrets: borderOf('s3cret').border, ...plain },
      answer: (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('xx'),
    });
    const said = await sendRaw(world.door, ask(['GET http://a.example/?k=sentinel-1 HTTP/1.1', 'Host: a.example']));
    assert.match(said, /^HTTP\/1\.1 502[^]*egress\.encoding/);
  });
});
