import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { concatBytes } from '../encoding/bytes.ts';
import { toUtf8 } from '../encoding/utf8.ts';
import type { HashFunction } from '../hash.ts';
import { fail, ok, type Result } from '../result.ts';
import type { SignatureAlgorithm } from './signature.ts';
import { isKeyName } from './signed-note.ts';

/**
 * What a key's signatures say (c2sp.org/signed-note signature types 1, 4 and 6).
 *
 * `ed25519` signs the note's text; the cosignature kinds sign a time along with the checkpoint.
 */
export const KEY_KINDS = ['ed25519', 'ed25519-cosignature', 'ml-dsa-44-cosignature'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** A public key that someone decided to trust under a name. `keyId` is an unsigned 32-bit number, derived from the rest. */
export type VerifierKey = {
  readonly name: string;
  readonly kind: KeyKind;
  readonly publicKey: Uint8Array;
  readonly keyId: number;
};

type KindTraits = { readonly type: number; readonly algorithm: SignatureAlgorithm; readonly publicKeyBytes: number };

const TRAITS: Readonly<Record<KeyKind, KindTraits>> = {
  ed25519: { type: 1, algorithm: 'ed25519', publicKeyBytes: 32 },
  'ed25519-cosignature': { type: 4, algorithm: 'ed25519', publicKeyBytes: 32 },
  'ml-dsa-44-cosignature': { type: 6, algorithm: 'ml-dsa-44', publicKeyBytes: 1312 },
};

/** The scheme that keys of a kind sign with. */
export function algorithmOf(kind: KeyKind): SignatureAlgorithm {
  return TRAITS[kind].algorithm;
}

/** Names a public key and derives its key id. Fails when the name cannot name a key or the key has the wrong length. */
export function createVerifierKey(
  { name, kind, publicKey }: Omit<VerifierKey, 'keyId'>,
  hash: HashFunction,
): Result<VerifierKey, string> {
  const { publicKeyBytes } = TRAITS[kind];
  if (!isKeyName(name))
    return fail(`name a key: found ${JSON.stringify(name)}, want text without space, plus and control characters`);
  if (publicKey.length !== publicKeyBytes) {
    return fail(`name a key: an ${kind} key of ${publicKey.length} bytes, want ${publicKeyBytes}`);
  }
  const digest = hash(concatBytes([toUtf8(`${name}\n`), typedKey({ kind, publicKey })]));
  return ok({ name, kind, publicKey, keyId: new DataView(digest.buffer, digest.byteOffset).getUint32(0) });
}

/** Writes a key as one word to be handed around: `name+key id+base64 of type and key` (a vkey). */
export function formatVerifierKey(key: VerifierKey): string {
  return `${key.name}+${hexId(key.keyId)}+${toBase64(typedKey(key))}`;
}

/**
 * Reads a vkey. Fails on another spelling, a key id that does not belong to the rest, and a type that is not one of ours.
 *
 * A failure is to be shown to whoever configured the key: a key that cannot be used must not be dropped silently.
 */
export function parseVerifierKey(text: string, hash: HashFunction): Result<VerifierKey, string> {
  const nameEnd = text.indexOf('+');
  const idEnd = text.indexOf('+', nameEnd + 1);
  const typed = idEnd < 0 ? null : fromBase64(text.slice(idEnd + 1));
  if (typed === null || typed.length === 0)
    return fail('read a verifier key: want name+key id+base64 of type and public key');
  const kind = KEY_KINDS.find((candidate) => TRAITS[candidate].type === typed[0]);
  if (kind === undefined) return fail(`read a verifier key: signature type ${typed[0]}, want 1, 4 or 6`);
  const key = createVerifierKey({ name: text.slice(0, nameEnd), kind, publicKey: typed.subarray(1) }, hash);
  if (!key.ok) return key;
  const id = text.slice(nameEnd + 1, idEnd);
  if (id !== hexId(key.value.keyId))
    return fail(`read a verifier key: key id ${JSON.stringify(id)}, want ${hexId(key.value.keyId)}`);
  return key;
}

function typedKey({ kind, publicKey }: Pick<VerifierKey, 'kind' | 'publicKey'>): Uint8Array {
  return concatBytes([Uint8Array.of(TRAITS[kind].type), publicKey]);
}

function hexId(keyId: number): string {
  return keyId.toString(16).padStart(8, '0');
}
