import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openApproverFile } from './approver-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'countersign-approvers-'));
after(() => rmSync(directory, { recursive: true }));

let count = 0;
function freshPath(): string {
  count += 1;
  return join(directory, `${count}.json`);
}

const ANNA = { keyId: 'a'.repeat(16), principal: 'human:anna', publicKey: new Uint8Array(32).fill(1) };
const BOB = { keyId: 'b'.repeat(16), principal: 'human:bob', publicKey: new Uint8Array(32).fill(2) };

test('keeps who is enrolled and who was withdrawn, also when it is opened again', async () => {
  const path = freshPath();
  const first = openApproverFile(path);
  for (const approver of [ANNA, BOB]) await first.enrol(approver);
  await first.withdraw(ANNA.keyId, 7);
  for (const registry of [first, openApproverFile(path)]) {
    assert.deepEqual(registry.list(), [
      { ...ANNA, withdrawnAtMs: 7 },
      { ...BOB, withdrawnAtMs: null },
    ]);
    assert.equal(registry.find(ANNA.keyId), null);
    assert.deepEqual(registry.find(BOB.keyId), { ...BOB, withdrawnAtMs: null });
    assert.equal(registry.find('unknown'), null);
  }
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('never lets a withdrawn key come back, and keeps the first time', async () => {
  const path = freshPath();
  const registry = openApproverFile(path);
  await registry.enrol(ANNA);
  await registry.withdraw(ANNA.keyId, 7);
  await registry.enrol(ANNA);
  await registry.withdraw(ANNA.keyId, 9);
  await registry.withdraw('unknown', 9);
  assert.deepEqual(openApproverFile(path).list(), [{ ...ANNA, withdrawnAtMs: 7 }]);
});

test('counts a key no longer even when the file cannot be written', async () => {
  const folder = join(directory, 'gone');
  mkdirSync(folder);
  const registry = openApproverFile(join(folder, 'approvers.json'));
  await registry.enrol(ANNA);
  rmSync(folder, { recursive: true });
  await assert.rejects(registry.withdraw(ANNA.keyId, 7), { code: 'store.failed' });
  assert.equal(registry.find(ANNA.keyId), null);
  await assert.rejects(registry.enrol(BOB), { code: 'store.failed' });
  assert.equal(registry.find(BOB.keyId), null);
});

test('reads files from before keys could be withdrawn, and refuses what it did not write', async () => {
  const path = freshPath();
  const key = Buffer.from(ANNA.publicKey).toString('base64');
  const row = { key_id: ANNA.keyId, principal: ANNA.principal, public_key: key };
  writeFileSync(path, JSON.stringify({ version: 1, approvers: [row] }));
  assert.deepEqual(openApproverFile(path).list(), [{ ...ANNA, withdrawnAtMs: null }]);
  for (const broken of [
    '',
    '{}',
    JSON.stringify({ version: 2, approvers: [] }),
    JSON.stringify({ version: 1, approvers: [{ ...row, withdrawn_at_ms: 'never' }] }),
    JSON.stringify({ version: 1, approvers: [{ ...row, public_key: 'AAAA' }] }),
  ]) {
    writeFileSync(path, broken);
    assert.throws(() => openApproverFile(path), { code: 'store.corrupt' }, broken);
  }
});

const PASSKEY = {
  keyId: 'c'.repeat(16),
  principal: 'human:anna',
  publicKey: new Uint8Array(91).fill(3),
  kind: 'passkey',
  passkey: { credentialId: 'aWQ', rpId: 'localhost', coseKey: 'a2V5', label: 'laptop', scopes: ['approve'] },
} as const;
const CHANNEL = {
  keyId: 'd'.repeat(16),
  principal: 'human:anna',
  publicKey: new Uint8Array(32).fill(4),
  kind: 'channel',
  channel: 'web',
  account: 'human:anna',
} as const;

test('keeps keys of every kind with what is known of them', async () => {
  const path = freshPath();
  const registry = openApproverFile(path);
  const own = { ...ANNA, kind: 'personal' } as const;
  for (const approver of [own, PASSKEY, CHANNEL]) await registry.enrol(approver);
  const kept = [own, PASSKEY, CHANNEL].map((approver) => ({ ...approver, withdrawnAtMs: null }));
  assert.deepEqual(openApproverFile(path).list(), kept);
});

test('refuses keys whose kind it does not know, or that are not what their kind says', () => {
  const row = { key_id: 'a'.repeat(16), principal: 'human:anna', withdrawn_at_ms: null };
  const [short, long] = [Buffer.alloc(32).toString('base64'), Buffer.alloc(91).toString('base64')];
  for (const wrong of [
    { public_key: short, kind: 'ring' },
    { public_key: short, kind: 'channel', channel: 'smoke', account: 'a' },
    { public_key: short, kind: 'channel', channel: 'web' },
    { public_key: long, kind: 'personal' },
    { public_key: short, kind: 'passkey', passkey: {} },
    { public_key: long, kind: 'passkey', passkey: { credential_id: 'a', rp_id: 'b', cose_key: 'c', label: 'd' } },
    { public_key: long, kind: 'passkey', passkey: { rp_id: 'b', cose_key: 'c', label: 'd', scopes: [] } },
    { public_key: long, kind: 'passkey' },
  ]) {
    const path = freshPath();
    writeFileSync(path, JSON.stringify({ version: 1, approvers: [{ ...row, ...wrong }] }));
    assert.throws(() => openApproverFile(path), { code: 'store.corrupt' }, JSON.stringify(wrong));
  }
});
