import { compileGlob } from '../policy/glob.ts';
import { compileHostPattern } from '../policy/host-pattern.ts';
import { compilePathPattern } from '../policy/path-pattern.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Narrowing } from './attenuate-lease.ts';
import { CAPABILITIES, LEASE_BOUNDS, type LeaseScope, type LeaseTerms } from './lease.ts';

/** A scope, or its part, as it is written: snake_case names are the same words here. */
type Wire = { readonly [name: string]: unknown };

/** How terms are written in tokens and on the wire. */
export type WireNarrowing = {
  readonly capabilities?: readonly string[];
  readonly scope?: Partial<{ readonly [Kind in keyof LeaseScope]: readonly string[] }>;
  readonly limits?: { readonly tokens?: number; readonly cost_micros?: number; readonly calls?: number };
  readonly expires_at_ms?: number;
};

const KINDS: readonly (keyof LeaseScope)[] = ['reads', 'writes', 'hosts', 'branches', 'tools'];

/**
 * Reads how a lease is narrowed, or what is granted, from its written form.
 *
 * Refuses whole: unknown fields and capabilities, patterns that do not compile, negative or broken numbers, and more than
 * `LEASE_BOUNDS`. Failures are phrases `field: found …, want …`, all of them.
 */
export function parseNarrowing(input: unknown): Result<Narrowing, readonly string[]> {
  const problems: string[] = [];
  const fields = objectOf(input, { at: '', known: ['capabilities', 'scope', 'limits', 'expires_at_ms'], problems });
  const scope = fields['scope'];
  const limits = fields['limits'];
  const narrowing: Narrowing = {
    ...optional('capabilities', capabilitiesOf(fields['capabilities'], problems)),
    ...optional('scope', scope === undefined ? undefined : scopeOf(scope, problems)),
    ...optional('limits', limits === undefined ? undefined : limitsOf(limits, problems)),
    ...optional('expiresAtMs', numberOf(fields['expires_at_ms'], 'expires_at_ms', problems)),
  };
  return problems.length === 0 ? ok(narrowing) : fail(problems);
}

/** Writes a narrowing as `parseNarrowing` reads it. */
export function narrowingToWire({ capabilities, scope, limits, expiresAtMs }: Narrowing): WireNarrowing {
  return {
    ...optional('capabilities', capabilities),
    ...optional('scope', scope),
    ...optional(
      'limits',
      limits === undefined
        ? undefined
        : {
            ...optional('tokens', limits.tokens),
            ...optional('cost_micros', limits.costMicros),
            ...optional('calls', limits.calls),
          },
    ),
    ...optional('expires_at_ms', expiresAtMs),
  };
}

/** The narrowing that makes exactly these terms of unbounded ones: what the first block of a token says. */
export function grantOf({ capabilities, scopes, limits, expiresAtMs }: LeaseTerms): Narrowing {
  const [scope] = scopes;
  return { capabilities, ...optional('scope', scope), limits, expiresAtMs };
}

function scopeOf(input: unknown, problems: string[]): Partial<LeaseScope> {
  const fields = objectOf(input, { at: 'scope', known: KINDS, problems });
  const kept: { -readonly [Kind in keyof LeaseScope]?: readonly string[] } = {};
  for (const kind of KINDS) {
    if (fields[kind] === undefined) continue;
    kept[kind] = patternsOf(fields[kind], { kind, problems });
  }
  return kept;
}

function limitsOf(input: unknown, problems: string[]): NonNullable<Narrowing['limits']> {
  const fields = objectOf(input, { at: 'limits', known: ['tokens', 'cost_micros', 'calls'], problems });
  return {
    ...optional('tokens', numberOf(fields['tokens'], 'limits.tokens', problems)),
    ...optional('costMicros', numberOf(fields['cost_micros'], 'limits.cost_micros', problems)),
    ...optional('calls', numberOf(fields['calls'], 'limits.calls', problems)),
  };
}

function capabilitiesOf(input: unknown, problems: string[]): readonly string[] | undefined {
  if (input === undefined) return undefined;
  const names = textsOf(input, { at: 'capabilities', problems });
  for (const name of names) {
    if (!CAPABILITIES.includes(name))
      problems.push(`capabilities: found ${name}, want one of ${CAPABILITIES.join(', ')}`);
  }
  return names;
}

function patternsOf(
  input: unknown,
  { kind, problems }: { readonly kind: keyof LeaseScope; readonly problems: string[] },
): readonly string[] {
  const patterns = textsOf(input, { at: `scope.${kind}`, problems });
  for (const pattern of patterns) {
    const compiled = compileOf(kind, pattern);
    if (!compiled.ok) problems.push(`scope.${kind}: ${compiled.failure}`);
  }
  return patterns;
}

function compileOf(kind: keyof LeaseScope, pattern: string): Result<unknown, string> {
  if (kind === 'reads' || kind === 'writes') return compilePathPattern(pattern);
  return kind === 'hosts' ? compileHostPattern(pattern) : compileGlob(pattern, 'text');
}

function textsOf(
  input: unknown,
  { at, problems }: { readonly at: string; readonly problems: string[] },
): readonly string[] {
  const isList = Array.isArray(input) && input.length <= LEASE_BOUNDS.patternsPerKind;
  if (isList && input.every((item) => typeof item === 'string' && item.length <= LEASE_BOUNDS.patternLength))
    return input as readonly string[];
  problems.push(`${at}: found ${nameOf(input)}, want a list of at most ${LEASE_BOUNDS.patternsPerKind} texts`);
  return [];
}

function numberOf(input: unknown, at: string, problems: string[]): number | undefined {
  if (input === undefined || (typeof input === 'number' && Number.isSafeInteger(input) && input >= 0)) return input;
  problems.push(`${at}: found ${nameOf(input)}, want a whole number from 0 on`);
  return undefined;
}

function objectOf(
  input: unknown,
  { at, known, problems }: { readonly at: string; readonly known: readonly string[]; readonly problems: string[] },
): Wire {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    problems.push(`${at === '' ? 'terms' : at}: found ${nameOf(input)}, want an object`);
    return {};
  }
  for (const name of Object.keys(input)) {
    if (!known.includes(name))
      problems.push(`${at === '' ? '' : `${at}.`}${name.slice(0, 64)}: found it, want one of ${known.join(', ')}`);
  }
  return input as Wire;
}

function nameOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return `a list of ${input.length}`;
  return typeof input === 'number' ? `${input}` : `a value of type ${typeof input}`;
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value };
}
