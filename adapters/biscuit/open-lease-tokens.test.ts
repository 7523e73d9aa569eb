import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeLeaseTokens } from '../../ports/conformance/lease-token.ts';
import { readBlock, writeBlock } from './lease-blocks.ts';
import { loadBiscuit } from './load-biscuit.ts';
import { leaseTokenSource, openLeaseTokens, openTokenNarrowing } from './open-lease-tokens.ts';

describeLeaseTokens('biscuit', { open: openLeaseTokens, openNarrowing: openTokenNarrowing });

const END_MS = Date.UTC(2026, 10, 21, 10);

test('refuses keys that are none', async () => {
  await assert.rejects(openLeaseTokens(new Uint8Array(31)), RangeError);
  assert.throws(() => leaseTokenSource(new Uint8Array(31)), RangeError);
  for (const key of ['', 'ed25519/', 'ed25519/00', 'p256/00', 'x'])
    await assert.rejects(openTokenNarrowing(key), RangeError);
});

test('tells the public key before it opens anything, and opens once', async () => {
  const key = new Uint8Array(32).fill(5);
  const source = leaseTokenSource(key);
  assert.equal(source.publicKey, (await openLeaseTokens(key)).publicKey);
  assert.equal(await source.open(), await source.open());
  assert.equal((await source.open()).publicKey, source.publicKey);
});

test('refuses a block that any tool of Biscuit could add, but that says something else', async () => {
  const biscuit = await loadBiscuit();
  const key = new Uint8Array(32).fill(1);
  const tokens = await openLeaseTokens(key);
  const root = biscuit.PublicKey.fromString(
    tokens.publicKey.slice('ed25519/'.length),
    biscuit.SignatureAlgorithm.Ed25519,
  );
  const issued = tokens.issue('01990000-0000-7000-8000-0000000000aa', { terms: 'ab', expiresAtMs: END_MS });
  const ours = writeBlock(null, { terms: 'cd', expiresAtMs: END_MS });
  for (const code of [
    'check if operation("read")',
    'right("everything")',
    `${ours}\nright("everything");`,
    ours.replace('countersign_terms', 'countersign_lease'),
    'countersign_terms("cd");',
    ours.replace('check if', 'reject if'),
  ]) {
    const builder = biscuit.Biscuit.block_builder();
    builder.addCode(code);
    const token = biscuit.Biscuit.fromBase64(issued, root).appendBlock(builder).toBase64();
    assert.equal(tokens.verify(token).ok, false, code);
  }
});

test('reads blocks as they are written, and no others', () => {
  const block = { terms: 'aB9+/=', expiresAtMs: END_MS };
  assert.deepEqual(readBlock(`${writeBlock(null, block)}\n`, { isFirst: false }), { lease: null, ...block });
  assert.deepEqual(readBlock(writeBlock('a-1', block), { isFirst: true }), { lease: 'a-1', ...block });
  assert.equal(readBlock(writeBlock('a-1', block), { isFirst: false }), null);
  assert.equal(readBlock(writeBlock(null, block), { isFirst: true }), null);
  assert.equal(readBlock('', { isFirst: true }), null);
  assert.equal(readBlock('countersign_terms("");\ncheck if time($time), $time < x;', { isFirst: false }), null);
});

test('prints nothing while it is loaded and used', async () => {
  const { execFile } = await import('node:child_process');
  const script = `
    const { openLeaseTokens } = await import(${JSON.stringify(new URL('open-lease-tokens.ts', import.meta.url).href)});
    const tokens = await openLeaseTokens(new Uint8Array(32).fill(1));
    tokens.verify(tokens.issue('a', { terms: 'ab', expiresAtMs: 0 }));`;
  const output = await new Promise<string>((resolve) =>
    execFile(process.execPath, ['--input-type=module', '--eval', script], (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    ),
  );
  assert.equal(output, '');
});
