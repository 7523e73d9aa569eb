import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openBoundedFetch } from '../../../adapters/chat-http/open-bounded-fetch.ts';
import { openDiscord } from '../../../adapters/discord/open-discord.ts';
import { openOutboundPoster } from '../../../adapters/outbound-http/open-outbound-poster.ts';
import { openSlack } from '../../../adapters/slack/open-slack.ts';
import { openSms } from '../../../adapters/sms/open-sms.ts';
import { openSmtp } from '../../../adapters/smtp/open-smtp.ts';
import { openTelegram } from '../../../adapters/telegram/open-telegram.ts';
import { openWebPush } from '../../../adapters/web-push/open-web-push.ts';
import type { VapidKeys } from '../../../adapters/web-push/vapid-keys.ts';
import { openWebhook } from '../../../adapters/webhook/open-webhook.ts';
import type { Result } from '../../../core/result.ts';
import type { AnswerLinkClaims } from '../../../ports/link-signer.ts';
import type { ChannelKind, NotificationChannel } from '../../../ports/notification-channel.ts';
import type { OutboundPoster } from '../../../ports/outbound-poster.ts';
import { brokenChannel } from './broken-channel.ts';
import type { ChannelEntry } from './channel-schema.ts';
import type { ChannelSettings } from './channel-settings.ts';

/** What channels are opened with. */
export type ChannelParts = {
  /** A secret of the vault, for this host; null where there is none. */
  readonly secretOf: (name: string, place: { readonly host: string; readonly port: number }) => string | null;
  /** The address of the page on which a mail is answered; null where people have no way to it. */
  readonly answerLink: ((claims: AnswerLinkClaims) => string) | null;
  readonly vapid: () => VapidKeys;
  readonly poster: OutboundPoster;
  /** Reaches public addresses only: a browser names them. */
  readonly pushPoster: OutboundPoster;
  readonly publicUrl: string | null;
  /** Where the people are who are paired at a channel. */
  readonly pairedPlaces: (channel: string) => readonly string[];
  readonly nowMs: () => number;
  readonly onTrouble: (channel: string, reason: string) => void;
};

type Opening<Kind extends ChannelKind> = {
  readonly name: string;
  readonly entry: Extract<ChannelEntry, { kind: Kind }>;
  readonly parts: ChannelParts;
};
type Opened = Result<NotificationChannel, readonly string[]>;
type Factories = { readonly [Kind in ChannelKind]: (opening: Opening<Kind>) => Opened };

const opened = (value: NotificationChannel): Opened => ({ ok: true, value });

