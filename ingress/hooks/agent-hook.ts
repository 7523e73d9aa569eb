import type { AbortSignalLike, Caller, Gateway } from '../../application/gateway.ts';
import { GatewayError } from '../../application/gateway-error.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { TokenScope } from '../../ports/token-store.ts';
import type { AgentEvent } from './agent-event.ts';
import { answerEvent } from './answer-event.ts';
import { eventOf } from './hook-fields.ts';
import type { HookReply } from './hook-reply.ts';
import { failedText, unrecordedText } from './messages.ts';

/** Why the server would not let a request through, in its own words. */
export type HookRefusal = { readonly code: string; readonly reason: string; readonly remedies?: readonly string[] };

/** A request as the HTTP ingress hands it over: whether caller and body are good is said by their values. */
export type HookRequest = {
  readonly caller: Result<Caller, HookRefusal>;
  readonly body: Result<unknown, HookRefusal>;
  readonly query: (name: string) => string | undefined;
  readonly signal: () => AbortSignalLike;
};

/** An address for the HTTP ingress to serve. */
export type HookRoute = {
  readonly path: string;
  readonly operation: string;
  readonly scopes: readonly TokenScope[];
  readonly answer: (request: HookRequest) => Promise<{
    readonly status: number;
    readonly contentType: string;
    readonly body: string;
  }>;
};

/** How the hooks are set up. */
export type HookOptions = {
  /** On whose behalf the agents work, for example `human:operator`. */
  readonly operator: string;
  /** The longest wait for a human; shorter than the time-out in the agent's settings. Default 75,000. */
  readonly waitMs?: number;
  /** Told of every failure that was not the caller's. */
  readonly onFailure?: (failure: { readonly event: string | null; readonly error: unknown }) => void;
};

/** What is particular to one agent: how its events are read, and how it is answered. */
export type AgentHook = {
  /**
   * Reads an input, or explains every problem at once. Total. The event is the one that the input names, else the one that the
   * settings name: some agents say it nowhere in their inputs.
   */
  readonly parse: (value: unknown, event: string | null) => Result<AgentEvent, { readonly reason: string }>;
  /** Whether a hook for this event can stop something. An event that is unknown, or not named, counts as one that can. */
  readonly canStop: (event: string | null) => boolean;
};

/** A way to write a reply down for one event. */
export type WriteReply = (reply: HookReply, event: string | null) => string;

const WAIT_MS = 75_000;
const SCOPES: readonly TokenScope[] = ['decide'];

/**
 * A route that answers an agent's events. Every answer has status 200, a refusal too: a failing status could be taken for a
 * hook that has nothing to say. A bad token, a bad body, an unknown event and a failing gateway are refusals. `?event=` may
 * name the event that the settings are for, so that a failure is told in the way that event needs; an input that names
 * another event is refused.
 */
export function hookRoute(
  gateway: Gateway,
  hook: AgentHook,
  {
    path,
    operation,
    contentType,
    write,
    options,
  }: Pick<HookRoute, 'path' | 'operation'> & {
    readonly contentType: string;
    readonly write: WriteReply;
    readonly options: HookOptions;
  },
): HookRoute {
  const answer: HookRoute['answer'] = async (request) => {
    const event = (request.body.ok ? eventOf(request.body.value) : null) ?? request.query('event') ?? null;
    const reply = await replyTo(gateway, { hook, request, event, options });
    return { status: 200, contentType, body: write(reply, event) };
  };
  return { path, operation, scopes: SCOPES, answer };
}

/** The route of an agent whose hooks are commands alone: `POST /hooks/<agent>/command`. */
export function commandRoute(
  gateway: Gateway,
  hook: AgentHook,
  { agent, ...rest }: { readonly agent: string; readonly write: WriteReply; readonly options: HookOptions },
): HookRoute {
  const path = `/hooks/${agent}/command`;
  return hookRoute(gateway, hook, { ...rest, path, operation: `${agent} command hook`, contentType: SHELL_TYPE });
}

/** The media type of what a command hook's shell reads. */
export const SHELL_TYPE = 'text/plain; charset=utf-8';

type Asked = {
  readonly hook: AgentHook;
  readonly request: HookRequest;
  readonly event: string | null;
  readonly options: HookOptions;
};

async function replyTo(gateway: Gateway, { hook, request, event, options }: Asked): Promise<HookReply> {
  const failed = (why: HookRefusal): HookReply => failure(event, why, hook.canStop(event));
  if (!request.caller.ok) return failed(request.caller.failure);
  const input = readInput(hook, request, event);
  if (!input.ok) return failed(input.failure);
  try {
    const wait = { waitMs: options.waitMs ?? WAIT_MS, signal: request.signal() };
    const { operator } = options;
    return await answerEvent(gateway, { caller: request.caller.value, event: input.value, wait, operator });
  } catch (error) {
    if (!(error instanceof GatewayError)) options.onFailure?.({ event, error });
    return failed(refusalOf(error));
  }
}

function readInput(hook: AgentHook, request: HookRequest, event: string | null): Result<AgentEvent, HookRefusal> {
  if (!request.body.ok) return request.body;
  const parsed = hook.parse(request.body.value, event);
  if (!parsed.ok) return fail({ code: 'input.invalid', reason: parsed.failure.reason });
  const expected = request.query('event');
  if (expected === undefined || expected === event) return ok(parsed.value);
  return fail({ code: 'input.invalid', reason: "read the hook's input: found another event than the settings name" });
}

/** What a failure means for the event: a refusal where the hook can stop something, else a notice to the user. */
function failure(event: string | null, { reason, remedies }: HookRefusal, canStop: boolean): HookReply {
  if (canStop) return { kind: 'refuse', reason: failedText(reason, remedies) };
  return { kind: 'neutral', notice: unrecordedText(event ?? 'an event', reason) };
}

function refusalOf(error: unknown): HookRefusal {
  if (error instanceof GatewayError) return { code: error.code, reason: error.message, remedies: error.remedies };
  return { code: 'unavailable', reason: 'answer a hook: the gateway failed unexpectedly' };
}
