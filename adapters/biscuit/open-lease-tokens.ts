import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { PublicKey, Biscuit as Token } from '@biscuit-auth/biscuit-wasm';
import { LEASE_BOUNDS } from '../../core/lease/lease.ts';
import type {
  LeaseTokenSource,
  LeaseTokens,
  NarrowToken,
  TokenRefusal,
  VerifiedToken,
} from '../../ports/lease-token.ts';
import { readBlock, writeBlock } from './lease-blocks.ts';
import { type Biscuit, loadBiscuit } from './load-biscuit.ts';

/** Bounds of a token: beyond them it is refused before anything of it is read. */
const MAX_TOKEN = 65_536;
const MAX_BLOCKS = LEASE_BOUNDS.blocks;

/** What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410, section 7), and before those of a public one. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_BYTES = 32;

/** Lease tokens whose library is loaded with the first of them. Raises RangeError for a key that is none. */
export function leaseTokenSource(privateKey: Uint8Array): LeaseTokenSource {
  requireKey(privateKey);
  const der = Buffer.concat([PKCS8_ED25519, privateKey]);
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  const raw = key.export({ format: 'der', type: 'spki' }).subarray(-PUBLIC_KEY_BYTES);
  let opened: Promise<LeaseTokens> | null = null;
  return {
    publicKey: `ed25519/${raw.toString('hex')}`,
    open: () => {
      opened ??= openLeaseTokens(privateKey).catch((error: unknown) => {
        opened = null;
        throw error;
      });
      return opened;
    },
  };
}

function requireKey({ length }: Uint8Array): void {
  if (length !== 32) throw new RangeError(`open lease tokens: a key of ${length} bytes, want 32`);
}

/**
 * Lease tokens as Biscuit tokens (Biscuit specification, version 3 blocks), signed with an Ed25519 key of 32 bytes.
 *
 * Raises RangeError for a key that is none.
 */
export async function openLeaseTokens(privateKey: Uint8Array): Promise<LeaseTokens> {
  requireKey(privateKey);
  const biscuit = await loadBiscuit();
  const key = biscuit.PrivateKey.fromBytes(privateKey, biscuit.SignatureAlgorithm.Ed25519);
  const root = biscuit.KeyPair.fromPrivateKey(key).getPublicKey();
  return {
    publicKey: root.toString(),
    issue(lease, block) {
      const builder = biscuit.Biscuit.builder();
      builder.addCode(writeBlock(lease, block));
      const token = builder.build(key);
      try {
        return token.toBase64();
      } finally {
        token.free();
      }
    },
    verify: (text) => withToken(() => parse(text, () => biscuit.Biscuit.fromBase64(text, root)), readToken),
  };
}

/**
 * Narrows tokens with nothing but the gateway's public key (`ed25519/<hexadecimal>`): the last block of a token holds what the next
 * is signed with. Raises RangeError for a key that is none.
 */
export async function openTokenNarrowing(publicKey: string): Promise<NarrowToken> {
  const biscuit = await loadBiscuit();
  const root = publicKeyOf(biscuit, publicKey);
  return (text, block) =>
    withToken(
      () => parse(text, () => biscuit.Biscuit.fromBase64(text, root)),
      (token) => narrow(biscuit, token, block),
    );
}

function publicKeyOf(biscuit: Biscuit, text: string): PublicKey {
  const [kind, digits = ''] = text.split('/', 2);
  try {
    if (kind === 'ed25519') return biscuit.PublicKey.fromString(digits, biscuit.SignatureAlgorithm.Ed25519);
  } catch {
    // Said below.
  }
  throw new RangeError(
    `read a public key: found ${JSON.stringify(text.slice(0, 80))}, want ed25519/ and 64 hexadecimal digits`,
  );
}

type Outcome<Value> = { readonly ok: true; readonly value: Value } | TokenRefusal;

function narrow(biscuit: Biscuit, token: Token, block: Parameters<NarrowToken>[1]): Outcome<string> {
  if (token.countBlocks() >= MAX_BLOCKS)
    return refuse(`found ${token.countBlocks()} blocks, want fewer than ${MAX_BLOCKS}`);
  const builder = biscuit.Biscuit.block_builder();
  builder.addCode(writeBlock(null, block));
  const narrowed = token.appendBlock(builder);
  try {
    return { ok: true, value: narrowed.toBase64() };
  } finally {
    narrowed.free();
  }
}

function readToken(token: Token): Outcome<VerifiedToken> {
  const count = token.countBlocks();
  if (count > MAX_BLOCKS) return refuse(`found ${count} blocks, want at most ${MAX_BLOCKS}`);
  const read = Array.from({ length: count }, (_, index) =>
    readBlock(token.getBlockSource(index), { isFirst: index === 0 }),
  );
  const blocks = read.filter((block) => block !== null);
  const lease = blocks[0]?.lease ?? null;
  if (blocks.length !== count || lease === null)
    return refuse('found a block with other statements, want only what narrows a lease');
  return {
    ok: true,
    value: {
      lease,
      blocks: blocks.map(({ terms }) => terms),
      expiresAtMs: Math.min(...blocks.map(({ expiresAtMs }) => expiresAtMs)),
      revocationIds: token.getRevocationIdentifiers().map(String),
    },
  };
}

function withToken<Value>(open: () => Outcome<Token>, use: (token: Token) => Outcome<Value>): Outcome<Value> {
  const opened = open();
  if (!opened.ok) return opened;
  try {
    return use(opened.value);
  } finally {
    opened.value.free();
  }
}

/** The library throws plain objects for what is no token of ours. */
function parse(text: string, open: () => Token): Outcome<Token> {
  if (text.length > MAX_TOKEN) return refuse(`found ${text.length} characters, want at most ${MAX_TOKEN}`);
  try {
    return { ok: true, value: open() };
  } catch {
    return refuse('found a text whose signatures do not hold, want a lease token of this gateway');
  }
}

function refuse(failure: string): TokenRefusal {
  return { ok: false, failure };
}
