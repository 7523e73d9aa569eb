import { createPublicKey } from 'node:crypto';

/** Labels of COSE keys (RFC 9052, §7): type and algorithm, curve, coordinates; modulus and exponent of RSA (RFC 8230). */
const LABEL = { type: 1, curve: -1, x: -2, y: -3, modulus: -1, exponent: -2 } as const;

/** A COSE key as SubjectPublicKeyInfo (DER): P-256, Ed25519 and RSA of at least 2048 bits; null for every other. */
export function publicKeyOf(cose: unknown): Uint8Array | null {
  if (!(cose instanceof Map)) return null;
  const jwk = jwkOf(cose as ReadonlyMap<number, unknown>);
  if (jwk === null) return null;
  try {
    return new Uint8Array(createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' }));
  } catch {
    return null;
  }
}

type Jwk = { readonly kty: string; readonly [name: string]: string };

function jwkOf(cose: ReadonlyMap<number, unknown>): Jwk | null {
  const [type, curve] = [cose.get(LABEL.type), cose.get(LABEL.curve)];
  const text = (label: number) => base64Url(cose.get(label));
  const [x, y] = [text(LABEL.x), text(LABEL.y)];
  if (type === 2 && curve === 1 && x !== null && y !== null) return { kty: 'EC', crv: 'P-256', x, y };
  if (type === 1 && curve === 6 && x !== null) return { kty: 'OKP', crv: 'Ed25519', x };
  const [n, e] = [text(LABEL.modulus), text(LABEL.exponent)];
  const isLong = curve instanceof Uint8Array && curve.length >= 256;
  return type === 3 && isLong && n !== null && e !== null ? { kty: 'RSA', n, e } : null;
}

function base64Url(value: unknown): string | null {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : null;
}
