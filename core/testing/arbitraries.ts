import fc from 'fast-check';
import type { Action } from '../action/action.ts';
import { EFFECT_CLASSES, type Effect, type EffectMark } from '../effect/effect.ts';
import { makeEffect } from '../effect/make-effect.ts';
import type { Facts } from '../facts.ts';
import type { Containment, EmergencyState } from '../incident/emergency-state.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { actionOf, factsOf, foreignAction, policyOf } from './samples.ts';

const MARKS: readonly EffectMark[] = [
  'outside-workspace',
  'system-path',
  'sensitive-path',
  'dangerous-shell',
  'unknown-host',
  'private-address',
  'other-workspace',
  'data-deletion',
  'over-limit',
  'links-elsewhere',
  'scratch',
];

/** Any effect, with any marks that no gate denies by itself. */
export const effects: fc.Arbitrary<Effect> = fc
  .record({
    class: fc.constantFrom(...EFFECT_CLASSES),
    marks: fc.subarray([...MARKS]),
    reversibility: fc.constantFrom('reversible' as const, 'compensable' as const, 'irreversible' as const),
    provenance: fc.constantFrom('user' as const, 'unknown' as const, 'web' as const, 'tool:mail' as const),
  })
  .map(({ class: name, marks, reversibility, provenance }) => {
    const effect = makeEffect(name, { kind: 'path', value: '/w/a' }, { detail: '', marks, reversibility });
    return { ...effect, resource: { ...effect.resource, provenance } };
  });

const TEXTS = ['src/a.ts', '/etc/passwd', '~/.ssh/id_rsa', 'npm test', 'reboot', 'https://a.example/', '60', ''];

/** Calls of built-in tools and of a tool named `tool`, which a policy may have profiled. */
export const actions: fc.Arbitrary<Action> = fc
  .record({
    name: fc.constantFrom('Read', 'Write', 'Bash', 'WebFetch', 'TodoWrite', 'tool'),
    args: fc.dictionary(
      fc.constantFrom('file_path', 'command', 'url', 'path', 'to', 'amount', '__proto__', 'x'),
      fc.oneof(fc.constantFrom(...TEXTS), fc.string(), fc.integer()),
    ),
  })
  .map(({ name, args }) => (name === 'tool' ? foreignAction(args, name) : actionOf(name, args)));

/** Any settings, with a profile of `tool` that declares any classes. */
export const policies: fc.Arbitrary<CompiledPolicy> = fc
  .record({
    profile: fc.constantFrom('safe' as const, 'dev' as const, 'full-auto' as const),
    acceptFairQuality: fc.boolean(),
    criticalApprovers: fc.integer({ min: 1, max: 3 }),
    window: fc.constantFrom(null, { fromMinute: 480, toMinute: 1_320, timeZone: 'UTC' }),
    classes: fc.array(fc.constantFrom(...EFFECT_CLASSES), { maxLength: 3 }),
  })
  .map(({ classes, ...settings }) => {
    const profile = { tool: 'tool', effects: classes.map((name) => ({ class: name, argument: null })) };
    return policyOf({ ...settings, surroundings: { ...policyOf().settings.surroundings, toolProfiles: [profile] } });
  });

/** The same policy with other settings. */
export function withSettings(policy: CompiledPolicy, settings: Partial<Policy>): CompiledPolicy {
  return { ...policy, settings: { ...policy.settings, ...settings } };
}

const SCOPES = ['action', 'session', 'proposal'] as const;

/** Any day on which nothing is stopped. */
export const facts: fc.Arbitrary<Facts> = fc
  .record({
    minuteOfDay: fc.integer({ min: 0, max: 1_439 }),
    channel: fc.constantFrom('api' as const, 'telegram' as const, 'discord' as const, 'cli' as const),
    standing: fc.constantFrom('muted' as const, 'restricted' as const, 'standard' as const, 'senior' as const),
    consecutiveDenials: fc.integer({ min: 0, max: 4 }),
    identicalBefore: fc.integer({ min: 0, max: 3 }),
    checkpoint: fc.constantFrom('available' as const, 'unavailable' as const),
    sandbox: fc.constantFrom('none' as const, 'workspace' as const),
    reviewer: fc.constantFrom('none' as const, 'no-objection' as const, 'objection' as const),
    tool: fc.record({
      standing: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom('unpinned' as const, 'vouched' as const) },
        { weight: 1, arbitrary: fc.constantFrom('new' as const, 'changed' as const, 'refused' as const) },
      ),
      warnings: fc.subarray([{ kind: 'instruction' as const, text: 'a' }]),
    }),
    plan: fc.option(fc.record({ points: fc.integer({ min: 0, max: 100 }), quality: fc.integer({ min: 55, max: 80 }) })),
    approval: fc.option(
      fc.record({
        request: fc.constant('r'),
        approvers: fc.subarray(['human:ada', 'human:bob', 'agent:coder']),
        secondFactor: fc.boolean(),
        scope: fc.constantFrom(...SCOPES),
      }),
    ),
  })
  .map(({ standing, consecutiveDenials, identicalBefore, ...rest }) =>
    factsOf({
      ...rest,
      principal: { authenticated: true, standing },
      session: { consecutiveDenials, identicalBefore, otherWorkspaces: [] },
    }),
  );

const containments: fc.Arbitrary<Containment> = fc.record({
  verb: fc.constantFrom('freeze' as const, 'quarantine' as const, 'block' as const, 'revoke' as const, 'mute' as const),
  target: fc.record({
    kind: fc.constantFrom(
      'session' as const,
      'principal' as const,
      'tool' as const,
      'host' as const,
      'effect-class' as const,
    ),
    name: fc.constantFrom('s1', 'agent:coder', 'Read', 'tool', 'a.example', 'shell.opaque', 'nobody'),
  }),
  by: fc.constant('human:ada'),
  reason: fc.constant('a test'),
  sinceMs: fc.constant(1),
});

/** Any emergency state. */
export const emergencies: fc.Arbitrary<EmergencyState> = fc.record({
  halt: fc.option(fc.constant({ source: 'cli' as const, by: 'human:ada', reason: 'a test', sinceMs: 1 })),
  safeMode: fc.boolean(),
  containments: fc.array(containments, { maxLength: 3 }),
});
