import type { EffectClass, EffectMark } from '../effect/effect.ts';
import type { EffectPattern, RuleMatcher } from './policy.ts';

/** Classes whose effects never touch a path, and those that never reach a host. */
const WITHOUT_PATH: ReadonlySet<EffectClass> = new Set<EffectClass>([
  'net.connect',
  'net.fetch',
  'message.send',
  'shell.opaque',
  'payment',
  'model.call',
  'agent.spawn',
  'crisis.support',
  'crisis.decision',
]);
const WITHOUT_HOST: ReadonlySet<EffectClass> = new Set<EffectClass>([
  'file.read',
  'file.write',
  'file.delete',
  'file.metadata',
  'process.signal',
  'shell.opaque',
  'git.commit',
  'git.history-rewrite',
  'ci.modify',
  'config.modify',
  'self.modify',
  'crisis.support',
  'crisis.decision',
]);
const MARKS_OF_PATHS: ReadonlySet<EffectMark> = new Set<EffectMark>([
  'outside-workspace',
  'scratch',
  'system-path',
  'sensitive-path',
  'other-workspace',
  'links-elsewhere',
]);
const MARKS_OF_HOSTS: ReadonlySet<EffectMark> = new Set<EffectMark>([
  'unknown-host',
  'private-address',
  'metadata-address',
]);
const TOOLS_OF_PATHS: ReadonlySet<string> = new Set([
  'Read',
  'Write',
  'Edit',
  'MultiEdit',
  'NotebookEdit',
  'Glob',
  'Grep',
  'LS',
]);

/** Why an alternative of a rule can never match, as a phrase; null when it may. */
export function whyImpossible({ tool, argument, effect }: RuleMatcher): string | null {
  if (argument?.kind === 'domain' && tool !== null && TOOLS_OF_PATHS.has(tool)) return `${tool} reaches no host`;
  return effect === null ? null : whyEffectImpossible(effect);
}

function whyEffectImpossible({ classes, path, host, mark }: EffectPattern): string | null {
  if (path !== null && host !== null) return 'one effect touches a path or a host, never both';
  const onPath = path !== null || (mark !== null && MARKS_OF_PATHS.has(mark));
  const onHost = host !== null || (mark !== null && MARKS_OF_HOSTS.has(mark));
  if (onPath && onHost) return 'its mark belongs to the other of path and host';
  if (onPath && classes.every((name) => WITHOUT_PATH.has(name))) return `${classes.join(', ')} touch no path`;
  if (onHost && classes.every((name) => WITHOUT_HOST.has(name))) return `${classes.join(', ')} reach no host`;
  return null;
}
