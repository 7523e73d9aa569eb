import type { Gateway } from '../../../application/gateway.ts';
import { type HookOptions, type HookRoute, hookRoute, SHELL_TYPE } from '../agent-hook.ts';
import { parseHookInput } from './hook-input.ts';
import { canStop, replyJson, replyText } from './hook-reply.ts';

const HOOK = { parse: parseHookInput, canStop };

/**
 * Claude Code's hooks: `POST /hooks/claude-code` answers an HTTP hook, `POST /hooks/claude-code/command` the shell of a
 * command hook.
 *
 * Every answer has status 200, a refusal too: the agent goes on when a hook's request fails, so a failing status would let
 * the call through wherever `onFailure` is not supported.
 */
export function claudeCodeRoutes(gateway: Gateway, options: HookOptions): readonly HookRoute[] {
  return [
    hookRoute(gateway, HOOK, {
      path: '/hooks/claude-code',
      operation: 'claudeCodeHook',
      contentType: 'application/json',
      write: replyJson,
      options,
    }),
    hookRoute(gateway, HOOK, {
      path: '/hooks/claude-code/command',
      operation: 'claudeCodeCommandHook',
      contentType: SHELL_TYPE,
      write: replyText,
      options,
    }),
  ];
}
