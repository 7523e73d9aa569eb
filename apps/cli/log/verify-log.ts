import type { Checkpoint } from '../../../core/audit/checkpoint.ts';
import { frontierRoot } from '../../../core/audit/frontier.ts';
import { type TrustedCheckpoint, trustCheckpoint } from '../../../core/audit/trust-checkpoint.ts';
import { equalBytes } from '../../../core/encoding/bytes.ts';
import { toHex } from '../../../core/encoding/hex.ts';
import { merkle, verifySignature } from './crypto.ts';
import { type FollowedKeys, followHandovers } from './follow-handovers.ts';
import type { LogSource } from './log-source.ts';
import { LogScan, Problems } from './scan-log.ts';
import { type TrustedKeys, trustPolicyFor } from './trust-keys.ts';

/** What was found about a log. It is sound when `problems` is empty. */
export type LogReport = {
  readonly source: string;
  readonly origin: string | null;
  readonly size: number;
  /** Recomputed from the entries, hexadecimal. */
  readonly root: string;
  /** Of the entries that could be read, by type. */
  readonly counts: { readonly [type: string]: number };
  /** Names of the witnesses whose cosignatures hold. */
  readonly witnesses: readonly string[];
  /** Whether the log continues the earlier checkpoint; null when none was given. */
  readonly continues: boolean | null;
  /** Places of the entries that handed the log over to another key, and were followed. */
  readonly handovers: readonly number[];
  readonly problems: readonly string[];
  readonly durationMs: number;
};

/** What to check against, and whom to tell how far it is. */
export type VerifyOptions = {
  readonly keys: TrustedKeys;
  /** What following the hand-overs gave, where the caller has done so already. */
  readonly followed?: FollowedKeys;
  /** A checkpoint that was kept from an earlier time, already found to be the log's own. */
  readonly earlier: Checkpoint | null;
  readonly onProgress?: (done: number, total: number) => void;
};

/**
 * Recomputes the whole tree of a log from its entries and compares it with everything that is stated about it (RFC 9162 §2.1):
 * the signed head, the stored hashes, an earlier checkpoint. A log whose key was rotated is believed from the first trusted
 * key onward. Needs no gateway.
 *
 * Every problem is reported, up to twenty, each with its place. Time in the entries must not run backwards.
 */
export function verifyLog(source: LogSource, { earlier, onProgress, ...trust }: VerifyOptions): LogReport {
  const startMs = performance.now();
  const head = source.head();
  const problems = new Problems();
  const { followed = followHandovers(source, trust.keys) } = trust;
  const { keys } = followed;
  for (const problem of followed.problems) problems.add(problem);
  const trusted = head === null ? null : trustHead(head.note, { keys, problems });
  const size = Number(trusted?.checkpoint.size ?? head?.beside?.size ?? 0);
  const isSizeKnown = head === null || trusted !== null || head.beside !== null;
  if (head?.beside && trusted !== null) compareBeside(head.beside, { trusted, problems });
  if (head === null && earlier !== null && earlier.size > 0n) problems.add('the log is empty: it was cut');
  const scan = new LogScan(source, { size, earlier, problems });
  while (scan.step()) onProgress?.(scan.size, size);
  const root = frontierRoot(scan.frontier, merkle);
  if (trusted !== null && scan.isComplete && !equalBytes(root, trusted.checkpoint.root)) {
    problems.add(`its entries give root ${toHex(root)}, want the signed ${toHex(trusted.checkpoint.root)}`);
  }
  if (isSizeKnown && scan.isComplete && source.entries({ fromIndex: size, limit: 1 }).length > 0) {
    problems.add(`it holds an entry ${size} beyond its head of ${size} entries`);
  }
  return {
    source: source.name,
    origin: trusted?.checkpoint.origin ?? null,
    size: scan.size,
    root: toHex(root),
    counts: Object.fromEntries([...scan.counts].sort(([one], [two]) => one.localeCompare(two))),
    witnesses: [...new Set((trusted?.witnesses ?? []).map(({ key }) => key.name))],
    continues: earlier === null ? null : scan.continues(),
    handovers: followed.handovers.map(({ index }) => index),
    problems: problems.list,
    durationMs: performance.now() - startMs,
  };
}

function trustHead(
  note: string,
  { keys, problems }: { readonly keys: TrustedKeys; readonly problems: Problems },
): TrustedCheckpoint | null {
  const trusted = trustCheckpoint(note, { policy: trustPolicyFor(note, keys), verify: verifySignature });
  if (trusted.ok && trusted.value.checkpoint.size <= BigInt(Number.MAX_SAFE_INTEGER)) return trusted.value;
  problems.add(
    trusted.ok ? `its head states ${trusted.value.checkpoint.size} entries, want below 2^53` : trusted.failure,
  );
  return null;
}

function compareBeside(
  { size, root }: { readonly size: number; readonly root: Uint8Array },
  { trusted, problems }: { readonly trusted: TrustedCheckpoint; readonly problems: Problems },
): void {
  const { checkpoint } = trusted;
  if (BigInt(size) === checkpoint.size && equalBytes(root, checkpoint.root)) return;
  problems.add(`it states ${size} entries with root ${toHex(root)} beside a signed head of ${checkpoint.size}`);
}
