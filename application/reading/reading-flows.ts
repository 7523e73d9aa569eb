import { formatVerifierKey } from '../../core/audit/verifier-key.ts';
import { holds, RESTRICTED_FOR_MS } from '../../core/crisis/restrict-in-crisis.ts';
import type { SessionRecord } from '../../ports/session-store.ts';
import type { FlowContext } from '../flow-context.ts';
import type { ReplayFinding } from '../log/replay-decisions.ts';
import { type ActionPage, type ActionQuery, listActions } from './list-actions.ts';
import { type ParsedAction, parseAction } from './parse-action.ts';
import { type PolicyPreview, type PolicyText, policyText, previewPolicy } from './preview-policy.ts';
import { replayAction } from './replay-action.ts';
import { type ShownAction, showAction } from './show-action.ts';

/** A session that has not ended, with how many grants hold in it, and until when a crisis of its user restricts it; null where none does. */
export type OpenSession = {
  readonly record: SessionRecord;
  readonly grants: number;
  readonly crisis: { readonly level: 'high' | 'imminent'; readonly untilMs: number } | null;
};

/** Whom the log's checkpoints are signed by: its name and its verifier keys (vkeys), the current one first. */
export type LogKeys = { readonly origin: string; readonly keys: readonly string[] };

/** What people read about actions and sessions; nothing of it changes anything. */
export type ReadingFlows = {
  /** Recorded decisions, newest first, one row for each action. */
  readonly listActions: (query: ActionQuery) => Promise<ActionPage>;
  /** One action with everything that is recorded of it. Raises `action.unknown`. */
  readonly showAction: (id: string) => Promise<ShownAction>;
  /** How the gateway reads the shell text of an action. Raises `action.unknown`. */
  readonly parseAction: (id: string) => Promise<ParsedAction>;
  /** Derives the recorded verdicts of an action again. Raises `action.unknown`. */
  readonly replayAction: (id: string) => Promise<readonly ReplayFinding[]>;
  /** Sessions that have not ended, newest first. */
  readonly listSessions: (query: { readonly limit: number }) => Promise<readonly OpenSession[]>;
  readonly logKeys: () => LogKeys;
  /** The organisation's policy as text. Raises `unavailable` where it is no text. */
  readonly policyText: () => PolicyText;
  /** What a changed text would be, and do to what is recorded. Nothing is in force by it. Raises `unavailable` likewise. */
  readonly previewPolicy: (text: string) => Promise<PolicyPreview>;
};

/** The flows that only read. */
export function readingFlows(context: FlowContext): ReadingFlows {
  const { stores, clock, logSigner } = context.ports;
  return {
    listActions: (query) => listActions(context, query),
    showAction: (id) => showAction(context, id),
    parseAction: (id) => parseAction(context, id),
    replayAction: (id) => replayAction(context, id),
    listSessions: async ({ limit }) => {
      const records = await stores.sessions.listOpen(limit);
      const nowMs = clock.nowMs();
      return Promise.all(
        records.map(async (record) => ({
          record,
          grants: (await stores.approvals.listGrants(record.id, nowMs)).length,
          crisis: crisisOf(record, nowMs),
        })),
      );
    },
    logKeys: () => ({
      origin: logSigner.origin,
      keys: logSigner.signers.map(({ key }) => formatVerifierKey(key)),
    }),
    policyText: () => policyText(context),
    previewPolicy: (text) => previewPolicy(context, text),
  };
}

function crisisOf({ crisis }: SessionRecord, nowMs: number): OpenSession['crisis'] {
  if (crisis === undefined || !holds(crisis, nowMs)) return null;
  return { level: crisis.level, untilMs: crisis.sinceMs + RESTRICTED_FOR_MS };
}
