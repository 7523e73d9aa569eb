import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { parseHost } from '../../core/effect/url/parse-url.ts';
import { bitString, der, objectId, sequence, TAG, time } from './der.ts';

/** What a certificate says (RFC 5280). */
export type CertificateParts = {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** The issuer's. */
  readonly signingKey: KeyObject;
  readonly issuerKey: KeyObject;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** A name or an address without brackets; null for an authority, which may sign for hosts and for no other authority. */
  readonly host: string | null;
};

const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));

/** Makes a certificate, signed with ECDSA and SHA-256, as PEM. */
export function makeCertificate(parts: CertificateParts): string {
  const body = sequence(
    der(0xa0, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, serialNumber()),
    ECDSA_SHA256,
    nameOf(parts.issuer),
    sequence(time(parts.notBeforeMs), time(parts.notAfterMs)),
    nameOf(parts.subject),
    parts.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensionsOf(parts))),
  );
  const signature = sign('sha256', body, parts.signingKey);
  return pemOf(sequence(body, ECDSA_SHA256, bitString(signature)));
}

function extensionsOf({ host, publicKey, issuerKey }: CertificateParts): readonly Buffer[] {
  const own = keyId(publicKey);
  const authority = extension('2.5.29.35', sequence(der(0x80, keyId(issuerKey))));
  const identifier = extension('2.5.29.14', der(TAG.octetString, own));
  if (host === null) {
    const constraints = sequence(der(TAG.boolean, Buffer.from([0xff])), der(TAG.integer, Buffer.from([0])));
    // Signs certificates and lists of revoked ones.
    return [
      extension('2.5.29.19', constraints, true),
      extension('2.5.29.15', bitString(Buffer.from([0x06]), 1), true),
      identifier,
      authority,
    ];
  }
  return [
    extension('2.5.29.19', sequence(), true),
    extension('2.5.29.15', bitString(Buffer.from([0x80]), 7), true),
    extension('2.5.29.37', sequence(objectId('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(alternativeName(host))),
    identifier,
    authority,
  ];
}

function extension(id: string, value: Uint8Array, isCritical = false): Buffer {
  const critical = isCritical ? [der(TAG.boolean, Buffer.from([0xff]))] : [];
  return sequence(objectId(id), ...critical, der(TAG.octetString, value));
}

function alternativeName(host: string): Buffer {
  const address = parseHost(host.includes(':') ? `[${host}]` : host);
  if (address?.kind === 'ipv4') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(address.value);
    return der(0x87, bytes);
  }
  if (address?.kind === 'ipv6')
    return der(0x87, Buffer.from(address.groups.flatMap((group) => [group >> 8, group & 0xff])));
  return der(0x82, Buffer.from(host, 'latin1'));
}

function nameOf(text: string): Buffer {
  return sequence(der(TAG.set, sequence(objectId('2.5.4.3'), der(TAG.utf8, Buffer.from(text, 'utf8')))));
}

/** The first 160 bits of a hash of the key (RFC 7093 §2). */
function keyId(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
}

/** Random, positive, and without a leading zero byte. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function pemOf(bytes: Buffer): string {
  const text = bytes.toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += 64) lines.push(text.slice(at, at + 64));
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
