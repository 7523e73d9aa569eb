import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { connect, createServer, getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { trustContext } from './connect-upstream.ts';
import { openSandboxAuthority } from './sandbox-authority.ts';
import { closed, portOf } from './testing/client.ts';

test('what is trusted in addition takes nothing away from what is trusted by default', async (t) => {
  const [usual, added, foreign] = await Promise.all([
    openSandboxAuthority(),
    openSandboxAuthority(),
    openSandboxAuthority(),
  ]);
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, usual.certificate]);
  t.after(() => setDefaultCACertificates(before));
  const secureContext = trustContext([added.certificate]);
  assert.ok(secureContext !== null);
  for (const [authority, isTrusted] of [
    [usual, true],
    [added, true],
    [foreign, false],
  ] as const) {
    const context = authority.contextFor('a.example');
    const server = createServer({ SNICallback: (_, done) => done(null, context) }, (socket) => socket.end());
    const port = await portOf(server);
    const socket: TLSSocket = connect({
      port,
      host: '127.0.0.1',
      servername: 'a.example',
      secureContext,
      rejectUnauthorized: false,
    });
    await once(socket, 'secureConnect');
    assert.equal(socket.authorized, isTrusted);
    socket.destroy();
    await closed(server);
  }
  assert.equal(trustContext([]), null);
});
