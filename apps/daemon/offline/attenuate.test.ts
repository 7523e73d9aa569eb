import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openLeaseTokens } from '../../../adapters/biscuit/open-lease-tokens.ts';

const LEASE = '01990000-0000-7000-8000-0000000000aa';
const PROGRAM = fileURLToPath(new URL('../offline.ts', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'countersign-attenuate-'));
after(() => rmSync(directory, { recursive: true }));

const tokens = await openLeaseTokens(new Uint8Array(32).fill(3));
const issued = tokens.issue(LEASE, { terms: 'e30=', expiresAtMs: Date.now() + 60_000 });

function attenuate(
  args: readonly string[],
  input = issued,
): { readonly status: number | null; readonly out: string; readonly err: string } {
  const env = { ...process.env, COUNTERSIGN_STATE: directory, COUNTERSIGN_CONFIG: directory };
  const given = ['attenuate', '--key', tokens.publicKey, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...given], { input, env, encoding: 'utf8' });
  return { status, out: stdout.trim(), err: stderr };
}

test('narrows a token from standard input or a file, without a gateway', () => {
  const file = join(directory, 'lease.token');
  writeFileSync(file, `${issued}\n`);
  const terms = JSON.stringify({ capabilities: ['file.read'] });
  for (const { status, out } of [attenuate(['--terms', terms]), attenuate(['--terms', terms, '--in', file], '')]) {
    const verified = tokens.verify(out);
    assert.ok(status === 0 && verified.ok);
    assert.equal(verified.value.lease, LEASE);
    assert.deepEqual(
      JSON.parse(Buffer.from(verified.value.blocks[1] ?? '', 'base64').toString('utf8')),
      JSON.parse(terms),
    );
  }
});

test('says until when the narrower token holds', () => {
  const { out } = attenuate(['--json', '--terms', JSON.stringify({ expires_at_ms: Date.now() + 5_000 })]);
  const { token, expires_at_ms: expiresAtMs } = JSON.parse(out) as { token: string; expires_at_ms: number };
  const verified = tokens.verify(token);
  assert.ok(verified.ok && verified.value.expiresAtMs <= expiresAtMs);
});

test('refuses terms that cannot be and tokens that do not hold, and writes nothing', () => {
  const wrong = attenuate(['--terms', '{"capabilities":["all"],"more":1}']);
  assert.deepEqual([wrong.status, wrong.out], [2, '']);
  assert.match(wrong.err, /more: .*; capabilities: /s);
  const foreign = attenuate([], 'nonsense');
  assert.deepEqual([foreign.status, foreign.out], [1, '']);
});

test('names the file that cannot be read, and what to give instead', () => {
  const gone = attenuate(['--in', '/nowhere/lease.token']);
  assert.deepEqual([gone.status, gone.out], [2, '']);
  assert.match(gone.err, /"\/nowhere\/lease.token" cannot be read[\s\S]*next: Name another file/u);
  const env = { ...process.env, COUNTERSIGN_STATE: directory, COUNTERSIGN_CONFIG: directory };
  const bare = spawnSync(process.execPath, [PROGRAM, 'attenuate'], { input: issued, env, encoding: 'utf8' });
  assert.equal(bare.status, 2);
  assert.match(bare.stderr, /lease\.pub cannot be read[\s\S]*next: Name it: `--key KEY`/u);
});
