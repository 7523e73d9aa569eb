import type { AbortSignalLike, Caller, Gateway } from '../../../application/gateway.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { TokenScope } from '../../../ports/token-store.ts';
import { answerEvent } from './answer-event.ts';
import { eventOf, type HookInput, parseHookInput } from './hook-input.ts';
import { canStop, type HookReply, replyJson, replyText } from './hook-reply.ts';
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

/** How the hook is set up. */
export type ClaudeCodeHookOptions = {
  /** On whose behalf the agent works, for example `human:operator`. */
  readonly operator: string;
  /** The longest wait for a human; shorter than the time-out in the agent's settings. Default 75,000. */
  readonly waitMs?: number;
  /** Told of every failure that was not the caller's. */
  readonly onFailure?: (failure: { readonly event: string | null; readonly error: unknown }) => void;
};

const WAIT_MS = 75_000;

/**
 * Claude Code's hooks: `POST /hooks/claude-code` answers an HTTP hook, `POST /hooks/claude-code/command` the shell of a
 * command hook.
 *
 * Every answer has status 200, a refusal too: the agent goes on when a hook's request fails, so a failing status would let
 * the call through wherever `onFailure` is not supported. A bad token, a bad body, an unknown event and a failing gateway are
 * refusals. `?event=` may name the event that the settings are for, so that a failure is told in the way that event needs;
 * an input that names another event is refused.
 */
export function claudeCodeRoutes(gateway: Gateway, options: ClaudeCodeHookOptions): readonly HookRoute[] {
  const scopes = ['decide'] as const;
  return [
    {
      path: '/hooks/claude-code',
      operation: 'claudeCodeHook',
      scopes,
      answer: async (request) => {
        const { event, reply } = await replyTo(gateway, request, options);
        return { status: 200, contentType: 'application/json', body: replyJson(reply, event) };
      },
    },
    {
      path: '/hooks/claude-code/command',
      operation: 'claudeCodeCommandHook',
      scopes,
      answer: async (request) => {
        const { event, reply } = await replyTo(gateway, request, options);
        return { status: 200, contentType: 'text/plain; charset=utf-8', body: replyText(reply, event) };
      },
    },
  ];
}

type EventReply = { readonly event: string | null; readonly reply: HookReply };

async function replyTo(gateway: Gateway, request: HookRequest, options: ClaudeCodeHookOptions): Promise<EventReply> {
  const event = (request.body.ok ? eventOf(request.body.value) : null) ?? request.query('event') ?? null;
  if (!request.caller.ok) return { event, reply: failure(event, request.caller.failure) };
  const input = readInput(request);
  if (!input.ok) return { event, reply: failure(event, input.failure) };
  try {
    const wait = { waitMs: options.waitMs ?? WAIT_MS, signal: request.signal() };
    const call = { caller: request.caller.value, input: input.value, wait, operator: options.operator };
    return { event, reply: await answerEvent(gateway, call) };
  } catch (error) {
    if (!(error instanceof GatewayError)) options.onFailure?.({ event, error });
    return { event, reply: failure(event, refusalOf(error)) };
  }
}

function readInput(request: HookRequest): Result<HookInput, HookRefusal> {
  if (!request.body.ok) return request.body;
  const parsed = parseHookInput(request.body.value);
  if (!parsed.ok) return fail({ code: 'input.invalid', reason: parsed.failure.reason });
  const expected = request.query('event');
  if (expected === undefined || expected === parsed.value.hook_event_name) return ok(parsed.value);
  return fail({ code: 'input.invalid', reason: "read the hook's input: found another event than the settings name" });
}

/** What a failure means for the event: a refusal where the hook can stop something, else a notice to the user. */
function failure(event: string | null, { reason, remedies }: HookRefusal): HookReply {
  if (canStop(event)) return { kind: 'refuse', reason: failedText(reason, remedies) };
  return { kind: 'neutral', notice: unrecordedText(event ?? 'an event', reason) };
}

function refusalOf(error: unknown): HookRefusal {
  if (error instanceof GatewayError) return { code: error.code, reason: error.message, remedies: error.remedies };
  return { code: 'unavailable', reason: 'answer a hook: the gateway failed unexpectedly' };
}
