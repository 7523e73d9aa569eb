import type { JsonObject } from '../../core/encoding/json.ts';
import type { ToolListing } from '../../core/trust/tool-listing.ts';
import type { OwnToolCall, OwnToolOutcome } from './own-tools/own-act.ts';

/**
 * How a listed tool stands. `vouched`: the operator accepted exactly this listing. `new`: seen for the first time and waiting
 * for the operator. `changed`: it differs from what was accepted. `refused`: the operator does not want it.
 */
export type ToolStanding = {
  readonly name: string;
  readonly digest: string;
  readonly standing: 'vouched' | 'new' | 'changed' | 'refused';
  /** What an operator should look at: hidden text, instructions, a name that shadows another server's. */
  readonly warnings: readonly string[];
  /** True where no model may be shown it: it changed, is refused, or is new and speaks to the model. */
  readonly withheld: boolean;
};

/**
 * One `tools/call` as it is proposed. The gateway knows it as tool `mcp__<server>__<tool>` of origin `mcp:<server>`. What a
 * server is asked for beside its tools is proposed under the name of the offer (`offerName`).
 */
export type ProposedCall = {
  readonly server: string;
  readonly tool: string;
  /** Of the listing the call was made by; null when the server never listed the tool. */
  readonly digest: string | null;
  readonly args: JsonObject;
  readonly session: string;
  readonly cwd: string;
  readonly workspace: string;
  readonly callId: string | null;
  readonly waitMs: number;
  readonly signal: AbortSignal | null;
};

/** What became of a proposed call. Only `allow` lets it reach the server. */
export type CallVerdict = {
  readonly verdict: 'allow' | 'deny' | 'require-approval' | 'defer';
  readonly actionId: string;
  readonly reason: string;
  readonly remedies: readonly string[];
  /** The open request's id while a human is to be asked. */
  readonly approval: string | null;
};

/** A question to the person at the client, which stands for one open approval request. */
export type OpenQuestion = {
  /** Opaque to the client; names nothing by itself, is good once, and only for the session and call it was made for. */
  readonly requestState: string;
  readonly message: string;
  readonly expiresAtMs: number;
};

/** What the person answered, with the state that came back. */
export type QuestionAnswer = {
  readonly requestState: string;
  readonly session: string;
  /** `misused`: it came back with another call, so that it is spent. */
  readonly action: 'accept' | 'decline' | 'cancel' | 'misused';
};

/** How an open request stands: with people still, approved and to be used by proposing the call again, or over. */
export type RequestStanding = {
  readonly state: 'pending' | 'approved' | 'over';
  /** Why it is over, in words; empty otherwise. */
  readonly why: string;
};

/**
 * What an MCP front needs of the gateway, wherever the gateway is: in this process, or behind HTTP.
 *
 * Every method raises where the gateway cannot be asked or does not answer as promised; a front then lets nothing through.
 */
export interface McpGate {
  /** Shows what a server lists, of tools always all of it; answers one standing for each, in order. */
  noteTools(server: string, tools: readonly ToolListing[]): Promise<readonly ToolStanding[]>;
  /** Decides a call, and waits `waitMs` for people. */
  decide(call: ProposedCall): Promise<CallVerdict>;
  /** Waits until an open request of this caller's has left the people, or for `waitMs`; answers how it stands then. */
  awaitPeople(
    approval: string,
    wait: { readonly waitMs: number; readonly signal: AbortSignal },
  ): Promise<RequestStanding>;
  /** Makes the question for an open request; null where policy leaves it to the other channels (high and critical always). */
  openQuestion(approval: string, session: string): Promise<OpenQuestion | null>;
  /** Gives the person's answer; true when it approved. A state that is forged, used, expired or another's is refused. */
  answerQuestion(answer: QuestionAnswer): Promise<boolean>;
  /** Has the gateway carry out one of its own tools, and waits `waitMs` for people. What is refused is an outcome. */
  act(call: OwnToolCall): Promise<OwnToolOutcome>;
  reportOutcome(outcome: {
    readonly actionId: string;
    readonly result: 'completed' | 'failed';
    readonly error: string | null;
    readonly durationMs: number;
    readonly response: string | null;
  }): Promise<void>;
}
