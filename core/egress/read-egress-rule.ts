import type { Json, JsonObject } from '../encoding/json.ts';
import { fail, ok, type Result } from '../result.ts';
import { type Cidr, parseCidr } from './cidr.ts';
import { readHost, type ToAscii } from './destination.ts';
import { EGRESS_SCHEMES, type EgressRule, type EgressScheme, type HostScope, USUAL_PORTS } from './egress-rule.ts';

const KEYS = new Set([
  'host',
  'schemes',
  'ports',
  'open_tls',
  'opaque',
  'methods',
  'paths',
  'addresses',
  'up_bytes',
  'down_bytes',
  'per_minute',
  'connections',
]);
const MAX_ITEMS = 64;
const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

type Context = { readonly toAscii: ToAscii; readonly problems: string[] };

/**
 * Reads a rule of where programs may connect to: a text such as `example.com`, `*.example.com:8443`, `http://example.com` or
 * `tcp://git.example.com:22`, or an object with the keys `host` (required, such a text), `schemes`, `ports`, `open_tls`, `opaque`,
 * `methods`, `paths`, `addresses` (blocks that need not be public), `up_bytes`, `down_bytes`, `per_minute` and `connections`.
 *
 * Without a scheme only TLS is meant. Methods and paths are refused for TLS that is not opened: nobody would see them. The failure
 * names every problem at once, each as `found …, want …`.
 */
export function readEgressRule(input: Json, toAscii: ToAscii): Result<EgressRule, readonly string[]> {
  const context: Context = { toAscii, problems: [] };
  const rule =
    typeof input === 'string' ? readRule({ host: input }, context) : readRule(asObject(input, context), context);
  return rule === null || context.problems.length > 0 ? fail(context.problems) : ok(rule);
}

function asObject(input: Json, { problems }: Context): JsonObject {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as JsonObject;
  problems.push(`found ${shown(input)}, want a text such as *.example.com or an object with a host`);
  return {};
}

function readRule(fields: JsonObject, context: Context): EgressRule | null {
  for (const key of Object.keys(fields)) {
    if (!KEYS.has(key)) context.problems.push(`found the key ${shown(key)}, want one of ${[...KEYS].join(', ')}`);
  }
  const place = readPlace(fields['host'] ?? null, context);
  if (place === null) return null;
  const schemes = listOf(fields, { key: 'schemes', context, read: readScheme }) ?? [place.scheme ?? 'https'];
  const ports = listOf(fields, { key: 'ports', context, read: readPort }) ?? usualPorts(place.port, schemes);
  if (ports.length === 0 && context.problems.length === 0)
    context.problems.push(`found no port for ${place.shown}, want one: tcp has no usual port`);
  const addresses = listOf(fields, { key: 'addresses', context, read: readBlock });
  const rule: EgressRule = {
    text: `${schemes.join('|')}://${place.shown}:${ports.join(',')}`,
    scope: place.scope,
    ports,
    schemes,
    opensTls: flagOf(fields, 'open_tls', context),
    isOpaque: flagOf(fields, 'opaque', context),
    methods: listOf(fields, { key: 'methods', context, read: readMethod }),
    paths: listOf(fields, { key: 'paths', context, read: readPath }),
    exceptions: addresses ?? [],
    upBytes: numberOf(fields, 'up_bytes', context),
    downBytes: numberOf(fields, 'down_bytes', context),
    perMinute: numberOf(fields, 'per_minute', context),
    connections: numberOf(fields, 'connections', context),
  };
  checkWhole(rule, context);
  return rule;
}

function checkWhole(rule: EgressRule, { problems }: Context): void {
  const isUnseen = rule.schemes.includes('tcp') || (rule.schemes.includes('https') && !rule.opensTls);
  if ((rule.methods !== null || rule.paths !== null) && isUnseen)
    problems.push(
      `found methods or paths for ${rule.text}, want open_tls: true and no tcp: otherwise nobody sees them`,
    );
  if (rule.opensTls && rule.isOpaque) problems.push(`found open_tls and opaque for ${rule.text}, want one of them`);
}

type Place = {
  readonly scope: HostScope;
  readonly shown: string;
  readonly scheme: EgressScheme | null;
  readonly port: number | null;
};

