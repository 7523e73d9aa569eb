import { fromBase64, toBase64 } from '../../core/encoding/base64.ts';
import { concatBytes } from '../../core/encoding/bytes.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { HashFunction } from '../../core/hash.ts';

const NONCE_BYTES = 16;
const TIME_BYTES = 8;
const MAC_BYTES = 32;
const BLOCK_BYTES = 64;
const DOMAIN = 'countersign-login-challenge/v1';
/** Base64url of all three parts, without padding. */
const LENGTH = Math.ceil(((NONCE_BYTES + TIME_BYTES + MAC_BYTES) * 4) / 3);

/** Where and until when (milliseconds since 1970) a challenge is good. */
type Terms = { readonly rpId: string; readonly endsAtMs: number };

/**
 * Challenges for logging in, which keep no state: nobody has to be known to get one, so that however many are asked for, none gives
 * way to another.
 *
 * A challenge is a random nonce and its end, authenticated with HMAC-SHA-256 (RFC 2104) by a key of this run, for one relying party.
 * That it is used once only, whoever checks the assertion must see to.
 */
export class LoginChallenges {
  private readonly hash: HashFunction;
  private readonly bytes: (count: number) => Uint8Array;
  private readonly key: Uint8Array;

  constructor({ hash, bytes }: { readonly hash: HashFunction; readonly bytes: (count: number) => Uint8Array }) {
    this.hash = hash;
    this.bytes = bytes;
    this.key = bytes(MAC_BYTES);
  }

  /** A new one, base64url. */
  make(terms: Terms): string {
    const head = concatBytes([this.bytes(NONCE_BYTES), timeBytes(terms.endsAtMs)]);
    return toUrl(concatBytes([head, this.macOf(head, terms.rpId)]));
  }

  /** Tells whether this run made it, for this relying party, and its time is not over. */
  holds(challenge: string, { rpId, nowMs }: { readonly rpId: string; readonly nowMs: number }): boolean {
    const read = challenge.length === LENGTH ? fromUrl(challenge) : null;
    if (read === null) return false;
    const head = read.subarray(0, NONCE_BYTES + TIME_BYTES);
    const isOurs = areSame(read.subarray(head.length), this.macOf(head, rpId));
    return isOurs && nowMs < timeOf(head.subarray(NONCE_BYTES));
  }

  private macOf(head: Uint8Array, rpId: string): Uint8Array {
    const text = concatBytes([toUtf8(`${DOMAIN} ${rpId}\n`), head]);
    return this.hash(concatBytes([this.pad(0x5c), this.hash(concatBytes([this.pad(0x36), text]))]));
  }

  private pad(filler: number): Uint8Array {
    const block = new Uint8Array(BLOCK_BYTES).fill(filler);
    for (const [index, byte] of this.key.entries()) block[index] = byte ^ filler;
    return block;
  }
}

/** Looks at every byte, whatever differs. */
function areSame(given: Uint8Array, wanted: Uint8Array): boolean {
  let difference = given.length ^ wanted.length;
  for (const [index, byte] of wanted.entries()) difference |= byte ^ (given[index] ?? 0);
  return difference === 0;
}

function timeBytes(atMs: number): Uint8Array {
  const bytes = new Uint8Array(TIME_BYTES);
  new DataView(bytes.buffer).setFloat64(0, atMs);
  return bytes;
}

function timeOf(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat64(0);
}

function toUrl(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromUrl(text: string): Uint8Array | null {
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (text.length % 4)) % 4));
}
