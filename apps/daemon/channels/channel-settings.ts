import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ATTEMPT_TIMEOUT_MS, type NotifySettings } from '../../../application/notify/notify-settings.ts';
import { type Cidr, parseCidr } from '../../../core/egress/cidr.ts';
import type { KnownPlace } from '../../../core/notify/routing.ts';
import { readSettingsFile } from '../read-settings-file.ts';
import { type ChannelEntry, type ChannelsFile, ChannelsYaml } from './channel-schema.ts';
import { readRules } from './read-rules.ts';

const FILE = 'channels.yaml';

/** What `channels.yaml` says. */
export type ChannelSettings = {
  readonly entries: readonly { readonly name: string; readonly entry: ChannelEntry }[];
  readonly notify: NotifySettings;
  /** Where people and chat services reach this gateway, without a slash at its end; null where nobody does from outside. */
  readonly publicUrl: string | null;
  /** Addresses that are not public and that webhooks, SMS servers and push services may have all the same. */
  readonly privateAddresses: readonly Cidr[];
  /** Accounts that the operator wrote down: mailboxes, telephones. */
  readonly people: readonly { readonly principal: string; readonly channel: string; readonly to: string }[];
};

/**
 * Reads `channels.yaml`; null without one. A file that does not parse is an error that names every problem.
 *
 * Secrets are only named in it: `secret:NAME` of the vault, or `file:` and an absolute path.
 */
export function readChannels(configDirectory: string): ChannelSettings | null {
  const file = join(configDirectory, FILE);
  if (!existsSync(file)) return null;
  const given = readSettingsFile({ file, schema: ChannelsYaml });
  const problems: string[] = [];
  for (const [name, entry] of Object.entries(given.channels)) {
    if (name === 'cli' || name === 'web')
      problems.push(`channels.${name}: the name is the gateway's own, want another`);
    problems.push(...problemsOf(entry, given).map((problem) => `channels.${name}: ${problem}`));
  }
  const people = peopleOf(given, problems);
  const rules = readRules(given, problems);
  const privateAddresses = (given.private_addresses ?? []).flatMap((text) => {
    const block = parseCidr(text);
    if (block === null) problems.push(`private_addresses: found ${text}, want a block like 10.1.0.0/16`);
    return block === null ? [] : [block];
  });
  if (problems.length > 0) throw new Error(`read ${file}: ${problems.join('; ')}`);
  const publicUrl = withoutSlash(given.public_url);
  return {
    entries: Object.entries(given.channels).map(([name, entry]) => ({ name, entry })),
    notify: {
      rules,
      places: placesOf(given, people),
      dashboardUrl: withoutSlash(given.dashboard_url),
      attemptTimeoutMs: given.attempt_timeout_ms ?? ATTEMPT_TIMEOUT_MS,
    },
    publicUrl,
    privateAddresses,
    people,
  };
}

function withoutSlash(address: string | undefined): string | null {
  return address?.replace(/\/$/, '') ?? null;
}

function problemsOf(entry: ChannelEntry, { public_url: publicUrl }: ChannelsFile): readonly string[] {
  const problems: string[] = [];
  const isCalled = publicUrl !== undefined;
  if (entry.kind === 'telegram' && entry.mode === 'webhook' && !isCalled)
    problems.push('mode: found webhook without public_url, want poll or an address');
  if (entry.kind === 'discord' && entry.public_key === undefined && entry.poll === false)
    problems.push('public_key: found none and poll false, want one of both');
  if (entry.kind === 'sms' && entry.callback === true && !isCalled)
    problems.push('callback: found true without public_url, want an address');
  if (entry.kind === 'email') {
    if ((entry.user === undefined) !== (entry.password === undefined))
      problems.push('want both user and password, or neither');
    if (entry.ca !== undefined && !isAbsolute(entry.ca)) problems.push(`ca: found ${entry.ca}, want an absolute path`);
  }
  return problems;
}

function peopleOf({ people = {}, channels }: ChannelsFile, problems: string[]): ChannelSettings['people'] {
  return Object.entries(people).flatMap(([principal, places]) =>
    Object.entries(places).flatMap(([channel, to]) => {
      const kind = channels[channel]?.kind;
      if (kind === 'email' || kind === 'sms') return [{ principal, channel, to }];
      problems.push(`people.${principal}.${channel}: want a channel of kind email or sms; others are paired by a code`);
      return [];
    }),
  );
}

/** Mailboxes are paired, so that they can answer; telephones are only told. */
function placesOf({ channels }: ChannelsFile, people: ChannelSettings['people']): readonly KnownPlace[] {
  const phones = people
    .filter(({ channel }) => channels[channel]?.kind === 'sms')
    .map(({ principal, channel, to }): KnownPlace => ({ channel, to, person: principal, name: null }));
  const named = Object.entries(channels).flatMap(([channel, entry]) => {
    if (entry.kind === 'webhook') return [{ channel, to: channel, person: null, name: channel }];
    const places = 'places' in entry ? (entry.places ?? {}) : {};
    return Object.entries(places).map(([name, to]): KnownPlace => ({ channel, to, person: null, name }));
  });
  return [...phones, ...named];
}
