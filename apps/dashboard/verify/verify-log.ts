import { EMPTY_FRONTIER, type Frontier, frontierRoot, growFrontier } from '../../../core/audit/frontier.ts';
import { trustCheckpoint } from '../../../core/audit/trust-checkpoint.ts';
import { parseVerifierKey, type VerifierKey } from '../../../core/audit/verifier-key.ts';
import { toBase64 } from '../../../core/encoding/base64.ts';
import type { WireLogEntry, WireLogHead, WireLogKeys } from '../../../sdk/wire.ts';
import { merkle, sha256, verifySignature } from './crypto.ts';

/** Where the log is read from. */
export type LogReader = {
  readonly head: () => Promise<WireLogHead>;
  readonly keys: () => Promise<WireLogKeys>;
  readonly entries: (range: { readonly from: number; readonly limit: number }) => Promise<readonly WireLogEntry[]>;
};

/** What was found. The log is sound when there is no problem. */
export type LogVerdict = {
  readonly size: number;
  readonly root: string;
  readonly origin: string;
  readonly signedBy: string | null;
  /** Whether it continues the checkpoint that was found sound earlier; null when there was none. */
  readonly continues: boolean | null;
  readonly problems: readonly string[];
};

/** A checkpoint that was found sound earlier: its size and root (base64), and the keys that were believed then. */
export type EarlierVerdict = { readonly size: number; readonly root: string; readonly keys: readonly string[] };

const PAGE = 1_000;
const MAX_PROBLEMS = 20;

/**
 * Recomputes the whole tree from the entries and compares it with the signed head (RFC 9162 §2.1), here in the browser and with the
 * same code as the gateway's own.
 *
 * The first time the log's keys are believed as the gateway tells them; later they must be the ones that were believed, and the log
 * must continue what was seen. Reports every problem, at most twenty.
 */
export async function verifyWholeLog(
  reader: LogReader,
  {
    earlier,
    onProgress,
  }: { readonly earlier: EarlierVerdict | null; readonly onProgress: (done: number, of: number) => void },
): Promise<LogVerdict> {
  const problems: string[] = [];
  const report = (problem: string) => void (problems.length < MAX_PROBLEMS && problems.push(problem));
  const [head, named] = [await reader.head(), await reader.keys()];
  const keys = readKeys(named.keys, report);
  if (earlier !== null && !named.keys.some((key) => earlier.keys.includes(key))) {
    report('The log is signed by keys that nobody here has seen: it was rotated twice, or it is another log.');
  }
  const trusted = trustCheckpoint(head.note, {
    policy: { origin: named.origin, logKeys: keys, witnessKeys: [], witnessQuorum: 0 },
    verify: verifySignature,
  });
  if (!trusted.ok) report(`Its signed head does not hold: ${trusted.failure}.`);
  else if (trusted.value.checkpoint.size !== BigInt(head.size)) report('Its head states another size than it signs.');
  const grown = await growTree(reader, { size: head.size, earlier, onProgress, report });
  const root = toBase64(frontierRoot(grown.frontier, merkle));
  if (trusted.ok && root !== toBase64(trusted.value.checkpoint.root))
    report('Its entries give another root than the signed one.');
  const continues = earlier === null ? null : grown.rootThen === earlier.root;
  if (continues === false) report(`It does not continue the ${earlier?.size} entries that were seen here before.`);
  return { size: head.size, root, origin: named.origin, signedBy: keys[0]?.name ?? null, continues, problems };
}

function readKeys(texts: readonly string[], report: (problem: string) => void): readonly VerifierKey[] {
  return texts.flatMap((text) => {
    const key = parseVerifierKey(text, sha256);
    if (key.ok) return [key.value];
    report(`A key of the log cannot be read: ${key.failure}.`);
    return [];
  });
}

type Growing = {
  readonly size: number;
  readonly earlier: EarlierVerdict | null;
  readonly onProgress: (done: number, of: number) => void;
  readonly report: (problem: string) => void;
};

async function growTree(reader: LogReader, { size, earlier, onProgress, report }: Growing) {
  let frontier: Frontier = EMPTY_FRONTIER;
  let rootThen: string | null = earlier?.size === 0 ? toBase64(merkle.empty) : null;
  let lastAtMs = 0;
  for (let from = 0; from < size; ) {
    const border = earlier !== null && earlier.size > from ? earlier.size - from : PAGE;
    const limit = Math.min(PAGE, size - from, border);
    const entries = await reader.entries({ from, limit });
    const leafHashes = entries.map(({ index, text, leaf_hash: stated }, offset) => {
      if (index !== from + offset) report(`Entry ${from + offset} is missing.`);
      const hash = merkle.leaf(text);
      if (toBase64(hash) !== stated) report(`Entry ${index} was changed: its hash is another.`);
      const { at_ms: atMs = 0 } = JSON.parse(text) as { readonly at_ms?: number };
      if (atMs < lastAtMs) report(`Entry ${index} is dated before the one above it.`);
      lastAtMs = Math.max(lastAtMs, atMs);
      return hash;
    });
    frontier = growFrontier(frontier, { leafHashes, merkle, withLeaves: false }).frontier;
    if (entries.length < limit) {
      report(`Entry ${from + entries.length} is missing, want ${size} entries.`);
      break;
    }
    from += entries.length;
    if (from === earlier?.size) rootThen = toBase64(frontierRoot(frontier, merkle));
    onProgress(from, size);
    // Lets the page be painted between two pages of entries.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return { frontier, rootThen };
}
