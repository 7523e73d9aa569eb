import type { Verdict } from '../../core/decision.ts';
import type { Effect } from '../../core/effect/effect.ts';
import type { Facts } from '../../core/facts.ts';
import type { Policy } from '../../core/policy/policy.ts';

/** The class floors of model §2–3 once more, by level: whoever changes one table must change both. */
const LEVELS: readonly (readonly [number, string])[] = [
  [11, 'file.write file.metadata process.run git.commit db.read model.call agent.spawn'],
  [31, 'file.delete process.signal net.connect net.fetch message.send package.install git.push db.write'],
  [
    66,
    'shell.opaque net.upload git.push-force git.history-rewrite ci.modify config.modify service.change db.schema deploy.staging secret.read payment unknown',
  ],
  [
    90,
    'self.modify deploy.production secret.manage identity.change policy.change sandbox.escape-attempt crisis.decision',
  ],
];
const DESTRUCTIVE =
  'file.delete shell.opaque git.push-force git.history-rewrite self.modify db.write db.schema deploy.production secret.manage payment identity.change policy.change sandbox.escape-attempt crisis.decision unknown'.split(
    ' ',
  );

/** What the naive evaluator is told beside effects and facts. */
export type NaiveInput = {
  readonly effects: readonly Effect[];
  readonly hardFloor: boolean;
  /** True for a tool that runs shell text. */
  readonly isShell: boolean;
  /** True for a call that an MCP front passes on. */
  readonly isFront: boolean;
  readonly facts: Facts;
  readonly policy: Policy;
  /** What the matching rules say, already looked up. */
  readonly says: {
    readonly forbid: boolean;
    readonly ask: boolean;
    readonly permit: boolean;
    readonly covered: boolean;
  };
  readonly session: string;
};

/** The score by model §3, written as the formula stands there. */
export function naiveScore({ effects, facts, policy }: NaiveInput): number {
  const floors = effects.flatMap((effect) => {
    const byClass = LEVELS.find(([, classes]) => classes.split(' ').includes(effect.class))?.[0] ?? 0;
    const marks = effect.class === 'file.read' ? [] : effect.marks;
    const byMark = marks.map((mark) =>
      ['data-deletion', 'over-limit', 'gateway-state'].includes(mark)
        ? 90
        : ['outside-workspace', 'system-path', 'other-workspace', 'dangerous-shell', 'metadata-address'].includes(mark)
          ? 66
          : mark === 'scratch'
            ? 31
            : 0,
    );
    return [
      byClass,
      effect.reversibility === 'irreversible' ? 31 : 0,
      effect.class === 'payment' || effect.class === 'deploy.production' ? 66 : 0,
      ...byMark,
    ];
  });
  const has = (test: (effect: Effect) => boolean): boolean => effects.some(test);
  const changes = (effect: Effect): boolean => effect.class !== 'file.read' && effect.class !== 'secret.read';
  const units: readonly (readonly [boolean, keyof Policy['weights']['hundredths']])[] = [
    [has((e) => e.marks.includes('dangerous-shell')), 'dangerous-shell'],
    [has((e) => e.marks.includes('unknown-host')), 'unknown-external-host'],
    [has((e) => e.marks.includes('sensitive-path') && changes(e)), 'sensitive-path-write'],
    [has((e) => e.class === 'service.change'), 'service-change'],
    [has((e) => e.class === 'secret.read'), 'asks-for-credentials'],
    [has((e) => e.class === 'self.modify'), 'modifies-own-configuration'],
    [has((e) => e.marks.includes('other-workspace') && changes(e)), 'other-agents-workspace'],
    [has((e) => e.class === 'message.send'), 'affects-other-people'],
    [has((e) => e.class === 'deploy.production'), 'production'],
    [has((e) => e.class === 'payment'), 'financial'],
    [has((e) => e.class === 'crisis.decision'), 'crisis-decision'],
  ];
  const sum = units.reduce(
    (total, [present, name]) => total + (present ? (20 * policy.weights.hundredths[name]) / 100 : 0),
    facts.plan?.points ?? 0,
  );
  return Math.min(100, Math.max(0, ...floors, sum));
}

