import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { MAX_RESULT_BYTES } from '../../ingress/mcp/review-result.ts';
import { isServerName, SERVER_NAME_RULE } from '../../sdk/server-name.ts';
import { readSettingsFile } from './read-settings-file.ts';

/** A server that the gateway starts, or one that it reaches over HTTP. */
export type McpServerSetting =
  | {
      readonly kind: 'process';
      readonly command: string;
      readonly args: readonly string[];
      readonly env: { readonly [name: string]: string };
      readonly cwd: string | null;
    }
  | { readonly kind: 'http'; readonly url: string; readonly headers: { readonly [name: string]: string } };

/** The servers behind `/mcp`, by name. */
export type McpServers = {
  /** What actions of their clients are relative to, and bound to. */
  readonly workspace: string;
  /** How long a call waits for people who are asked elsewhere than at the client. */
  readonly waitMs: number;
  readonly maxResultBytes: number;
  /** Whether the gateway's own tools stand beside those of the servers. */
  readonly ownTools: boolean;
  readonly servers: ReadonlyMap<string, McpServerSetting>;
};

const FILE = 'mcp-servers.yaml';
const text = (length: number) => z.string().min(1).max(length);
const absolute = text(4_096).refine(isAbsolute, 'want an absolute path');

const headerName = text(256).refine(isHeaderName, 'want the name of a header: letters, digits, hyphens');
const headerValue = text(8_192).refine(isHeaderValue, 'want one line of printable ASCII');
const serverName = z.string().refine(isServerName, `want ${SERVER_NAME_RULE}`);

const McpFile = z
  .strictObject({
    version: z.literal(1),
    workspace: absolute.optional(),
    own_tools: z.boolean().optional(),
    wait_seconds: z.int().min(0).max(600).optional(),
    max_result_bytes: z
      .int()
      .min(1_024)
      .max(2 ** 30)
      .optional(),
    servers: z.record(
      serverName,
      z.union([
        z.strictObject({
          command: text(4_096),
          args: z.array(z.string().max(65_536)).max(256).optional(),
          env: z.record(text(256), z.string().max(65_536)).optional(),
          cwd: absolute.optional(),
        }),
        z.strictObject({
          url: z.url({ protocol: /^https?$/ }).max(2_048),
          headers: z.record(headerName, headerValue).optional(),
        }),
      ]),
    ),
  })
  .refine(({ own_tools: own, workspace }) => own !== true || workspace !== undefined, {
    path: ['workspace'],
    message: 'want the folder that own_tools may change',
  });

/**
 * Reads `mcp-servers.yaml`; null where there is none. A file that does not parse is an error that names every problem, as
 * with every other configuration.
 */
export function readMcpServers(configDirectory: string): McpServers | null {
  const file = join(configDirectory, FILE);
  if (!existsSync(file)) return null;
  const {
    servers: given,
    workspace,
    wait_seconds: waitSeconds = 50,
    max_result_bytes: maxResultBytes = MAX_RESULT_BYTES,
    own_tools: ownTools = false,
  } = readSettingsFile({ file, schema: McpFile });
  const servers = Object.entries(given).map(([name, setting]) => [name, settingOf(setting)] as const);
  return {
    workspace: workspace ?? homedir(),
    waitMs: waitSeconds * 1_000,
    maxResultBytes,
    ownTools,
    servers: new Map(servers),
  };
}

function settingOf(given: z.output<typeof McpFile>['servers'][string]): McpServerSetting {
  if ('url' in given) return { kind: 'http', url: given.url, headers: given.headers ?? {} };
  return {
    kind: 'process',
    command: given.command,
    args: given.args ?? [],
    env: given.env ?? {},
    cwd: given.cwd ?? null,
  };
}

/** What would fail at the first call, with the value in the words of its error. */
function isHeaderValue(value: string): boolean {
  return [...value].every((character) => character >= ' ' && character <= '~');
}

function isHeaderName(name: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(name);
}
