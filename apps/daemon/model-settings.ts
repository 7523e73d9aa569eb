import { existsSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { CallRewrite } from '../../core/model/rewrite-call.ts';
import { compilePathPattern, type PathPattern } from '../../core/policy/path-pattern.ts';
import type { ModelProvider, ModelSettings } from '../../ingress/model-proxy/model-settings.ts';
import { readSettingsFile } from './read-settings-file.ts';

/** Where the key of a provider is: a secret of the vault, or a variable of the gateway's own environment. */
export type KeySource = { readonly secret: string | null; readonly env: string | null };

/** What `models.yaml` says. */
export type ModelsFile = {
  readonly settings: ModelSettings;
  readonly keys: ReadonlyMap<string, KeySource>;
  /** Where programs work that call with a token of their own, and what they are. */
  readonly tokens: { readonly workspace: string; readonly agent: string | null };
  readonly context: {
    readonly secrets: 'allow' | 'redact' | 'exclude' | 'refuse';
    readonly neverSend: readonly PathPattern[];
    readonly onNeverSend: 'exclude' | 'refuse';
  };
};

const FILE = 'models.yaml';
/** Nothing lies in it: a program that does not say where it works may change nothing unasked. */
const NOWHERE = '/nonexistent';

const text = (length: number) => z.string().min(1).max(length);
const name = z
  .string()
  .max(40)
  .refine((value) => isName(value), 'want lower-case letters, digits and hyphens');
const json = z.json();

const Key = z.union([
  z.literal('none'),
  z.literal('caller'),
  z.strictObject({ secret: text(64) }),
  z.strictObject({ env: text(128) }),
]);
const Provider = z.strictObject({
  shape: z.enum(['anthropic', 'openai']),
  base_url: z.url({ protocol: /^https?$/ }).max(2_048),
  key: Key.optional(),
  allow_http: z.boolean().optional(),
});
const Rewrite = z.union([
  z.strictObject({ id: name, tool: text(256), argument: text(128), from: text(4_096), to: z.string().max(4_096) }),
  z.strictObject({ id: name, tool: text(256), set: z.record(text(128), json) }),
]);
const ModelsYaml = z.strictObject({
  version: z.literal(1),
  providers: z.record(name, Provider).optional(),
  decide_tools: z.enum(['auto', 'always', 'never']).optional(),
  server_tools: z.enum(['allow', 'refuse']).optional(),
  colliding_calls: z.enum(['hold', 'decide']).optional(),
  assumed_output_tokens: z.int().min(1).max(1_000_000).optional(),
  keep_bodies: z.boolean().optional(),
  workspace: text(4_096).refine(isAbsolute, 'want an absolute path').optional(),
  agent: name.optional(),
  context: z
    .strictObject({
      secrets: z.enum(['allow', 'redact', 'exclude', 'refuse']),
      never_send: z.array(text(512)).max(200),
      on_never_send: z.enum(['exclude', 'refuse']),
    })
    .partial()
    .optional(),
  rewrites: z.array(Rewrite).max(200).optional(),
});

type Read = z.output<typeof ModelsYaml>;

/** The two that need no file: their keys are where their own tools look for them, or in the vault under their name. */
const BUILT_IN: readonly (readonly [ModelProvider, KeySource])[] = [
  [
    { name: 'anthropic', shape: 'anthropic', baseUrl: 'https://api.anthropic.com', key: 'gateway' },
    { secret: 'anthropic', env: 'ANTHROPIC_API_KEY' },
  ],
  [
    { name: 'openai', shape: 'openai', baseUrl: 'https://api.openai.com/v1', key: 'gateway' },
    { secret: 'openai', env: 'OPENAI_API_KEY' },
  ],
];

/**
 * Reads `models.yaml`. A file that does not parse is an error that names every problem; without one there are the two built-in
 * providers, secrets are taken out of what models are told, and nothing else is changed.
 */
export function readModels(configDirectory: string): ModelsFile {
  const file = join(configDirectory, FILE);
  const given = existsSync(file) ? readSettingsFile({ file, schema: ModelsYaml }) : { version: 1 as const };
  const problems: string[] = [];
  const providers = new Map(BUILT_IN.map(([provider]) => [provider.name, provider]));
  const keys = new Map(BUILT_IN.map(([provider, key]) => [provider.name, key]));
  for (const [called, one] of Object.entries(given.providers ?? {})) {
    const problem = problemOf(one);
    if (problem !== null) problems.push(`providers.${called}: ${problem}`);
    const { key } = one;
    const kind = key === 'none' || key === 'caller' ? key : 'gateway';
    providers.set(called, { name: called, shape: one.shape, baseUrl: trimmed(one.base_url), key: kind });
    if (key === undefined) keys.set(called, keys.get(called) ?? { secret: called, env: null });
    else if (typeof key === 'object')
      keys.set(called, { secret: 'secret' in key ? key.secret : null, env: 'env' in key ? key.env : null });
  }
  const neverSend = patternsOf(given.context?.never_send ?? [], problems);
  if (problems.length > 0) throw new Error(`read ${file}: ${problems.join('; ')}`);
  return {
    settings: settingsOf(given, providers),
    keys,
    tokens: { workspace: given.workspace ?? NOWHERE, agent: given.agent ?? null },
    context: {
      secrets: given.context?.secrets ?? 'redact',
      neverSend,
      onNeverSend: given.context?.on_never_send ?? 'exclude',
    },
  };
}

function settingsOf(given: Read, providers: ReadonlyMap<string, ModelProvider>): ModelSettings {
  return {
    providers,
    decideTools: given.decide_tools ?? 'auto',
    serverTools: given.server_tools ?? 'allow',
    collidingCalls: given.colliding_calls ?? 'hold',
    rewrites: (given.rewrites ?? []).map(rewriteOf),
    assumedOutputTokens: given.assumed_output_tokens ?? 8_192,
    keepBodies: given.keep_bodies ?? false,
  };
}

function rewriteOf(given: z.output<typeof Rewrite>): CallRewrite {
  const { id, tool } = given;
  if ('set' in given) return { id, tool, kind: 'set', values: given.set };
  return { id, tool, kind: 'replace', argument: given.argument, from: given.from, to: given.to };
}

/** Keys and conversations travel encrypted, but on this machine and its private network where the operator says so. */
function problemOf({ base_url: base, allow_http: allowsHttp }: z.output<typeof Provider>): string | null {
  const url = new URL(base);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return 'base_url: found a user, a query or a fragment, want none';
  if (url.protocol === 'https:') return null;
  if (allowsHttp !== true)
    return 'base_url: found http, want https, or allow_http: true for a server on a private address';
  return isPrivate(url.hostname) ? null : 'base_url: found http to a host that is not private, want https';
}

function isPrivate(hostname: string): boolean {
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  if (host === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && privateAddresses().check(host, family === 4 ? 'ipv4' : 'ipv6');
}

function privateAddresses(): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of [
    ['127.0.0.0', 8],
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
  ] as const)
    list.addSubnet(network, prefix, 'ipv4');
  list.addAddress('::1', 'ipv6');
  list.addSubnet('fc00::', 7, 'ipv6');
  return list;
}

function patternsOf(patterns: readonly string[], problems: string[]): readonly PathPattern[] {
  return patterns.flatMap((pattern) => {
    const compiled = compilePathPattern(pattern);
    if (compiled.ok) return [compiled.value];
    problems.push(`context.never_send: ${JSON.stringify(pattern)}: ${compiled.failure}`);
    return [];
  });
}

function isName(value: string): boolean {
  return value !== '' && [...value].every((character) => 'abcdefghijklmnopqrstuvwxyz0123456789-'.includes(character));
}

function trimmed(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
