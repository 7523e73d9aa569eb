import { ok, type Result } from '../../core/result.ts';
import type { AbortSignalLike, ChannelFailure } from '../../ports/notification-channel.ts';
import type { TelegramCalls } from './telegram-calls.ts';
import type { TelegramOptions } from './telegram-options.ts';

/** What Telegram offers to people who begin to type. */
const COMMANDS = [
  { command: 'approve', description: 'approve the request that waits, or the one with this ID' },
  { command: 'deny', description: 'deny the oldest request that waits, or the one with this ID; say why' },
  { command: 'pending', description: 'list what waits here' },
  { command: 'pair', description: 'pair this account, with the code that your operator gave you' },
  { command: 'whoami', description: 'whose account this is' },
  { command: 'help', description: 'what can be typed' },
] as const;

/**
 * Tells Telegram which commands there are, and, where it is to call, at which address and with which secret. Updates that wait there stay
 * and are told.
 */
export async function announceBot(
  calls: TelegramCalls,
  { mode, signal }: { readonly mode: TelegramOptions['mode']; readonly signal: AbortSignalLike },
): Promise<Result<null, ChannelFailure>> {
  const named = await calls.run('tell the commands', (raw, by) => raw.setMyCommands({ commands: COMMANDS }, by), {
    signal,
  });
  if (!named.ok) return named;
  if (mode.kind !== 'webhook' || mode.url === undefined) return ok(null);
  const webhook = { url: mode.url, secret_token: mode.secret, allowed_updates: ['message', 'callback_query'] as const };
  const told = await calls.run('tell the address', (raw, by) => raw.setWebhook(webhook, by), { signal });
  return told.ok ? ok(null) : told;
}
