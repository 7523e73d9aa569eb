import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { EXIT } from '../../apps/cli/exit-code.ts';
import { findSecretBytes, findSecretTexts } from '../harness/find-bytes.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../harness/served-daemon.ts';

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };
type Place = ServedDaemon & { readonly cli: (args: readonly string[], input?: string) => Promise<Ran> };

const VALUE = 'Tr0ub4dor&3/of=the one';
const NEXT = 'c0rrect+h0rse~battery';

/** Runs the command line as a program of its own, with something on its standard input. */
function runCli(
  { places, variables }: Pick<ServedDaemon, 'places' | 'variables'>,
  args: readonly string[],
  input = '',
) {
  const env = { PATH: process.env['PATH'], HOME: places.home, NO_COLOR: '1', ...variables };
  return new Promise<Ran>((done, failed) => {
    const child = spawn(process.execPath, [resolve('apps/cli/main.ts'), ...args], { env });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', failed).on('close', (code) => done({ code, out, err }));
    child.stdin.end(input);
  });
}

async function start(t: TestContext): Promise<Place> {
  const places = makePlaces();
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  return { ...served, cli: (args, input) => runCli(served, args, input) };
}

test('keeps, shows, rotates and revokes a secret, and no byte of a value is in any file, answer or log', async (t) => {
  const place = await start(t);
  const outputs: Record<string, string> = {};
  const cli: Place['cli'] = async (args, input) => {
    const ran = await place.cli(args, input);
    outputs[args.join(' ')] = ran.out + ran.err;
    assert.equal(ran.code, EXIT.ok, `${args.join(' ')}: ${ran.err}`);
    return ran;
  };
  const set = [
    'secret',
    'set',
    'github',
    '--host',
    'api.example.test',
    '--env',
    'GITHUB_TOKEN',
    '--rotate-every',
    '30d',
  ];
  assert.match((await cli(set, `${VALUE}\n`)).out, /hosts +api\.example\.test/);
  assert.match((await cli(['secret', 'list'])).out, /github +1 +GITHUB_TOKEN +api\.example\.test +active, replace by/);
  const rotated = await cli(['secret', 'rotate', 'github', '--overlap', '1h'], NEXT);
  assert.match(rotated.out, /version +2; 1 is good until/);
  const kept = JSON.parse(
    (await cli(['secret', 'set', 'github', '--host', '*.example.test', '--keep-value', '--json'])).out,
  );
  assert.deepEqual([kept.version, kept.hosts, kept.environment], [2, ['*.example.test'], null]);
  assert.match((await cli(['secret', 'revoke', 'github'])).out, /status +revoked/);
  assert.match((await cli(['secret', 'show', 'github'])).out, /status +revoked/);
  outputs['log'] = (await place.cli(['log', 'export'])).out;
  outputs['tail'] = (await place.cli(['log', 'tail', '--json'])).out;
  assert.deepEqual(findSecretTexts([VALUE, NEXT], outputs), []);
  assert.deepEqual(findSecretBytes([VALUE, NEXT], [place.places.home]), []);
  const verified = await place.cli(['log', 'verify']);
  assert.equal(verified.code, EXIT.ok, verified.err);
});

test('refuses a value that is none, a rule that is none, and an unknown name, showing nothing', async (t) => {
  const { cli } = await start(t);
  const empty = await cli(['secret', 'set', 'a', '--host', 'a.test'], '');
  assert.equal(empty.code, EXIT.usage);
  const wrong = await cli(['secret', 'set', 'a', '--host', '*'], 'sh0rt');
  assert.notEqual(wrong.code, EXIT.ok);
  assert.match(wrong.err, /5 characters/);
  assert.ok(!wrong.err.includes('sh0rt'));
  assert.notEqual((await cli(['secret', 'show', 'nothing'])).code, EXIT.ok);
  assert.notEqual((await cli(['secret', 'rotate', 'nothing'], VALUE)).code, EXIT.ok);
});

test('carries secrets to another gateway in an age file', async (t) => {
  const first = await start(t);
  const second = await start(t);
  await first.cli(['secret', 'set', 'one', '--host', 'a.test', '--approval', 'each', '--env', 'ONE'], VALUE);
  await first.cli(['secret', 'set', 'two', '--broker', 'npm-publish', '--host', 'b.test:8443'], NEXT);
  const file = join(first.places.home, 'vault.age');
  const exported = await first.cli(['secret', 'export', '-o', file], 'a passphrase');
  assert.equal(exported.code, EXIT.ok, exported.err);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.match(readFileSync(file, 'utf8'), /^-----BEGIN AGE ENCRYPTED FILE-----/);
  assert.equal((await first.cli(['secret', 'export', '-o', file], 'a passphrase')).code, EXIT.usage);
  assert.notEqual((await second.cli(['secret', 'import', file], 'another')).code, EXIT.ok);
  const imported = await second.cli(['secret', 'import', file, '--json'], 'a passphrase');
  assert.equal(imported.code, EXIT.ok, imported.err);
  const {
    secrets: [one, two],
  } = JSON.parse(imported.out);
  assert.deepEqual([one.name, one.approval, one.environment], ['one', 'each', 'ONE']);
  assert.deepEqual([two.name, two.hosts, two.brokers], ['two', ['b.test:8443'], ['npm-publish']]);
  const held = second.daemon.gateway.redactSecretValues(`${VALUE} ${NEXT}`);
  assert.equal(held, '[redacted secret one] [redacted secret two]');
});

test('scan shows what it finds by kind and place, never in full, and ends with 1', async (t) => {
  const places = makePlaces();
  t.after(() => removePlaces(places));
  const folder = join(places.home, 'project');
  mkdirSync(join(folder, '.git'), { recursive: true });
  const key = ['ghp', 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18'].join('_');
  writeFileSync(join(folder, 'a.ts'), `const x = 1;\nconst token = "${key}";\n`);
  writeFileSync(join(folder, '.git', 'config'), key);
  writeFileSync(join(folder, 'binary'), `\0${key}`);
  symlinkSync('/nowhere', join(folder, 'link'));
  const scan = (args: readonly string[], input?: string) => runCli({ places, variables: {} }, ['scan', ...args], input);
  const files = await scan([folder]);
  assert.equal(files.code, EXIT.notOk);
  assert.equal(files.out, `${join(folder, 'a.ts')}:2:16 github-token ghp_… (40 characters)\n`);
  assert.match(files.err, /1 found in 1 file or text, 1 passed over/);
  assert.ok(!existsSync(join(places.home, 'state')));
  const clean = await scan(['-'], 'nothing here');
  assert.deepEqual([clean.code, clean.out], [EXIT.ok, '']);
  const json = await scan(['--json'], key);
  assert.deepEqual(JSON.parse(json.out).found[0].kind, 'github-token');
  assert.equal((await scan([join(folder, 'missing')])).code, EXIT.usage);
  const batch = await scan(['--batch'], `${JSON.stringify({ id: 'x', text: key })}\n"clean"\n${key}\n\n`);
  const lines = batch.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ id, verdict }) => [id, verdict]),
    [
      ['x', 'secret'],
      [null, 'clean'],
      [null, 'secret'],
    ],
  );
  assert.equal(lines[0].redacted, '[redacted github-token]');
  assert.deepEqual(findSecretTexts([key], { files: files.out, batch: batch.out, json: json.out }), []);
});
