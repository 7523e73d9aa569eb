import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { openAge } from '../../adapters/age/open-age.ts';
import { openRequestSigner } from '../../adapters/aws4fetch/sign-request.ts';
import { openRequestSender } from '../../adapters/broker-http/send-request.ts';
import { writeDurably } from '../../adapters/filesystem/write-durably.ts';
import { openGitPusher } from '../../adapters/git/push-commit.ts';
import { openKeychain } from '../../adapters/keychain/open-keychain.ts';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { createPayloadCipher } from '../../adapters/node-crypto/payload-cipher.ts';
import {
  masterKeyOf,
  newVaultTerms,
  unwrapKey,
  VAULT_KEY_SOURCES,
  type VaultKeySource,
  type WrappedVaultKey,
  wrapNewKey,
} from '../../adapters/node-crypto/vault-key.ts';
import { openPackageReader } from '../../adapters/npm-package/read-package.ts';
import type { VaultPorts } from '../../application/gateway-ports.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { Keychain } from '../../ports/keychain.ts';
import type { Randomness } from '../../ports/randomness.ts';
import { openPayloadKey, type StateFiles } from './state-directory.ts';

/** What the vault's key is opened with. */
export type VaultOptions = {
  /** What the operator set; null for the key file, or what the vault was made with. */
  readonly source: VaultKeySource | null;
  /** Null where none was given. */
  readonly passphrase: string | null;
  readonly randomness: Randomness;
  /** The operating system's own where it is left out. */
  readonly keychain?: Keychain;
};

const WrappedKey = z.strictObject({
  version: z.literal(1),
  source: z.enum(VAULT_KEY_SOURCES),
  salt: z.string().max(64),
  logN: z.int().min(0).max(20),
  wrapped: z.string().max(512),
});

/**
 * Opens the vault's key, or makes it where there is none.
 *
 * Refuses rather than falls back: a source that was set and does not work here, a passphrase that is missing or wrong, and a vault
 * that was made with another source each raise an Error that says so.
 */
export async function openVault(files: StateFiles, options: VaultOptions): Promise<VaultPorts> {
  const { source, randomness } = options;
  const known = existsSync(files.vaultKey) ? readWrapped(files.vaultKey) : null;
  if (known !== null && source !== null && known.source !== source)
    throw new Error(`open the vault: vault.key is ${source}, want ${known.source}, which its key was made with`);
  const terms = known ?? newVaultTerms(source ?? 'file', randomness);
  const master = await masterKey(files, terms, options);
  const key = known === null ? makeKey(files, { terms, master, randomness }) : unwrapKey(master, known, randomness);
  if (key === null) throw new Error(`open the vault: its key does not open, want the ${terms.source} it was made with`);
  const brokers = {
    sender: openRequestSender(),
    signer: openRequestSigner(),
    git: openGitPusher(),
    packages: openPackageReader(),
  };
  return { cipher: createPayloadCipher(key, randomness), age: openAge(), brokers };
}

function readWrapped(path: string): WrappedVaultKey {
  const parsed = WrappedKey.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(
    `read ${path}: ${parsed.error.issues.map(({ path: at, message }) => `${at.join('.')}: ${message}`).join('; ')}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Making = {
  readonly terms: Omit<WrappedVaultKey, 'wrapped'>;
  readonly master: Uint8Array;
  readonly randomness: Randomness;
};

function makeKey(files: StateFiles, { terms, master, randomness }: Making): Uint8Array {
  const { key, wrapped } = wrapNewKey(master, terms, randomness);
  writeDurably(files.vaultKey, `${JSON.stringify(wrapped)}\n`);
  return key;
}

async function masterKey(
  files: StateFiles,
  terms: Omit<WrappedVaultKey, 'wrapped'>,
  options: VaultOptions,
): Promise<Uint8Array> {
  if (terms.source === 'file') return openPayloadKey(files.vaultMasterKey);
  if (terms.source === 'keychain') return keyFromKeychain(files, options);
  if (options.passphrase === null)
    throw new Error('open the vault: no passphrase, want one in COUNTERSIGN_VAULT_PASSPHRASE or its file');
  return masterKeyOf(options.passphrase, terms);
}

async function keyFromKeychain(files: StateFiles, { randomness, keychain }: VaultOptions): Promise<Uint8Array> {
  const chain = keychain ?? openKeychain({ platform: process.platform });
  const probe = await chain.probe();
  if (!probe.works) throw new Error(`open the vault: the keychain does not work here: ${probe.why}`);
  const account = `vault-${toHex(sha256(files.directory)).slice(0, 16)}`;
  const kept = await chain.load(account);
  if (kept !== null) return readHex(kept);
  if (existsSync(files.vaultKey))
    throw new Error('open the vault: the keychain holds no key for it, want the one it was made with');
  const drawn = Buffer.from(randomness.bytes(32)).toString('hex');
  await chain.store(account, drawn);
  if ((await chain.load(account)) !== drawn) throw new Error('open the vault: the keychain did not keep the key');
  return readHex(drawn);
}

function readHex(text: string): Uint8Array {
  const key = Buffer.from(text, 'hex');
  if (key.length !== 32 || text.length !== 64)
    throw new Error('open the vault: the keychain holds something else, want 64 hexadecimal digits');
  return new Uint8Array(key);
}

/**
 * The passphrase: what the environment holds, which is taken out of it so that no program started here inherits it; else the first
 * line of the file. Null where there is neither.
 */
export function takePassphrase(environment: NodeJS.ProcessEnv, file: string | null): string | null {
  const given = environment['COUNTERSIGN_VAULT_PASSPHRASE'];
  delete environment['COUNTERSIGN_VAULT_PASSPHRASE'];
  if (given !== undefined && given !== '') return given;
  return file === null ? null : (readFileSync(file, 'utf8').split('\n')[0] ?? '').trimEnd();
}
