/** A JSON value (RFC 8259), read-only. */
export type WireJson = null | boolean | number | string | readonly WireJson[] | WireJsonObject;

/** A JSON object. */
export type WireJsonObject = { readonly [key: string]: WireJson };

/** What the gateway answers to an action. */
export type WireVerdict = 'allow' | 'require-approval' | 'defer' | 'deny';

/** How bad it would be if the action were wrong; the words for the score 0–100. */
export type WireRiskLevel = 'none' | 'low' | 'medium' | 'high' | 'critical';

/** Where an action is proposed. Callers of the API may name these; hooks and proxies are named by the gateway itself. */
export type WireApiSurface = 'api' | 'sdk' | 'mcp' | 'cli' | 'sandbox';

/** Channels a session can be attended on; each has its own score from which a human is asked. */
export type WireChannel = 'api' | 'telegram' | 'discord' | 'cli';

/** The tool that would act: its name, who supplies it (`builtin:<agent>`, `mcp:<server>`, `api`), and its pinned digest. */
export type WireToolReference = {
  readonly name: string;
  readonly origin?: string;
  readonly digest?: string | null;
};

/** `POST /v1/check`: an action to judge. The principal is the token's; it is never in the body. */
export type WireProposal = {
  /** The caller's own id of the attempt (UUIDv7); left out to have one made. */
  readonly id?: string | null;
  readonly session: string;
  /** Who the agent works for; default: the gateway's configured operator. */
  readonly on_behalf_of?: string;
  /** Default `api`. */
  readonly surface?: WireApiSurface;
  readonly tool: WireToolReference;
  readonly args: WireJsonObject;
  /** Absolute path the action is relative to. */
  readonly cwd: string;
  /** Absolute path of the task's workspace; default `cwd`. The first one of a session is kept. */
  readonly workspace?: string;
  readonly plan?: string | null;
  readonly idempotency_key?: string | null;
  /** The agent's own name for the call, to report its outcome by. */
  readonly call_id?: string | null;
  readonly subagent?: string | null;
  /** Default `api`. */
  readonly channel?: WireChannel;
  /** Principals who wrote what the action would put into force, at most 16: they do not approve it, through whichever account. */
  readonly authors?: readonly string[];
};

/** `POST /v1/decide`: a proposal, and how long to wait for a human's answer: 0 (default) to 600,000 ms. */
export type WireDecideRequest = WireProposal & { readonly wait_ms?: number };

/** One thing an action would do to one resource. */
export type WireEffect = {
  readonly class: string;
  readonly resource: { readonly kind: string; readonly value: string; readonly provenance: string };
  readonly detail: string;
  readonly reversibility: 'reversible' | 'compensable' | 'irreversible';
  readonly marks: readonly string[];
};

/** What one gate of the pipeline found, by which rule, why, and what the agent may do instead. */
export type WireGateReport = {
  readonly gate: string;
  readonly outcome: 'pass' | 'require-approval' | 'defer' | 'deny' | 'not-applicable' | 'not-evaluated';
  readonly rule: string;
  readonly reason: string;
  readonly remedy: string;
};

/** What the one who runs an allowed action must do with it. */
export type WireObligation =
  | { readonly kind: 'checkpoint'; readonly paths: readonly string[] }
  | { readonly kind: 'notify'; readonly whom: 'approvers' | 'administrator' | 'emergency' }
  | { readonly kind: 'expire'; readonly at_ms: number };

/** How far an approval reaches: once, the session, or a proposal of a rule. */
export type WireApprovalScope = 'action' | 'session' | 'proposal';

/** How a required approval must be given. */
export type WireApprovalTerms = {
  readonly timeout_ms: number;
  readonly approvers: number;
  readonly second_factor: boolean;
  readonly batch: boolean;
  readonly scopes: readonly WireApprovalScope[];
  readonly on_timeout: 'deny' | 'deny-notify' | 'deny-escalate' | 'deny-emergency';
};

/** The decision on an action with everything that led to it. */
export type WireDecision = {
  readonly verdict: WireVerdict;
  readonly risk: {
    readonly score: number;
    readonly level: WireRiskLevel;
    readonly parts: readonly { readonly kind: string; readonly rule: string; readonly points: number }[];
  };
  readonly effects: readonly WireEffect[];
  readonly gates: readonly WireGateReport[];
  readonly obligations: readonly WireObligation[];
  readonly approval: WireApprovalTerms | null;
  readonly reason: string;
  readonly remedies: readonly string[];
};

/** An action as the gateway understood it. */
export type WireAction = {
  readonly id: string;
  readonly session: string;
  readonly principal: string;
  readonly on_behalf_of: string;
  readonly surface: string;
  readonly tool: { readonly name: string; readonly origin: string; readonly digest: string | null };
  readonly args: WireJsonObject;
  readonly cwd: string;
  readonly workspace: string;
  readonly plan: string | null;
  readonly idempotency_key: string | null;
  readonly proposed_at_ms: number;
};

/** The answer of `POST /v1/check`: nothing was recorded, released or asked. */
export type WireCheckResponse = {
  readonly verdict: WireVerdict;
  readonly reason: string;
  readonly remedies: readonly string[];
  readonly action: WireAction;
  readonly action_digest: string;
  readonly decision: WireDecision;
};

/** `POST /v1/outcome`: what happened when an authorised action ran. By `action_id`, or by `session` and `call_id`. */
export type WireOutcomeRequest = (
  | { readonly action_id: string; readonly session?: never; readonly call_id?: never }
  | { readonly session: string; readonly call_id: string; readonly action_id?: never }
) & {
  readonly result: 'completed' | 'failed';
  readonly error?: string | null;
  readonly duration_ms?: number | null;
  /** The tool's response; kept only as a salted digest. */
  readonly response?: string | null;
};

/** Where an outcome was recorded. */
export type WireOutcomeResponse = { readonly action_id: string; readonly log_index: number };

/** `POST /v1/sessions/events`: something that happened in a session beside actions. Answered with 204. */
export type WireSessionEvent =
  | { readonly kind: 'started'; readonly session: string; readonly workspace: string; readonly source?: string }
  | { readonly kind: 'ended'; readonly session: string; readonly reason?: string }
  | { readonly kind: 'prompt'; readonly session: string; readonly workspace: string; readonly prompt: string };
