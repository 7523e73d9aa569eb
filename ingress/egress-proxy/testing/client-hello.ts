/** What a hello of a test carries. */
export type HelloParts = {
  /** Server names, each in an extension of its own. */
  readonly names?: readonly string[];
  readonly isEncrypted?: boolean;
  /** Raw extensions beside these. */
  readonly more?: readonly { readonly type: number; readonly data: Uint8Array }[];
  /** Splits the handshake into records of this size. */
  readonly recordBytes?: number;
};

/** Makes the bytes of a TLS ClientHello. */
export function clientHello({
  names = [],
  isEncrypted = false,
  more = [],
  recordBytes = 16_000,
}: HelloParts = {}): Buffer {
  const extensions = [
    ...names.map((name) => ({
      type: 0,
      data: prefixed(2, Buffer.concat([Buffer.from([0]), prefixed(2, Buffer.from(name, 'latin1'))])),
    })),
    ...(isEncrypted ? [{ type: 0xfe0d, data: Buffer.alloc(8, 1) }] : []),
    ...more,
  ].map(({ type, data }) => Buffer.concat([number(2, type), prefixed(2, Buffer.from(data))]));
  const body = Buffer.concat([
    number(2, 0x0303),
    Buffer.alloc(32, 7),
    prefixed(1, Buffer.alloc(32, 9)),
    prefixed(2, Buffer.from([0x13, 0x01])),
    prefixed(1, Buffer.from([0])),
    prefixed(2, Buffer.concat(extensions)),
  ]);
  const handshake = Buffer.concat([Buffer.from([1]), prefixed(3, body)]);
  const records: Buffer[] = [];
  for (let at = 0; at < handshake.length; at += recordBytes)
    records.push(Buffer.concat([Buffer.from([22, 3, 1]), prefixed(2, handshake.subarray(at, at + recordBytes))]));
  return Buffer.concat(records);
}

function prefixed(bytes: number, data: Buffer): Buffer {
  return Buffer.concat([number(bytes, data.length), data]);
}

function number(bytes: number, value: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}
