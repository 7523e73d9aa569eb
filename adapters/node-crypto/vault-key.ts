import { scryptSync } from 'node:crypto';
import type { Randomness } from '../../ports/randomness.ts';
import { createPayloadCipher } from './payload-cipher.ts';

/** Where the master key of a vault comes from. */
export const VAULT_KEY_SOURCES = ['file', 'passphrase', 'keychain'] as const;
export type VaultKeySource = (typeof VAULT_KEY_SOURCES)[number];

/** A vault's key as it is written down: wrapped by the master key, with what is needed to make that one. */
export type WrappedVaultKey = {
  readonly version: 1;
  readonly source: VaultKeySource;
  /** Base64; of a passphrase. Empty for the other sources. */
  readonly salt: string;
  /** The cost of a passphrase, as a power of two (RFC 7914). 0 for the other sources. */
  readonly logN: number;
  /** Base64. */
  readonly wrapped: string;
};

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const LOG_N = 17;
const LARGEST_LOG_N = 20;
const BLOCK = 8;

/**
 * The master key of a passphrase by scrypt (RFC 7914), r = 8, p = 1.
 *
 * 2^17 takes a fraction of a second and 128 MB: once at each start, and for each guess.
 */
export function masterKeyOf(passphrase: string, { salt, logN }: Pick<WrappedVaultKey, 'salt' | 'logN'>): Uint8Array {
  if (logN < 10 || logN > LARGEST_LOG_N)
    throw new RangeError(`make a master key: cost ${logN}, want 10 to ${LARGEST_LOG_N}`);
  const N = 2 ** logN;
  const saltBytes = Buffer.from(salt, 'base64');
  const key = scryptSync(passphrase.normalize('NFC'), saltBytes, KEY_BYTES, {
    N,
    r: BLOCK,
    p: 1,
    maxmem: 256 * N * BLOCK,
  });
  return new Uint8Array(key);
}

/** What a new vault's master key is made with: a fresh salt and today's cost for a passphrase, else nothing. */
export function newVaultTerms(
  source: VaultKeySource,
  { bytes }: Pick<Randomness, 'bytes'>,
): Omit<WrappedVaultKey, 'wrapped'> {
  const isPassphrase = source === 'passphrase';
  const salt = isPassphrase ? Buffer.from(bytes(SALT_BYTES)).toString('base64') : '';
  return { version: 1, source, salt, logN: isPassphrase ? LOG_N : 0 };
}

/** Draws a key and wraps it by AES-256-GCM under a master key, bound to its terms. */
export function wrapNewKey(
  masterKey: Uint8Array,
  terms: Omit<WrappedVaultKey, 'wrapped'>,
  randomness: Pick<Randomness, 'bytes'>,
): { readonly key: Uint8Array; readonly wrapped: WrappedVaultKey } {
  const key = randomness.bytes(KEY_BYTES);
  const text = Buffer.from(key).toString('base64');
  const sealed = createPayloadCipher(masterKey, randomness).seal(text, contextOf(terms));
  return { key, wrapped: { ...terms, wrapped: Buffer.from(sealed).toString('base64') } };
}

/** The vault's key; null where the master key is another, or anything was changed. */
export function unwrapKey(
  masterKey: Uint8Array,
  { wrapped, ...terms }: WrappedVaultKey,
  randomness: Pick<Randomness, 'bytes'>,
): Uint8Array | null {
  const sealed = new Uint8Array(Buffer.from(wrapped, 'base64'));
  const text = createPayloadCipher(masterKey, randomness).open(sealed, contextOf(terms));
  return text === null ? null : new Uint8Array(Buffer.from(text, 'base64'));
}

function contextOf({ version, source, salt, logN }: Omit<WrappedVaultKey, 'wrapped'>): string {
  return `countersign vault key ${version} ${source} ${salt} ${logN}`;
}
