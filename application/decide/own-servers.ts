import type { Action } from '../../core/action/action.ts';
import { isOwnServerTool, OWN_SERVER_ORIGIN } from '../../core/effect/own-server.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { OwnCall } from '../act/own-call.ts';
import type { Caller } from '../gateway.ts';

/** How long after the hook's call the same call may come out at the gateway's own tools. */
export const ARRIVES_WITHIN_MS = 60_000;
const MAX_AWAITED = 1_000;
const MAX_SHOWN = 10_000;

type Awaited = {
  readonly session: string;
  readonly key: string;
  readonly workspace: string;
  readonly untilMs: number;
};

/**
 * Finds out in which sessions of an agent the MCP server that is called `countersign` is the gateway's own, so that its hook need
 * not ask about calls that the gateway is about to decide itself.
 *
 * Any server can be given that name in an agent's settings, so that the name shows nothing. What shows it is a call that the hook
 * let through and that then came out at the gateway's own tools: the same tool, the same arguments, the same person, a
 * workspace that is the same or lies around it, from a token that only the gateway's own MCP front has. The first call of a session is asked about
 * like that of any unknown tool.
 *
 * Invariant: one call that was let through and did not come out within a minute ends it, and the next is asked about again. Where
 * two sessions wait for the same call nobody can tell whose came out, and neither is shown anything by it.
 */
export class OwnServers {
  private readonly shown = new Set<string>();
  private awaited: readonly Awaited[] = [];

  /** A call that was let through; waited for where it is one of a hook that should reach the gateway's own tools. */
  expect(action: Action, nowMs: number): void {
    if (!isFromHook(action)) return;
    this.endOverdue(nowMs);
    const { session, workspace } = action;
    const name = action.tool.name.slice(TOOL_PREFIX.length);
    const key = keyOf({ tool: name, args: action.args, onBehalfOf: action.onBehalfOf });
    const awaited = [...this.awaited, { session, key, workspace, untilMs: nowMs + ARRIVES_WITHIN_MS }];
    for (const { session: lost } of awaited.slice(0, -MAX_AWAITED)) this.shown.delete(lost);
    this.awaited = awaited.slice(-MAX_AWAITED);
  }

  /** A call that came to the gateway's own tools. */
  arrived(call: OwnCall, caller: Caller, nowMs: number): void {
    if (call.surface !== 'mcp' || !caller.scopes.includes('elicit')) return;
    this.endOverdue(nowMs);
    const key = keyOf(call);
    const meant = this.awaited.filter((one) => one.key === key && areRelated(one.workspace, call.workspace));
    const [first] = meant;
    if (first === undefined) return;
    this.awaited = this.awaited.filter((one) => one !== first);
    if (meant.every(({ session }) => session === first.session)) this.show(first.session);
  }

  /** Tells whether the call of a hook will be decided by the gateway's own tools, as far as its session has shown. */
  isOwn(action: Action, nowMs: number): boolean {
    if (!isFromHook(action)) return false;
    this.endOverdue(nowMs);
    return this.shown.has(action.session);
  }

  /** A session ended: what it showed counts for nothing. */
  endSession(session: string): void {
    this.shown.delete(session);
    this.awaited = this.awaited.filter((one) => one.session !== session);
  }

  private show(session: string): void {
    this.shown.delete(session);
    this.shown.add(session);
    const [oldest] = this.shown;
    if (this.shown.size > MAX_SHOWN && oldest !== undefined) this.shown.delete(oldest);
  }

  private endOverdue(nowMs: number): void {
    const overdue = this.awaited.filter(({ untilMs }) => nowMs >= untilMs);
    if (overdue.length === 0) return;
    for (const { session } of overdue) this.shown.delete(session);
    this.awaited = this.awaited.filter(({ untilMs }) => nowMs < untilMs);
  }
}

const TOOL_PREFIX = `mcp__${OWN_SERVER_ORIGIN.slice('mcp:'.length)}__`;

function isFromHook({ surface, tool }: Action): boolean {
  return surface === 'hook' && isOwnServerTool(tool);
}

function keyOf({ tool, args, onBehalfOf }: Pick<Action, 'args' | 'onBehalfOf'> & { readonly tool: string }): string {
  return canonicalJson([tool, args, onBehalfOf]);
}

/** An agent may work in a folder of the workspace that its server is about. */
function areRelated(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