/** One way to open each kind of channel. */
const FACTORIES: Factories = {
  telegram: ({ name, entry, parts }) => {
    const apiRoot = trimmed(entry.api_root ?? 'https://api.telegram.org');
    const given = secretsOf(parts, apiRoot);
    const mode =
      entry.mode === 'webhook'
        ? ({
            kind: 'webhook',
            secret: entry.webhook_secret === undefined ? newSecret() : given(entry.webhook_secret),
            url: `${parts.publicUrl ?? ''}/channels/${name}/update`,
          } as const)
        : ({ kind: 'poll' } as const);
    return opened(
      openTelegram({
        name,
        token: given(entry.token),
        mode,
        fetch: openBoundedFetch(),
        apiRoot,
        ...listening(name, parts),
      }),
    );
  },
  discord: ({ name, entry, parts }) => {
    const apiRoot = trimmed(entry.api_root ?? 'https://discord.com/api');
    // Asked in the talks of everybody who is paired too: what they say after a start is heard there.
    const places = [...new Set([...Object.values(entry.places ?? {}), ...parts.pairedPlaces(name)])];
    return opened(
      openDiscord({
        name,
        token: secretsOf(parts, apiRoot)(entry.token),
        applicationId: entry.application_id,
        publicKey: entry.public_key ?? null,
        poll: (entry.poll ?? entry.public_key === undefined) ? { places } : null,
        fetch: openBoundedFetch(),
        apiRoot,
        ...listening(name, parts),
      }),
    );
  },
  slack: ({ name, entry, parts }) => {
    const apiRoot = entry.api_root ?? 'https://slack.com/api/';
    const given = secretsOf(parts, apiRoot);
    return opened(
      openSlack({
        name,
        token: given(entry.token),
        signingSecret: given(entry.signing_secret),
        workspace: entry.workspace ?? null,
        fetch: openBoundedFetch(),
        apiRoot,
        nowMs: parts.nowMs,
      }),
    );
  },
  email: ({ name, entry, parts }) => {
    const { host, port, user, password } = entry;
    const given = secretsAt(parts, { host, port });
    return openSmtp({
      name,
      host,
      port,
      security: entry.security ?? 'tls',
      login: user === undefined || password === undefined ? null : { user, password: given(password) },
      from: entry.from,
      ca: entry.ca === undefined ? null : readFileSync(entry.ca, 'utf8'),
      answerLink: parts.answerLink,
    });
  },
  sms: ({ name, entry, parts }) => {
    const apiBase = trimmed(entry.api_base ?? 'https://api.twilio.com');
    return openSms({
      name,
      apiBase,
      accountSid: entry.account_sid,
      authToken: secretsOf(parts, apiBase)(entry.auth_token),
      from: entry.from,
      callbackUrl:
        entry.callback === true && parts.publicUrl !== null ? `${parts.publicUrl}/channels/${name}/status` : null,
      poster: parts.poster,
      nowMs: parts.nowMs,
    });
  },
  'web-push': ({ name, entry, parts }) =>
    openWebPush({
      name,
      vapid: parts.vapid(),
      subject: entry.subject,
      hosts: entry.hosts ?? [],
      poster: parts.pushPoster,
      nowMs: parts.nowMs,
    }),
  webhook: ({ name, entry, parts }) =>
    openWebhook({
      name,
      url: entry.url,
      secrets: entry.secrets.map(secretsOf(parts, entry.url)),
      poster: parts.poster,
      nowMs: parts.nowMs,
    }),
};

/**
 * Opens every channel of the configuration. One that cannot be opened stands as a channel that says why and sends nothing: requests go
 * on to the next, and the gateway is not kept from starting.
 */
export function openChannels(entries: ChannelSettings['entries'], parts: ChannelParts): readonly NotificationChannel[] {
  return entries.map(({ name, entry }) => {
    try {
      const channel = (FACTORIES[entry.kind] as (opening: Opening<ChannelKind>) => Opened)({ name, entry, parts });
      if (channel.ok) return channel.value;
      parts.onTrouble(name, channel.failure.join('; '));
      return brokenChannel(name, entry.kind, channel.failure.join('; '));
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'open the channel: it failed';
      parts.onTrouble(name, reason);
      return brokenChannel(name, entry.kind, reason);
    }
  });
}

/** What telephones, push services and webhooks are posted to with. */
export function openPoster(
  { privateAddresses }: Pick<ChannelSettings, 'privateAddresses'>,
  reach: Pick<Parameters<typeof openOutboundPoster>[0], 'resolver' | 'ownAddresses'>,
): OutboundPoster {
  return openOutboundPoster({ ...reach, exceptions: privateAddresses });
}

/** For a webhook that the gateway itself tells its server of, at each start. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function listening(name: string, { nowMs, onTrouble }: ChannelParts) {
  return { nowMs, onTrouble: ({ reason }: { readonly reason: string }) => onTrouble(name, reason) };
}

function secretsOf(parts: ChannelParts, url: string): (reference: string) => string {
  const { hostname, port, protocol } = new URL(url);
  return secretsAt(parts, { host: hostname, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) });
}

/** Reads what `secret:NAME` or `file:PATH` stands for; a file without the line break at its end. */
function secretsAt(
  { secretOf }: Pick<ChannelParts, 'secretOf'>,
  place: { readonly host: string; readonly port: number },
): (reference: string) => string {
  return (reference) => {
    const [kind, name] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)];
    const value = kind === 'file' ? readFileSync(name, 'utf8').trimEnd() : secretOf(name, place);
    if (value !== null && value !== '') return value;
    const wanted =
      kind === 'file'
        ? 'want a file that holds it'
        : `want it in the vault, for ${place.host}:${place.port} and the principal gateway`;
    throw new Error(`read the secret ${reference}: found none, ${wanted}`);
  };
}

function trimmed(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