/** The verdict by model §4–5, as a list of reasons to deny, to defer and to ask. */
export function naiveVerdict(input: NaiveInput): Verdict {
  const { effects, facts, policy, says } = input;
  const score = naiveScore(input);
  const level = score >= 90 ? 4 : score >= 66 ? 3 : score >= 31 ? 2 : score >= 11 ? 1 : 0;
  const onlySupport = effects.length > 0 && effects.every((effect) => effect.class === 'crisis.support');
  const contained = facts.emergency.containments.some(
    ({ target }) => target.kind === 'session' && target.name === input.session,
  );
  const notSafe =
    facts.emergency.safeMode &&
    (input.isShell || effects.some((effect) => !['file.read', 'db.read', 'crisis.support'].includes(effect.class)));
  const stopped = !onlySupport && (facts.emergency.halt !== null || notSafe || contained);
  const { authenticated, standing } = facts.principal;
  const fair = policy.profile === 'full-auto' && policy.acceptFairQuality;
  const quality = facts.plan?.quality ?? 100;
  const tired = facts.session.consecutiveDenials >= 3 && level > 0;
  const { standing: pin = 'vouched', warnings = [] } = facts.tool ?? {};
  const suspicious = warnings.some(({ kind }) => !['other-tool', 'over-long'].includes(kind));
  const unlisted = pin === 'unpinned' && input.isFront;
  const pulled = pin === 'changed' || pin === 'refused' || (pin === 'new' && suspicious) || unlisted;
  const metadata = effects.some((effect) => effect.marks.includes('metadata-address'));
  if (
    !authenticated ||
    standing === 'muted' ||
    tired ||
    stopped ||
    input.hardFloor ||
    metadata ||
    pulled ||
    says.forbid ||
    quality < 60
  )
    return 'deny';
  const window = policy.window;
  const open = window === null || (facts.minuteOfDay >= window.fromMinute && facts.minuteOfDay < window.toMinute);
  if (!open && level >= 2) return 'defer';
  const sandboxed = facts.sandbox === 'workspace';
  const marked = (effect: Effect, ...marks: readonly string[]) => effect.marks.some((mark) => marks.includes(mark));
  const fixed = effects.some(
    (effect) =>
      (effect.reversibility !== 'reversible' &&
        !(sandboxed && (marked(effect, 'project-only') || ownLoopback(effect)))) ||
      marked(effect, 'scratch') ||
      (!sandboxed && marked(effect, 'unseen-code', 'unresolved')) ||
      (effect.class === 'file.delete' && marked(effect, 'bulk')),
  );
  const kept =
    facts.checkpoint === 'available' ||
    !effects.some((effect) => ['file.write', 'file.delete', 'file.metadata'].includes(effect.class));
  const mayReview = !effects.some((effect) => neverReviewed(effect));
  const reviewed = (facts.reviewer === 'no-objection' && mayReview) || (facts.reviewer === 'none' && !fixed && kept);
  const passes =
    level === 0 || (level < 3 && policy.profile !== 'safe' && score < policy.thresholds[facts.channel] && reviewed);
  const standingYes =
    level < 3 && (says.permit || says.covered) && !effects.some((effect) => DESTRUCTIVE.includes(effect.class));
  const asks =
    (!passes && !standingYes) ||
    says.ask ||
    pin === 'new' ||
    facts.session.identicalBefore >= 2 ||
    (standing === 'restricted' && level > 1) ||
    (quality < 75 && !fair);
  if (!asks) return 'allow';
  const enough = facts.approval !== null && level < 4 && facts.approval.approvers.length >= 1;
  return enough ? 'allow' : 'require-approval';
}

/** Reading from the sandbox's own machine (decision 0023). */
function ownLoopback({ class: name, resource }: Effect): boolean {
  return name === 'net.fetch' && ['localhost', '127.0.0.1', '[0:0:0:0:0:0:0:1]'].includes(resource.value);
}

/** What no reviewer model may wave through: model §4 and systems/3-confirmation §3.5. */
function neverReviewed({ class: name, marks, reversibility, resource }: Effect): boolean {
  const held = 'secret.read secret.manage identity.change ci.modify config.modify policy.change sandbox.escape-attempt';
  const sent = 'self.modify service.change deploy.production deploy.staging git.push git.push-force message.send';
  const named = `${held} ${sent} net.upload payment`.split(' ').includes(name);
  const gone = DESTRUCTIVE.includes(name) && reversibility !== 'reversible';
  const marked = ['data-deletion', 'holds-secret', 'gateway-state', 'as-root'].some((mark) =>
    marks.includes(mark as never),
  );
  const many = name === 'file.delete' && marks.includes('bulk');
  const files = [
    '.cursorrules',
    '.windsurfrules',
    'agents.md',
    'claude.md',
    'claude.local.md',
    'copilot-instructions.md',
  ];
  const file = resource.value.split('/').at(-1)?.toLowerCase() ?? '';
  const told = resource.kind === 'path' && name !== 'file.read' && [...files, 'gemini.md', 'skill.md'].includes(file);
  return named || gone || marked || many || told;
}
