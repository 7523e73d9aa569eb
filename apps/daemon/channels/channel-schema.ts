import { z } from 'zod';
import { RISK_LEVELS } from '../../../core/risk/risk.ts';

const text = (max: number) => z.string().min(1).max(max);

/** Lower-case letters, digits and hyphens: it stands in addresses that chat services call. */
export const channelName = z
  .string()
  .min(1)
  .max(40)
  .refine(
    (name) => [...name].every(isNameCharacter) && !name.startsWith('-'),
    'want lower-case letters, digits, hyphens',
  );

/** A secret is never in the file: `secret:NAME` of the vault, or `file:` and an absolute path. */
const secret = z
  .string()
  .max(4_200)
  .refine(
    (value) => (value.startsWith('secret:') && value.length > 7) || value.startsWith('file:/'),
    'want secret:NAME of the vault, or file:/ABSOLUTE/PATH; a secret in clear is refused',
  );
/** A blank before or after a name or an address is nobody's intent. */
const person = z
  .string()
  .trim()
  .max(256)
  .refine((name) => name.startsWith('human:') && name.length > 6, 'want human:NAME');
const address = z.url({ protocol: /^https?$/ }).max(2_048);
const places = z.record(channelName, text(256)).optional();

const Channel = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('telegram'),
    token: secret,
    mode: z.enum(['poll', 'webhook']).optional(),
    webhook_secret: secret.optional(),
    api_root: address.optional(),
    places,
  }),
  z.strictObject({
    kind: z.literal('discord'),
    token: secret,
    application_id: text(32),
    public_key: text(64).optional(),
    poll: z.boolean().optional(),
    api_root: address.optional(),
    places,
  }),
  z.strictObject({
    kind: z.literal('slack'),
    token: secret,
    signing_secret: secret,
    workspace: text(32).optional(),
    api_root: address.optional(),
    places,
  }),
  z.strictObject({
    kind: z.literal('email'),
    host: text(253),
    port: z.int().min(1).max(65_535),
    security: z.enum(['tls', 'starttls', 'none']).optional(),
    user: text(256).optional(),
    password: secret.optional(),
    from: z.strictObject({ name: text(64), address: text(254) }),
    ca: text(4_096).optional(),
    places,
  }),
  z.strictObject({
    kind: z.literal('sms'),
    api_base: address.optional(),
    account_sid: text(64),
    auth_token: secret,
    from: text(64),
    callback: z.boolean().optional(),
    places,
  }),
  z.strictObject({
    kind: z.literal('web-push'),
    subject: text(256),
    hosts: z.array(text(253)).max(50).optional(),
  }),
  z.strictObject({
    kind: z.literal('webhook'),
    url: address,
    secrets: z.array(secret).min(1).max(2),
  }),
]);

const TargetFields = z.strictObject({
  channel: channelName,
  person: person.optional(),
  on_call: channelName.optional(),
  place: channelName.optional(),
});

const Route = z.strictObject({
  name: channelName,
  when: z
    .strictObject({
      levels: z.array(z.enum(RISK_LEVELS)).min(1).max(5),
      sessions: z.array(text(256)).min(1).max(50),
      workspaces: z.array(text(4_096)).min(1).max(50),
      hours: z.strictObject({
        zone: text(64),
        from: text(5),
        until: text(5),
        days: z.array(text(3)).min(1).max(7).optional(),
      }),
    })
    .partial(),
  steps: z.array(z.array(TargetFields).min(1).max(32)).min(1).max(10),
});

const Schedule = z.strictObject({
  zone: text(64),
  rotations: z
    .array(
      z.strictObject({
        people: z.array(person).min(1).max(50),
        turn: z.enum(['day', 'week']).optional(),
        from: text(9).optional(),
        until: text(9).optional(),
      }),
    )
    .min(1)
    .max(20),
  overrides: z
    .array(z.strictObject({ from: text(40), until: text(40), person }))
    .max(200)
    .optional(),
});

/** `channels.yaml`. */
export const ChannelsYaml = z.strictObject({
  version: z.literal(1),
  public_url: address.optional(),
  dashboard_url: address.optional(),
  attempt_timeout_ms: z.int().min(500).max(30_000).optional(),
  private_addresses: z.array(text(64)).max(20).optional(),
  channels: z.record(channelName, Channel),
  people: z.record(person, z.record(channelName, z.string().trim().min(1).max(256))).optional(),
  order: z.array(channelName).max(20).optional(),
  always: z.array(channelName).max(20).optional(),
  administrators: z.array(person).min(1).max(20).optional(),
  emergency: z.array(person).min(1).max(20).optional(),
  routes: z.array(Route).max(50).optional(),
  schedules: z.record(channelName, Schedule).optional(),
});

/** The file as it parsed. */
export type ChannelsFile = z.output<typeof ChannelsYaml>;
/** One channel of it. */
export type ChannelEntry = z.output<typeof Channel>;

function isNameCharacter(character: string): boolean {
  return 'abcdefghijklmnopqrstuvwxyz0123456789-'.includes(character);
}
