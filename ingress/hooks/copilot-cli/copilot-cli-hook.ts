import type { Gateway } from '../../../application/gateway.ts';
import { commandRoute, type HookOptions, type HookRoute } from '../agent-hook.ts';
import { type HookReply, shellAnswer } from '../hook-reply.ts';
import { NOTICES, parseHookInput } from './hook-input.ts';

/** Events whose hook cannot stop anything. */
const CANNOT_STOP: ReadonlySet<string> = new Set(['sessionStart', 'sessionEnd', 'userPromptSubmitted', ...NOTICES]);

const HOOK = { parse: parseHookInput, canStop: (event: string | null) => event === null || !CANNOT_STOP.has(event) };

/** Copilot CLI's hooks as commands: `POST /hooks/copilot-cli/command`. */
export function copilotCliRoutes(gateway: Gateway, options: HookOptions): readonly HookRoute[] {
  return [commandRoute(gateway, HOOK, { agent: 'copilot-cli', write: writeReply, options })];
}

/**
 * Puts a reply into Copilot CLI's words.
 *
 * A hook's `allow` would go before the rules that its user made (for a permission request the contract says so), and
 * Countersign only ever tightens them: a call that may go on is answered with `{}`, after which Copilot CLI goes by its own
 * rules. A denial is JSON, where alone its reason is read; what is no answer to an event ends with 2.
 */
export function writeReply(reply: HookReply, event: string | null): string {
  if (reply.kind !== 'refuse') {
    const context = event === 'sessionStart' && reply.kind === 'neutral' ? reply.context : undefined;
    return shellAnswer('stdout', JSON.stringify(context === undefined ? {} : { additionalContext: context }));
  }
  if (event === 'preToolUse') {
    const denied = { permissionDecision: 'deny', permissionDecisionReason: reply.reason };
    return shellAnswer('stdout', JSON.stringify(denied));
  }
  if (event !== 'permissionRequest') return shellAnswer('stderr', reply.reason);
  return shellAnswer('stdout', JSON.stringify({ behavior: 'deny', message: reply.reason }));
}
