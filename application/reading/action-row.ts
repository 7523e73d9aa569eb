import type { DecisionRecord } from '../../core/decision-record.ts';
import { isJsonObject, type Json } from '../../core/encoding/json.ts';
import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type { ActionRecord, ActionStatus } from '../../ports/action-store.ts';
import type { EntryHead } from '../log/read-decision.ts';

/** One decision of one action in a line, with what has become of the action since. Times in milliseconds since 1970. */
export type ActionRow = {
  readonly logIndex: number;
  readonly atMs: number;
  readonly actionId: string;
  readonly session: string;
  readonly principal: string;
  readonly tool: string;
  readonly surface: string;
  /** What it would do, in one line of at most 240 characters without secrets; empty when the payload was erased. */
  readonly summary: string;
  readonly workspace: string;
  readonly effects: readonly string[];
  /** Who chose what it touches, as far as that is known, each once: `web`, `tool:<name>`, `user`. */
  readonly provenance: readonly string[];
  readonly verdict: string;
  /** False where the verdict was recorded, not enforced (shadow mode). */
  readonly isEnforced: boolean;
  readonly score: number;
  readonly level: string;
  readonly gate: string | null;
  readonly rule: string | null;
  readonly reason: string;
  readonly policy: string;
  readonly status: ActionStatus | null;
};

/** The parts of an entry beside those of `EntryHead` that a row needs. */
export type DecisionHead = EntryHead & {
  readonly at_ms: number;
  readonly actor: string;
  readonly session: string | null;
  readonly action: string | null;
};

const MAX_SUMMARY = 240;
/** Arguments that say best what a call does, the most telling first. */
const TELLING = ['command', 'cmd', 'file_path', 'path', 'url', 'pattern', 'query', 'to', 'name', 'text'] as const;

/** Makes the row of a decision entry; `record` is null when its payload was erased. */
export function actionRow(
  { index, head }: { readonly index: number; readonly head: DecisionHead },
  { record, action }: { readonly record: DecisionRecord | null; readonly action: ActionRecord | null },
): ActionRow {
  const { data } = head;
  return {
    logIndex: index,
    atMs: head.at_ms,
    actionId: head.action ?? '',
    session: head.session ?? '',
    principal: head.actor,
    tool: textOrNull(data['tool']) ?? '',
    surface: textOrNull(data['surface']) ?? '',
    summary: record === null ? '' : summaryOf(record.action.args),
    workspace: record?.action.workspace ?? '',
    effects: Array.isArray(data['effects']) ? data['effects'].map(String) : [],
    provenance: knownProvenance(record),
    verdict: String(data['verdict']),
    isEnforced: data['enforced'] !== false,
    score: Number(data['score'] ?? 0),
    level: textOrNull(data['level']) ?? 'none',
    gate: textOrNull(data['gate']),
    rule: textOrNull(data['rule']),
    reason: redactSecrets(record?.decision.reason ?? '').text,
    policy: textOrNull(data['policy']) ?? '',
    status: action?.status ?? null,
  };
}

/** One line that tells the arguments: the most telling one, or all of them as JSON. */
export function summaryOf(args: Json): string {
  const telling = isJsonObject(args)
    ? TELLING.map((name) => args[name]).find((value) => typeof value === 'string' && value !== '')
    : undefined;
  const text = typeof telling === 'string' ? telling : JSON.stringify(args);
  const line = redactSecrets(text).text.split('\n').join(' ⏎ ');
  return line.length <= MAX_SUMMARY ? line : `${line.slice(0, MAX_SUMMARY - 1).toWellFormed()}…`;
}

function knownProvenance(record: DecisionRecord | null): readonly string[] {
  const sources = (record?.decision.effects ?? []).map(({ resource }) => resource.provenance);
  return [...new Set(sources)].filter((source) => source !== 'unknown');
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
