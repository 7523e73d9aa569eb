import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a test may have an authenticator do wrong. */
export type Misbehaviour = {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly isVerified?: boolean;
  readonly count?: number;
};

type Options = { readonly challenge: string; readonly rp?: { readonly id?: string }; readonly rpId?: string };

/** An authenticator in software: real P-256 keys, authenticator data and CBOR as W3C Web Authentication asks for them. */
export class SoftwareAuthenticator {
  readonly credentialId = randomBytes(16).toString('base64url');
  private readonly origin: string;
  private readonly privateKey: KeyObject;
  private readonly publicKey: KeyObject;
  private count = 0;

  constructor(origin: string) {
    this.origin = origin;
    ({ privateKey: this.privateKey, publicKey: this.publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  }

  /** Makes a passkey; answers what a browser would send (`PublicKeyCredential.toJSON()`). */
  register(given: unknown, wrong: Misbehaviour = {}): Record<string, unknown> {
    const options = given as Options;
    const id = Buffer.from(this.credentialId, 'base64url');
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, this.coseKey()]);
    const authData = Buffer.concat([this.authenticatorData(options.rp?.id ?? '', wrong, 0x40), attested]);
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData'), bytes(authData)],
    ]);
    return this.credential({
      clientDataJSON: this.clientData(wrong.type ?? 'webauthn.create', options, wrong),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Signs an assertion, and counts. */
  assert(given: unknown, wrong: Misbehaviour = {}): Record<string, unknown> {
    const options = given as Options;
    this.count += 1;
    const authData = this.authenticatorData(options.rpId ?? '', wrong, 0);
    const clientDataJSON = this.clientData(wrong.type ?? 'webauthn.get', options, wrong);
    const digest = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = sign('sha256', Buffer.concat([authData, digest]), this.privateKey);
    return this.credential({
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  private credential(response: Record<string, unknown>): Record<string, unknown> {
    const id = this.credentialId;
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }

  private clientData(type: string, { challenge }: Options, wrong: Misbehaviour): string {
    const data = {
      type,
      challenge: wrong.challenge ?? challenge,
      origin: wrong.origin ?? this.origin,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(data), 'utf8').toString('base64url');
  }

  private authenticatorData(rpId: string, wrong: Misbehaviour, more: number): Buffer {
    const hash = createHash('sha256')
      .update(wrong.rpId ?? rpId)
      .digest();
    const flags = 0x01 | (wrong.isVerified === false ? 0 : 0x04) | more;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(wrong.count ?? this.count);
    return Buffer.concat([hash, Buffer.from([flags]), count]);
  }

  /** RFC 9052: an EC2 key for ES256 on P-256. */
  private coseKey(): Buffer {
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' });
    const point = (part: string) => bytes(Buffer.from(part, 'base64url'));
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]);
    return Buffer.concat([head, point(x), Buffer.from([0x22]), point(y)]);
  }
}

/** A CBOR text of less than 24 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value, 'utf8')]);
}

/** CBOR bytes of less than 65,536. */
function bytes(value: Buffer): Buffer {
  const head = value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}
