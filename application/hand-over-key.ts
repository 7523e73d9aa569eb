import type { NoteSigner } from '../core/audit/cosignature.ts';
import { parseSignedNote } from '../core/audit/signed-note.ts';
import { formatVerifierKey } from '../core/audit/verifier-key.ts';
import { toBase64 } from '../core/encoding/base64.ts';
import { toUtf8 } from '../core/encoding/utf8.ts';
import type { StoredHead } from '../ports/ledger-store.ts';
import type { LogSigner } from '../ports/log-signer.ts';
import type { NewEntry } from './log-sequencer.ts';

/** First line of what the old key signs when it names its successor. */
const DOMAIN = 'countersign-key-handover/v1';

/** The text with which a log key names the key that follows it; a line each. */
export function handoverText(from: string, to: string): string {
  return `${DOMAIN}\n${from}\n${to}\n`;
}

/**
 * The entry that hands the log over to a new key, at the first start after a rotation; null when there is nothing to record.
 *
 * The old key signs the new one's name, and both sign checkpoints from here on, so that whoever trusts only the old key can
 * follow. The rotation is seen by the newest checkpoint not yet carrying the new key's signature.
 */
export function handoverEntry(logSigner: LogSigner, head: StoredHead | null, atMs: number): NewEntry | null {
  const [current, previous] = logSigner.signers;
  if (previous === undefined || head === null || isSignedBy(head, current)) return null;
  const from = formatVerifierKey(previous.key);
  const to = formatVerifierKey(current.key);
  const signature = toBase64(previous.sign(toUtf8(handoverText(from, to))));
  const data = { from, signature, to };
  return { entry: { type: 'key.handover', atMs, actor: 'gateway', session: null, action: null, data }, payload: null };
}

function isSignedBy(head: StoredHead, { key }: NoteSigner): boolean {
  const note = parseSignedNote(head.note);
  return note.ok && note.value.signatures.some(({ name, keyId }) => name === key.name && keyId === key.keyId);
}
