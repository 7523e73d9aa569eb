import { counted } from '../counted.ts';
import { parseHost } from '../effect/url/parse-url.ts';
import { fail, ok, type Result } from '../result.ts';
import { CHARACTERS, isOf, WORD } from './characters.ts';
import type { AllowedHost, AllowedPlace, BrokerKind, SecretApproval, SecretRule } from './secret-rule.ts';

/** A rule as people write it; what is left out has the default. */
export type WrittenRule = {
  /** `api.example.com`, `*.example.com`, `registry.example.com:8443`, `[::1]:8080`. */
  readonly hosts?: readonly string[];
  /** `header:authorization`, `query:key`, `path`, `body`; the default is `header:authorization`. */
  readonly places?: readonly string[];
  /** The default is every method that HTTP defines but CONNECT and TRACE. */
  readonly methods?: readonly string[];
  /** The default is `agent:*`. */
  readonly principals?: readonly string[];
  readonly brokers?: readonly BrokerKind[];
  readonly approval?: SecretApproval;
  readonly environment?: string | null;
  readonly expiresAtMs?: number | null;
  readonly rotateEveryMs?: number | null;
};

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const MOST = 64;
const LONGEST = 253;
const SHORTEST_ROTATION_MS = 3_600_000;

/** The least and the greatest length of a secret's value, in UTF-16 units. A shorter one could not be told from ordinary text. */
export const SECRET_LENGTH = { least: 8, most: 8_192 } as const;

/** Reads a rule; every problem at once, each as `field: found, want wanted`. */
export function parseSecretRule(written: WrittenRule): Result<SecretRule, readonly string[]> {
  const problems: string[] = [];
  const hosts = each(written.hosts ?? [], { field: 'hosts', read: readHost, problems });
  const places = each(written.places ?? ['header:authorization'], { field: 'places', read: readPlace, problems });
  const methods = each(written.methods ?? METHODS, { field: 'methods', read: readMethod, problems });
  const principals = each(written.principals ?? ['agent:*'], { field: 'principals', read: readPrincipal, problems });
  const { brokers = [], approval = 'never', environment = null, expiresAtMs = null, rotateEveryMs = null } = written;
  if (environment !== null && !isVariable(environment))
    problems.push(`environment: ${quote(environment)}, want the name of a variable: capitals, digits and _`);
  if (rotateEveryMs !== null && rotateEveryMs < SHORTEST_ROTATION_MS)
    problems.push(`rotateEveryMs: ${rotateEveryMs}, want ${SHORTEST_ROTATION_MS} or more`);
  if (hosts.length === 0 && brokers.length === 0 && problems.length === 0)
    problems.push('hosts: none, want a host, or a broker that uses the secret');
  if (problems.length > 0) return fail(problems);
  return ok({ hosts, places, methods, principals, brokers, approval, environment, expiresAtMs, rotateEveryMs });
}

/** Says what is wrong with the name of a secret, or null: lower case letters, digits, `-`, `_`, `.`, a letter first, at most 64. */
export function secretNameProblem(name: string): string | null {
  const isGood = name.length > 0 && name.length <= MOST && isOf(name, 0, CHARACTERS.lower);
  const allowed = CHARACTERS.lower | CHARACTERS.digit | CHARACTERS.hyphen | CHARACTERS.underscore | CHARACTERS.dot;
  if (isGood && isAll(name, allowed)) return null;
  return `${quote(name)}, want at most 64 of a-z, 0-9, -, _ and ., a letter first`;
}

/** Says what is wrong with a value, or null. Never shows anything of it. */
export function secretValueProblem(value: string): string | null {
  const { least, most } = SECRET_LENGTH;
  if (value.length < least || value.length > most)
    return `a value of ${counted(value.length, 'character')}, want ${least} to ${most}`;
  if (value.trim() !== value) return 'a value with white space at an end, want it without';
  return value.includes('\0') || !value.isWellFormed() ? 'a value that is no text, want text without NUL' : null;
}

type Reading<Value> = {
  readonly field: string;
  readonly read: (text: string) => Value | null;
  readonly problems: string[];
};

const WANTED: { readonly [field: string]: string } = {
  hosts: 'a host, or *. and one of two labels or more, with a port where it is not 443',
  places: 'header:NAME, query:NAME, path or body',
  methods: 'a method of HTTP but CONNECT and TRACE',
  principals: 'agent:NAME, human:NAME, or the start of one and *',
};

function each<Value>(texts: readonly string[], { field, read, problems }: Reading<Value>): readonly Value[] {
  if (texts.length > MOST) problems.push(`${field}: ${texts.length}, want at most ${MOST}`);
  return texts.slice(0, MOST).flatMap((text) => {
    const value = text.length <= LONGEST + 8 ? read(text) : null;
    if (value === null) problems.push(`${field}: ${quote(text)}, want ${WANTED[field]}`);
    return value === null ? [] : [value];
  });
}

function readHost(text: string): AllowedHost | null {
  const folded = text.toLowerCase();
  const colon = folded.endsWith(']') ? -1 : folded.lastIndexOf(':');
  const host = colon < 0 ? folded : folded.slice(0, colon);
  const port = colon < 0 ? 443 : readPort(folded.slice(colon + 1));
  if (port === null || !isHostPattern(host)) return null;
  if (host.startsWith('*.')) return { host, port };
  const name = parseHost(host)?.name;
  return name === undefined ? null : { host: name, port };
}

function readPort(digits: string): number | null {
  if (digits.length === 0 || digits.length > 5 || !isAll(digits, CHARACTERS.digit)) return null;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? port : null;
}

function isHostPattern(host: string): boolean {
  if (host.startsWith('[')) return true;
  const name = host.startsWith('*.') ? host.slice(2) : host;
  const labels = name.split('.');
  if (name.length > LONGEST || (host !== name && labels.length < 2)) return false;
  return labels.every(isLabel);
}

function isLabel(label: string): boolean {
  return (
    label.length > 0 &&
    label.length <= 63 &&
    isAll(label, CHARACTERS.lower | CHARACTERS.digit | CHARACTERS.hyphen) &&
    !label.startsWith('-') &&
    !label.endsWith('-')
  );
}

function readPlace(text: string): AllowedPlace | null {
  if (text === 'body' || text === 'path') return { place: text, name: '' };
  const colon = text.indexOf(':');
  const place = text.slice(0, Math.max(colon, 0));
  const name = text.slice(colon + 1).toLowerCase();
  if (name === '' || name.length > MOST || !isAll(name, WORD | CHARACTERS.dot)) return null;
  return place === 'header' || place === 'query' ? { place, name } : null;
}

function readMethod(text: string): string | null {
  const method = text.toUpperCase();
  return METHODS.includes(method) ? method : null;
}

function readPrincipal(text: string): string | null {
  const name = text.endsWith('*') ? text.slice(0, -1) : text;
  const isKind = name.startsWith('agent:') || name.startsWith('human:');
  return isKind && isAll(name.slice('agent:'.length), WORD | CHARACTERS.dot) ? text : null;
}

function isVariable(name: string): boolean {
  const characters = CHARACTERS.upper | CHARACTERS.digit | CHARACTERS.underscore;
  return name.length > 0 && name.length <= MOST && isAll(name, characters) && !isOf(name, 0, CHARACTERS.digit);
}

function isAll(text: string, set: number): boolean {
  for (let at = 0; at < text.length; at++) if (!isOf(text, at, set)) return false;
  return true;
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 64));
}
