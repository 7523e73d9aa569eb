import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../adapters/filesystem/make-folder.ts';
import { writeDurably } from '../../adapters/filesystem/write-durably.ts';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { generateSigningKey, importSigningKey, type SigningKey } from '../../adapters/node-crypto/keys.ts';
import { GatewayError } from '../../application/gateway-error.ts';
import { createVerifierKey, formatVerifierKey } from '../../core/audit/verifier-key.ts';
import type { LogSigner } from '../../ports/log-signer.ts';

/** The files of the state directory. */
export type StateFiles = {
  readonly directory: string;
  readonly database: string;
  readonly address: string;
  readonly pid: string;
  readonly agentToken: string;
  readonly operatorToken: string;
  readonly mcpToken: string;
  readonly approverKey: string;
  /** What this gateway proves with which one it is. */
  readonly instanceKey: string;
  readonly clientKey: string;
  readonly questionKey: string;
  /** What the keys of accounts at channels are derived from. */
  readonly channelKey: string;
  readonly approvers: string;
  readonly haltFile: string;
  readonly resumeToken: string;
  readonly checkpoints: string;
  readonly changes: string;
  readonly contentKey: string;
  readonly payloadKey: string;
  /** What lease tokens are signed with, and the public half, which anybody may read. */
  readonly leaseKey: string;
  readonly leasePublicKey: string;
  /** What links in mails are sealed by. */
  readonly linkKey: string;
  /** What push services know this gateway by. */
  readonly vapidKeys: string;
  readonly vaultKey: string;
  readonly vaultMasterKey: string;
  readonly logKey: string;
  readonly previousLogKey: string;
  readonly logOrigin: string;
  readonly logVerifierKeys: string;
};

/**
 * Opens the state directory: makes it where it is missing, and refuses one that belongs to somebody else.
 *
 * Raises at once, with what to do, where it cannot be made.
 * Everything in it belongs to the gateway's user alone (modes 0700 and 0600).
 */
export function openStateDirectory(directory: string): StateFiles {
  for (const folder of [directory, join(directory, 'tokens'), join(directory, 'keys')]) makeOrSay(folder, directory);
  const { mode, uid } = statSync(directory);
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new Error(`open the state directory ${directory}: it belongs to user ${uid}, want ${process.getuid()}`);
  }
  if ((mode & 0o077) !== 0) chmodSync(directory, 0o700);
  const file = (name: string): string => join(directory, name);
  return {
    directory,
    database: file('countersign.db'),
    address: file('address'),
    pid: file('pid'),
    agentToken: file('tokens/agent.token'),
    operatorToken: file('tokens/operator.token'),
    mcpToken: file('tokens/mcp.token'),
    approverKey: file('keys/approver.pem'),
    instanceKey: file('keys/instance.key'),
    clientKey: file('keys/client-channel.pem'),
    questionKey: file('keys/question.key'),
    channelKey: file('keys/channels.key'),
    approvers: file('keys/approvers.json'),
    haltFile: file('HALT'),
    resumeToken: file('resume.token'),
    checkpoints: file('checkpoints'),
    changes: file('changes'),
    contentKey: file('keys/content.key'),
    payloadKey: file('keys/payload.key'),
    leaseKey: file('keys/lease.key'),
    leasePublicKey: file('keys/lease.pub'),
    linkKey: file('keys/links.key'),
    vapidKeys: file('keys/vapid.json'),
    vaultKey: file('keys/vault.json'),
    vaultMasterKey: file('keys/vault.key'),
    logKey: file('keys/log.pem'),
    previousLogKey: file('keys/log-previous.pem'),
    logOrigin: file('keys/log.origin'),
    logVerifierKeys: file('keys/log.vkey'),
  };
}

function makeOrSay(folder: string, directory: string): void {
  try {
    makeFolder(folder, 0o700);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    const message = `open the state directory ${directory}: it cannot be made (${found}), want a folder that this user may write to`;
    throw new GatewayError('unavailable', message, {
      remedies: [
        'Set COUNTERSIGN_STATE to a folder in which files can be made, or unset it: then it is ~/.local/state/countersign.',
      ],
      cause,
    });
  }
}

/** Reads a key that payloads or questions are encrypted with, or makes it: 32 bytes, hexadecimal. */
export function openPayloadKey(path: string): Uint8Array {
  if (!existsSync(path)) writeDurably(path, `${randomBytes(32).toString('hex')}\n`);
  const text = readFileSync(path, 'utf8').trim();
  const key = Buffer.from(text, 'hex');
  if (key.length !== 32 || text.length !== 64) throw new Error(`read the key ${path}: want 64 hexadecimal digits`);
  return new Uint8Array(key);
}

/** Reads an Ed25519 key, or makes it where there is none. */
export function openSigningKey(path: string): SigningKey {
  if (!existsSync(path)) writeDurably(path, generateSigningKey('ed25519').exportPem());
  const key = importSigningKey(readFileSync(path, 'utf8'));
  if (!key.ok) throw new Error(`read the key ${path}: ${key.failure}`);
  return key.value;
}

/**
 * Reads the log's keys, or makes them, and writes down how to verify with them (`keys/log.vkey`).
 *
 * The origin has a random part: no two logs share a name. A key that was rotated out still signs beside the new one.
 */
export function openLogSigner(files: StateFiles): LogSigner {
  if (!existsSync(files.logOrigin)) {
    if (existsSync(files.database))
      throw new Error(`open the log: ${files.logOrigin} is missing beside an existing database`);
    writeDurably(files.logOrigin, `countersign.local/${randomBytes(8).toString('hex')}\n`);
  }
  const origin = readFileSync(files.logOrigin, 'utf8').trim();
  const signer = noteSigner(origin, openSigningKey(files.logKey));
  const previous = existsSync(files.previousLogKey) ? [noteSigner(origin, openSigningKey(files.previousLogKey))] : [];
  // A rotation that was cut short left one key in both files: it signs once.
  const others = previous.filter(({ key }) => key.keyId !== signer.key.keyId);
  const signers = [signer, ...others] as const;
  writeVerifierKeys(files, { origin, signers });
  return { origin, signers };
}

/** Writes down how to verify the log: a verifier key a line, the current one first. */
export function writeVerifierKeys(files: StateFiles, { signers }: LogSigner): void {
  writeDurably(files.logVerifierKeys, signers.map(({ key }) => `${formatVerifierKey(key)}\n`).join(''));
}

function noteSigner(origin: string, key: SigningKey): LogSigner['signers'][0] {
  const verifier = createVerifierKey({ name: origin, kind: 'ed25519', publicKey: key.publicKey }, sha256);
  if (!verifier.ok) throw new Error(verifier.failure);
  return { key: verifier.value, sign: key.sign };
}
