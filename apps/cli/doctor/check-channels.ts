import type { WireDelivery, WireNotificationChannel, WirePairing } from '../../../sdk/wire.ts';
import type { Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import { formatTime } from '../terminal/format-time.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { type Finding, finding } from './finding.ts';

/**
 * How each channel does, what last proved that it works, and whether somebody can answer on it; nothing where none is configured, or
 * the gateway does not answer.
 */
export async function channelFindings(context: Context): Promise<readonly Finding[]> {
  try {
    const { channels } = connectGateway(context).client;
    const [listed, pairings, deliveries] = await Promise.all([
      channels.list(),
      channels.pairings(),
      channels.deliveries({ limit: 1_000 }),
    ]);
    return listed
      .filter(({ kind }) => kind !== 'cli')
      .map((channel) => findingOf(channel, { pairings, proof: lastProof(channel, deliveries) }));
  } catch {
    return [];
  }
}

/** The newest message that a channel proved to have taken, among the last thousand. */
function lastProof({ name }: WireNotificationChannel, deliveries: readonly WireDelivery[]): string {
  const proved = deliveries.filter((one) => one.channel === name && one.sent_at_ms !== null);
  const newest = proved.toSorted((one, two) => (two.sent_at_ms ?? 0) - (one.sent_at_ms ?? 0))[0];
  return newest === undefined ? 'no proof yet' : `last proof: ${newest.state} ${formatTime(newest.sent_at_ms ?? 0)}`;
}

function findingOf(
  channel: WireNotificationChannel,
  { pairings, proof }: { readonly pairings: readonly WirePairing[]; readonly proof: string },
): Finding {
  const named = { name: `channel ${visibleText(channel.name)}`, points: 3 };
  const { name, state, answers, last_failure: failure } = channel;
  if (state === 'down') {
    const found = `${failure === null ? 'down' : `down: ${visibleText(failure.reason)}`}; ${proof}`;
    return finding(named, {
      ok: false,
      found,
      fix: `mend it in channels.yaml or at its service, then countersign channels test ${name}`,
    });
  }
  const paired = pairings.filter((pairing) => pairing.channel === name && pairing.state === 'paired').length;
  if (answers && paired === 0)
    return finding(named, {
      ok: false,
      found: `nobody is paired, so nobody can answer; ${proof}`,
      fix:
        channel.kind === 'email'
          ? 'write mailboxes under people in channels.yaml, and start the gateway again'
          : `countersign channels pair ${name} human:NAME`,
    });
  const who = answers ? `, ${paired} paired` : ', tells only';
  if (state === 'up') return finding(named, { ok: true, found: `works${who}; ${proof}`, fix: '' });
  return finding(named, {
    ok: true,
    found: `not tried since the start${who}; ${proof}; to try it: countersign channels test ${name}`,
    fix: '',
  });
}