function readPlace(input: Json, context: Context): Place | null {
  const place = typeof input === 'string' && input.length <= 1_024 ? placeOf(input, context.toAscii) : null;
  if (place === null)
    context.problems.push(
      `found the host ${shown(input)}, want a host such as example.com, *.example.com or *, with a port if need be`,
    );
  return place;
}

function placeOf(text: string, toAscii: ToAscii): Place | null {
  const scheme = EGRESS_SCHEMES.find((name) => text.startsWith(`${name}://`)) ?? null;
  const rest = scheme === null ? text : text.slice(scheme.length + 3);
  const colon = rest.indexOf(':', rest.startsWith('[') ? rest.indexOf(']') : 0);
  const port = colon < 0 ? null : readPort(Number(rest.slice(colon + 1)));
  if (colon >= 0 && (port === null || String(port) !== rest.slice(colon + 1))) return null;
  const name = colon < 0 ? rest : rest.slice(0, colon);
  if (name === '*') return { scope: { kind: 'any' }, shown: '*', scheme, port };
  const isBelow = name.startsWith('*.');
  const host = readHost(isBelow ? name.slice(2) : name, toAscii);
  if (host === null || (isBelow && host.kind !== 'name')) return null;
  const scope: HostScope = isBelow ? { kind: 'below', suffix: host.name } : { kind: 'host', name: host.name };
  return { scope, shown: isBelow ? `*.${host.name}` : host.name, scheme, port };
}

function usualPorts(port: number | null, schemes: readonly EgressScheme[]): readonly number[] {
  if (port !== null) return [port];
  return schemes.map((scheme) => USUAL_PORTS[scheme]).filter((usual) => usual !== null);
}

type ListSpec<Item> = {
  readonly key: string;
  readonly context: Context;
  readonly read: (input: Json) => Item | null;
};

/** The items of a list; null where the key is not there. An empty list is a problem: it would allow nothing. */
function listOf<Item>(fields: JsonObject, { key, context, read }: ListSpec<Item>): readonly Item[] | null {
  const input = fields[key];
  if (input === undefined) return null;
  if (!Array.isArray(input) || input.length === 0 || input.length > MAX_ITEMS) {
    context.problems.push(`found ${shown(input)} for ${key}, want a list of 1 to ${MAX_ITEMS}`);
    return null;
  }
  const items: Item[] = [];
  for (const item of input as readonly Json[]) {
    const value = read(item);
    if (value === null) context.problems.push(`found ${shown(item)} in ${key}, want ${WANTED[key]}`);
    else items.push(value);
  }
  return items;
}

const WANTED: { readonly [key: string]: string } = {
  schemes: EGRESS_SCHEMES.join(', '),
  ports: 'a port from 1 to 65535',
  methods: 'a method in upper case',
  paths: 'a path that begins with / and has no query',
  addresses: 'a block such as 10.1.0.0/16',
};

function readScheme(input: Json): EgressScheme | null {
  return EGRESS_SCHEMES.find((scheme) => scheme === input) ?? null;
}

function readPort(input: Json): number | null {
  return typeof input === 'number' && Number.isInteger(input) && input >= 1 && input <= 65_535 ? input : null;
}

function readMethod(input: Json): string | null {
  const isWord = typeof input === 'string' && input !== '' && input.length <= 32;
  return isWord && [...input].every((letter) => (letter >= 'A' && letter <= 'Z') || letter === '-') ? input : null;
}

function readPath(input: Json): string | null {
  const isPath = typeof input === 'string' && input.startsWith('/') && input.length <= 1_024;
  return isPath &&
    [...input].every((character) => character > ' ' && character < '\u007f' && !'?#%\\'.includes(character))
    ? input
    : null;
}

function readBlock(input: Json): Cidr | null {
  return typeof input === 'string' ? parseCidr(input) : null;
}

function flagOf(fields: JsonObject, key: string, { problems }: Context): boolean {
  const input = fields[key] ?? false;
  if (typeof input !== 'boolean') problems.push(`found ${shown(input)} for ${key}, want true or false`);
  return input === true;
}

function numberOf(fields: JsonObject, key: string, { problems }: Context): number | null {
  const input = fields[key] ?? null;
  if (input === null) return null;
  if (typeof input === 'number' && Number.isInteger(input) && input >= 0 && input <= MAX_NUMBER) return input;
  problems.push(`found ${shown(input)} for ${key}, want a whole number from 0`);
  return null;
}

function shown(input: Json): string {
  return JSON.stringify(input).slice(0, 80);
}
