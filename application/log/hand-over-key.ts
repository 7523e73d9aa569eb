import type { NoteSigner } from '../../core/audit/cosignature.ts';
import { handoverText, verifyHandover } from '../../core/audit/key-handover.ts';
import { openNote } from '../../core/audit/open-note.ts';
import type { VerifySignature } from '../../core/audit/signature.ts';
import { parseSignedNote } from '../../core/audit/signed-note.ts';
import { formatVerifierKey } from '../../core/audit/verifier-key.ts';
import { toBase64 } from '../../core/encoding/base64.ts';
import { toUtf8 } from '../../core/encoding/utf8.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { LedgerStore, StoredHead } from '../../ports/ledger-store.ts';
import type { LogSigner } from '../../ports/log-signer.ts';
import type { NewEntry } from './log-sequencer.ts';

const PAGE = 1_000;

/** Marks an entry that may be a hand-over, before it is parsed. */
const MARK = '"type":"key.handover"';

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

/** What the search for a recorded hand-over needs. */
type HandoverPorts = {
  readonly ledger: LedgerStore;
  readonly verify: VerifySignature;
  readonly hash: HashFunction;
};

/**
 * The signers without the key before the current one, once that has handed over: a hand-over from the one to the other,
 * signed by the old key, stands in the log, and the newest checkpoint holds under the current key. Otherwise the signers as
 * they are, the same value.
 *
 * The first checkpoint over a hand-over is signed by both keys, so whoever trusts only the old one can follow. Nothing is
 * judged by files: a start that was cut short anywhere finds the same answer again. Whether the log itself is whole is for
 * `openLog` to say, before the old key is thrown away.
 */
export async function withoutRetiredKey(signer: LogSigner, ports: HandoverPorts): Promise<LogSigner> {
  const [current, previous] = signer.signers;
  const head = previous === undefined ? null : await ports.ledger.loadHead();
  if (previous === undefined || head === null) return signer;
  const holds = openNote(head.note, { keys: [current.key], verify: ports.verify }).ok;
  const keys = { from: formatVerifierKey(previous.key), to: formatVerifierKey(current.key) };
  return holds && (await hasHandover(head.size, keys, ports)) ? { origin: signer.origin, signers: [current] } : signer;
}

/** Looks for the hand-over from the end of the log: it is seldom far. */
async function hasHandover(
  size: number,
  { from, to }: { readonly from: string; readonly to: string },
  { ledger, verify, hash }: HandoverPorts,
): Promise<boolean> {
  for (let end = size; end > 0; end -= PAGE) {
    const fromIndex = Math.max(0, end - PAGE);
    const entries = await ledger.readEntries({ fromIndex, limit: end - fromIndex });
    const found = entries.some(({ text }) => {
      const data = text.includes(MARK) ? handoverIn(text) : null;
      return data !== null && data['from'] === from && data['to'] === to && verifyHandover(data, { verify, hash }).ok;
    });
    if (found) return true;
  }
  return false;
}

/** The data of a hand-over entry; null for any other, and for text that cannot be read: `openLog` says what is wrong with it. */
function handoverIn(text: string): { readonly [name: string]: unknown } | null {
  try {
    const { type, data } = JSON.parse(text) as { readonly type?: unknown; readonly data?: unknown };
    const isHandover = type === 'key.handover' && typeof data === 'object' && data !== null;
    return isHandover ? (data as { readonly [name: string]: unknown }) : null;
  } catch {
    return null;
  }
}

function isSignedBy(head: StoredHead, { key }: NoteSigner): boolean {
  const note = parseSignedNote(head.note);
  return note.ok && note.value.signatures.some(({ name, keyId }) => name === key.name && keyId === key.keyId);
}
