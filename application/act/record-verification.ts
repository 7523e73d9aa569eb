import type { Action } from '../../core/action/action.ts';
import { toHex } from '../../core/encoding/hex.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import type { TakenBack } from './take-back.ts';
import type { Verified } from './verify-change.ts';

/** What a verification came to. */
export type VerificationEnd = {
  readonly action: Action;
  readonly verification: Verified;
  /** Whether the change stands now. */
  readonly isStanding: boolean;
  /** Null where it was not taken back. */
  readonly taken: TakenBack | null;
};

/**
 * Puts on record what the verifier found and what became of the change, and tells whoever watches.
 *
 * Details of checks and digests of what they printed lie beside the log; the entry names checks and how they ended. Raises
 * `log.unwritable`; then nobody is told.
 */
export async function recordVerification(
  { ports, sequencer, events }: FlowContext,
  end: VerificationEnd,
): Promise<void> {
  const { action, verification, isStanding, taken } = end;
  const { outcome, contained, checks } = verification;
  const atMs = ports.clock.nowMs();
  const data: JsonObject = {
    checks: checks.map(({ name, status }) => ({ name, status })),
    contained,
    left: taken?.left.length ?? 0,
    outcome,
    stands: isStanding,
  };
  const about = { actor: 'gateway', session: action.session, action: action.id };
  const noted = await sequencer.append({
    entries: [{ entry: { type: 'change.verified', atMs, ...about, data }, payload: payloadOf(end, ports.hash) }],
    changes: () => [],
  });
  if (!noted.ok) throw new GatewayError('log.unwritable', `record a verification: ${noted.conflict}`);
  const failed = checks.filter(({ status }) => status !== 'passed').map(({ name }) => name);
  const place = { logIndex: noted.firstIndex, atMs, actionId: action.id, session: action.session };
  events.publish({ kind: 'verification', ...place, outcome, stands: isStanding, failed });
}

function payloadOf({ verification, taken }: VerificationEnd, hash: FlowContext['ports']['hash']): string {
  const { checks, reason, excerpts } = verification;
  return JSON.stringify({
    checks: checks.map(({ name, status, outcome, detail }) => ({ name, status, outcome, detail })),
    excerpts: excerpts.map(({ name, excerpt }) => ({ name, digest: `sha256:${toHex(hash(excerpt))}` })),
    left: (taken?.left ?? []).slice(0, 1_000),
    reason,
  });
}
