import type { CallRewrite } from '../../core/model/rewrite-call.ts';

/** A place that speaks one of the two APIs. */
export type ModelProvider = {
  /** As in `/model/<name>/…`: lower-case letters, digits and hyphens. */
  readonly name: string;
  readonly shape: 'anthropic' | 'openai';
  /** What an official client takes for its base: with `/v1` for `openai`, without for `anthropic`. No query, no trailing slash. */
  readonly baseUrl: string;
  /** `none`: it takes requests without a key. `caller`: the client's own credentials are passed on. */
  readonly key: 'gateway' | 'none' | 'caller';
};

/** What the operator set for the model proxy. */
export type ModelSettings = {
  readonly providers: ReadonlyMap<string, ModelProvider>;
  /** `auto`: not for agents whose own hooks have every call decided. */
  readonly decideTools: 'auto' | 'always' | 'never';
  /** Whether requests may offer tools that the provider itself runs, which nobody here can decide about. */
  readonly serverTools: 'allow' | 'refuse';
  readonly collidingCalls: 'hold' | 'decide';
  readonly rewrites: readonly CallRewrite[];
  /** Counted as the most that a request without a limit writes. */
  readonly assumedOutputTokens: number;
  /** True where requests are kept with their decisions, encrypted, as far as they fit. */
  readonly keepBodies: boolean;
};

/** Bounds and times of the proxy. */
export type ModelLimits = {
  readonly bodyBytes: number;
  /** Of all requests in work together, and of those of one caller. */
  readonly bodiesBytes: number;
  readonly callersBodiesBytes: number;
  readonly answerBytes: number;
  /** For a request to arrive, for the provider's first byte, and between two pieces of its answer. */
  readonly uploadMs: number;
  readonly firstByteMs: number;
  readonly idleMs: number;
  /** How long a client is kept waiting for a person. */
  readonly approvalMs: number;
  readonly keepAliveMs: number;
  /** How long a request waits at most for the mark that its newest message leaves on the session. */
  readonly screenMs: number;
};

export const MODEL_LIMITS: ModelLimits = {
  bodyBytes: 32 * 1024 * 1024,
  bodiesBytes: 256 * 1024 * 1024,
  callersBodiesBytes: 128 * 1024 * 1024,
  answerBytes: 32 * 1024 * 1024,
  uploadMs: 60_000,
  firstByteMs: 600_000,
  idleMs: 300_000,
  approvalMs: 120_000,
  keepAliveMs: 10_000,
  screenMs: 250,
};
