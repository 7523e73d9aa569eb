import type { PolicyLayer } from '../policy/policy.ts';

/** What a check looks at. `static` is analysis for security; a linter of style is a `build`. */
export const CHECK_KINDS = ['syntax', 'build', 'tests', 'static', 'secrets', 'scope'] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

/**
 * What follows from a check that did not pass, mildest first: the agent repairs what it did, a person decides, the state
 * before comes back. None of them keeps the change unseen.
 */
export const REACTIONS = ['fix', 'human', 'rollback'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** One check after an action ran. */
export type Check = {
  /** Unique among all layers: a word of lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly kind: CheckKind;
  /** The program and its arguments, never a shell line; null for a check that is built in. */
  readonly argv: readonly string[] | null;
  readonly timeoutMs: number;
  readonly onFailure: Reaction;
  /** Who wrote it; never an agent. */
  readonly layer: PolicyLayer | 'built-in';
};

/** Bounds of checks. A build may take five minutes where nothing is said. */
export const CHECK_LIMITS = {
  checks: 32,
  words: 64,
  wordLength: 4_096,
  timeoutSeconds: 3_600,
  outputBytes: 1_048_576,
} as const;

/** How long a check may run where its policy does not say. */
export const DEFAULT_TIMEOUT_MS = 300_000;

/**
 * What follows where the policy does not say. A file that cannot be read or built is a critical failure, a finding of
 * security or a file out of scope is taken back; failing tests are for a person to weigh.
 */
export const DEFAULT_REACTION: { readonly [Kind in CheckKind]: Reaction } = {
  syntax: 'rollback',
  build: 'rollback',
  tests: 'human',
  static: 'rollback',
  secrets: 'rollback',
  scope: 'rollback',
};

/** The mildest that a policy may choose: findings of security are never tried again by the agent that caused them. */
export const MILDEST_REACTION: { readonly [Kind in CheckKind]: Reaction } = {
  syntax: 'fix',
  build: 'fix',
  tests: 'fix',
  static: 'human',
  secrets: 'human',
  scope: 'human',
};

/** The checks that need no program, and that no policy can remove. */
export const BUILT_IN_CHECKS: readonly Check[] = [builtIn('scope'), builtIn('secrets')];

/** The stricter of two reactions. */
export function stricterReaction(one: Reaction, other: Reaction): Reaction {
  return REACTIONS.indexOf(one) >= REACTIONS.indexOf(other) ? one : other;
}

function builtIn(kind: 'scope' | 'secrets'): Check {
  return {
    name: kind,
    kind,
    argv: null,
    timeoutMs: DEFAULT_TIMEOUT_MS,
    onFailure: DEFAULT_REACTION[kind],
    layer: 'built-in',
  };
}
