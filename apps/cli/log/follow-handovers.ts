import { type KeyHandover, verifyHandover } from '../../../core/audit/key-handover.ts';
import { formatVerifierKey, type VerifierKey } from '../../../core/audit/verifier-key.ts';
import { sha256, verifySignature } from './crypto.ts';
import { type LogSource, PAGE } from './log-source.ts';
import type { TrustedKeys } from './trust-keys.ts';

/** Marks an entry that may be a hand-over, before it is parsed. */
const MARK = '"key.handover"';

/** A rotation longer than this is no rotation; the bound keeps a hostile log from making a verifier remember without end. */
const MAX_HANDOVERS = 1_000;

/** A hand-over of the log, and where it stands. */
export type FollowedHandover = KeyHandover & { readonly index: number };

/** The keys to believe after every hand-over was followed, and what is wrong with those that cannot be. */
export type FollowedKeys = {
  /** The keys that were trusted, and each that one of them handed over to. */
  readonly keys: TrustedKeys;
  /** The same with the keys before them: for checkpoints from earlier, which the log must continue anyway. */
  readonly everyKey: TrustedKeys;
  readonly handovers: readonly FollowedHandover[];
  readonly problems: readonly string[];
};

/**
 * Follows the `key.handover` entries of a log from the keys that are trusted, in the order of the log.
 *
 * A key is believed when a believed key signed its name; the signature alone makes it so, whoever wrote the log. A hand-over
 * that the key it comes from has not signed is a problem, and leads nowhere. One from a key that is not believed, though
 * signed, leads nowhere either: that is another's key, or one from before the trusted ones.
 */
export function followHandovers(source: LogSource, keys: TrustedKeys): FollowedKeys {
  const believed = new Map(keys.logKeys.map((key) => [formatVerifierKey(key), key]));
  const signed: FollowedHandover[] = [];
  const problems: string[] = [];
  for (const { index, data } of handoverEntries(source)) {
    const found = verifyHandover(data, { verify: verifySignature, hash: sha256 });
    if (!found.ok) problems.push(`entry ${index}: ${found.failure}`);
    else signed.push({ ...found.value, index });
  }
  const handovers = signed.filter(({ from, to }) => {
    const isBelieved = believed.has(formatVerifierKey(from));
    if (isBelieved) believed.set(formatVerifierKey(to), to);
    return isBelieved;
  });
  const logKeys = [...believed.values()];
  const everyKey = { ...keys, logKeys: [...logKeys, ...earlierKeys(signed, believed)] };
  return { keys: { ...keys, logKeys }, everyKey, handovers, problems };
}

/** The keys that handed over, step by step, to one that is believed. */
function earlierKeys(
  signed: readonly FollowedHandover[],
  believed: ReadonlyMap<string, VerifierKey>,
): readonly VerifierKey[] {
  const earlier = new Map<string, VerifierKey>();
  for (const { from, to } of signed.toReversed()) {
    const [old, next] = [formatVerifierKey(from), formatVerifierKey(to)];
    if (!believed.has(old) && (believed.has(next) || earlier.has(next))) earlier.set(old, from);
  }
  return [...earlier.values()];
}

function handoverEntries(source: LogSource): readonly { readonly index: number; readonly data: unknown }[] {
  const found: { index: number; data: unknown }[] = [];
  for (let fromIndex = 0; found.length < MAX_HANDOVERS; fromIndex += PAGE) {
    const entries = source.entries({ fromIndex, limit: PAGE });
    for (const { index, text } of entries) {
      const entry = text.includes(MARK) ? parse(text) : null;
      if (entry?.type === 'key.handover') found.push({ index, data: entry.data });
    }
    if (entries.length < PAGE) break;
  }
  return found.slice(0, MAX_HANDOVERS);
}

function parse(text: string): { readonly type?: unknown; readonly data?: unknown } | null {
  try {
    return JSON.parse(text) as { readonly type?: unknown; readonly data?: unknown };
  } catch {
    return null;
  }
}
