import { type ModelUsage } from '../../core/budget/model-prices.ts';
import { MODEL_ORIGIN } from '../../core/effect/analyse-model-call.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { NO_USAGE, tokensOf } from '../../core/model/model-usage.ts';
import { printable } from '../../core/output/printable.ts';
import type { Result } from '../../core/result.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BudgetAccount, Reservation } from '../budget/budget-account.ts';
import type { Authorization, Gateway, Proposal, Wait } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { type ModelCaller, modelSession } from './model-caller.ts';

/** What a call costs in millionths of a US dollar, or why nobody can say. */
export type CostOf = (
  call: { readonly provider: string; readonly model: string },
  usage: ModelUsage,
) => Result<number, string>;

/** A request to a model, as far as it is decided about. */
export type ModelRequest = {
  readonly provider: string;
  readonly model: string;
  /** `messages`, `chat`, `responses`, `count-tokens`. */
  readonly endpoint: string;
  /** What is recorded of it: counts, digests, names. */
  readonly args: JsonObject;
  /** The most that it can use; null where nothing is used (counting tokens). */
  readonly estimate: ModelUsage | null;
  /** What it costs at most in hundredths of the model's price, where it asks to be served faster or elsewhere; 100 where it does not. */
  readonly priceHundredths: number;
};

/** Why a request does not leave. */
export type ModelRefusal = { readonly kind: 'denied' | 'budget' | 'failed'; readonly message: string };

/** A request that may leave: its decision is on record, and what it may use is held. */
export type OpenCall = {
  /** Budgets that passed 80 % with it. */
  readonly warnings: readonly string[];
  /** Books what was used, and records how the call ended. Once; never rejects. */
  readonly settle: (end: CallEnd) => Promise<void>;
};

export type CallEnd = {
  readonly usage: ModelUsage;
  readonly result: 'completed' | 'failed';
  /** A short word; null when completed. */
  readonly error: string | null;
};

export type ModelCallParts = {
  readonly gateway: Pick<Gateway, 'authorize' | 'reportOutcome'>;
  /** Null where nobody keeps budgets. */
  readonly budgets: BudgetAccount | null;
  readonly costOf: CostOf;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly onFailure: (what: string, error: unknown) => void;
};

/**
 * Opens a call of a model: decided and durably on record, and its budget held, before it leaves. Never rejects: what fails refuses.
 *
 * Decision and reservation are made side by side, so that both are in one commit; where either is a no, the other is taken back.
 */
export async function openModelCall(
  parts: ModelCallParts,
  { who, request }: { readonly who: ModelCaller; readonly request: ModelRequest },
  wait: Wait,
): Promise<Result<OpenCall, ModelRefusal>> {
  const amount = request.estimate ?? NO_USAGE;
  const cost = request.estimate === null ? { ok: true as const, value: 0 } : mostOf(parts, request, amount);
  if (!cost.ok) return refuse('budget', cost.failure);
  const spending = { tokens: tokensOf(amount), costMicros: cost.value };
  const { session, task, lease } = who;
  const holder = { principal: who.caller.principal, session, task, ...(lease === undefined ? {} : { lease }) };
  const keeps = request.estimate !== null;
  const [decided, held] = await Promise.allSettled([
    parts.gateway.authorize(who.caller, proposalOf(who, request), wait),
    keeps ? (parts.budgets?.reserve(holder, spending) ?? null) : null,
  ]);
  const isReleased = decided.status === 'fulfilled' && decided.value.verdict === 'allow';
  const isHeld = held.status === 'fulfilled' && (held.value === null || held.value.ok);
  if (isReleased && isHeld)
    return { ok: true, value: openCall(parts, { who, request, decided: decided.value, held: held.value }) };
  await takeBack(parts, { who, decided, held });
  if (decided.status === 'rejected') return failed(parts, decided.reason);
  if (!isReleased) return refuse('denied', deniedText(decided.value));
  if (held.status === 'rejected') return failed(parts, held.reason);
  return refuse('budget', exhaustedText(held.value));
}

/** What is read may be written to a cache, at another price: the dearer counts. */
function mostOf(parts: ModelCallParts, request: ModelRequest, { input, ...rest }: ModelUsage): Result<number, string> {
  const plain = costOf(parts, request, { ...rest, input });
  const cached = costOf(parts, request, { ...rest, input: 0, cacheWrite: input + rest.cacheWrite });
  return plain.ok && cached.ok && cached.value > plain.value ? cached : plain;
}

