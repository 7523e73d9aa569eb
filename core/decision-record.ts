import type { Action } from './action/action.ts';
import type { Decision, GateReport } from './decision.ts';
import type { Json } from './encoding/json.ts';
import { sameJson } from './encoding/same-json.ts';
import type { Facts } from './facts.ts';
import { USUAL_REPORTS } from './gate/usual-reports.ts';
import { CALM } from './incident/emergency-state.ts';

/** Everything a decision was made of; with the policy of its time the verdict can be derived again. */
export type DecisionRecord = { readonly action: Action; readonly facts: Facts; readonly decision: Decision };

/** The version of the text form, its first member. */
const VERSION = 2;

/**
 * What is left out of a record where it holds: the world as it mostly is.
 *
 * Invariant: never changed without a new version. A record is read with the values that it was written with.
 */
const QUIET = {
  realPaths: {},
  principal: { authenticated: true, standing: 'standard' },
  emergency: CALM,
  grants: [],
  reviewer: 'none',
  budgets: [],
  estimate: { tokens: 0, costMicros: 0 },
  plan: null,
  approval: null,
} as const satisfies Partial<Facts>;

const QUIET_FACTS: readonly (readonly [keyof typeof QUIET, Json])[] = Object.entries(QUIET) as never;

/** A gate's report: its place among the usual ones, or a row; rule and remedy are left out where there is none. */
type GateRow = number | readonly [gate: string, outcome: string, reason: string, rule?: string, remedy?: string];

/**
 * Writes a record as the text that is kept beside the log.
 *
 * JSON, without what can be said in a word: fourteen gates report on every action, most of them the same on all, and most
 * facts are as on a quiet day. In full these would be two thirds of everything that is stored.
 */
export function formatDecisionRecord({ action, facts, decision }: DecisionRecord): string {
  const gates = decision.gates.map(rowOf);
  // JSON.stringify leaves out what is undefined.
  const kept: { -readonly [Name in keyof Facts]?: Facts[Name] | undefined } = { ...facts };
  for (const [name, quiet] of QUIET_FACTS) {
    if (sameJson(facts[name], quiet)) kept[name] = undefined;
  }
  return JSON.stringify({ v: VERSION, action, facts: kept, decision: { ...decision, gates } });
}

/**
 * Reads a record that `formatDecisionRecord` wrote, equal to the one it was given.
 *
 * The caller has checked that the text is the recorded one, by its digest. Null when it is of another version, or names a
 * report that this version does not know.
 */
export function parseDecisionRecord(text: string): DecisionRecord | null {
  const { v, action, facts, decision } = JSON.parse(text) as Stored;
  if (v !== VERSION) return null;
  const gates = decision.gates.map(reportOf);
  if (!gates.every((report) => report !== undefined)) return null;
  return { action, facts: { ...QUIET, ...facts }, decision: { ...decision, gates } };
}

type Stored = {
  readonly v: number;
  readonly action: Action;
  readonly facts: Omit<Facts, keyof typeof QUIET>;
  readonly decision: Omit<Decision, 'gates'> & { readonly gates: readonly GateRow[] };
};

function rowOf(report: GateReport): GateRow {
  const usual = USUAL_REPORTS.findIndex((known) => isSame(known, report));
  if (usual >= 0) return usual;
  const { gate, outcome, reason, rule, remedy } = report;
  if (remedy !== '') return [gate, outcome, reason, rule, remedy];
  return rule === '' ? [gate, outcome, reason] : [gate, outcome, reason, rule];
}

function isSame(one: GateReport, other: GateReport): boolean {
  return (
    one.gate === other.gate &&
    one.reason === other.reason &&
    one.outcome === other.outcome &&
    one.rule === other.rule &&
    one.remedy === other.remedy
  );
}

function reportOf(row: GateRow): GateReport | undefined {
  if (typeof row === 'number') return USUAL_REPORTS[row];
  const [gate, outcome, reason, rule = '', remedy = ''] = row;
  return { gate, outcome, rule, reason, remedy } as GateReport;
}
