import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../adapters/node-crypto/hash.ts';
import { VAULT_KEY_SOURCES, type VaultKeySource } from '../../adapters/node-crypto/vault-key.ts';
import type { SupportSettings } from '../../application/crisis/message-desk.ts';
import { ELICITATION, type Elicitation } from '../../application/gateway-ports.ts';
import { parseVerifierKey, type VerifierKey } from '../../core/audit/verifier-key.ts';
import { type ChannelSettings, readChannels } from './channels/channel-settings.ts';
import { EgressFile, type EgressSettings, readEgress } from './egress-settings.ts';
import { localCountry } from './local-country.ts';
import { type McpServers, readMcpServers } from './mcp-servers.ts';
import { type ModelsFile, readModels } from './model-settings.ts';
import { readSettingsFile } from './read-settings-file.ts';
import { type ReviewerFile, readReviewers } from './reviewer-settings.ts';

/** The default address of the gateway. */
export const DEFAULT_PORT = 7391;

const DaemonFile = z.strictObject({
  version: z.literal(1),
  listen: z
    .strictObject({ host: z.string().min(1).max(253), port: z.int().min(0).max(65_535), exposed: z.boolean() })
    .partial()
    .optional(),
  allowed_hosts: z.array(z.string().min(1).max(253)).max(100).optional(),
  allowed_origins: z.array(z.string().min(1).max(2_048)).max(100).optional(),
  witness: z
    .strictObject({ url: z.url({ protocol: /^https?$/ }), keys: z.array(z.string().max(4_096)).min(1).max(4) })
    .optional(),
  vault: z
    .strictObject({ key: z.enum(VAULT_KEY_SOURCES), passphrase_file: z.string().max(4_096) })
    .partial()
    .optional(),
  support: z
    .strictObject({
      country: z.string().regex(/^[A-Z]{2}$/, 'two capital letters (ISO 3166-1)'),
      message: z.string().min(1).max(2_000),
    })
    .partial()
    .optional(),
  egress: EgressFile.optional(),
  mcp: z
    .strictObject({ trust_on_first_use: z.boolean(), elicitation: z.enum(ELICITATION) })
    .partial()
    .optional(),
});

/** What the operator set for the process, apart from policy. */
export type DaemonSettings = {
  readonly host: string;
  readonly port: number;
  /** True when the operator wants it reachable beyond loopback; without it another address is refused. */
  readonly exposed: boolean;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
  readonly witness: { readonly url: string; readonly keys: readonly [VerifierKey, ...VerifierKey[]] } | null;
  /** Where the vault's master key comes from, null for the file; and the file that a passphrase is read from. */
  readonly vault: { readonly key: VaultKeySource | null; readonly passphraseFile: string | null };
  /** True where the first listing of a server's tool is trusted unless something in it is suspicious. */
  readonly trustOnFirstUse: boolean;
  /** Up to which risk the person at an MCP client is asked. */
  readonly elicitation: Elicitation;
  /** The servers behind `/mcp`; null where the operator configured none. */
  readonly mcpServers: McpServers | null;
  /** Whose lines people in a crisis are shown, and the operator's own words to them. */
  readonly support: SupportSettings;
  /** The way out of runs. */
  readonly egress: EgressSettings;
  /** Providers of models, and what is asked of calls to them. */
  readonly models: ModelsFile;
  /** How people are reached; null where nothing is configured. */
  readonly channels: ChannelSettings | null;
  /** Reviewer models; null where none is configured. */
  readonly reviewers: ReviewerFile | null;
};

/**
 * Reads `config.yaml`, over which flags win. A file that does not parse is an error that names every problem; there is no
 * falling back to defaults. Without the file: loopback, port 7391, the vault's key in a file, no witness, no trust on first use, questions up to medium
 * risk at MCP clients.
 */
export function readSettings(
  configDirectory: string,
  flags: { readonly host?: string; readonly port?: number; readonly trustOnFirstUse?: boolean },
): DaemonSettings {
  const file = join(configDirectory, 'config.yaml');
  const parsed: z.infer<typeof DaemonFile> = existsSync(file)
    ? readSettingsFile({ file, schema: DaemonFile })
    : { version: 1 };
  return {
    host: flags.host ?? parsed.listen?.host ?? '127.0.0.1',
    port: flags.port ?? parsed.listen?.port ?? DEFAULT_PORT,
    exposed: parsed.listen?.exposed ?? false,
    allowedHosts: parsed.allowed_hosts ?? [],
    allowedOrigins: parsed.allowed_origins ?? [],
    mcpServers: readMcpServers(configDirectory),
    models: readModels(configDirectory),
    reviewers: readReviewers(configDirectory),
    channels: readChannels(configDirectory),
    egress: readEgress(file, parsed.egress),
    support: {
      country: parsed.support?.country ?? localCountry(Intl.DateTimeFormat().resolvedOptions().timeZone),
      message: parsed.support?.message ?? null,
    },
    witness:
      parsed.witness === undefined ? null : { url: parsed.witness.url, keys: readKeys(file, parsed.witness.keys) },
    vault: { key: parsed.vault?.key ?? null, passphraseFile: parsed.vault?.passphrase_file ?? null },
    trustOnFirstUse: flags.trustOnFirstUse ?? parsed.mcp?.trust_on_first_use ?? false,
    elicitation: parsed.mcp?.elicitation ?? 'medium',
  };
}

function readKeys(file: string, texts: readonly string[]): readonly [VerifierKey, ...VerifierKey[]] {
  const keys = texts.map((text) => {
    const key = parseVerifierKey(text, sha256);
    if (!key.ok) throw new Error(`read ${file}: witness.keys: ${key.failure}`);
    return key.value;
  });
  const [first, ...rest] = keys;
  if (first === undefined) throw new Error(`read ${file}: witness.keys: none, want at least one`);
  return [first, ...rest];
}