function costOf(parts: ModelCallParts, request: ModelRequest, usage: ModelUsage): Result<number, string> {
  const cost = parts.costOf(request, usage);
  return cost.ok ? { ok: true, value: Math.ceil((cost.value * request.priceHundredths) / 100) } : cost;
}

function refuse(kind: ModelRefusal['kind'], message: string): Result<never, ModelRefusal> {
  return { ok: false, failure: { kind, message: `Countersign refused this call of the model: ${message}` } };
}

function failed({ onFailure }: ModelCallParts, error: unknown): Result<never, ModelRefusal> {
  onFailure('decide about a call of a model', error);
  return refuse('failed', error instanceof GatewayError ? error.message : 'an internal error.');
}

function proposalOf(who: ModelCaller, { provider, endpoint, args }: ModelRequest): Proposal {
  return {
    id: null,
    session: modelSession(who),
    onBehalfOf: who.onBehalfOf,
    surface: 'model-proxy',
    tool: { name: endpoint, origin: `${MODEL_ORIGIN}${provider}`, digest: null },
    args,
    cwd: who.cwd,
    workspace: who.workspace,
    plan: null,
    idempotencyKey: null,
    callId: null,
    subagent: null,
    channel: who.channel,
  };
}

type Outcomes = {
  readonly who: ModelCaller;
  readonly decided: PromiseSettledResult<Authorization>;
  readonly held: PromiseSettledResult<Reservation | null>;
};

async function takeBack(parts: ModelCallParts, { who, decided, held }: Outcomes): Promise<void> {
  try {
    if (held.status === 'fulfilled' && held.value?.ok === true)
      await parts.budgets?.settle(held.value.id, { tokens: 0, costMicros: 0 });
    if (decided.status === 'fulfilled' && decided.value.verdict === 'allow') {
      const by = { actionId: decided.value.action.id };
      await parts.gateway.reportOutcome(who.caller, {
        by,
        result: 'failed',
        error: 'no-budget',
        durationMs: null,
        response: null,
      });
    }
  } catch (error) {
    parts.onFailure('take back what a refused call of a model held', error);
  }
}

type Opened = {
  readonly who: ModelCaller;
  readonly request: ModelRequest;
  readonly decided: Authorization;
  readonly held: Reservation | null;
};

function openCall(parts: ModelCallParts, { who, request, decided, held }: Opened): OpenCall {
  const startedMs = parts.clock.nowMs();
  let isSettled = false;
  return {
    warnings: held?.ok === true ? held.warnings : [],
    settle: async ({ usage, result, error }) => {
      if (isSettled) return;
      isSettled = true;
      const cost = costOf(parts, request, usage);
      const costMicros = cost.ok ? cost.value : 0;
      const { provider, model } = request;
      const used = request.estimate === null ? {} : { usage: { provider, model, usage, costMicros } };
      const booked = held?.ok === true ? parts.budgets?.settle(held.id, { tokens: tokensOf(usage), costMicros }) : null;
      const told = parts.gateway.reportOutcome(who.caller, {
        ...{ by: { actionId: decided.action.id }, result, error, response: null },
        ...{ durationMs: parts.clock.nowMs() - startedMs, ...used },
      });
      for (const one of await Promise.allSettled([booked, told]))
        if (one.status === 'rejected') parts.onFailure('settle a call of a model', one.reason);
    },
  };
}

function deniedText({ decision, verdict, approval }: Authorization): string {
  const why = printable(decision.reason);
  const remedies = decision.remedies.slice(0, 3).map((remedy) => printable(remedy));
  const asked =
    verdict === 'require-approval' && approval !== null
      ? [`A person can still approve it: countersign approvals approve ${approval.request.id.slice(0, 8)}`]
      : [];
  return [why, ...remedies, ...asked].join('. ');
}

function exhaustedText(held: Reservation | null): string {
  if (held === null || held.ok) return 'no budget.';
  const { exhausted, left } = held;
  return `the budget ${printable(exhausted)} has not enough left for what it may use (${left.tokens} tokens and ${left.costMicros / 1e6} USD are left). Ask for less (a smaller limit of output tokens, less context), or tell the user: the operator raises the budget.`;
}
