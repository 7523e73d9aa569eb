import type { Effect } from '../effect/effect.ts';
import type { Facts } from '../facts.ts';
import { judgeQuality } from '../quality/assess-quality.ts';
import { alwaysEscalates } from '../reviewer/always-escalates.ts';
import type { Risk } from '../risk/risk.ts';
import { changesFile, isNamed } from '../workspace/paths-at-stake.ts';
import type { Policy } from './policy.ts';

/** What the matrix says of an action, and why. */
export type ProfileJudgement = {
  readonly outcome: 'pass' | 'require-approval';
  readonly rule: string;
  readonly reason: string;
};

type MatrixInput = {
  readonly policy: Policy;
  readonly facts: Facts;
  readonly risk: Risk;
  readonly effects: readonly Effect[];
};

/**
 * Applies the matrix of model §4: risk level × autonomy profile, with channel threshold, quality and reviewer.
 *
 * Without a reviewer model an action of low or medium risk passes only where every effect is reversible and the state
 * before it can be kept. High and critical are asked about in every profile.
 */
export function judgeProfile(input: MatrixInput): ProfileJudgement {
  const { risk, policy, facts } = input;
  if (risk.level === 'none') return { outcome: 'pass', rule: 'matrix.none', reason: 'nothing is changed' };
  if (risk.level === 'high' || risk.level === 'critical') {
    return ask(`matrix.${risk.level}`, `risk is ${risk.level} (${risk.score})`);
  }
  if (policy.profile !== 'dev' && policy.profile !== 'full-auto') {
    return ask('matrix.safe', `the profile ${policy.profile} asks about ${risk.level} risk`);
  }
  const threshold = policy.thresholds[facts.channel];
  if (!(risk.score < threshold)) {
    return ask('matrix.threshold', `risk score ${risk.score} reaches the ${facts.channel} threshold of ${threshold}`);
  }
  if (risk.level === 'medium' && !isQualityEnough(input)) {
    return ask('matrix.quality', 'the plan is not good enough for medium risk unasked');
  }
  return judgeReviewed(input);
}

function isQualityEnough({ policy, facts }: MatrixInput): boolean {
  const quality = facts.plan?.quality;
  if (quality === undefined) return true;
  return judgeQuality(quality, { acceptsFair: acceptsFairQuality(policy) }) === 'pass';
}

/** Tells whether plans of quality 0.60–0.74 need no human: only in full-auto, and only where the policy says so. */
export function acceptsFairQuality({
  profile,
  acceptFairQuality,
}: Pick<Policy, 'profile' | 'acceptFairQuality'>): boolean {
  return profile === 'full-auto' && acceptFairQuality;
}

function judgeReviewed({ facts, effects, risk }: MatrixInput): ProfileJudgement {
  if (facts.reviewer === 'no-objection') {
    const grave = alwaysEscalates(effects);
    if (grave !== null) return ask('matrix.escalated', `it ${grave}, which no reviewer model may wave through`);
    return {
      outcome: 'pass',
      rule: 'matrix.reviewed',
      reason: `${risk.level} risk, and the reviewer has no objection`,
    };
  }
  if (facts.reviewer !== 'none') return ask('matrix.reviewer', `the reviewer answered: ${facts.reviewer}`);
  return judgeContained({ facts, effects, risk });
}

/** Marks of what only a sandbox makes harmless. */
const NEEDS_SANDBOX = ['unseen-code', 'unresolved'] as const;

/** Without a reviewer model: what can be undone passes; what nobody has read passes only where it is contained. */
function judgeContained({ facts, effects, risk }: Pick<MatrixInput, 'facts' | 'effects' | 'risk'>): ProfileJudgement {
  const isContained = facts.sandbox === 'workspace';
  const loose = isContained
    ? undefined
    : effects.find(({ marks }) => NEEDS_SANDBOX.some((mark) => marks.includes(mark)));
  if (loose !== undefined) {
    return ask('matrix.uncontained', `it would ${loose.detail}, nobody has read that, and nothing contains it`);
  }
  // Anybody on the machine may have put something there before, or look at it after: for people to say that nobody does.
  if (effects.some(({ marks }) => marks.includes('scratch')))
    return ask('matrix.scratch', 'it would change a temporary file outside of the workspace');
  const bulk = effects.find(({ class: name, marks }) => name === 'file.delete' && marks.includes('bulk'));
  if (bulk !== undefined) return ask('matrix.bulk', 'it would delete many files at once');
  const fixed = effects.find(
    (effect) => effect.reversibility !== 'reversible' && !(isContained && staysInside(effect)),
  );
  if (fixed !== undefined)
    return ask('matrix.irreversible', `${fixed.class} cannot be undone, and no reviewer model is configured`);
  if (needsCheckpoint(effects) && facts.checkpoint !== 'available') {
    return ask('matrix.checkpoint', 'the state before it cannot be kept, and no reviewer model is configured');
  }
  return { outcome: 'pass', rule: 'matrix.reversible', reason: `${risk.level} risk, and it can be undone` };
}

/** The machine's own names as URLs have them: a sandbox has a network, and so a loopback, of its own. */
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[0:0:0:0:0:0:0:1]']);

/** What leaves a sandbox in no case: changes of the workspace, and reading from what runs beside it. */
function staysInside({ class: name, resource, marks }: Effect): boolean {
  return marks.includes('project-only') || (name === 'net.fetch' && LOOPBACK.has(resource.value));
}

function ask(rule: string, reason: string): ProfileJudgement {
  return { outcome: 'require-approval', rule, reason };
}

/** Tells whether an effect changes files, whose state before must be kept. */
export function needsCheckpoint(effects: readonly Effect[]): boolean {
  return effects.some(changesFile);
}

/** The paths whose state must be kept before the action, each once. */
export function pathsToKeep(effects: readonly Effect[]): readonly string[] {
  return [
    ...new Set(
      effects.filter((effect) => changesFile(effect) && isNamed(effect)).map(({ resource }) => resource.value),
    ),
  ];
}

/**
 * Whether the state before an action can be kept, for one who can tell it of paths. Every file that is changed must be named:
 * what an archive holds, or a pattern matches, is not.
 */
export function checkpointFor(
  effects: readonly Effect[],
  canKeep: (paths: readonly string[]) => boolean,
): Facts['checkpoint'] {
  const changed = effects.filter(changesFile);
  return changed.length > 0 && changed.every(isNamed) && canKeep(pathsToKeep(effects)) ? 'available' : 'unavailable';
}
