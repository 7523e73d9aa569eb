import type { Action } from '../../core/action/action.ts';
import type { ApprovalAnswer, ApprovalRequest } from '../../core/approval/approval.ts';
import type { Decision } from '../../core/decision.ts';
import type { PromptRecord } from '../../core/fatigue/prompt-record.ts';
import { isSuggested, type PatternTally, SUGGESTION, tallyPatterns } from '../../core/fatigue/suggest-rules.ts';
import type { NarrowRule } from '../../core/policy/narrow-rule.ts';
import type { FlowContext } from '../flow-context.ts';
import { GatewayError } from '../gateway-error.ts';
import { narrowRuleOf, readPrompts } from './read-prompts.ts';
import { readSuggestions, type Suggestions } from './read-suggestions.ts';

type DeskParts = Pick<FlowContext, 'ports' | 'settings' | 'sequencer'>;

/** An answer that was given a moment ago, and what it is about. */
export type GivenAnswer = {
  readonly request: ApprovalRequest;
  readonly given: ApprovalAnswer;
  readonly shown: { readonly action: Action; readonly decision: Decision } | null;
};

/** Most rules that are counted at once, and newest answers of each. */
const MAX_RULES = 5_000;
const MAX_ANSWERS = 64;

/**
 * Proposes a rule once people have approved the same thing ten times and denied it never: a proposal on record, which changes
 * nothing until an operator accepts it.
 *
 * Counted from the log, over 90 days; answers within a second do not count, nor does anything for which no narrow rule may be
 * written. A rule is proposed once while its proposal holds, and one that was dismissed not again for thirty days.
 */
export class SuggestionDesk {
  private readonly parts: DeskParts;
  private tail: Promise<void> = Promise.resolve();
  private answers: Map<string, readonly PromptRecord[]> | null = null;

  constructor(parts: DeskParts) {
    this.parts = parts;
  }

  /** Looks, after an answer, whether something is to be suggested. Never waits and never raises: an answer stands without it. */
  noteAnswer(answer: GivenAnswer): void {
    this.tail = this.tail.then(() => this.look(answer)).catch(() => undefined);
  }

  /** Resolves when everything that was noted has been looked at. */
  async settled(): Promise<void> {
    await this.tail;
  }

  /** What people approved again and again, counted as it stands, most approvals first. */
  async tallies(): Promise<readonly PatternTally[]> {
    const answers = await this.known();
    return tallyPatterns([...answers.values()].flat(), this.parts.ports.clock.nowMs());
  }

  /** Puts a suggestion aside for thirty days. Raises `log.unknown-entry` for an entry that proposes none. */
  async dismiss(by: string, index: number): Promise<{ readonly untilMs: number }> {
    const { ports, sequencer } = this.parts;
    const [entry] = await ports.stores.ledger.readEntries({ fromIndex: index, limit: 1 });
    const { type = '', data = {} } = entry === undefined ? {} : (JSON.parse(entry.text) as Partial<Head>);
    const rule = type === 'policy.proposed' ? data['rule'] : undefined;
    if (typeof rule !== 'string')
      throw new GatewayError('log.unknown-entry', `dismiss the rule of entry ${index}: the entry proposes none`, {
        remedies: ['List them: `countersign policy proposed`.'],
      });
    const atMs = ports.clock.nowMs();
    const untilMs = atMs + SUGGESTION.dismissedForMs;
    const base = { type: 'policy.dismissed' as const, atMs, actor: by, session: null, action: null };
    const dismissal = { ...base, data: { entry: index, rule, until_ms: untilMs } };
    await sequencer.append({ entries: [{ entry: dismissal, payload: null }], changes: () => [] });
    return { untilMs };
  }

  private async look({ request, given, shown }: GivenAnswer): Promise<void> {
    if (shown === null) return;
    const nowMs = this.parts.ports.clock.nowMs();
    const narrow = narrowRuleOf({ ...shown, home: this.parts.settings.home }, nowMs);
    if (narrow === null) return;
    const isFresh = this.answers !== null;
    const answers = await this.known();
    // What was read from the log a moment ago holds this answer already.
    if (isFresh) keep(answers, promptOf({ request, given, shown, narrow }));
    const [tally] = tallyPatterns(answers.get(narrow.rule.id) ?? [], nowMs);
    if (tally === undefined || given.answer !== 'approve' || !isSuggested(tally)) return;
    const past = await readSuggestions(this.parts.ports, { sinceMs: nowMs - SUGGESTION.windowMs });
    if (mayPropose(past, { ruleId: narrow.rule.id, nowMs })) await this.propose({ narrow, shown, tally, nowMs });
  }

  private async known(): Promise<Map<string, readonly PromptRecord[]>> {
    if (this.answers !== null) return this.answers;
    const { ports } = this.parts;
    const nowMs = ports.clock.nowMs();
    const range = { sinceMs: nowMs - SUGGESTION.windowMs, nowMs };
    const read = await readPrompts({ ...ports, ledger: ports.stores.ledger }, range);
    const answers = new Map<string, readonly PromptRecord[]>();
    for (const { prompt } of read) keep(answers, prompt);
    this.answers = answers;
    return answers;
  }

  private async propose({
    narrow,
    shown: { action },
    tally,
    nowMs,
  }: {
    readonly narrow: NarrowRule;
    readonly shown: { readonly action: Action };
    readonly tally: PatternTally;
    readonly nowMs: number;
  }): Promise<void> {
    const { id, expiresAtMs } = narrow.rule;
    const entry = {
      type: 'policy.proposed' as const,
      atMs: nowMs,
      actor: 'gateway',
      session: action.session,
      action: action.id,
      data: { approvals: tally.approvals, expires_at_ms: expiresAtMs, rule: id, tool: action.tool.name },
    };
    await this.parts.sequencer.append({ entries: [{ entry, payload: narrow.yaml }], changes: () => [] });
  }
}

type Head = { readonly type: string; readonly data: { readonly [name: string]: unknown } };

function mayPropose(
  { proposed, dismissed }: Suggestions,
  { ruleId, nowMs }: { readonly ruleId: string; readonly nowMs: number },
): boolean {
  const dismissedAtMs = dismissed.get(ruleId) ?? Number.NEGATIVE_INFINITY;
  if (nowMs - dismissedAtMs < SUGGESTION.dismissedForMs) return false;
  return (proposed.get(ruleId) ?? Number.NEGATIVE_INFINITY) <= dismissedAtMs;
}

function keep(answers: Map<string, readonly PromptRecord[]>, prompt: PromptRecord): void {
  if (prompt.ruleId === null || prompt.answer === null) return;
  const before = answers.get(prompt.ruleId) ?? [];
  if (before.length === 0 && answers.size >= MAX_RULES) return;
  answers.set(prompt.ruleId, [...before, prompt].slice(-MAX_ANSWERS));
}

function promptOf({
  request,
  given,
  shown,
  narrow,
}: {
  readonly request: ApprovalRequest;
  readonly given: ApprovalAnswer;
  readonly shown: { readonly action: Action };
  readonly narrow: NarrowRule;
}): PromptRecord {
  const { approver: by, channel, atMs, answer } = given;
  return {
    request: request.id,
    index: request.decisionIndex,
    session: request.binding.session,
    tool: shown.action.tool.name,
    level: request.riskLevel,
    createdAtMs: request.createdAtMs,
    pattern: narrow.pattern,
    ruleId: narrow.rule.id,
    answer: { approved: answer === 'approve', by, channel, atMs },
  };
}
