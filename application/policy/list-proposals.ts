import type { HashFunction } from '../../core/hash.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';
import { GatewayError } from '../gateway-error.ts';
import { type EntryHead, readPayload } from '../log/read-decision.ts';

const PAGE = 1_000;

/** Marks an entry that may propose a rule, before it is parsed. */
const MARK = '"type":"policy.proposed"';

/** Marks an entry that may put one aside. */
const DISMISSED = '"type":"policy.dismissed"';

/** A rule that an approver proposed with the scope `proposal`, or the gateway after ten approvals: nothing is in force by it. Times in milliseconds since 1970. */
export type Proposed = {
  /** Place of its entry in the log. */
  readonly index: number;
  readonly atMs: number;
  /** Who proposed it. */
  readonly by: string;
  readonly tool: string;
  readonly ruleId: string | null;
  /** The rule as YAML lines; null when none could be written or the payload is gone. */
  readonly yaml: string | null;
  readonly expiresAtMs: number | null;
  /**
   * `refused`: no rule could be proposed, `why` says so. `erased`: the rule is not beside the log any more. `expired`: it would
   * not hold any more. `dismissed`: a person put it aside. Whether an open one was adopted is for the policy files to say.
   */
  readonly state: 'open' | 'expired' | 'refused' | 'erased' | 'dismissed';
  readonly why: string | null;
};

type ReadPorts = { readonly ledger: LedgerStore; readonly cipher: PayloadCipher; readonly hash: HashFunction };

/** Lists the proposed rules, newest first, at most `limit`. Raises `log.corrupt` for a payload that is not the recorded one. */
export async function listProposals(
  ports: ReadPorts,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<readonly Proposed[]> {
  const found: Proposed[] = [];
  const dismissed = new Set<unknown>();
  let end = (await ports.ledger.loadHead())?.size ?? 0;
  while (end > 0 && found.length < limit) {
    const fromIndex = Math.max(0, end - PAGE);
    const entries = await ports.ledger.readEntries({ fromIndex, limit: end - fromIndex });
    for (const { index, text } of entries.toReversed()) {
      if (text.includes(DISMISSED)) dismissed.add((JSON.parse(text) as EntryHead).data['entry']);
      if (!text.includes(MARK)) continue;
      const proposed = await proposedIn({ index, text }, { ports, nowMs });
      if (proposed !== null && found.length < limit) found.push(putAside(proposed, dismissed));
    }
    end = fromIndex;
  }
  return found;
}

/** Read from the newest on: whoever dismissed a proposal did so after it. */
function putAside(proposed: Proposed, dismissed: ReadonlySet<unknown>): Proposed {
  return proposed.state === 'open' && dismissed.has(proposed.index) ? { ...proposed, state: 'dismissed' } : proposed;
}

/** Reads one proposed rule; raises `log.unknown-entry` for an entry that is none. */
export async function findProposal(
  index: number,
  { ports, nowMs }: { readonly ports: ReadPorts; readonly nowMs: number },
): Promise<Proposed> {
  const [entry] = await ports.ledger.readEntries({ fromIndex: index, limit: 1 });
  const proposed = entry === undefined ? null : await proposedIn(entry, { ports, nowMs });
  if (proposed !== null) return proposed;
  throw new GatewayError('log.unknown-entry', `find the proposed rule of entry ${index}: the entry proposes none`, {
    remedies: ['List them: `countersign policy proposed`.'],
  });
}

async function proposedIn(
  { index, text }: { readonly index: number; readonly text: string },
  { ports, nowMs }: { readonly ports: ReadPorts; readonly nowMs: number },
): Promise<Proposed | null> {
  const head = JSON.parse(text) as EntryHead & { readonly at_ms: number; readonly actor: string };
  if (head.type !== 'policy.proposed') return null;
  const { expires_at_ms: expires, rule, tool, refused } = head.data;
  const yaml = head.payload === null ? null : await readPayload(index, head, ports);
  const expiresAtMs = typeof expires === 'number' ? expires : null;
  const why = typeof refused === 'string' ? refused : null;
  return {
    index,
    atMs: head.at_ms,
    by: head.actor,
    tool: typeof tool === 'string' ? tool : '',
    ruleId: typeof rule === 'string' ? rule : null,
    yaml,
    expiresAtMs,
    state: stateOf({ yaml, expiresAtMs, why, nowMs }),
    why,
  };
}

function stateOf({
  yaml,
  expiresAtMs,
  why,
  nowMs,
}: Pick<Proposed, 'yaml' | 'expiresAtMs' | 'why'> & { readonly nowMs: number }): Proposed['state'] {
  if (why !== null || expiresAtMs === null) return 'refused';
  if (yaml === null) return 'erased';
  return nowMs < expiresAtMs ? 'open' : 'expired';
}
