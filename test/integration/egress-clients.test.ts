import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { openEgressProxy } from '../../ingress/egress-proxy/open-egress-proxy.ts';
import { openSandboxAuthority } from '../../ingress/egress-proxy/sandbox-authority.ts';
import { closed, openDoor, portOf } from '../../ingress/egress-proxy/testing/client.ts';
import { openTestEgress } from '../harness/test-egress.ts';

const NAMES = {
  'plain.example': ['93.184.216.34'],
  'closed.example': ['93.184.216.35'],
  'opened.example': ['93.184.216.36'],
};
const RULES = [
  'http://plain.example',
  'closed.example',
  { host: 'opened.example', open_tls: true, methods: ['GET', 'HEAD'] },
];

type World = {
  readonly proxy: string;
  /** A file of certificates for `closed.example`, and one of the sandbox's own authority. */
  readonly site: string;
  readonly sandbox: string;
};

/** The real proxy behind a door, and servers for HTTP and HTTPS behind every address. */
async function openWorld(t: TestContext): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-egress-'));
  const egress = await openTestEgress({ names: NAMES });
  const authority = await openSandboxAuthority();
  const site = await openSandboxAuthority();
  const plain = createHttpServer((request, response) => void response.end(`plain ${request.url}`));
  const secure = createHttpsServer(
    { SNICallback: (name, done) => done(null, site.contextFor(name)) },
    (request, response) => void response.end(`secure ${request.url}`),
  );
  const ports = { plain: await portOf(plain), secure: await portOf(secure) };
  const proxy = openEgressProxy({
    authority,
    trusted: [site.certificate],
    connect: ({ port }) =>
      connect({ host: '127.0.0.1', port: port === 80 ? ports.plain : ports.secure, allowHalfOpen: true }),
  });
  const door = await openDoor(proxy, egress.pass(RULES));
  const files = { site: join(folder, 'site.pem'), sandbox: join(folder, 'sandbox.pem') };
  writeFileSync(files.site, site.certificate);
  writeFileSync(files.sandbox, authority.certificate);
  t.after(async () => {
    proxy.close();
    plain.closeAllConnections();
    secure.closeAllConnections();
    await Promise.all([door.close(), closed(plain), closed(secure)]);
    rmSync(folder, { recursive: true });
    await egress.checkLog();
  });
  return { proxy: `127.0.0.1:${door.port}`, ...files };
}

function run(
  program: string,
  args: readonly string[],
  variables: { readonly [name: string]: string } = {},
): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const env = { PATH: process.env['PATH'] ?? '', ...variables };
  execFile(program, args, { env, timeout: 60_000 }, (error, stdout, stderr) =>
    resolve(error === null ? stdout : `failed: ${stdout}${stderr}`),
  );
  return promise;
}

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe('A client that people use', { skip: hasCurl ? false : 'curl is missing' }, () => {
  test('reaches what is allowed through HTTP, CONNECT and SOCKS5, and reads why the rest is refused', async (t) => {
    const { proxy, site, sandbox } = await openWorld(t);
    const curl = (...args: string[]): Promise<string> => run('curl', ['-sS', '--max-time', '10', ...args]);
    const http = ['-x', `http://${proxy}`];
    const socks = ['-x', `socks5h://${proxy}`];
    assert.equal(await curl(...http, 'http://plain.example/a?b'), 'plain /a?b');
    assert.equal(await curl(...http, '--proxytunnel', 'http://plain.example/c'), 'plain /c');
    assert.equal(await curl(...socks, 'http://plain.example/d'), 'plain /d');
    assert.equal(await curl(...http, '--cacert', site, 'https://closed.example/e'), 'secure /e');
    assert.equal(await curl(...socks, '--cacert', site, 'https://closed.example/f'), 'secure /f');
    assert.equal(await curl(...http, '--cacert', sandbox, 'https://opened.example/g'), 'secure /g');
    assert.equal(await curl(...socks, '--cacert', sandbox, 'https://opened.example/h'), 'secure /h');
    const refused = await curl(...http, '--cacert', sandbox, '-d', 'x=1', 'https://opened.example/');
    assert.match(refused, /Countersign refused: send the request: found POST, want GET, HEAD/);
    assert.match(
      await curl(...http, 'http://evil.example/'),
      /nobody allowed this host[^]*https:\/\/closed\.example:443/,
    );
    assert.match(await curl(...http, 'https://evil.example/'), /^failed[^]*403/);
    assert.match(
      await curl(
        ...http,
        '--connect-to',
        'closed.example:443:closed.example:443',
        '--cacert',
        site,
        '--resolve',
        'x:1:127.0.0.1',
        'https://closed.example/',
      ),
      /secure/,
    );
  });

  test('such as fetch of Node, finds its way by environment alone', async (t) => {
    const { proxy, site } = await openWorld(t);
    const script = `
      for (const url of ['http://plain.example/a', 'https://closed.example/b', 'http://evil.example/'])
        await fetch(url).then(async (r) => console.log(r.status, (await r.text()).split('\\n')[0]), (e) => console.log('failed', e.cause?.message ?? e.message));`;
    const said = await run(process.execPath, ['--input-type=module', '-e', script], {
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: `http://${proxy}`,
      HTTPS_PROXY: `http://${proxy}`,
      NODE_EXTRA_CA_CERTS: site,
    });
    const [plain, secure, evil] = said.split('\n');
    assert.deepEqual([plain, secure], ['200 plain /a', '200 secure /b']);
    assert.match(evil ?? '', /403|failed/);
  });
});
