import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import type { Keychain } from '../../ports/keychain.ts';
import { openVault, takePassphrase, type VaultOptions } from './open-vault.ts';
import { openStateDirectory, type StateFiles } from './state-directory.ts';

const OPTIONS: VaultOptions = { source: null, passphrase: null, randomness: openSystemRandomness() };

function stateOf(t: TestContext): StateFiles {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-vault-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return openStateDirectory(folder);
}

function memoryKeychain(works = true): Keychain {
  const kept = new Map<string, string>();
  return {
    probe: async () => (works ? { works } : { works, why: 'locked' }),
    load: async (account) => kept.get(account) ?? null,
    store: async (account, secret) => void kept.set(account, secret),
  };
}

test('makes a key file that only its owner reads, and opens the same vault again', async (t) => {
  const files = stateOf(t);
  const sealed = (await openVault(files, OPTIONS)).cipher.seal('a value', 'here');
  assert.equal(statSync(files.vaultMasterKey).mode & 0o777, 0o600);
  assert.equal(statSync(files.vaultKey).mode & 0o777, 0o600);
  assert.equal((await openVault(files, OPTIONS)).cipher.open(sealed, 'here'), 'a value');
});

test('opens with the right passphrase only, and keeps none of it', async (t) => {
  const files = stateOf(t);
  const options = { ...OPTIONS, source: 'passphrase' as const, passphrase: 'correct horse battery' };
  const sealed = (await openVault(files, options)).cipher.seal('a value', 'here');
  assert.ok(!readFileSync(files.vaultKey, 'utf8').includes('horse'));
  assert.equal((await openVault(files, { ...options, source: null })).cipher.open(sealed, 'here'), 'a value');
  await assert.rejects(openVault(files, { ...options, passphrase: 'wrong' }), /does not open/);
  await assert.rejects(openVault(files, { ...options, passphrase: null }), /no passphrase/);
});

test('keeps the key in the keychain, and refuses where that does not work or is another', async (t) => {
  const files = stateOf(t);
  const options = { ...OPTIONS, source: 'keychain' as const, keychain: memoryKeychain() };
  const sealed = (await openVault(files, options)).cipher.seal('a value', 'here');
  assert.equal((await openVault(files, options)).cipher.open(sealed, 'here'), 'a value');
  await assert.rejects(openVault(files, { ...options, keychain: memoryKeychain(false) }), /does not work here: locked/);
  await assert.rejects(openVault(files, { ...options, keychain: memoryKeychain() }), /holds no key/);
});

test('falls back to nothing: another source than it was made with is refused, and so is a damaged key', async (t) => {
  const files = stateOf(t);
  await openVault(files, OPTIONS);
  await assert.rejects(openVault(files, { ...OPTIONS, source: 'keychain' }), /vault.key is keychain, want file/);
  writeFileSync(files.vaultMasterKey, `${'00'.repeat(32)}\n`);
  await assert.rejects(openVault(files, OPTIONS), /does not open/);
  writeFileSync(files.vaultKey, '{}');
  await assert.rejects(openVault(files, OPTIONS), /read .*vault.json/);
});

test('takes the passphrase out of the environment, or reads the first line of a file', (t) => {
  const environment: NodeJS.ProcessEnv = { COUNTERSIGN_VAULT_PASSPHRASE: 'p', PATH: 'x' };
  assert.equal(takePassphrase(environment, null), 'p');
  assert.deepEqual(environment, { PATH: 'x' });
  assert.equal(takePassphrase({}, null), null);
  const file = join(stateOf(t).directory, 'phrase');
  writeFileSync(file, 'from a file\nand more\n');
  assert.equal(takePassphrase({}, file), 'from a file');
});
