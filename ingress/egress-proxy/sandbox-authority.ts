import { generateKeyPair, type KeyObject } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { makeCertificate } from './certificate.ts';

/** A certificate authority of one sandbox: what it signs is trusted there and nowhere else. */
export type SandboxAuthority = {
  /** Its certificate as PEM, for the programs inside. */
  readonly certificate: string;
  /** What TLS is served with for a host in normal form (a name, or an address without brackets). */
  readonly contextFor: (host: string) => SecureContext;
};

const HOUR_MS = 3_600_000;
const MAX_LEAVES = 200;
const NAME = 'Countersign sandbox';

type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

/**
 * Makes an authority for one sandbox: a key (ECDSA P-256) that is never written down, a certificate for a day. Leaves are made when a host
 * is first asked for, all with one key, and at most two hundred are kept.
 */
export async function openSandboxAuthority({
  nowMs = Date.now,
}: {
  readonly nowMs?: () => number;
} = {}): Promise<SandboxAuthority> {
  const [root, leaf]: readonly [KeyPair, KeyPair] = await Promise.all([generateKeys(), generateKeys()]);
  const notBeforeMs = nowMs() - HOUR_MS;
  const notAfterMs = nowMs() + 24 * HOUR_MS;
  const signed = { issuer: NAME, signingKey: root.privateKey, issuerKey: root.publicKey, notBeforeMs, notAfterMs };
  const certificate = makeCertificate({ ...signed, subject: NAME, publicKey: root.publicKey, host: null });
  const key = leaf.privateKey.export({ type: 'pkcs8', format: 'pem' });
  const kept = new Map<string, SecureContext>();
  return {
    certificate,
    contextFor: (host) => {
      const known = kept.get(host);
      if (known !== undefined) return known;
      const [oldest] = kept.keys();
      if (kept.size >= MAX_LEAVES && oldest !== undefined) kept.delete(oldest);
      // A common name holds 64 characters at most; clients look at the alternative name.
      const subject = host.length <= 64 ? host : 'Countersign';
      const cert = makeCertificate({ ...signed, subject, publicKey: leaf.publicKey, host });
      const made = createSecureContext({ key, cert: `${cert}${certificate}`, minVersion: 'TLSv1.2' });
      kept.set(host, made);
      return made;
    },
  };
}

function generateKeys(): Promise<KeyPair> {
  return promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
}
