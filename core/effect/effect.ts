import type { Provenance } from '../provenance/provenance.ts';

/** Every kind of effect there is. The list is closed: what fits nowhere is `unknown`, which is high risk. */
export const EFFECT_CLASSES = [
  'file.read',
  'file.write',
  'file.delete',
  'file.metadata',
  'process.run',
  'process.signal',
  'shell.opaque',
  'net.connect',
  'net.fetch',
  'net.upload',
  'message.send',
  'package.install',
  'git.commit',
  'git.push',
  'git.push-force',
  'git.history-rewrite',
  'ci.modify',
  'config.modify',
  'self.modify',
  'service.change',
  'db.read',
  'db.write',
  'db.schema',
  'deploy.staging',
  'deploy.production',
  'secret.read',
  'secret.manage',
  'payment',
  'identity.change',
  'policy.change',
  'sandbox.escape-attempt',
  'crisis.support',
  'crisis.decision',
  'model.call',
  'agent.spawn',
  'unknown',
] as const;
export type EffectClass = (typeof EFFECT_CLASSES)[number];

/** Whether an effect can be undone: by a checkpoint, by a registered inverse action, or not at all. */
export type Reversibility = 'reversible' | 'compensable' | 'irreversible';

/** What can be touched. */
export const RESOURCE_KINDS = ['path', 'host', 'url', 'command', 'tool', 'recipient', 'statement', 'other'] as const;

/** What an effect touches. A path is absolute, normalised and, where it exists, free of symbolic links. */
export type Resource = {
  readonly kind: (typeof RESOURCE_KINDS)[number];
  readonly value: string;
  readonly provenance: Provenance;
};

/**
 * Marks an analyser puts on an effect for the risk weights and the hard floor to read.
 *
 * They say what was *seen*; what it weighs is policy (`RiskWeights`).
 */
export type EffectMark =
  | 'outside-workspace'
  /** A change outside the workspace in a temporary folder of the machine, where nobody's work is; instead of the mark above. */
  | 'scratch'
  | 'system-path'
  | 'sensitive-path'
  | 'dangerous-shell'
  | 'unknown-host'
  | 'private-address'
  | 'metadata-address'
  | 'other-workspace'
  | 'data-deletion'
  | 'over-limit'
  | 'gateway-state'
  | 'links-elsewhere'
  /** Code that nobody has read runs: the project's scripts and tests, an installer. Harmless only where it is contained. */
  | 'unseen-code'
  /** A path that is not known in full before the line runs. Harmless only where it is contained. */
  | 'unresolved'
  /** It runs with the rights of the administrator. */
  | 'as-root'
  /** Many files at once, by a pattern or a whole tree; every row of a table. */
  | 'bulk'
  /** Everything it changes lies in the workspace. */
  | 'project-only'
  /** It writes down or sends away a key, a password or a private key. */
  | 'holds-secret';

/** One thing an action would do to one resource. */
export type Effect = {
  readonly class: EffectClass;
  readonly resource: Resource;
  /** A short phrase for people, for example `overwrite`. Never decides anything. */
  readonly detail: string;
  readonly reversibility: Reversibility;
  readonly marks: readonly EffectMark[];
};
