import { createECDH, createPublicKey } from 'node:crypto';

/** The key pair by which push services know this gateway (RFC 8292): base64url without padding. */
export type VapidKeys = {
  /** What a browser subscribes with (`applicationServerKey`): an uncompressed point of P-256. */
  readonly publicKey: string;
  readonly privateKey: string;
};

const CURVE = 'prime256v1';
const PRIVATE_BYTES = 32;

/** Makes a pair from the operating system's randomness. A browser's subscription holds for the pair it was made with. */
export function generateVapidKeys(): VapidKeys {
  const pair = createECDH(CURVE);
  const publicKey = pair.generateKeys('base64url', 'uncompressed');
  const privateKey = padded(pair.getPrivateKey()).toString('base64url');
  return { publicKey, privateKey };
}

/** Reads a pair from JSON text as `VapidKeys` is written; null where it is none, or the halves do not belong together. */
export function readVapidKeys(text: string): VapidKeys | null {
  try {
    const { publicKey, privateKey } = JSON.parse(text) as { readonly [name: string]: unknown };
    if (typeof publicKey !== 'string' || typeof privateKey !== 'string') return null;
    const secret = Buffer.from(privateKey, 'base64url');
    const pair = createECDH(CURVE);
    pair.setPrivateKey(secret);
    const fits = pair.getPublicKey('base64url', 'uncompressed') === publicKey;
    return fits && secret.length === PRIVATE_BYTES ? { publicKey, privateKey } : null;
  } catch {
    return null;
  }
}

/** Tells whether a point lies on the curve: a key that does not would break the encryption instead of failing here. */
export function isPublicPoint(publicKey: string): boolean {
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

/** Leading zeros are left out by OpenSSL, and wanted by RFC 7518 §6.2.2. */
function padded(secret: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(PRIVATE_BYTES - secret.length), secret]);
}
