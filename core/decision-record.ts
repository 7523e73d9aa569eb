import type { Action } from './action/action.ts';
import type { Decision, GateReport } from './decision.ts';
import type { Facts } from './facts.ts';

/** Everything a decision was made of; with the policy of its time the verdict can be derived again. */
export type DecisionRecord = { readonly action: Action; readonly facts: Facts; readonly decision: Decision };

/** The version of the text form, its first member. */
const VERSION = 1;

/** A gate's report as a row; rule and remedy are left out where there is none. */
type GateRow = readonly [gate: string, outcome: string, reason: string, rule?: string, remedy?: string];

/**
 * Writes a record as the text that is kept beside the log.
 *
 * JSON, with each gate's report as a row: fourteen gates report on every action, and their field names would be a third
 * of everything that is stored.
 */
export function formatDecisionRecord({ action, facts, decision }: DecisionRecord): string {
  const gates = decision.gates.map(rowOf);
  return JSON.stringify({ v: VERSION, action, facts, decision: { ...decision, gates } });
}

/**
 * Reads a record that `formatDecisionRecord` wrote, equal to the one it was given.
 *
 * The caller has checked that the text is the recorded one, by its digest. Null when it is of another version.
 */
export function parseDecisionRecord(text: string): DecisionRecord | null {
  const { v, action, facts, decision } = JSON.parse(text) as Stored;
  if (v !== VERSION) return null;
  return { action, facts, decision: { ...decision, gates: decision.gates.map(reportOf) } };
}

type Stored = {
  readonly v: number;
  readonly action: Action;
  readonly facts: Facts;
  readonly decision: Omit<Decision, 'gates'> & { readonly gates: readonly GateRow[] };
};

function rowOf({ gate, outcome, reason, rule, remedy }: GateReport): GateRow {
  if (remedy !== '') return [gate, outcome, reason, rule, remedy];
  return rule === '' ? [gate, outcome, reason] : [gate, outcome, reason, rule];
}

function reportOf([gate, outcome, reason, rule = '', remedy = '']: GateRow): GateReport {
  return { gate, outcome, rule, reason, remedy } as GateReport;
}
