import type { Effect, EffectClass } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';
import { baseName } from '../path/normalise-path.ts';

/** Why no reviewer model may wave an action through, for people. */
export type EscalationReason =
  | 'destroys data'
  | 'touches credentials'
  | 'may weaken security'
  | 'publishes'
  | 'changes instructions that agents obey';

const CREDENTIALS: ReadonlySet<EffectClass> = new Set(['secret.read', 'secret.manage', 'identity.change']);
const SECURITY: ReadonlySet<EffectClass> = new Set([
  'ci.modify',
  'config.modify',
  'policy.change',
  'sandbox.escape-attempt',
  'self.modify',
  'service.change',
]);
const PUBLICATION: ReadonlySet<EffectClass> = new Set([
  'deploy.production',
  'deploy.staging',
  'git.push',
  'git.push-force',
  'message.send',
  'net.upload',
  'payment',
]);

/** Files that agents read as instructions, whatever folder they lie in; lower case. */
const INSTRUCTIONS: ReadonlySet<string> = new Set([
  '.cursorrules',
  '.windsurfrules',
  'agents.md',
  'claude.local.md',
  'claude.md',
  'copilot-instructions.md',
  'gemini.md',
  'skill.md',
]);

/**
 * Why an action goes to a human whatever a reviewer model says: it destroys data, touches credentials, may weaken security,
 * publishes, or changes what agents take for instructions. Null where a model may have an opinion that counts.
 *
 * Deleting what a checkpoint brings back destroys nothing.
 */
export function alwaysEscalates(effects: readonly Effect[]): EscalationReason | null {
  for (const effect of effects) {
    const reason = reasonOf(effect);
    if (reason !== null) return reason;
  }
  return null;
}

function reasonOf(effect: Effect): EscalationReason | null {
  const { class: name, marks, resource, reversibility } = effect;
  const isBulkDeletion = name === 'file.delete' && marks.includes('bulk');
  const isFinal = EFFECT_TABLE[name].destructive && reversibility !== 'reversible';
  if (isFinal || isBulkDeletion || marks.includes('data-deletion')) return 'destroys data';
  if (CREDENTIALS.has(name) || marks.includes('holds-secret')) return 'touches credentials';
  if (SECURITY.has(name) || marks.includes('gateway-state') || marks.includes('as-root')) return 'may weaken security';
  if (PUBLICATION.has(name)) return 'publishes';
  const isInstruction = resource.kind === 'path' && INSTRUCTIONS.has(baseName(resource.value).toLowerCase());
  return isInstruction && name !== 'file.read' ? 'changes instructions that agents obey' : null;
}
