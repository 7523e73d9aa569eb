import { refusalText } from './authorize.ts';
import { type AdapterOptions, CallDesk } from './call-desk.ts';

/** A tool call as LangChain hands it to `wrapToolCall`, as far as it is looked at. */
export type ToolCallRequest = {
  readonly toolCall: {
    readonly id?: string;
    readonly name: string;
    readonly args: { readonly [name: string]: unknown };
  };
};

/** The fields of the `ToolMessage` that stands for a refused call. */
export type RefusalMessage = {
  readonly content: string;
  readonly tool_call_id: string;
  readonly name: string;
  readonly status: 'error';
};

/** How tool calls of LangChain are guarded. */
export type GuardToolCallsOptions<Message> = AdapterOptions & {
  /** Makes the message: `(fields) => new ToolMessage(fields)`. */
  readonly toMessage: (fields: RefusalMessage) => Message;
  /**
   * LangGraph's `interrupt`, to stop the graph durably while nobody has answered instead of refusing the call. When the graph
   * is resumed the gateway is asked again; whatever it is resumed with approves nothing.
   */
  readonly interrupt?: ((value: PendingCall) => unknown) | undefined;
};

/** What an interrupted graph shows: which call waits, and the id of the gateway's request. */
export type PendingCall = { readonly tool: string; readonly approval: string; readonly reason: string };

/**
 * Makes the `wrapToolCall` of a LangChain (1.x) middleware: every tool call of the agent goes through the gateway.
 *
 * `createMiddleware({ name: 'Countersign', wrapToolCall: guardToolCalls({ … }) })`. Put it last in `middleware`, so that it
 * sees the arguments that will be used. A call runs only after an allow, with the arguments that were decided; a refusal is
 * an error message for the model to read. While a person is asked the call waits `waitMs`.
 */
export function guardToolCalls<Message>(options: GuardToolCallsOptions<Message>) {
  const { toMessage, interrupt } = options;
  const desk = new CallDesk(options);
  return async <Request extends ToolCallRequest, Answer>(
    request: Request,
    handler: (request: Request) => Answer | Promise<Answer>,
  ): Promise<Answer | Message> => {
    const { id = crypto.randomUUID(), name, args } = request.toolCall;
    const call = { id, tool: name, args };
    if (interrupt !== undefined) {
      const permission = await desk.ask(call);
      if (permission.kind === 'pending') {
        interrupt({ tool: name, approval: permission.approval, reason: permission.error.message });
      }
    }
    const ran = await desk.run(call, (decided) =>
      handler({ ...request, toolCall: { ...request.toolCall, args: decided } }),
    );
    if (ran.kind === 'ran') return ran.answer;
    return toMessage({ content: refusalText(ran.error), tool_call_id: id, name, status: 'error' });
  };
}
