/** What the first bytes of a tunnel are. */
export type FirstBytes =
  /** Not enough of them yet to tell. */
  | { readonly kind: 'incomplete' }
  /** A whole ClientHello (RFC 8446 §4.1.2). */
  | { readonly kind: 'tls'; readonly serverName: string | null; readonly isEncrypted: boolean }
  /** Letters that begin an HTTP request line. */
  | { readonly kind: 'http' }
  | { readonly kind: 'other' };

const MAX_HELLO = 65_536;
const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const ENCRYPTED_CLIENT_HELLO = 0xfe0d;
const LONGEST_METHOD = 20;

/**
 * Tells what a tunnel begins with. A ClientHello may come in several records and pieces; one that is malformed, above 64 KB, or names
 * its server twice is `other`. `isEncrypted`: it carries an encrypted one (ECH), so that the name which is seen may not be the one meant.
 */
export function readFirstBytes(bytes: Uint8Array): FirstBytes {
  const [first] = bytes;
  if (first === undefined) return { kind: 'incomplete' };
  if (first === HANDSHAKE) return readRecords(bytes);
  return readMethod(bytes);
}

function readMethod(bytes: Uint8Array): FirstBytes {
  for (let at = 0; at < bytes.length && at <= LONGEST_METHOD; at++) {
    const unit = bytes[at] ?? 0;
    if (unit === 0x20 && at > 0) return { kind: 'http' };
    if (unit !== 0x2d && (unit < 0x41 || unit > 0x5a)) return { kind: 'other' };
  }
  return bytes.length > LONGEST_METHOD ? { kind: 'other' } : { kind: 'incomplete' };
}

/** Joins the handshake bytes of the records, and reads the hello once it is whole. */
function readRecords(bytes: Uint8Array): FirstBytes {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== HANDSHAKE || length > MAX_HELLO) return { kind: 'other' };
    if (bytes.length > at + 1 && bytes[at + 1] !== 3) return { kind: 'other' };
    if (bytes.length < at + 5) return { kind: 'incomplete' };
    const size = number16(bytes, at + 3);
    if (size === 0 || size > 16_640) return { kind: 'other' };
    const part = bytes.subarray(at + 5, at + 5 + size);
    parts.push(part);
    length += part.length;
    const hello = readHandshake(joined(parts, length));
    if (hello.kind !== 'incomplete') return hello;
    if (part.length < size) return { kind: 'incomplete' };
    at += 5 + size;
  }
  return { kind: 'incomplete' };
}

function readHandshake(bytes: Uint8Array): FirstBytes {
  if (bytes.length > 0 && bytes[0] !== CLIENT_HELLO) return { kind: 'other' };
  if (bytes.length < 4) return { kind: 'incomplete' };
  const size = (bytes[1] ?? 0) * 65_536 + number16(bytes, 2);
  if (size > MAX_HELLO) return { kind: 'other' };
  return bytes.length < 4 + size ? { kind: 'incomplete' } : readHello(new Reader(bytes.subarray(4, 4 + size)));
}

function readHello(reader: Reader): FirstBytes {
  reader.take(34);
  reader.take(reader.number8());
  reader.take(reader.number16());
  reader.take(reader.number8());
  const extensions = new Reader(reader.isAtEnd ? new Uint8Array() : reader.take(reader.number16()));
  let serverName: string | null = null;
  let isEncrypted = false;
  while (!extensions.isAtEnd && !extensions.isBroken) {
    const type = extensions.number16();
    const data = extensions.take(extensions.number16());
    if (type === ENCRYPTED_CLIENT_HELLO) isEncrypted = true;
    if (type !== SERVER_NAME) continue;
    const name = readServerName(new Reader(data));
    if (name === null || serverName !== null) return { kind: 'other' };
    serverName = name;
  }
  if (reader.isBroken || !reader.isAtEnd || extensions.isBroken) return { kind: 'other' };
  return { kind: 'tls', serverName, isEncrypted };
}

/** The one host name of the extension (RFC 6066 §3); null where it is not exactly one. */
function readServerName(reader: Reader): string | null {
  const names = new Reader(reader.take(reader.number16()));
  const type = names.number8();
  const name = names.take(names.number16());
  const isWhole = !reader.isBroken && reader.isAtEnd && !names.isBroken && names.isAtEnd;
  if (!isWhole || type !== 0 || name.length === 0 || name.some((unit) => unit <= 0x20 || unit > 0x7e)) return null;
  return String.fromCharCode(...name);
}

function number16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Reads fields one after the other; past the end it is broken and everything is empty. */
class Reader {
  private readonly bytes: Uint8Array;
  private at = 0;
  isBroken = false;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) {
      this.isBroken = true;
      this.at = this.bytes.length;
      return new Uint8Array();
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  number8(): number {
    return this.take(1)[0] ?? 0;
  }

  number16(): number {
    return number16(this.take(2), 0);
  }
}
