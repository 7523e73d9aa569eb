import type { EffectClass, Reversibility } from './effect.ts';

/** What the specification says of one effect class. */
export type EffectClassRule = {
  /** The least risk score an action with such an effect can have (0–100). */
  readonly floor: number;
  readonly reversibility: Reversibility;
  /** The capability a lease must hold for it. */
  readonly capability: string;
  /** Never covered by a standing grant or a proposed rule. */
  readonly destructive: boolean;
};

const NONE = 0;
const LOW = 11;
const MEDIUM = 31;
const HIGH = 66;
const CRITICAL = 90;

function rule(
  floor: number,
  reversibility: Reversibility,
  { capability, destructive = false }: { capability: string; destructive?: boolean },
): EffectClassRule {
  return { floor, reversibility, capability, destructive };
}

/**
 * The closed table of effect classes: base risk floor, default reversibility, capability, and whether it is destructive.
 *
 * Floors are the class floors of the model (§3): none 0, low 11, medium 31, high 66, critical 90. An analyser may find an
 * effect *less* reversible than the default, never more.
 */
export const EFFECT_TABLE: { readonly [Class in EffectClass]: EffectClassRule } = {
  'file.read': rule(NONE, 'reversible', { capability: 'file.read' }),
  'file.write': rule(LOW, 'reversible', { capability: 'file.write' }),
  'file.delete': rule(MEDIUM, 'reversible', { capability: 'file.write', destructive: true }),
  'file.metadata': rule(LOW, 'reversible', { capability: 'file.write' }),
  'process.run': rule(LOW, 'reversible', { capability: 'process.run' }),
  'process.signal': rule(MEDIUM, 'irreversible', { capability: 'process.signal' }),
  'shell.opaque': rule(HIGH, 'irreversible', { capability: 'process.run', destructive: true }),
  'net.connect': rule(MEDIUM, 'irreversible', { capability: 'net.connect' }),
  'net.fetch': rule(MEDIUM, 'irreversible', { capability: 'net.connect' }),
  'net.upload': rule(HIGH, 'irreversible', { capability: 'net.upload' }),
  'message.send': rule(MEDIUM, 'irreversible', { capability: 'message.send' }),
  'package.install': rule(MEDIUM, 'compensable', { capability: 'package.install' }),
  'git.commit': rule(LOW, 'reversible', { capability: 'git.commit' }),
  'git.push': rule(MEDIUM, 'compensable', { capability: 'git.push' }),
  'git.push-force': rule(HIGH, 'irreversible', { capability: 'git.push', destructive: true }),
  'git.history-rewrite': rule(HIGH, 'compensable', { capability: 'git.commit', destructive: true }),
  'ci.modify': rule(HIGH, 'reversible', { capability: 'ci.modify' }),
  'config.modify': rule(HIGH, 'reversible', { capability: 'config.modify' }),
  'self.modify': rule(CRITICAL, 'irreversible', { capability: 'self.modify', destructive: true }),
  'service.change': rule(HIGH, 'compensable', { capability: 'service.change' }),
  'db.read': rule(LOW, 'reversible', { capability: 'db.read' }),
  'db.write': rule(MEDIUM, 'irreversible', { capability: 'db.write', destructive: true }),
  'db.schema': rule(HIGH, 'irreversible', { capability: 'db.schema', destructive: true }),
  'deploy.staging': rule(HIGH, 'compensable', { capability: 'deploy.staging' }),
  'deploy.production': rule(CRITICAL, 'irreversible', { capability: 'deploy.production', destructive: true }),
  'secret.read': rule(HIGH, 'irreversible', { capability: 'secret.read' }),
  'secret.manage': rule(CRITICAL, 'irreversible', { capability: 'secret.manage', destructive: true }),
  payment: rule(HIGH, 'irreversible', { capability: 'payment', destructive: true }),
  'identity.change': rule(CRITICAL, 'irreversible', { capability: 'identity.change', destructive: true }),
  'policy.change': rule(CRITICAL, 'compensable', { capability: 'policy.change', destructive: true }),
  'sandbox.escape-attempt': rule(CRITICAL, 'irreversible', { capability: 'none', destructive: true }),
  'crisis.support': rule(NONE, 'reversible', { capability: 'crisis.support' }),
  'crisis.decision': rule(CRITICAL, 'irreversible', { capability: 'crisis.decision', destructive: true }),
  'model.call': rule(LOW, 'reversible', { capability: 'model.call' }),
  'agent.spawn': rule(LOW, 'reversible', { capability: 'agent.spawn' }),
  unknown: rule(HIGH, 'irreversible', { capability: 'unknown', destructive: true }),
};
