/** Where a lease holds. Patterns as in policies; an empty list permits nothing of its kind. */
export type WireLeaseScope = {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly hosts: readonly string[];
  readonly branches: readonly string[];
  readonly tools: readonly string[];
};

/** How a lease is narrowed, or what is granted. Cost in millionths of a US dollar. */
export type WireLeaseTerms = {
  readonly capabilities?: readonly string[];
  readonly scope?: Partial<WireLeaseScope>;
  readonly limits?: { readonly tokens?: number; readonly cost_micros?: number; readonly calls?: number };
  readonly expires_at_ms?: number;
};

/** `POST /v1/leases`. What is left out is what an ordinary task gets. */
export type WireGrantRequest = {
  readonly principal: string;
  readonly session?: string;
  readonly task: string;
  readonly workspace: string;
  readonly terms?: WireLeaseTerms;
  /** 1,800,000 unless said; 3,600,000 at most. */
  readonly duration_ms?: number;
  readonly heartbeat?: boolean;
};

export type WireRenewRequest = { readonly duration_ms?: number };
export type WireRevokeLeaseRequest = { readonly note?: string };

/** What was used, of how much. */
export type WireLeaseUse = {
  readonly tokens: number;
  readonly cost_micros: number;
  readonly calls: number;
  readonly limits: { readonly tokens: number; readonly cost_micros: number; readonly calls: number };
};

/** A lease as it stands. */
export type WireLease = {
  readonly id: string;
  readonly principal: string;
  readonly session: string | null;
  readonly task: string;
  readonly workspace: string;
  /** The lease that it was narrowed from, or null. */
  readonly parent: string | null;
  readonly live: boolean;
  /** Why it is not in force; empty while it is. */
  readonly why: string;
  readonly capabilities: readonly string[];
  /** All of them must admit a place. */
  readonly scopes: readonly WireLeaseScope[];
  readonly expires_at_ms: number;
  readonly granted_by: string;
  readonly granted_at_ms: number;
  readonly renewals: number;
  readonly attempt: number;
  readonly heartbeat: boolean;
  /** Of the lease first, then of each that it was narrowed from. */
  readonly uses: readonly WireLeaseUse[];
  readonly end: {
    readonly reason: string;
    readonly by: string;
    readonly at_ms: number;
    readonly outcome: string;
  } | null;
};

/** A lease with the token that carries it, which is shown once; null where none are made. */
export type WireGrantedLease = { readonly lease: WireLease; readonly token: string | null };
export type WireLeaseKey = { readonly public_key: string | null };
export type WireHeartbeat = { readonly live: boolean };

/** A budget. Cost in millionths of a US dollar. */
export type WireBudget = {
  /** `day 2026-11-21`, `task <name>`, `principal <name> 2026-11-21`. */
  readonly scope: string;
  readonly limit: { readonly tokens: number; readonly cost_micros: number };
  readonly used: { readonly tokens: number; readonly cost_micros: number };
  readonly held: { readonly tokens: number; readonly cost_micros: number };
};

/** `POST /v1/budgets/limit`: a kind (`day`, `task`, `principal`) or one budget; null takes back what was set. */
export type WireLimitRequest = {
  readonly scope: string;
  readonly limit: { readonly tokens: number; readonly cost_micros: number } | null;
};
export type WireResetRequest = { readonly scope: string };

/** Something that stopped by itself, and until when a person has to look at it. */
export type WireReview = {
  readonly verb: string;
  readonly target: string;
  readonly reason: string;
  readonly review_by_ms: number;
};
