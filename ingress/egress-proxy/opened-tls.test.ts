import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { connect, createServer as createSocketServer, type Socket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { type ConnectionOptions, connect as connectTls, TLSSocket } from 'node:tls';
import type { EgressSpec } from '../../application/egress/egress-attempt.ts';
import type { Json } from '../../core/encoding/json.ts';
import { openTestEgress, type TestEgress } from '../../test/harness/test-egress.ts';
import { openEgressProxy } from './open-egress-proxy.ts';
import { openSandboxAuthority, type SandboxAuthority } from './sandbox-authority.ts';
import { closed, connectThrough, openDoor, portOf, readAll } from './testing/client.ts';

const NAMES = { 'a.example': ['93.184.216.34'], 'b.example': ['93.184.216.35'] };

type World = TestEgress & {
  readonly door: number;
  readonly authority: SandboxAuthority;
  readonly seen: string[];
  /** Speaks TLS through a tunnel to a host and answers everything that came back. */
  readonly ask: (host: string, lines: readonly string[], options?: ConnectionOptions) => Promise<string>;
};

/** A proxy that opens TLS, and an HTTPS server for a.example whose certificate it trusts. */
async function openWorld(
  t: TestContext,
  rules: readonly Json[],
  {
    spec = {},
    isTrusted = true,
    isDead = false,
  }: { spec?: Partial<EgressSpec>; isTrusted?: boolean; isDead?: boolean } = {},
): Promise<World> {
  const egress = await openTestEgress({ names: NAMES });
  const authority = await openSandboxAuthority();
  const world = await openSandboxAuthority();
  const context = world.contextFor('a.example');
  const seen: string[] = [];
  const server = createServer(
    { SNICallback: (_, done) => done(null, context), ALPNProtocols: ['h2', 'http/1.1'] },
    (request, response) => {
      seen.push(
        `${request.method} ${request.url} ${request.headers.host} ${request.headers.authorization ?? ''} ${(request.socket as TLSSocket).alpnProtocol}`,
      );
      response.end(`hello ${request.headers.authorization ?? ''}`);
    },
  );
  const port = await portOf(server);
  const proxy = openEgressProxy({
    authority,
    trusted: isTrusted ? [world.certificate] : [],
    connect: () => connect({ host: '127.0.0.1', port: isDead ? 9 : port, allowHalfOpen: true }),
  });
  const door = await openDoor(proxy, egress.pass(rules, spec));
  t.after(async () => {
    proxy.close();
    server.closeAllConnections();
    await Promise.all([door.close(), closed(server)]);
  });
  const ask: World['ask'] = async (host, lines, options = {}) => {
    const { socket, status, said } = await connectThrough(door.port, `${host}:443`);
    if (status !== 200) return said;
    const tls = connectTls({
      socket,
      servername: host,
      ca: authority.certificate,
      ALPNProtocols: ['h2', 'http/1.1'],
      ...options,
    });
    const failed = Promise.withResolvers<string>();
    tls.once('error', (error) => failed.resolve(`failed ${error.message}`));
    const answered = once(tls, 'secureConnect').then(async () => {
      tls.write([...lines, 'Connection: close', '', ''].join('\r\n'));
      return `${tls.alpnProtocol} ${await readAll(tls)}`;
    });
    return Promise.race([answered, failed.promise]);
  };
  return { ...egress, door: door.port, authority, seen, ask };
}

const RULE = { host: 'a.example', open_tls: true, methods: ['GET'], paths: ['/docs'] };

describe('TLS that is opened', () => {
  test('is served under the name of the host by the authority of the sandbox, in HTTP/1.1, and begun anew', async (t) => {
    const world = await openWorld(t, [RULE]);
    assert.match(
      await world.ask('a.example', ['GET /docs/x HTTP/1.1', 'Host: a.example']),
      /^http\/1\.1 HTTP\/1\.1 200 OK[^]*hello/,
    );
    assert.deepEqual(world.seen, ['GET /docs/x a.example  http/1.1']);
    const [opened] = await world.entries();
    assert.deepEqual(
      [opened?.type, opened?.data['scheme'], opened?.data['method'], opened?.data['via']],
      ['egress.opened', 'https', 'GET', 'connect'],
    );
  });

  test('is refused to a program that speaks only HTTP/2 inside, on record and with an alert that says so', async (t) => {
    const world = await openWorld(t, [RULE]);
    const said = await world.ask('a.example', ['PRI * HTTP/2.0'], { ALPNProtocols: ['h2'] });
    assert.match(said, /^failed [^]*no application protocol/i);
    assert.equal(world.seen.length, 0);
    const [refused] = await world.entries(1);
    assert.deepEqual([refused?.type, refused?.data['code']], ['egress.refused', 'egress.protocol']);
  });

  test('is judged by method and path, and the refusal can be read', async (t) => {
    const world = await openWorld(t, [RULE]);
    assert.match(
      await world.ask('a.example', ['DELETE /docs HTTP/1.1', 'Host: a.example']),
      /403 Forbidden[^]*egress\.method/,
    );
    assert.match(await world.ask('a.example', ['GET /admin HTTP/1.1', 'Host: a.example']), /egress\.path/);
    assert.match(await world.ask('a.example', ['GET /docs HTTP/1.1', 'Host: b.example']), /egress\.server-name/);
    assert.match(
      await world.ask('a.example', [
        'GET /docs HTTP/1.1',
        'Host: a.example',
        'Upgrade: websocket',
        'Connection: Upgrade',
      ]),
      /egress\.upgrade/,
    );
    assert.equal(world.seen.length, 0);
  });

  test('gets secrets where sentinels stand, and its answers do not repeat them', async (t) => {
    let wasPut = false;
    const secrets: EgressSpec['secrets'] = {
      mentions: (text) => text.includes('sentinel-1'),
      put: async ({ text }) => {
        wasPut = true;
        return { ok: true, text: text.replaceAll('sentinel-1', 's3cret') };
      },
      scrubberFor: () =>
        wasPut
          ? {
              take: (chunk) => Buffer.from(Buffer.from(chunk).toString().replaceAll('s3cret', '[hidden]')),
              end: () => new Uint8Array(),
            }
          : null,
    };
    const world = await openWorld(t, [RULE], { spec: { secrets } });
    const said = await world.ask('a.example', [
      'GET /docs HTTP/1.1',
      'Host: a.example',
      'Authorization: Bearer sentinel-1',
    ]);
    assert.deepEqual(world.seen, ['GET /docs a.example Bearer s3cret http/1.1']);
    assert.match(said, /hello Bearer \[hidden\]/);
  });

  test('is not begun where the host cannot prove its name', async (t) => {
    const world = await openWorld(t, [RULE, { ...RULE, host: 'b.example' }]);
    assert.match(await world.ask('b.example', ['GET /docs HTTP/1.1', 'Host: b.example']), /502[^]*egress\.unreachable/);
    const untrusting = await openWorld(t, [RULE], { isTrusted: false });
    assert.match(
      await untrusting.ask('a.example', ['GET /docs HTTP/1.1', 'Host: a.example']),
      /502[^]*egress\.unreachable/,
    );
    assert.deepEqual([...world.seen, ...untrusting.seen], []);
  });

  test('is answered 502 at once where nobody answers', async (t) => {
    const world = await openWorld(t, [RULE], { isDead: true });
    assert.match(await world.ask('a.example', ['GET /docs HTTP/1.1', 'Host: a.example']), /502[^]*ECONNREFUSED/);
  });

  test('names the host of its tunnel, like TLS that stays closed', async (t) => {
    const world = await openWorld(t, [RULE]);
    assert.match(
      await world.ask('a.example', ['GET /docs HTTP/1.1', 'Host: a.example'], { servername: 'b.example' }),
      /^failed/,
    );
    assert.equal(world.seen.length, 0);
  });

  test('is refused where the proxy has no authority', async (t) => {
    const egress = await openTestEgress({ names: NAMES });
    const proxy = openEgressProxy({ connect: () => connect({ host: '127.0.0.1', port: 9 }) });
    const door = await openDoor(proxy, egress.pass([RULE]));
    t.after(async () => {
      proxy.close();
      await door.close();
    });
    const { socket } = await connectThrough(door.port, 'a.example:443');
    const tls = connectTls({ socket, servername: 'a.example', rejectUnauthorized: false });
    await once(tls, 'error').catch(() => undefined);
    assert.equal((await egress.entries())[0]?.data['code'], 'egress.scheme');
  });
});

/** Two ends of one connection. */
async function pair(): Promise<readonly [Socket, Socket]> {
  const server = createSocketServer();
  const port = await portOf(server);
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const ours = connect({ port, host: '127.0.0.1' });
  const [theirs] = await accepted;
  server.close();
  return [ours, theirs];
}

/** The certificate that a client is shown for a host, by a handshake that checks the whole chain. */
async function leafFor(authority: SandboxAuthority, host: string): Promise<X509Certificate> {
  const secureContext = authority.contextFor(host);
  const [ours, theirs] = await pair();
  const served = new TLSSocket(theirs, { isServer: true, secureContext });
  served.on('error', () => undefined);
  const tls = connectTls({
    socket: ours,
    ca: authority.certificate,
    servername: 'x.example',
    checkServerIdentity: () => undefined,
  });
  await once(tls, 'secureConnect');
  assert.equal(tls.authorized, true);
  const found = tls.getPeerX509Certificate();
  tls.destroy();
  served.destroy();
  assert.ok(found !== undefined);
  return found;
}

describe('The authority of a sandbox', () => {
  test('signs for names and addresses, with short certificates that strict clients accept', async () => {
    const authority = await openSandboxAuthority();
    const root = new X509Certificate(authority.certificate);
    assert.equal(root.ca, true);
    assert.equal(root.verify(root.publicKey), true);
    assert.ok(Date.parse(root.validTo) - Date.now() <= 86_400_000);
    assert.deepEqual(
      [root.publicKey.asymmetricKeyType, root.subject, root.issuer],
      ['ec', 'CN=Countersign sandbox', 'CN=Countersign sandbox'],
    );
    for (const host of ['a.example', '93.184.216.34', '2606:0:0:0:0:0:0:1', `${'x'.repeat(60)}.a.example`]) {
      const leaf = await leafFor(authority, host);
      assert.equal(leaf.verify(root.publicKey) && leaf.checkIssued(root), true, host);
      assert.equal(leaf.ca, false);
      assert.equal(host.includes('.a.') || host === 'a.example' ? leaf.checkHost(host) : leaf.checkIP(host), host);
    }
  });

  test('makes a certificate once, and forgets the oldest of very many', async () => {
    const authority = await openSandboxAuthority();
    const first = authority.contextFor('a.example');
    assert.equal(authority.contextFor('a.example'), first);
    for (let index = 0; index < 200; index++) authority.contextFor(`h${index}.example`);
    assert.notEqual(authority.contextFor('a.example'), first);
  });
});
