import type { WireNotificationChannel, WirePairing } from '../../../sdk/wire.ts';
import type { Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { type Finding, finding } from './finding.ts';

/** How each channel does, and whether somebody can answer on it; nothing where none is configured, or the gateway does not answer. */
export async function channelFindings(context: Context): Promise<readonly Finding[]> {
  try {
    const { channels } = connectGateway(context).client;
    const [listed, pairings] = await Promise.all([channels.list(), channels.pairings()]);
    return listed.filter(({ kind }) => kind !== 'cli').map((channel) => findingOf(channel, pairings));
  } catch {
    return [];
  }
}

function findingOf(channel: WireNotificationChannel, pairings: readonly WirePairing[]): Finding {
  const named = { name: `channel ${visibleText(channel.name)}`, points: 3 };
  const { name, state, answers, last_failure: failure } = channel;
  if (state === 'down') {
    const found = failure === null ? 'down' : `down: ${visibleText(failure.reason)}`;
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
      found: 'nobody is paired, so nobody can answer',
      fix: `countersign channels pair ${name} human:NAME`,
    });
  const who = answers ? `, ${paired} paired` : ', tells only';
  return finding(named, { ok: true, found: `${state === 'up' ? 'works' : 'not tried yet'}${who}`, fix: '' });
}
