import type { DecisionRecord } from '../../core/decision-record.ts';
import { type FatigueMeasure, measureFatigue } from '../../core/fatigue/measure-fatigue.ts';
import { passesBare, tryRule } from '../../core/fatigue/saved-by-rule.ts';
import { isSuggested, type PatternTally, tallyPatterns } from '../../core/fatigue/suggest-rules.ts';
import type { HashFunction } from '../../core/hash.ts';
import type { CompiledPolicy } from '../../core/policy/compiled-policy.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { PayloadCipher } from '../../ports/payload-cipher.ts';
import { PROMPT_BOUNDS, type ReadPrompt, readPrompts } from './read-prompts.ts';

/** A narrow rule that would have made questions needless, as YAML, and what it would and would not have covered. */
export type SavingRule = {
  readonly pattern: string;
  readonly ruleId: string;
  readonly yaml: string;
  /** Decisions, by their places in the log, that would not have been asked about. Each was decided again with the rule. */
  readonly saved: readonly number[];
  /** What the rule is about and yet is asked about or denied with it. */
  readonly kept: readonly number[];
  readonly approvals: number;
  readonly denials: number;
};

/** How people deal with questions, and what would make them fewer. */
export type FatigueSurvey = FatigueMeasure & {
  readonly sinceMs: number;
  readonly nowMs: number;
  /** Most questions saved first, at most five; never one of a pattern that somebody denied. */
  readonly rules: readonly SavingRule[];
  /** Ten approvals and more, and no denial: these are proposed by the gateway. */
  readonly suggested: readonly PatternTally[];
  /** True where more was asked than is read at once: the newest questions count. */
  readonly isCut: boolean;
};

const MAX_RULES = 5;
/** Rules that are tried at most: each decides every question again; and of how many it is looked at whether they are in force already. */
const MAX_TRIED = 12;
const MAX_LOOKED = 500;

type SurveyPorts = { readonly ledger: LedgerStore; readonly cipher: PayloadCipher; readonly hash: HashFunction };

/** Measures how people answered since a time, from the log, and tries the rules that would have helped on what is recorded. */
export async function surveyFatigue(
  ports: SurveyPorts,
  { policy, sinceMs, nowMs }: { readonly policy: CompiledPolicy; readonly sinceMs: number; readonly nowMs: number },
): Promise<FatigueSurvey> {
  const read = await readPrompts(ports, { sinceMs, nowMs });
  const prompts = read.map(({ prompt }) => prompt);
  return {
    ...measureFatigue(prompts, { sinceMs, nowMs }),
    sinceMs,
    nowMs,
    rules: savingRules(read, policy),
    suggested: tallyPatterns(prompts, nowMs).filter(isSuggested),
    isCut: read.length >= PROMPT_BOUNDS.prompts,
  };
}

/** The rules that would have saved most of these questions. */
export function savingRules(read: readonly ReadPrompt[], policy: CompiledPolicy): readonly SavingRule[] {
  const groups = new Map<string, ReadPrompt[]>();
  for (const one of read) {
    if (one.narrow === null) continue;
    const { id } = one.narrow.rule;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  const candidates = [...groups.values()]
    .filter((group) => group.every(({ prompt }) => prompt.answer?.approved !== false))
    .sort((first, second) => second.length - first.length)
    .slice(0, MAX_LOOKED);
  return firstOf(candidates, { most: MAX_TRIED, fits: (group) => !isInForce(group, policy) })
    .flatMap((group) => triedRule(group, read, policy))
    .sort((first, second) => second.saved.length - first.saved.length)
    .slice(0, MAX_RULES);
}

function firstOf<Item>(
  items: readonly Item[],
  { most, fits }: { readonly most: number; readonly fits: (item: Item) => boolean },
): readonly Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length >= most) break;
    if (fits(item)) found.push(item);
  }
  return found;
}

/** Whether one of these questions would not be asked any more: then a rule for them is in force, and another saves nothing. */
function isInForce(group: readonly ReadPrompt[], policy: CompiledPolicy): boolean {
  return group.some(({ record }) => record !== null && passesBare(record, policy));
}

function triedRule(
  group: readonly ReadPrompt[],
  read: readonly ReadPrompt[],
  policy: CompiledPolicy,
): readonly SavingRule[] {
  const narrow = group.at(-1)?.narrow ?? null;
  if (narrow === null) return [];
  const known = read.filter((one): one is ReadPrompt & { readonly record: DecisionRecord } => one.record !== null);
  const { saved, kept } = tryRule(
    known.map(({ record }) => record),
    { policy, rule: narrow.rule },
  );
  if (saved.length === 0) return [];
  const placesOf = (places: readonly number[]): readonly number[] =>
    places.flatMap((at) => known[at]?.prompt.index ?? []);
  const approvals = group.filter(({ prompt }) => prompt.answer?.approved === true).length;
  const { pattern, yaml, rule } = narrow;
  return [{ pattern, ruleId: rule.id, yaml, saved: placesOf(saved), kept: placesOf(kept), approvals, denials: 0 }];
}
