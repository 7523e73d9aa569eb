import type { Gateway } from '../../../application/gateway.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import { commandRoute, type HookOptions, type HookRoute } from '../agent-hook.ts';
import { claudeShapedParser } from '../claude-shaped-input.ts';
import { type HookReply, shellAnswer } from '../hook-reply.ts';
import { mcpOrigin } from '../mcp-origin.ts';

/** Events that ask nothing of us and change nothing here. They get an empty answer. */
const NOTICES = ['PreCompact', 'PostCompact', 'SubagentStart', 'SubagentStop', 'Stop', 'Interrupt'];

/** Events whose hook cannot stop anything. */
const CANNOT_STOP: ReadonlySet<string> = new Set(['PostToolUse', 'SessionStart', 'SessionEnd', ...NOTICES]);

const HOOK = {
  parse: claudeShapedParser({
    notices: NOTICES,
    tellsFailures: false,
    originOf: (tool, server) => mcpOrigin(tool, { agent: 'codex', server }),
    permissionArgs: asProposed,
  }),
  canStop: (event: string | null) => event === null || !CANNOT_STOP.has(event),
};

/** Codex's hooks, which are commands alone: `POST /hooks/codex/command`. */
export function codexRoutes(gateway: Gateway, options: HookOptions): readonly HookRoute[] {
  return [commandRoute(gateway, HOOK, { agent: 'codex', write: writeReply, options })];
}

/**
 * Puts a reply into Codex's words.
 *
 * A PreToolUse hook can only deny; to let a call go on it prints nothing, since an `allow` or any field that Codex does not
 * know counts as a broken hook. A PermissionRequest hook answers with its decision; without one Codex asks its user.
 */
export function writeReply(reply: HookReply, event: string | null): string {
  if (event === 'PermissionRequest' && reply.kind !== 'neutral') {
    const decision = reply.kind === 'permit' ? { behavior: 'allow' } : { behavior: 'deny', message: reply.reason };
    return shellAnswer('stdout', JSON.stringify({ hookSpecificOutput: { hookEventName: event, decision } }));
  }
  if (reply.kind === 'refuse') return shellAnswer('stderr', reply.reason);
  const context = event === 'SessionStart' && reply.kind === 'neutral' ? reply.context : undefined;
  if (context === undefined) return shellAnswer('stdout', '');
  const told = { hookEventName: event, additionalContext: context };
  return shellAnswer('stdout', JSON.stringify({ hookSpecificOutput: told }));
}

/**
 * A question about a shell line repeats the line and adds why the model wants it; without that it is the call that was
 * proposed. A question about the network names the host there, and stays another call.
 */
function asProposed(tool: string, args: JsonObject): JsonObject {
  const { description, ...rest } = args;
  const isReason = typeof description === 'string' && !description.includes('network-access');
  return tool === 'Bash' && isReason ? rest : args;
}
