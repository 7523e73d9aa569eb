import { refusalText } from './authorize.ts';
import { type AdapterOptions, CallDesk } from './call-desk.ts';

/** How the AI SDK (version 7) is answered where it asks for approval of a tool call. */
export type AiApprovalStatus =
  | { readonly type: 'approved' }
  | { readonly type: 'denied'; readonly reason: string }
  | { readonly type: 'user-approval'; readonly reason: string };

/** The `toolApproval` setting: one function for every tool. */
export type AiToolApproval = (asked: {
  readonly toolCall: { readonly toolCallId: string; readonly toolName: string; readonly input: unknown };
}) => Promise<AiApprovalStatus>;

/** Guarded tools and the approval function that goes with them. */
export type GuardedAiTools<Tools> = { readonly tools: Tools; readonly toolApproval: AiToolApproval };

/** Calls that wait for the application, of which it is known that they do. */
const MAX_ASKED = 1_000;

type Execute = (input: unknown, options: ExecuteOptions) => unknown;
type ExecuteOptions = { readonly toolCallId: string; readonly abortSignal?: AbortSignal };

/**
 * Puts the gateway before the tools of the Vercel AI SDK 7. Give both parts of the answer to `generateText`, `streamText` or
 * an agent: `tools` and `toolApproval`.
 *
 * `toolApproval` asks the gateway and waits `waitMs` for a person: `approved`, `denied` with a reason that the model reads,
 * or `user-approval` while nobody has answered. A click in the application approves nothing: when the call is taken up again
 * the gateway is asked again, and only its own approval, signed by a person, counts.
 *
 * The wrapped `execute` runs only what was allowed, with the arguments that were decided, once, and reports the outcome.
 * Without `toolApproval` it asks by itself; a refusal is then a tool error with the same text.
 */
export function guardAiTools<Tools extends { readonly [name: string]: object }>(
  tools: Tools,
  options: AdapterOptions,
): GuardedAiTools<Tools> {
  const desk = new CallDesk(options);
  const asked = new Set<string>();
  const guarded = Object.entries(tools).map(([name, tool]) => [name, guardTool(name, tool, desk)] as const);
  return {
    tools: Object.fromEntries(guarded) as Tools,
    toolApproval: async ({ toolCall }) => {
      const { toolCallId: id, toolName: tool, input: args } = toolCall;
      const permission = await desk.ask({ id, tool, args });
      if (permission.kind === 'allowed') return { type: 'approved' };
      const reason = refusalText(permission.error);
      const isFirst = !asked.has(id);
      if (permission.kind === 'pending' && isFirst) {
        asked.add(id);
        const [oldest] = asked;
        if (asked.size > MAX_ASKED && oldest !== undefined) asked.delete(oldest);
        return { type: 'user-approval', reason };
      }
      asked.delete(id);
      return { type: 'denied', reason };
    },
  };
}

function guardTool(name: string, tool: object, desk: CallDesk): object {
  const execute = 'execute' in tool ? tool.execute : undefined;
  if (typeof execute !== 'function') return tool;
  const run: Execute = async (input, options) => {
    const call = { id: options.toolCallId, tool: name, args: input, signal: options.abortSignal };
    const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
    const ran = await desk.run(call, (args) => lastOf(execute.call(tool, isObject ? args : args['input'], options)));
    if (ran.kind === 'refused') throw new Error(refusalText(ran.error), { cause: ran.error });
    return ran.answer;
  };
  return Object.assign(Object.create(Object.getPrototypeOf(tool) as object) as object, tool, { execute: run });
}

/** The last of what a streaming tool gives, which is its answer; parts before it are not passed on. */
async function lastOf(answer: unknown): Promise<unknown> {
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) return answer;
  let last: unknown;
  for await (const part of answer as AsyncIterable<unknown>) last = part;
  return last;
}
