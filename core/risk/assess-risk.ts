import type { Effect } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import type { PlanClass } from '../plan/classify-plan.ts';
import { isTainted } from '../provenance/provenance.ts';
import { type Risk, riskLevelOf, type ScorePart } from './risk.ts';
import { RISK_SIGNALS, type RiskSignal, type RiskWeights } from './risk-weights.ts';

/** What the score is computed from, beside the effects. */
export type RiskInput = {
  readonly effects: readonly Effect[];
  /** The action happens in production or is about money, as policy describes it. */
  readonly production: boolean;
  readonly financial: boolean;
  /** Points of the plan the action belongs to, 0–100; 0 without a plan. */
  readonly planPoints: number;
  /** What sort of plan it is: a boundary of policy is high, widened rights are critical (model §3). */
  readonly planClass?: PlanClass;
};

const FLOOR = { low: 11, medium: 31, high: 66, critical: 90 } as const;

/**
 * Scores an action: `min(100, max(floors; plan + 20 × (pattern + behaviour + context)))` (model §3), in whole points.
 *
 * Every floor and every addend is reported with its rule. A signal counts once, however many effects show it.
 * Invariant: adding an effect, or making one more severe, never lowers the score.
 */
export function assessRisk(input: RiskInput, weights: RiskWeights): Risk {
  const parts: ScorePart[] = [...floorsOf(input)];
  const planPoints = wholePoints(input.planPoints);
  if (planPoints > 0) parts.push({ kind: 'plan', rule: 'plan', points: planPoints });
  for (const signal of signalsOf(input)) {
    parts.push({
      kind: RISK_SIGNALS[signal],
      rule: `signal:${signal}`,
      points: wholePoints(weights.hundredths[signal] / 5),
    });
  }
  let floor = 0;
  let sum = 0;
  for (const part of parts) {
    if (part.kind === 'floor') floor = Math.max(floor, part.points);
    else sum += part.points;
  }
  const score = Math.min(100, Math.max(floor, sum));
  return { score, level: riskLevelOf(score), parts };
}

/** Points as they are added: whole, 0–100. What is no number counts as 100. */
function wholePoints(points: number): number {
  return Number.isNaN(points) ? 100 : Math.min(100, Math.max(0, Math.round(points)));
}

function floorsOf(input: RiskInput): readonly ScorePart[] {
  const floors = new Map<string, number>();
  const raise = (rule: string, points: number): void => {
    if (points > (floors.get(rule) ?? 0)) floors.set(rule, points);
  };
  for (const effect of input.effects) {
    raise(`effect:${effect.class}`, EFFECT_TABLE[effect.class].floor);
    if (effect.reversibility === 'irreversible') raise('irreversible', FLOOR.medium);
    if (isTainted(effect.resource.provenance) && isPrivileged(effect)) raise('tainted', FLOOR.high);
    if (effect.class !== 'file.read') raiseForMarks(effect, raise);
    else if (effect.marks.includes('unresolved')) raise('mark:unresolved', FLOOR.low);
  }
  if (input.production) raise('context:production', FLOOR.high);
  if (input.financial) raise('context:financial', FLOOR.high);
  if (input.planClass === 'system-level') raise('plan:system-level', FLOOR.high);
  if (input.planClass === 'privilege-escalation') raise('plan:privilege-escalation', FLOOR.critical);
  return [...floors].map(([rule, points]) => ({ kind: 'floor', rule, points }));
}

/** Everything but what has no risk at all. */
function isPrivileged(effect: Effect): boolean {
  return EFFECT_TABLE[effect.class].floor > 0;
}

function raiseForMarks(effect: Effect, raise: (rule: string, points: number) => void): void {
  for (const mark of effect.marks) {
    if (mark === 'scratch') raise('boundary:scratch', FLOOR.medium);
    if (mark === 'outside-workspace' || mark === 'system-path' || mark === 'other-workspace' || mark === 'as-root')
      raise(`boundary:${mark}`, FLOOR.high);
    if (mark === 'bulk' && effect.class === 'db.write') raise('mark:bulk', FLOOR.high);
    if (mark === 'dangerous-shell' || mark === 'metadata-address' || mark === 'holds-secret')
      raise(`mark:${mark}`, FLOOR.high);
    if (mark === 'data-deletion' || mark === 'over-limit' || mark === 'gateway-state')
      raise(`mark:${mark}`, FLOOR.critical);
  }
}

/** The signals that are present, each once, in the order of the table. */
function signalsOf(input: RiskInput): readonly RiskSignal[] {
  const present = new Set<RiskSignal>();
  for (const effect of input.effects) {
    for (const signal of signalsOfEffect(effect)) present.add(signal);
  }
  if (input.production) present.add('production');
  if (input.financial) present.add('financial');
  return (Object.keys(RISK_SIGNALS) as RiskSignal[]).filter((signal) => present.has(signal));
}

function signalsOfEffect(effect: Effect): readonly RiskSignal[] {
  const signals: RiskSignal[] = [];
  const changes = effect.class !== 'file.read' && effect.class !== 'secret.read';
  if (effect.marks.includes('dangerous-shell')) signals.push('dangerous-shell');
  if (effect.marks.includes('unknown-host')) signals.push('unknown-external-host');
  if (effect.marks.includes('sensitive-path') && changes) signals.push('sensitive-path-write');
  if (effect.marks.includes('other-workspace') && changes) signals.push('other-agents-workspace');
  const byClass = SIGNAL_OF_CLASS[effect.class];
  if (byClass !== undefined) signals.push(byClass);
  return signals;
}

const SIGNAL_OF_CLASS: { readonly [Class in Effect['class']]?: RiskSignal } = {
  'service.change': 'service-change',
  'secret.read': 'asks-for-credentials',
  'self.modify': 'modifies-own-configuration',
  'message.send': 'affects-other-people',
  'deploy.production': 'production',
  payment: 'financial',
  'crisis.decision': 'crisis-decision',
};
