/** What the first bytes of a tunnel are. */
export type FirstBytes =
  /** Not enough of them yet to tell. */
  | { readonly kind: 'incomplete' }
  /** A whole ClientHello (RFC 8446 §4.1.2). */
  | {
      readonly kind: 'tls';
      readonly serverName: string | null;
      readonly isEncrypted: boolean;
      /** What it offers to speak inside (ALPN, RFC 7301); null where it does not say, or not in a way that can be read. */
      readonly protocols: readonly string[] | null;
    }
  /** Letters that begin an HTTP request line. */
  | { readonly kind: 'http' }
  | { readonly kind: 'other' };

const MAX_HELLO = 65_536;
const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const PROTOCOLS = 16;
const ENCRYPTED_CLIENT_HELLO = 0xfe0d;
const LONGEST_METHOD = 20;
const RECORD_HEAD = 5;
const MAX_RECORD = 16_640;
const MAX_RECORDS = 16;
const HANDSHAKE_HEAD = 4;

/** Tells what a tunnel begins with, from one piece of it; see `FirstBytesReader`. */
export function readFirstBytes(bytes: Uint8Array): FirstBytes {
  return new FirstBytesReader().take(bytes);
}

/**
 * Tells what a tunnel begins with, piece by piece: every byte is looked at once and copied once, however the pieces are cut.
 *
 * A ClientHello may come in up to 16 records; one that is malformed, in more of them, above 64 KB, or names its server twice is `other`.
 * `isEncrypted`: it carries an encrypted one (ECH), so that the name which is seen may not be the one meant.
 */
export class FirstBytesReader {
  /** Bytes that were looked at or copied so far: never more than a few times those that came. */
  workDone = 0;
  private found: FirstBytes = { kind: 'incomplete' };
  private isHandshake: boolean | null = null;
  private letters = 0;
  private readonly recordHead = new Uint8Array(RECORD_HEAD);
  private recordHeadLength = 0;
  private records = 0;
  /** Bytes of the present record that are still to come. */
  private left = 0;
  private handshake: Uint8Array = new Uint8Array(HANDSHAKE_HEAD);
  private handshakeLength = 0;

  /** Takes the next piece; once it is told what it is, nothing more is looked at. */
  take(piece: Uint8Array): FirstBytes {
    for (let at = 0; at < piece.length && this.found.kind === 'incomplete'; ) at += this.step(piece, at);
    return this.found;
  }

  /** Looks at what stands at a place; answers how many bytes that was, at least one. */
  private step(piece: Uint8Array, at: number): number {
    const unit = piece[at] ?? 0;
    this.isHandshake ??= unit === HANDSHAKE;
    const room = Math.min(this.left, this.handshake.length - this.handshakeLength);
    const part = piece.subarray(at, at + Math.max(1, room));
    this.workDone += part.length;
    if (!this.isHandshake) this.found = this.readLetter(unit);
    else if (this.left === 0) this.found = this.readRecordHead(unit);
    else this.found = this.readPart(part);
    return part.length;
  }

  private readLetter(unit: number): FirstBytes {
    if (unit === 0x20 && this.letters > 0) return { kind: 'http' };
    this.letters += 1;
    const isLetter = unit === 0x2d || (unit >= 0x41 && unit <= 0x5a);
    return isLetter && this.letters <= LONGEST_METHOD ? { kind: 'incomplete' } : { kind: 'other' };
  }

  private readRecordHead(unit: number): FirstBytes {
    const at = this.recordHeadLength;
    this.recordHead[at] = unit;
    this.recordHeadLength = (at + 1) % RECORD_HEAD;
    if (at === 0) this.records += 1;
    if ((at === 0 && unit !== HANDSHAKE) || (at === 1 && unit !== 3) || this.records > MAX_RECORDS)
      return { kind: 'other' };
    if (at < RECORD_HEAD - 1) return { kind: 'incomplete' };
    this.left = number16(this.recordHead, 3);
    return this.left === 0 || this.left > MAX_RECORD ? { kind: 'other' } : { kind: 'incomplete' };
  }

  private readPart(part: Uint8Array): FirstBytes {
    this.handshake.set(part, this.handshakeLength);
    this.handshakeLength += part.length;
    this.left -= part.length;
    if (this.handshake[0] !== CLIENT_HELLO) return { kind: 'other' };
    if (this.handshakeLength < this.handshake.length) return { kind: 'incomplete' };
    if (this.handshakeLength > HANDSHAKE_HEAD) return this.readWhole();
    const size = (this.handshake[1] ?? 0) * 65_536 + number16(this.handshake, 2);
    if (size === 0 || size > MAX_HELLO) return { kind: 'other' };
    const head = this.handshake;
    this.handshake = new Uint8Array(HANDSHAKE_HEAD + size);
    this.handshake.set(head);
    return { kind: 'incomplete' };
  }

  private readWhole(): FirstBytes {
    this.workDone += this.handshakeLength;
    return readHello(new Reader(this.handshake.subarray(HANDSHAKE_HEAD)));
  }
}

function readHello(reader: Reader): FirstBytes {
  reader.take(34);
  reader.take(reader.number8());
  reader.take(reader.number16());
  reader.take(reader.number8());
  const extensions = new Reader(reader.isAtEnd ? new Uint8Array() : reader.take(reader.number16()));
  let serverName: string | null = null;
  let isEncrypted = false;
  let protocols: readonly string[] | null = null;
  while (!extensions.isAtEnd && !extensions.isBroken) {
    const type = extensions.number16();
    const data = extensions.take(extensions.number16());
    if (type === ENCRYPTED_CLIENT_HELLO) isEncrypted = true;
    if (type === PROTOCOLS) protocols = readProtocols(new Reader(data));
    if (type !== SERVER_NAME) continue;
    const name = readServerName(new Reader(data));
    if (name === null || serverName !== null) return { kind: 'other' };
    serverName = name;
  }
  if (reader.isBroken || !reader.isAtEnd || extensions.isBroken) return { kind: 'other' };
  return { kind: 'tls', serverName, isEncrypted, protocols };
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

/** The names of the extension (RFC 7301 §3.1); null where it is not exactly a list of them. */
function readProtocols(reader: Reader): readonly string[] | null {
  const list = new Reader(reader.take(reader.number16()));
  const names: string[] = [];
  while (!list.isAtEnd) names.push(String.fromCharCode(...list.take(list.number8())));
  return reader.isBroken || !reader.isAtEnd || list.isBroken || names.length === 0 ? null : names;
}

function number16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
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
