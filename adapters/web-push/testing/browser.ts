import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';

/** A browser with a subscription, which decrypts what it is pushed (RFC 8291, RFC 8188). */
export type TestBrowser = {
  readonly subscription: string;
  /** The payload as text; throws where it was not encrypted for this browser. */
  readonly decrypt: (body: Buffer) => string;
};

/** Makes a browser that subscribed at an endpoint. */
export function openTestBrowser(endpoint: string): TestBrowser {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys();
  const auth = randomBytes(16);
  const keys = { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') };
  return {
    subscription: JSON.stringify({ endpoint, expirationTime: null, keys }),
    decrypt: (body) => {
      const salt = body.subarray(0, 16);
      const idLength = body[20] ?? 0;
      const senderKey = body.subarray(21, 21 + idLength);
      const secret = pair.computeSecret(senderKey);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, senderKey]);
      const input = Buffer.from(hkdfSync('sha256', secret, auth, info, 32));
      const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16));
      const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12));
      const sealed = body.subarray(21 + idLength);
      const decipher = createDecipheriv('aes-128-gcm', key, nonce);
      decipher.setAuthTag(sealed.subarray(sealed.length - 16));
      const text = Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - 16)), decipher.final()]);
      const end = text.lastIndexOf(2);
      return text.subarray(0, end).toString('utf8');
    },
  };
}

/** What a push service reads of `Authorization: vapid` (RFC 8292); null where the signature does not hold. */
export function readVapid(header: string): { readonly key: string; readonly claims: Record<string, unknown> } | null {
  const fields = new Map(
    header
      .slice('vapid '.length)
      .split(',')
      .map((field) => [field.trim().slice(0, 1), field.trim().slice(2)] as const),
  );
  const key = fields.get('k') ?? '';
  const [head = '', claims = '', signature = ''] = (fields.get('t') ?? '').split('.');
  const point = Buffer.from(key, 'base64url');
  const publicKey = createPublicKey({
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
    format: 'jwk',
  });
  const holds = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  return holds ? { key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) } : null;
}
