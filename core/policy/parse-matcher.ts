import { EFFECT_CLASSES, type EffectClass, type EffectMark } from '../effect/effect.ts';
import { compileGlob, matchGlob } from './glob.ts';
import { compileHostPattern } from './host-pattern.ts';
import { suggestWord } from './nearest-word.ts';
import { parseToolPattern, type ToolPattern } from './parse-tool-pattern.ts';
import { compilePathPattern } from './path-pattern.ts';
import type { EffectPattern, PolicyRule, RuleMatcher } from './policy.ts';
import type { Reading } from './reading.ts';

/** Most alternatives of one rule. */
export const MAX_MATCHERS = 64;
/** The keys of a matcher that is written as a mapping. */
export const MATCHER_KEYS = ['effect', 'path', 'host', 'mark', 'tool'] as const;

const MARKS: { readonly [Mark in EffectMark]: true } = {
  'outside-workspace': true,
  scratch: true,
  'system-path': true,
  'sensitive-path': true,
  'dangerous-shell': true,
  'unknown-host': true,
  'private-address': true,
  'metadata-address': true,
  'other-workspace': true,
  'data-deletion': true,
  'over-limit': true,
  'gateway-state': true,
  'links-elsewhere': true,
  'unseen-code': true,
  unresolved: true,
  'as-root': true,
  bulk: true,
  'project-only': true,
  'holds-secret': true,
};
/** Every mark an effect can carry. */
export const EFFECT_MARKS = Object.keys(MARKS) as readonly EffectMark[];

/**
 * Reads the value of `permit`, `forbid` or `ask`: a `Tool(pattern)` text, a mapping on effects, or a list of these.
 *
 * A restriction on a tool that everyone knows holds for the effect too, so that a forbidden read stays forbidden through
 * any other tool: `Read(p)` adds reads of `p`, `Edit(p)` and `Write(p)` changes of `p`, `WebFetch(domain:h)` connections
 * to `h`. A permission stays with the tool it names.
 */
export function parseMatchers(reading: Reading, decision: PolicyRule['decision']): readonly RuleMatcher[] {
  const items = Array.isArray(reading.value) ? reading.items({ max: MAX_MATCHERS }) : [reading];
  if (Array.isArray(reading.value) && reading.value.length === 0)
    reading.refuse('at least one pattern', 'an empty list');
  return items.flatMap((item) => (typeof item.value === 'string' ? parseText(item, decision) : parseMapping(item)));
}

function parseText(reading: Reading, decision: PolicyRule['decision']): readonly RuleMatcher[] {
  const text = reading.text({ maxLength: 1_024 });
  if (text === null) return [];
  const pattern = parseToolPattern(text);
  if (!pattern.ok) {
    reading.refuse(pattern.failure.wanted, pattern.failure.found);
    return [];
  }
  const matcher = { ...pattern.value, effect: null };
  const effect = decision === 'permit' ? null : effectOfTool(pattern.value);
  return effect === null ? [matcher] : [matcher, { tool: null, argument: null, effect }];
}

const READS: readonly EffectClass[] = ['file.read', 'secret.read'];
const CHANGES: readonly EffectClass[] = [
  'file.write',
  'file.delete',
  'file.metadata',
  'ci.modify',
  'config.modify',
  'self.modify',
  'secret.manage',
];
const CONNECTIONS: readonly EffectClass[] = ['net.connect', 'net.fetch', 'net.upload'];

/** What a path behind these tools' names means, whichever tool does it. */
const CLASSES_OF_TOOL: ReadonlyMap<string | null, readonly EffectClass[]> = new Map([
  ['Read', READS],
  ['NotebookRead', READS],
  ['Write', CHANGES],
  ['Edit', CHANGES],
  ['MultiEdit', CHANGES],
  ['NotebookEdit', CHANGES],
]);

function effectOfTool({ tool, argument }: ToolPattern): EffectPattern | null {
  if (argument?.kind === 'domain' && tool === 'WebFetch') {
    return { classes: CONNECTIONS, path: null, host: argument.glob, mark: null };
  }
  const classes = CLASSES_OF_TOOL.get(tool);
  if (argument?.kind !== 'any-of-primary' || classes === undefined) return null;
  return { classes, path: argument.glob, host: null, mark: null };
}

function parseMapping(reading: Reading): readonly RuleMatcher[] {
  const fields = reading.fields(MATCHER_KEYS);
  if (fields === null) return [];
  const [effect, path, host] = [fields.optional('effect'), fields.optional('path'), fields.optional('host')];
  const [mark, tool] = [fields.optional('mark'), fields.optional('tool')];
  if ((effect ?? path ?? host ?? mark ?? tool) === null) {
    reading.refuse(`at least one of ${MATCHER_KEYS.join(', ')}`, 'an empty mapping');
    return [];
  }
  const toolGlob = tool === null ? null : parseToolGlob(tool);
  const pattern = {
    classes: effect === null ? EFFECT_CLASSES : parseClasses(effect),
    path: path === null ? null : parsePlace(path, 'path'),
    host: host === null ? null : parsePlace(host, 'host'),
    mark: mark === null ? null : mark.oneOf(EFFECT_MARKS),
  };
  const isOnTool = (effect ?? path ?? host ?? mark) === null;
  return [{ tool: toolGlob === '*' ? null : toolGlob, argument: null, effect: isOnTool ? null : pattern }];
}

function parseClasses(reading: Reading): readonly EffectClass[] {
  const items = Array.isArray(reading.value) ? reading.items({ max: EFFECT_CLASSES.length }) : [reading];
  const named = new Set(items.flatMap(classesOf));
  return EFFECT_CLASSES.filter((name) => named.has(name));
}

function classesOf(reading: Reading): readonly EffectClass[] {
  const text = reading.text({ maxLength: 64 });
  const glob = text === null ? null : compileGlob(text, 'text');
  if (text === null || glob === null) return [];
  const classes = glob.ok ? EFFECT_CLASSES.filter((name) => matchGlob(glob.value, name) === 'yes') : [];
  if (classes.length === 0) reading.refuse(suggestWord(text, EFFECT_CLASSES));
  return classes;
}

function parsePlace(reading: Reading, kind: 'path' | 'host'): string | null {
  const text = reading.text({ maxLength: 512 });
  if (text === null) return null;
  const compiled = kind === 'path' ? compilePathPattern(text) : compileHostPattern(text);
  return compiled.ok ? text : reading.refusePhrase(compiled.failure);
}

function parseToolGlob(reading: Reading): string | null {
  const text = reading.text({ maxLength: 512 });
  const pattern = text === null ? null : parseToolPattern(text);
  if (pattern === null) return null;
  if (pattern.ok && pattern.value.argument === null && text?.includes('(') === false) return text;
  return reading.refuse('a tool name or pattern without parentheses, as in mcp__github__*');
}
