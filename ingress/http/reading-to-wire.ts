import type { ActionRow } from '../../application/reading/action-row.ts';
import type { ParsedAction, ParsedPart } from '../../application/reading/parse-action.ts';
import type { OpenSession } from '../../application/reading/reading-flows.ts';
import type { ShownAction } from '../../application/reading/show-action.ts';
import type { Json } from '../../core/encoding/json.ts';
import { mapTexts } from '../../core/secret/map-texts.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type {
  WireActionRow,
  WireParsedAction,
  WireParsedPart,
  WireSession,
  WireShownAction,
} from '../../sdk/wire-reading.ts';
import { actionToWire, decisionToWire } from './to-wire.ts';

/** One decision in a line, on the wire. */
export function rowToWire(row: ActionRow): WireActionRow {
  const { logIndex, atMs, actionId, isEnforced, verdict, level, ...same } = row;
  return {
    ...same,
    log_index: logIndex,
    at_ms: atMs,
    action_id: actionId,
    enforced: isEnforced,
    verdict: verdict as WireActionRow['verdict'],
    level: level as WireActionRow['level'],
  };
}

/** One action with everything that is recorded of it, on the wire, without what looks like a secret. */
export function shownActionToWire({ record, action, decisions, trail, checkpoint }: ShownAction): WireShownAction {
  const shown: WireShownAction = {
    id: record.id,
    digest: record.digest,
    session: record.session,
    principal: record.principal,
    tool: record.toolName,
    status: record.status,
    created_at_ms: record.createdAtMs,
    updated_at_ms: record.updatedAtMs,
    action: action === null ? null : actionToWire(action),
    decisions: decisions.map(({ logIndex, atMs, decision }) => ({
      log_index: logIndex,
      at_ms: atMs,
      decision: decision === null ? null : decisionToWire(decision),
    })),
    trail: trail.map(({ atMs, ...entry }) => ({ ...entry, at_ms: atMs })),
    checkpoint,
  };
  return mapTexts(shown as unknown as Json, (text) => redactSecrets(text).text) as unknown as WireShownAction;
}

/** An open session on the wire. */
export function sessionToWire({ record, grants, crisis }: OpenSession): WireSession {
  return {
    id: record.id,
    principal: record.principal,
    workspace: record.workspace,
    started_at_ms: record.startedAtMs,
    consecutive_denials: record.consecutiveDenials,
    refused: record.denied.length,
    grants,
    crisis: crisis === null ? null : { level: crisis.level, until_ms: crisis.untilMs },
  };
}

/** The parse of a shell line on the wire, part by part in the order of the line, without what looks like a secret. */
export function parsedToWire({ parts, isComplete, problem }: ParsedAction): WireParsedAction {
  return { parts: parts?.flatMap((part) => partsToWire(part, 0)) ?? null, complete: isComplete, problem };
}

function partsToWire({ text, program, children, ...same }: ParsedPart, depth: number): readonly WireParsedPart[] {
  const told = program === null ? null : redactSecrets(program).text;
  const own = { ...same, text: redactSecrets(text).text, program: told, depth };
  return [own, ...children.flatMap((child) => partsToWire(child, depth + 1))];
}
