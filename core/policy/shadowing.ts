import { globCovers } from './glob-covers.ts';
import type { ArgumentPattern, EffectPattern, PolicyRule, RuleMatcher } from './policy.ts';

/** Tells whether a forbid surely matches whenever the other rule does, for as long as that one holds. */
export function isShadowedBy(rule: PolicyRule, forbid: PolicyRule): boolean {
  const outlives = forbid.expiresAtMs === null || (rule.expiresAtMs !== null && forbid.expiresAtMs >= rule.expiresAtMs);
  if (!outlives || rule.when.length === 0) return false;
  return rule.when.every((narrow) => forbid.when.some((wide) => coversMatcher(wide, narrow)));
}

function coversMatcher(wide: RuleMatcher, narrow: RuleMatcher): boolean {
  if (!coversTool(wide.tool, narrow.tool)) return false;
  const argument = wide.argument === null || coversArgument(wide.argument, narrow);
  const effect = wide.effect === null || coversEffect(wide.effect, narrow.effect);
  return argument && effect;
}

function coversTool(wide: string | null, narrow: string | null): boolean {
  return wide === null || (narrow !== null && globCovers(wide, narrow, 'text'));
}

function coversArgument(wide: ArgumentPattern, { tool, argument }: RuleMatcher): boolean {
  if (argument === null || argument.kind !== wide.kind) return false;
  if (wide.kind === 'named' && argument.kind === 'named' && wide.name !== argument.name) return false;
  const isText = globCovers(wide.glob, argument.glob, 'text');
  if (wide.kind === 'domain' || tool === 'Bash' || tool === 'PowerShell') return isText;
  return isText && globCovers(wide.glob, argument.glob, 'path');
}

function coversEffect(wide: EffectPattern, narrow: EffectPattern | null): boolean {
  if (narrow === null || !narrow.classes.every((name) => wide.classes.includes(name))) return false;
  const path = wide.path === null || (narrow.path !== null && globCovers(wide.path, narrow.path, 'path'));
  const host = wide.host === null || (narrow.host !== null && globCovers(wide.host, narrow.host, 'text'));
  return path && host && (wide.mark === null || wide.mark === narrow.mark);
}
