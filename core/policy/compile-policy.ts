import type { Effect } from '../effect/effect.ts';
import type { TextParsers } from '../effect/surroundings.ts';
import { compileAllowedSecrets } from './allow-secrets.ts';
import { compileRules } from './compile-rules.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { evaluateRules } from './evaluate-rules.ts';
import { compileGlob, type Glob, matchGlob } from './glob.ts';
import { compileHostPattern, concernsHost, coversHost, hostOfName, hostOfUrl } from './host-pattern.ts';
import { compilePathPattern, concernsPath, liesWithin, type PathPattern, type PathPlaces } from './path-pattern.ts';
import type { Policy } from './policy.ts';
import type { ExternalRules } from './rule-outcome.ts';

/**
 * Makes a policy ready for deciding; done once, when it is loaded.
 *
 * A pattern that cannot be read has been refused by `parsePolicyLayer`. If one comes through all the same it counts against
 * the action: no host is known by it, and every effect counts as production.
 */
export function compilePolicy(
  settings: Policy,
  { externalRules = null, parseShell, parseSql }: { readonly externalRules?: ExternalRules | null } & TextParsers,
): CompiledPolicy {
  const { surroundings } = settings;
  const rules = compileRules(settings);
  const knownHosts = surroundings.knownHosts.map(compileHost);
  const productionHosts = surroundings.productionHosts.map(compileHost);
  const productionPaths = surroundings.productionPaths.map(compilePath);
  const tools = new Map(surroundings.toolProfiles.map(({ tool }) => [tool, compileTool(tool)]));
  return {
    settings,
    externalRules,
    ...(surroundings.allowedSecrets === undefined
      ? {}
      : { allowsSecret: compileAllowedSecrets(surroundings.allowedSecrets) }),
    parseShell,
    parseSql,
    evaluateRules: (context) => evaluateRules(rules, context),
    isKnownHost: (name) => isHostCovered(knownHosts, name),
    isProduction: (effect, places) => isProduction(effect, { hosts: productionHosts, paths: productionPaths, places }),
    matchesTool: (glob, tool) => {
      const compiled = tools.get(glob) ?? null;
      return compiled !== null && matchGlob(compiled, tool) === 'yes';
    },
  };
}

function compileHost(pattern: string): Glob | null {
  const compiled = compileHostPattern(pattern);
  return compiled.ok ? compiled.value : null;
}

function compilePath(pattern: string): PathPattern | null {
  const compiled = compilePathPattern(pattern);
  return compiled.ok ? compiled.value : null;
}

function compileTool(pattern: string): Glob | null {
  const compiled = compileGlob(pattern, 'text');
  return compiled.ok ? compiled.value : null;
}

function isHostCovered(patterns: readonly (Glob | null)[], name: string): boolean {
  const host = hostOfName(name);
  return host !== null && patterns.some((pattern) => pattern !== null && coversHost(pattern, host));
}

type Production = {
  readonly hosts: readonly (Glob | null)[];
  readonly paths: readonly (PathPattern | null)[];
  readonly places: PathPlaces;
};

function isProduction(effect: Effect, { hosts, paths, places }: Production): boolean {
  const { kind, value } = effect.resource;
  if (kind === 'path') {
    if (effect.class === 'file.read') return false;
    return paths.some((pattern) => pattern === null || isAtPath(pattern, effect, places));
  }
  if (kind !== 'host' && kind !== 'url') return false;
  const host = kind === 'host' ? hostOfName(value) : hostOfUrl(value);
  return hosts.some((pattern) => pattern === null || host === null || concernsHost(pattern, host));
}

/** A path that cannot be read may be the one that is meant; deleting a folder deletes what lies below it. */
function isAtPath(pattern: PathPattern, effect: Effect, places: PathPlaces): boolean {
  const { value } = effect.resource;
  if (!value.startsWith('/') || concernsPath(pattern, value, places) !== 'no') return true;
  return effect.class === 'file.delete' && liesWithin(pattern, value, places);
}
