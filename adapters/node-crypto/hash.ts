import { hash } from 'node:crypto';
import type { HashFunction, HexHashFunction } from '../../core/hash.ts';

/** SHA-256 from the OpenSSL that Node carries. Answers plain `Uint8Array`s, whose `slice` copies as the core expects. */
export const sha256: HashFunction = (data) => {
  const digest = hash('sha256', data, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.byteLength);
};

/** The same in lower-case hexadecimal, with no byte array made on the way. */
export const sha256Hex: HexHashFunction = (data) => hash('sha256', data, 'hex');
