import type { DecisionRecord } from '../../core/decision-record.ts';
import type { PromptAnswer, PromptRecord } from '../../core/fatigue/prompt-record.ts';
import type { HashFunction } from '../../core/hash.ts';
import { type NarrowRule, proposeNarrowRule } from '../../core/policy/narrow-rule.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';
import { type EntryHead, readDecision } from '../log/read-decision.ts';

const PAGE = 1_000;

/** Most entries of the log that are looked at, and most questions that are read. */
export const PROMPT_BOUNDS = { entries: 200_000, prompts: 5_000 } as const;

type ReadPorts = { readonly ledger: LedgerStore; readonly cipher: PayloadCipher; readonly hash: HashFunction };

/** A question with the decision that asked it; null where its payload is gone. */
export type ReadPrompt = {
  readonly prompt: PromptRecord;
  readonly record: DecisionRecord | null;
  readonly narrow: NarrowRule | null;
};

/** An entry's head as the log's text holds it. */
type Head = EntryHead & { readonly at_ms: number; readonly actor: string; readonly action: string | null };

/**
 * Reads the questions that were asked since a time, oldest first, with their answers and the decisions that asked.
 *
 * Bounded: of a longer log the newest part counts. Raises `log.corrupt` for a payload that is not the recorded one.
 */
export async function readPrompts(
  ports: ReadPorts,
  { sinceMs, nowMs }: { readonly sinceMs: number; readonly nowMs: number },
): Promise<readonly ReadPrompt[]> {
  const answers = new Map<string, PromptAnswer>();
  const asked: { readonly index: number; readonly head: Head }[] = [];
  let end = (await ports.ledger.loadHead())?.size ?? 0;
  const floor = Math.max(0, end - PROMPT_BOUNDS.entries);
  for (let isOver = false; end > floor && !isOver && asked.length < PROMPT_BOUNDS.prompts; ) {
    const fromIndex = Math.max(floor, end - PAGE);
    const entries = await ports.ledger.readEntries({ fromIndex, limit: end - fromIndex });
    for (const { index, text } of entries.toReversed()) {
      const head = MARKS.some((mark) => text.includes(mark)) ? (JSON.parse(text) as Head) : null;
      if (head === null) continue;
      if (head.at_ms < sinceMs) isOver = true;
      else if (head.type === 'approval.answered') noteAnswer(answers, head);
      else if (head.type === 'approval.requested') asked.push({ index, head });
    }
    end = fromIndex;
  }
  const found: ReadPrompt[] = [];
  for (const { index, head } of asked.slice(0, PROMPT_BOUNDS.prompts).reverse())
    found.push(await readPrompt({ index, head, answers, nowMs }, ports));
  return found;
}

/** Entries that may matter, before they are parsed. */
const MARKS = ['"type":"approval.answered"', '"type":"approval.requested"'] as const;

/** Read from the newest on: the last answer is the one that decided. */
function noteAnswer(answers: Map<string, PromptAnswer>, { data, actor, at_ms: atMs }: Head): void {
  const request = String(data['request']);
  if (answers.has(request)) return;
  const { answer, channel } = data;
  answers.set(request, { approved: answer === 'approve', by: actor, channel: String(channel), atMs });
}

type Asked = {
  readonly index: number;
  readonly head: Head;
  readonly answers: ReadonlyMap<string, PromptAnswer>;
  readonly nowMs: number;
};

/** The request's entry stands right behind the decision that asked. */
async function readPrompt({ index, head, answers, nowMs }: Asked, ports: ReadPorts): Promise<ReadPrompt> {
  const place = index - 1;
  const [entry] = await ports.ledger.readEntries({ fromIndex: place, limit: 1 });
  const decision = entry === undefined ? null : (JSON.parse(entry.text) as Head);
  const isIt = decision?.type === 'decision' && decision.action === head.action;
  const record = isIt ? await readDecision(place, ports) : null;
  const narrow = record === null ? null : narrowRuleOf({ ...record, home: record.facts.home }, nowMs);
  const request = String(head.data['request']);
  const prompt: PromptRecord = {
    request,
    index: place,
    session: record?.action.session ?? '',
    tool: record?.action.tool.name ?? '',
    level: record?.decision.risk.level ?? 'low',
    createdAtMs: head.at_ms,
    pattern: narrow?.pattern ?? null,
    ruleId: narrow?.rule.id ?? null,
    answer: answers.get(request) ?? null,
  };
  return { prompt, record, narrow };
}

/** The narrowest rule that would have made a decision's question needless; null where there is none. */
export function narrowRuleOf(
  { action, decision, home }: Pick<DecisionRecord, 'action' | 'decision'> & { readonly home: string },
  nowMs: number,
): NarrowRule | null {
  const { effects, risk } = decision;
  const narrow = proposeNarrowRule({ action, effects, risk, home, nowMs });
  return narrow.ok ? narrow.value : null;
}
