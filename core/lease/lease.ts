import { EFFECT_CLASSES } from '../effect/effect.ts';
import { EFFECT_TABLE } from '../effect/effect-table.ts';

/** Everything a lease may permit: the capabilities of the effect table, each once. `none` is in no lease. */
export const CAPABILITIES: readonly string[] = [
  ...new Set(EFFECT_CLASSES.map((name) => EFFECT_TABLE[name].capability)),
].filter((name) => name !== 'none');

/**
 * Where a lease holds. Patterns are those of policies: paths as `compilePathPattern` reads them, hosts as
 * `compileHostPattern`, branches and tools as globs over their names. An empty list permits nothing of its kind.
 */
export type LeaseScope = {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly hosts: readonly string[];
  readonly branches: readonly string[];
  readonly tools: readonly string[];
};

/** How much a lease permits in all. Cost in millionths of a US dollar. */
export type LeaseLimits = { readonly tokens: number; readonly costMicros: number; readonly calls: number };

/**
 * What may be done under a lease, where, how much, and until when.
 *
 * Every scope of the list must admit an action, which is what makes narrowing safe: a narrower lease has one scope more, and
 * the smaller of every number.
 */
export type LeaseTerms = {
  readonly capabilities: readonly string[];
  readonly scopes: readonly LeaseScope[];
  readonly limits: LeaseLimits;
  /** Milliseconds since 1970, exclusive: at this instant the lease is over. */
  readonly expiresAtMs: number;
};

/** What was used of a lease, by itself and by every lease that was narrowed from it. */
export type LeaseUse = { readonly tokens: number; readonly costMicros: number; readonly calls: number };

/** What a decision knows of the lease of its session: a fact, recorded with it. */
export type LeaseFacts = {
  readonly id: string;
  /** False once it was revoked or has ended for any reason; `why` says which. */
  readonly live: boolean;
  readonly why: string;
  readonly terms: LeaseTerms;
  /** Of the lease, and of each that it was narrowed from: what was used, and of how much. */
  readonly uses: readonly { readonly limits: LeaseLimits; readonly used: LeaseUse }[];
};

/** Durations and bounds of leases (model §8), and how often they are looked after. Milliseconds. */
export const LEASE_TIMES = {
  usualMs: 1_800_000,
  longestMs: 3_600_000,
  monitorMs: 5_000,
  heartbeatMs: 10_000,
  heartbeatLostMs: 30_000,
} as const;

/** Bounds of a lease's terms; larger ones are refused whole. */
export const LEASE_BOUNDS = {
  patternsPerKind: 64,
  patternLength: 512,
  scopes: 8,
  /**
   * Blocks of the longest token: the first and eight narrowings. Each narrowing may become a lease of its own, so that this is also
   * how many leases stand in a row, the root among them.
   */
  blocks: 9,
  /** Most calls a lease permits where nobody said a number. */
  calls: 10_000,
} as const;

/** What the lease of an ordinary task may do: work in its workspace, run programs, commit, call its model; no host unless named. */
export const TASK_CAPABILITIES: readonly string[] = [
  'file.read',
  'file.write',
  'process.run',
  'process.signal',
  'net.connect',
  'package.install',
  'git.commit',
  'db.read',
  'model.call',
  'agent.spawn',
  'crisis.support',
];

/** Places that a task's lease begins with: reading anywhere, writing in its workspace, no host, any branch and tool. */
export const TASK_SCOPE: LeaseScope = {
  reads: ['/**'],
  writes: ['**'],
  hosts: [],
  branches: ['*'],
  tools: ['*'],
};
