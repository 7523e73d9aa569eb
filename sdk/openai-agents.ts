import { refusalText } from './authorize.ts';
import { type AdapterOptions, CallDesk } from './call-desk.ts';
import type { CountersignError } from './error.ts';

/** A function tool of OpenAI Agents JS (0.20), as far as it is looked at. */
export type AgentTool = {
  readonly type: 'function';
  readonly name: string;
  readonly invoke: (context: never, input: string, details?: never) => Promise<unknown>;
  readonly needsApproval: (context: never, input: never, callId?: string) => Promise<boolean>;
};

/** A call that waits for approval in a run that was interrupted. */
export type AgentInterruption = { readonly rawItem: object };

/** A run that stopped to have calls approved: the result of `run`, as far as it is looked at. */
export type InterruptedRun<Item extends AgentInterruption> = {
  readonly interruptions: readonly Item[];
  readonly state: {
    approve: (item: Item) => void;
    reject: (item: Item, options: { readonly message: string }) => void;
  };
};

/** The gateway before the tools of an agent. */
export type AgentGuard = {
  /** A tool that only runs what was allowed. Give it to the agent in place of the tool. */
  readonly guard: <Tool extends AgentTool>(tool: Tool) => Tool;
  /**
   * Waits for people, then approves or rejects every interruption of a guarded tool in the run's state; answers the
   * interruptions of other tools, which are the application's. Run the agent again with the state.
   */
  readonly settle: <Item extends AgentInterruption>(run: InterruptedRun<Item>) => Promise<readonly Item[]>;
};

/**
 * Puts the gateway before the function tools of OpenAI Agents JS.
 *
 * `needsApproval` asks the gateway without waiting: a call that a person must look at interrupts the run, and `settle` takes
 * it up when the person has answered on a channel of the gateway. `invoke` runs only what was allowed, with the arguments
 * that were decided, once; approving an interruption without the gateway makes it ask again. A refusal is the tool's output,
 * for the model to read.
 */
export function guardAgentTools(options: AdapterOptions): AgentGuard {
  const desk = new CallDesk(options);
  const guarded = new Set<string>();
  return {
    guard: (tool) => {
      guarded.add(tool.name);
      return { ...tool, ...guardedMethods(tool, desk) };
    },
    settle: async (run) => {
      const others: (typeof run.interruptions)[number][] = [];
      for (const item of run.interruptions) {
        const call = readRawItem(item.rawItem);
        if (call === null || !guarded.has(call.tool)) others.push(item);
        else await settleOne(desk, call, (refused) => decideItem(run.state, item, refused));
      }
      return others;
    },
  };
}

type Call = { readonly id: string; readonly tool: string; readonly args: unknown };

async function settleOne(
  desk: CallDesk,
  call: Call,
  decide: (refused: CountersignError | null) => void,
): Promise<void> {
  const permission = await desk.ask(call);
  decide(permission.kind === 'allowed' ? null : permission.error);
}

function decideItem<Item extends AgentInterruption>(
  state: InterruptedRun<Item>['state'],
  item: Item,
  refused: CountersignError | null,
): void {
  if (refused === null) state.approve(item);
  else state.reject(item, { message: refusalText(refused) });
}

function guardedMethods(tool: AgentTool, desk: CallDesk): Pick<AgentTool, 'invoke' | 'needsApproval'> {
  const { name } = tool;
  return {
    needsApproval: async (_context, input, callId) => {
      if (callId === undefined) return true;
      return (await desk.ask({ id: callId, tool: name, args: input, waitMs: 0 })).kind === 'pending';
    },
    invoke: async (context, input, details) => {
      const id = callIdOf(details);
      const args = parseArguments(input);
      const ran = await desk.run({ id, tool: name, args }, (decided) =>
        tool.invoke(context, JSON.stringify(decided), details),
      );
      return ran.kind === 'ran' ? ran.answer : refusalText(ran.error);
    },
  };
}

/** The arguments as the model wrote them; what is no JSON is decided as the text it is. */
function parseArguments(input: string): unknown {
  try {
    return input === '' ? {} : JSON.parse(input);
  } catch {
    return input;
  }
}

function callIdOf(details: unknown): string {
  const call = typeof details === 'object' && details !== null && 'toolCall' in details ? details.toolCall : null;
  const id = typeof call === 'object' && call !== null && 'callId' in call ? call.callId : null;
  return typeof id === 'string' ? id : crypto.randomUUID();
}

function readRawItem(item: object): Call | null {
  const { callId, name, arguments: args } = item as { readonly [field: string]: unknown };
  if (typeof callId !== 'string' || typeof name !== 'string' || typeof args !== 'string') return null;
  return { id: callId, tool: name, args: parseArguments(args) };
}
