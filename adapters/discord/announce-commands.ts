import { ok, type Result } from '../../core/result.ts';
import type { AbortSignalLike, ChannelFailure } from '../../ports/notification-channel.ts';
import type { DiscordCalls } from './discord-calls.ts';

const CHAT_INPUT = 1;
const TEXT = 3;
/** Where they can be used: in a server, and in a direct message with the bot. Not where people installed the app for themselves. */
const CONTEXTS = [0, 1];
const IN_SERVERS = [0];
const MAX_ID_LENGTH = 16;
const MAX_REASON_LENGTH = 1_000;

const ID = {
  type: TEXT,
  name: 'id',
  description: 'its ID, or the beginning of it; may be left out where only one waits',
  max_length: MAX_ID_LENGTH,
};

/** What people can type, with what belongs to it in the order in which it is read. */
const COMMANDS = [
  {
    name: 'approve',
    description: 'approve a request that waits here',
    options: [
      ID,
      { type: TEXT, name: 'scope', description: 'like actions too', choices: [{ name: 'session', value: 'session' }] },
    ],
  },
  {
    name: 'deny',
    description: 'deny a request that waits here',
    options: [ID, { type: TEXT, name: 'reason', description: 'what the agent is told', max_length: MAX_REASON_LENGTH }],
  },
  { name: 'pending', description: 'list what waits here', options: [] },
  {
    name: 'pair',
    description: 'pair this account, alone with the bot',
    options: [
      { type: TEXT, name: 'code', description: 'the code that your operator gave you', required: true, max_length: 64 },
    ],
  },
  { name: 'whoami', description: 'whose account this is', options: [] },
  { name: 'help', description: 'what can be typed', options: [] },
] as const;

/** Tells Discord which slash commands the application has, in the place of those it had. */
export async function announceCommands(
  calls: DiscordCalls,
  { applicationId, signal }: { readonly applicationId: string; readonly signal: AbortSignalLike },
): Promise<Result<null, ChannelFailure>> {
  const body = COMMANDS.map((command) => ({
    ...command,
    type: CHAT_INPUT,
    contexts: CONTEXTS,
    integration_types: IN_SERVERS,
  }));
  const route = `/applications/${applicationId}/commands` as const;
  const told = await calls.run({ task: 'tell the commands', method: 'PUT', route, body }, signal);
  if (told.ok) return ok(null);
  const { code, reason, retryAfterMs } = told.failure;
  return { ok: false, failure: { code, reason, retryAfterMs } };
}

/** The text that stands for a slash command with these values; null for one that we do not offer. */
export function textOfCommand(name: unknown, valueOf: (option: string) => unknown): string | null {
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) return null;
  const values = command.options.map((option) => valueOf(option.name));
  if (values.some((value) => value !== undefined && typeof value !== 'string')) return null;
  const [first, ...rest] = values.map((value) => (typeof value === 'string' ? value.trim() : ''));
  // Nothing in the place of an id means the oldest, whatever follows.
  const words = first === undefined ? [] : [first === '' ? '-' : first, ...rest];
  return [`/${command.name}`, ...words].join(' ').trim();
}
