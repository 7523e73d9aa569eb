import { decide } from '../../core/decide.ts';
import type { DecisionRecord } from '../../core/decision-record.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';
import type { PolicyArchive } from '../../ports/policy-archive.ts';
import type { ReadyPolicy } from '../gateway-ports.ts';
import { erasedPlaces } from './payload-state.ts';
import { type EntryHead, readPayload, recordOf } from './read-decision.ts';

const PAGE = 1_000;

/**
 * One decision that was derived again: whether it came out the same, byte for byte. `missing`: its payload is gone, and no
 * entry records that it was erased.
 */
export type ReplayFinding = {
  readonly index: number;
  readonly outcome: 'same' | 'different' | 'erased' | 'missing' | 'unknown-policy';
  /** What differs, for people; empty when the same. */
  readonly detail: string;
};

type ReplayPorts = {
  readonly ledger: LedgerStore;
  readonly policies: PolicyArchive;
  readonly cipher: PayloadCipher;
  readonly hash: HashFunction;
  /** Makes a policy from the bundle that was remembered under its version; null when it cannot be made any more. */
  readonly preparePolicy: (bundle: string) => ReadyPolicy | null;
};

/**
 * Derives every recorded verdict again from what was recorded: action, facts and the policy bundle of that time.
 *
 * Reports every decision; the log itself is checked by `openLog`. Any difference means that the record, the policy archive
 * or the code that decides is not what it was.
 */
export async function* replayDecisions(
  ports: ReplayPorts,
  range: { readonly fromIndex: number; readonly toIndex: number },
): AsyncGenerator<ReplayFinding> {
  const known: Known = { ports, policies: new Map(), erased: await erasedPlaces(ports.ledger) };
  for (let fromIndex = range.fromIndex; fromIndex < range.toIndex; fromIndex += PAGE) {
    const entries = await ports.ledger.readEntries({ fromIndex, limit: Math.min(PAGE, range.toIndex - fromIndex) });
    for (const entry of entries) {
      const head = JSON.parse(entry.text) as EntryHead;
      if (head.type !== 'decision') continue;
      yield await replayOne(entry.index, head, known);
    }
  }
}

type Known = {
  readonly ports: ReplayPorts;
  readonly policies: Map<string, ReadyPolicy | null>;
  readonly erased: ReadonlySet<number>;
};

async function replayOne(index: number, head: EntryHead, { ports, policies, erased }: Known): Promise<ReplayFinding> {
  const text = await readPayload(index, head, ports);
  if (text === null) {
    return erased.has(index)
      ? { index, outcome: 'erased', detail: 'payload erased' }
      : { index, outcome: 'missing', detail: 'its payload is gone, and no entry records its erasure' };
  }
  const version = String(head.data['policy']);
  const ready = policies.has(version) ? (policies.get(version) ?? null) : await load(version, ports);
  policies.set(version, ready);
  if (ready === null) return { index, outcome: 'unknown-policy', detail: `policy ${version} is not in the archive` };
  return compare(index, recordOf(index, text), ready);
}

async function load(version: string, { policies, preparePolicy }: ReplayPorts): Promise<ReadyPolicy | null> {
  const bundle = await policies.find(version);
  const ready = bundle === null ? null : preparePolicy(bundle);
  return ready?.policy.settings.version === version ? ready : null;
}

function compare(index: number, { action, facts, decision }: DecisionRecord, ready: ReadyPolicy): ReplayFinding {
  const again = decide(action, facts, ready.policy);
  const same = canonicalJson(again) === canonicalJson(decision);
  if (same) return { index, outcome: 'same', detail: '' };
  return {
    index,
    outcome: 'different',
    detail: `recorded ${decision.verdict} (${decision.reason}), derived ${again.verdict} (${again.reason})`,
  };
}
