import { existsSync, readFileSync } from 'node:fs';
import { openNameResolver } from '../../../adapters/dns/open-name-resolver.ts';
import { openOwnAddresses } from '../../../adapters/dns/own-addresses.ts';
import { writeDurably } from '../../../adapters/filesystem/write-durably.ts';
import { createLinkSigner } from '../../../adapters/node-crypto/link-signer.ts';
import { openSystemRandomness } from '../../../adapters/system/system-randomness.ts';
import { generateVapidKeys, readVapidKeys, type VapidKeys } from '../../../adapters/web-push/vapid-keys.ts';
import { receiveOnRecord } from '../../../application/notify/receive-on-record.ts';
import type { OpenGateway } from '../../../application/open-gateway.ts';
import {
  type AnswerLinksApp,
  answerLinkOf,
  createAnswerLinksApp,
} from '../../../ingress/answer-links/answer-links-app.ts';
import { type ChannelDoor, openChannelDoor } from '../../../ingress/channels/open-channel-door.ts';
import type { NotificationChannel } from '../../../ports/notification-channel.ts';
import { reportFailure } from '../gateway-app.ts';
import { openPayloadKey, type StateFiles } from '../state-directory.ts';
import { announceChannels } from './announce-channels.ts';
import type { ChannelSettings } from './channel-settings.ts';
import { openChannels, openPoster } from './open-channels.ts';
import { tellSeldom } from './tell-seldom.ts';

/** Channels that run, and the ways in that belong to them. */
export type RunningChannels = {
  /** The host that chat services know the gateway by; none where nobody reaches it from outside. */
  readonly hosts: readonly string[];
  /** Where chat services knock. */
  readonly door: ChannelDoor;
  /** Pages on which mails are answered; null where people have no way to them. */
  readonly answerLinks: AnswerLinksApp | null;
  readonly close: () => Promise<void>;
};

/** What channels are run for. */
export type ChannelRun = {
  readonly open: Pick<OpenGateway, 'gateway' | 'notify' | 'secrets' | 'answerLinks'>;
  readonly files: StateFiles;
  /** Name servers; null for the system's. */
  readonly nameServers: readonly string[] | null;
};

/** How long channels have to end what they are doing. */
const CLOSE_MS = 3_000;

/** Opens the configured channels, gives them to the gateway, and listens. Without a configuration only terminals are told. */
export async function runChannels(settings: ChannelSettings | null, run: ChannelRun): Promise<RunningChannels> {
  const signer = createLinkSigner(openPayloadKey(run.files.linkKey), openSystemRandomness());
  const origin = settings?.publicUrl ?? null;
  const channels =
    settings === null
      ? []
      : openAll(settings, run, origin === null ? null : (claims) => answerLinkOf(origin, signer.seal(claims)));
  run.open.notify.start(channels);
  const problems = settings === null ? [] : await run.open.notify.pairKnown(settings.people);
  for (const problem of problems) reportFailure('pair the accounts of channels.yaml', new Error(problem));
  const stop = new AbortController();
  const loops = [
    ...channels.map((channel) => listen(channel, run, stop.signal)),
    announceChannels(channels, {
      signal: stop.signal,
      onTrouble: (channel, reason) => reportFailure(`announce the channel ${channel}`, new Error(reason)),
    }),
  ];
  const byName = new Map(channels.map((channel) => [channel.name, channel]));
  return {
    hosts: origin === null ? [] : [new URL(origin).host],
    door: openChannelDoor({
      find: (name) => {
        const channel = byName.get(name);
        const receive = channel === undefined ? null : receiveOnRecord(channel, run.open.notify);
        return receive === null ? null : { receive, handle: run.open.notify.handler(name) };
      },
      onFailure: ({ channel, error }) => reportFailure(`answer the channel ${channel}`, error),
    }),
    answerLinks:
      origin === null
        ? null
        : createAnswerLinksApp({
            desk: run.open.answerLinks(signer),
            origin,
            onFailure: (error) => reportFailure('answer a link', error),
          }),
    close: async () => {
      stop.abort();
      await Promise.race([
        Promise.allSettled([...loops, ...channels.map((channel) => channel.close())]),
        pause(CLOSE_MS),
      ]);
    },
  };
}

function openAll(
  settings: ChannelSettings,
  { open, files, nameServers }: ChannelRun,
  answerLink: Parameters<typeof openChannels>[1]['answerLink'],
): readonly NotificationChannel[] {
  const resolver = openNameResolver({ servers: nameServers });
  return openChannels(settings.entries, {
    secretOf: (name, place) => open.secrets?.valueOf(name, { principal: 'gateway', ...place }) ?? null,
    answerLink,
    vapid: () => openVapidKeys(files.vapidKeys),
    poster: openPoster(settings, { resolver, ownAddresses: openOwnAddresses() }),
    pushPoster: openPoster({ privateAddresses: [] }, { resolver, ownAddresses: openOwnAddresses() }),
    publicUrl: settings.publicUrl,
    pairedPlaces: (name) => pairedPlaces(open, name),
    nowMs: () => Date.now(),
    onTrouble: tellSeldom(
      (channel, reason) => reportFailure(`run the channel ${channel}`, new Error(reason)),
      () => Date.now(),
    ),
  });
}

function pairedPlaces({ gateway }: ChannelRun['open'], name: string): readonly string[] {
  return gateway
    .listPairings()
    .flatMap(({ channel, state, place }) => (channel === name && state === 'paired' && place !== null ? [place] : []));
}

async function listen(
  { name, listen: loop }: NotificationChannel,
  { open }: ChannelRun,
  signal: AbortSignal,
): Promise<void> {
  if (loop === null) return;
  try {
    await loop(open.notify.handler(name), signal);
  } catch (error) {
    reportFailure(`listen to the channel ${name}`, error);
  }
}

/** The pair by which push services know this gateway; made where there is none. */
function openVapidKeys(path: string): VapidKeys {
  if (!existsSync(path)) writeDurably(path, `${JSON.stringify(generateVapidKeys())}\n`);
  const keys = readVapidKeys(readFileSync(path, 'utf8'));
  if (keys === null) throw new Error(`read the keys ${path}: want a pair of P-256 as it was made`);
  return keys;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms).unref());
}
