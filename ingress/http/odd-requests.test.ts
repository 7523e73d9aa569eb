import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { type ServedFake, serveFake } from './testing/serve-fake.ts';

/** Sent with everything that is answered, whatever was asked. */
const ALWAYS = [
  'content-security-policy',
  'x-content-type-options',
  'referrer-policy',
  'x-frame-options',
  'cross-origin-resource-policy',
  'cache-control',
];

type Answer = { readonly status: number; readonly head: string; readonly body: string };

describe('Requests that no client of ours sends', () => {
  let served: ServedFake;
  let host = '';
  before(async () => {
    served = await serveFake();
    host = `127.0.0.1:${served.server.port}`;
  });
  after(() => served.server.close(0));

  /** What the server says to these bytes until it closes the connection. */
  async function raw(text: string): Promise<Answer> {
    const socket = connect(served.server.port, '127.0.0.1');
    let said = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    socket.write(text);
    await new Promise((resolve) => socket.once('close', resolve));
    const [head = '', body = ''] = said.split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body };
  }

  const asked = (target: string, { method = 'GET', more = '' } = {}): Promise<Answer> =>
    raw(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`);

  function assertGuarded({ head }: Answer, what: string): void {
    for (const name of ALWAYS) assert.ok(head.includes(`${name}: `), `${what}: ${name}`);
  }

  test('get the same headers as every other, and nothing of a person', async () => {
    const targets = [
      '/',
      '/dashboard/x',
      '/login',
      '/healthz',
      '/nothing',
      '//evil.example/',
      '/%',
      '/v1/approvals/%ff',
    ];
    for (const target of targets) assertGuarded(await asked(target), target);
    for (const target of [
      '/v1/approvals',
      '/dashboard/../v1/approvals',
      '/login/%2e%2e/v1/approvals',
      '/v1/approvals/..%2f..',
    ])
      assert.equal((await asked(target)).status, 401, target);
    const { status, head } = await asked('//evil.example/dashboard');
    assert.deepEqual([status, head.includes('location')], [404, false]);
  });

  test('are refused where the target names a host, or is none', async () => {
    for (const target of [`http://${host}/v1/support`, 'http://evil.example/v1/support', '*', 'v1/support']) {
      const answer = await asked(target);
      assert.equal(answer.status, 400, target);
      assertGuarded(answer, target);
    }
    for (const [method, status] of [
      ['TRACE', 404],
      ['PUT', 404],
      ['PROPFIND', 404],
    ] as const) {
      const answer = await asked('/login', { method });
      assert.equal(answer.status, status, method);
      assertGuarded(answer, method);
    }
  });

  test('are refused where they expect, encode or frame otherwise', async () => {
    const json = 'Content-Type: application/json\r\n';
    const cases: readonly (readonly [more: string, status: number])[] = [
      ['Expect: 200-ok\r\n', 400],
      ['Host: evil.example\r\n', 403],
      ['Origin: null\r\n', 403],
      [`Origin: http://${host}\r\nOrigin: http://evil.example\r\n`, 403],
      [`X: ${'x'.repeat(20_000)}\r\n`, 400],
      [`${json}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n`, 400],
      [`${json}Content-Length: 2\r\nContent-Length: 3\r\n`, 400],
      [`${json}Content-Length: -1\r\n`, 400],
      [`Origin: http://${host}\r\n${json}Content-Encoding: gzip\r\n`, 415],
      [`Origin: http://${host}\r\nContent-Type: text/plain; a=application/json\r\n`, 415],
      [`Origin: http://${host}\r\nContent-Type: application/x-www-form-urlencoded\r\n`, 415],
    ];
    for (const [more, status] of cases) {
      const answer = await asked('/v1/login', { method: 'POST', more });
      assert.equal(answer.status, status, more.slice(0, 60));
      assertGuarded(answer, more.slice(0, 60));
    }
  });

  test('for support are answered whatever they say', async () => {
    for (const query of [
      '',
      '?country=Germany',
      '?country=DE&language=klingon',
      '?colour=red',
      `?country=${'x'.repeat(3_000)}`,
    ]) {
      const { status, body } = await asked(`/v1/support${query}`);
      assert.equal(status, 200, query);
      assert.match(body, /"question":/);
    }
  });

  test('for the login page leave whoever opened it no hand on it', async () => {
    const { head } = await asked('/login');
    assert.match(head, /cross-origin-opener-policy: same-origin/);
    assert.match(head, /permissions-policy: .*publickey-credentials-get=\(self\)/);
  });
});
