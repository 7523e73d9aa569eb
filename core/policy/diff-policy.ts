import { VERDICTS, type Verdict } from '../decision.ts';

/** What one policy said of one recorded action. */
export type RecordedVerdict = {
  /** Names the recorded action, for example its decision entry. */
  readonly action: string;
  readonly verdict: Verdict;
  readonly rules: readonly string[];
};

/** A recorded action that two policies answer differently. */
export type VerdictChange = {
  readonly action: string;
  readonly before: Omit<RecordedVerdict, 'action'>;
  readonly after: Omit<RecordedVerdict, 'action'>;
};

/** What would change under another policy, in the order of the record. */
export type PolicyDifference = {
  readonly compared: number;
  readonly unchanged: number;
  readonly looser: readonly VerdictChange[];
  readonly tighter: readonly VerdictChange[];
  /** The verdict stands, for other rules. */
  readonly otherRules: readonly VerdictChange[];
  /** Actions that only one side answered: they were not compared. */
  readonly missing: readonly string[];
};

/**
 * Summarises how two policies differ over recorded actions. From loosest to tightest: allow, require-approval, defer, deny.
 * An action is compared once, by its last answer on each side. The order of rules does not matter.
 */
export function diffVerdicts(before: readonly RecordedVerdict[], after: readonly RecordedVerdict[]): PolicyDifference {
  const befores = new Map(before.map((record) => [record.action, record]));
  const afters = new Map(after.map((record) => [record.action, record]));
  const changes: Record<'looser' | 'tighter' | 'otherRules', VerdictChange[]> = {
    looser: [],
    tighter: [],
    otherRules: [],
  };
  let compared = 0;
  let unchanged = 0;
  for (const [action, first] of befores) {
    const second = afters.get(action);
    if (second === undefined) continue;
    compared += 1;
    const kind = kindOfChange(first, second);
    if (kind === 'unchanged') unchanged += 1;
    else changes[kind].push({ action, before: answerOf(first), after: answerOf(second) });
  }
  const missing = [...befores.keys(), ...afters.keys()].filter((action) => !befores.has(action) || !afters.has(action));
  return { compared, unchanged, ...changes, missing };
}

function kindOfChange(
  before: RecordedVerdict,
  after: RecordedVerdict,
): 'unchanged' | 'looser' | 'tighter' | 'otherRules' {
  const difference = VERDICTS.indexOf(after.verdict) - VERDICTS.indexOf(before.verdict);
  if (difference !== 0) return difference < 0 ? 'looser' : 'tighter';
  const rules = new Set(before.rules);
  const isSame = rules.size === new Set(after.rules).size && after.rules.every((rule) => rules.has(rule));
  return isSame ? 'unchanged' : 'otherRules';
}

function answerOf({ verdict, rules }: RecordedVerdict): Omit<RecordedVerdict, 'action'> {
  return { verdict, rules };
}
