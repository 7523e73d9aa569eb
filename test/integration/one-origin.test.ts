import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import { EXIT } from '../../apps/cli/exit-code.ts';
import { doubtAmong, whoAnswers } from '../../apps/cli/gateway/same-gateway.ts';
import { type Ran, run } from '../../apps/cli/testing/test-terminal.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../harness/served-daemon.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

describe('one origin for a browser', { skip: hasIpv6 ? false : 'this machine has no ::1' }, () => {
  const places = makePlaces();
  const environment = { stateDir: places.stateDirectory } as Parameters<typeof whoAnswers>[1];
  const files = {
    address: join(places.stateDirectory, 'address'),
    key: join(places.stateDirectory, 'keys/instance.key'),
  };
  let served: ServedDaemon;
  let address = '';
  let port = 0;
  const cli = (...args: readonly string[]): Promise<Ran> => cliWith({}, ...args);
  const cliWith = (variables: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> =>
    run(args, { homeDir: places.home, variables: { ...served.variables, ...variables } });

  before(async () => {
    served = await serveDaemon(places);
    address = readFileSync(files.address, 'utf8').trim();
    port = Number(new URL(address).port);
  });
  after(async () => {
    await served.close();
    removePlaces(places);
  });

  test('nobody else can listen where a browser looks for the gateway', async (t) => {
    for (const host of ['::1', '127.0.0.1'])
      await assert.rejects(relay(t, { host, port }, port), { code: 'EADDRINUSE' });
    const { code, out } = await cli('dashboard');
    assert.equal(code, EXIT.ok);
    assert.match(out, new RegExp(`^http://localhost:${port}/login#`));
  });

  test('doctor says that localhost is this gateway', async () => {
    assert.match((await cli('doctor')).out, /✓ localhost +127\.0\.0\.1:\d+ and \[::1\]:\d+: this gateway/);
  });

  test('makes no link where another program passes on what the gateway says', async (t) => {
    const other = await relay(t, { host: '::1', port: 0 }, port);
    await relay(t, { host: '127.0.0.1', port: other }, port);
    writeFileSync(files.address, `http://127.0.0.1:${other}\n`);
    t.after(() => writeFileSync(files.address, `${address}\n`));
    const { code, out, err } = await cli('dashboard');
    assert.deepEqual([code, out], [EXIT.failed, '']);
    assert.match(
      err,
      /make a link: found another program at 127\.0\.0\.1:\d+, want this gateway at 127\.0\.0\.1 and ::1/,
    );
    assert.match(err, /Open no page of localhost/);
    assert.match((await cli('doctor')).out, /✗ localhost +another program at/);
  });

  test('no command shows its token to another program at the gateway’s address', async (t) => {
    const tokens: string[] = [];
    const other = await relay(t, { host: '127.0.0.1', port: 0, onToken: (token) => tokens.push(token) }, port);
    writeFileSync(files.address, `http://127.0.0.1:${other}\n`);
    t.after(() => writeFileSync(files.address, `${address}\n`));
    for (const words of [['status'], ['approvals', 'list'], ['budget', 'show'], ['token', 'list'], ['runs', 'list']]) {
      const { code, err } = await cli(...words);
      assert.notEqual(code, EXIT.ok, words.join(' '));
      assert.match(
        err,
        /another program at 127\.0\.0\.1:\d+.*want the gateway of this state directory/s,
        words.join(' '),
      );
    }
    assert.deepEqual(tokens, []);
    writeFileSync(files.address, `${address}\n`);
    assert.equal((await cli('token', 'list')).code, EXIT.ok);
  });

  test('no command shows the token of the state directory to another program, however its address is spelled', async (t) => {
    const tokens: string[] = [];
    const other = await relay(t, { host: '127.0.0.1', port: 0, onToken: (token) => tokens.push(token) }, port);
    t.after(() => writeFileSync(files.address, `${address}\n`));
    for (const known of [address, `http://127.0.0.1:${other}`])
      for (const spelled of [
        `http://127.0.0.1:${other}/`,
        `http://localhost:${other}`,
        `HTTP://LOCALHOST:${other}/`,
        `http://127.1:${other}`,
      ]) {
        writeFileSync(files.address, `${known}\n`);
        const { code, err } = await cliWith({ COUNTERSIGN_URL: spelled }, 'token', 'list');
        assert.equal(code, EXIT.unreachable, spelled);
        assert.match(err, /another program at 127\.0\.0\.1:\d+.*no token was sent/s, spelled);
      }
    assert.deepEqual(tokens, []);
    writeFileSync(files.address, `${address}\n`);
    for (const spelled of [`${address}/`, `http://localhost:${port}`, `http://[::1]:${port}`])
      assert.equal((await cliWith({ COUNTERSIGN_URL: spelled }, 'token', 'list')).code, EXIT.ok, spelled);
  });

  test('no command shows the token of the state directory where the key of the proof is missing or spoiled', async (t) => {
    const tokens: string[] = [];
    const other = await relay(t, { host: '127.0.0.1', port: 0, onToken: (token) => tokens.push(token) }, port);
    const key = readFileSync(files.key);
    t.after(() => {
      writeFileSync(files.address, `${address}\n`);
      rmSync(files.key, { recursive: true, force: true });
      writeFileSync(files.key, key, { mode: 0o600 });
    });
    writeFileSync(files.address, `http://127.0.0.1:${other}\n`);
    const spoil: readonly (() => void)[] = [
      () => writeFileSync(files.key, ''),
      () => writeFileSync(files.key, 'zz'.repeat(32)),
      () => rmSync(files.key),
      () => mkdirSync(files.key),
    ];
    for (const make of spoil) {
      make();
      const { code, err } = await cli('token', 'list');
      assert.equal(code, EXIT.unreachable);
      assert.match(err, /no key that can be read in .*instance\.key.*countersign up --detach/s);
    }
    assert.deepEqual(tokens, []);
    // A token that was said is for whom its bearer says.
    assert.equal((await cliWith({ COUNTERSIGN_TOKEN: 'cs_said' }, 'token', 'list')).code, EXIT.failed);
    assert.deepEqual(tokens, ['Bearer cs_said']);
  });

  test('makes no link where nobody holds the other address', async (t) => {
    const other = await relay(t, { host: '127.0.0.1', port: 0 }, port);
    writeFileSync(files.address, `http://127.0.0.1:${other}\n`);
    t.after(() => writeFileSync(files.address, `${address}\n`));
    const answering = (await whoAnswers(`http://127.0.0.1:${other}`, environment)) ?? [];
    assert.deepEqual(
      answering.map(({ who }) => who),
      ['other', 'nobody'],
    );
    assert.equal(doubtAmong(answering.slice(1))?.found, `nobody at [::1]:${other}`);
  });

  test('proves it with the key of its state directory, and tells nothing of other gateways', async (t) => {
    const known = [`127.0.0.1:${port}`, `[::1]:${port}`].map((place) => ({ place, who: 'gateway' }));
    assert.deepEqual(await whoAnswers(address, environment), known);
    assert.equal(await whoAnswers('http://127.0.0.1:1', environment), null);
    assert.equal(await whoAnswers('https://gateway.example', environment), null);
    const key = readFileSync(files.key);
    t.after(() => writeFileSync(files.key, key, { mode: 0o600 }));
    writeFileSync(files.key, `${'00'.repeat(32)}\n`);
    assert.match(doubtAmong((await whoAnswers(address, environment)) ?? [])?.found ?? '', /^another program at 127/);
    rmSync(files.key);
    assert.equal((await cli('dashboard')).code, EXIT.unreachable);
    const token = readFileSync(join(places.stateDirectory, 'tokens/operator.token'), 'utf8').trim();
    const { code, err } = await cliWith({ COUNTERSIGN_TOKEN: token }, 'dashboard');
    assert.equal(code, EXIT.ok);
    assert.match(err, /not checked whether 127\.0\.0\.1 and ::1 are both this gateway/);
  });
});

/** Another program, which passes everything on to the gateway and tells the tokens that it sees; answers its port. */
async function relay(
  t: TestContext,
  {
    onToken = () => {},
    ...place
  }: { readonly host: string; readonly port: number; readonly onToken?: (token: string) => void },
  to: number,
): Promise<number> {
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    if (headers.authorization !== undefined) onToken(headers.authorization);
    const onward = request({ host: '127.0.0.1', port: to, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
