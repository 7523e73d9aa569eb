import type { NotificationChannel } from '../../../ports/notification-channel.ts';

/** How announcing goes on after a failure. */
export type Announcing = {
  readonly signal: AbortSignal;
  readonly onTrouble: (channel: string, reason: string) => void;
  /** The first pause after a failure, doubled up to 64 times; default 5,000. */
  readonly firstPauseMs?: number;
};

const MAX_ATTEMPTS = 8;
const MOST_DOUBLINGS = 6;

/**
 * Has every channel tell its server where it may call the gateway, and which commands there are. What fails is told and tried again, at
 * most eight times; the gateway runs meanwhile. Never rejects.
 */
export async function announceChannels(
  channels: readonly NotificationChannel[],
  announcing: Announcing,
): Promise<void> {
  await Promise.all(channels.map((channel) => announce(channel, announcing)));
}

async function announce(
  { name, announce: tell }: NotificationChannel,
  { signal, onTrouble, firstPauseMs = 5_000 }: Announcing,
): Promise<void> {
  if (tell === undefined) return;
  for (let attempt = 0; attempt < MAX_ATTEMPTS && !signal.aborted; attempt++) {
    const told = await tell(signal);
    if (told.ok || signal.aborted) return;
    const { code, reason, retryAfterMs } = told.failure;
    onTrouble(name, reason);
    if (code !== 'unreachable' && code !== 'rate-limited') return;
    await pause(Math.max(retryAfterMs ?? 0, firstPauseMs * 2 ** Math.min(attempt, MOST_DOUBLINGS)), signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
  });
}
