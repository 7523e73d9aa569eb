import type { Effect } from '../effect.ts';
import { parseHost } from '../url/parse-url.ts';
import { effectsOfHost } from './address-effects.ts';
import { type Argument, isKnown, UNKNOWN } from './argument.ts';
import type { UsePlace } from './emit-use.ts';
import { opaque } from './findings.ts';

/** Where a repository is: on this machine, on a host, or where an address leads that is none or hides an option or a program. */
type Repository =
  | { readonly kind: 'here' }
  | { readonly kind: 'host'; readonly scheme: string; readonly host: string }
  | { readonly kind: 'unclear' };

const HERE: Repository = { kind: 'here' };
const UNCLEAR: Repository = { kind: 'unclear' };

/**
 * The effects of reaching a repository by its address: a URL, `user@host:path`, or the name of a remote or folder here.
 *
 * Only a host counts that is no known public server. What git or ssh could take for an option, for a program to run
 * (`helper::address`) or for two things is opaque.
 */
export function effectsOfRepository({ text }: Argument, place: UsePlace): readonly Effect[] {
  const repository = repositoryOf(text);
  if (repository.kind === 'here') return [];
  if (repository.kind === 'unclear')
    return [opaque(`${place.command} ${text}`.slice(0, 256), 'an address that is not clear')];
  return effectsOfHost('fetch', `${repository.scheme}://${repository.host}`, place).filter(
    ({ class: name, marks }) => name === 'unknown' || marks.length > 0,
  );
}

function repositoryOf(text: string): Repository {
  if (text.startsWith(UNKNOWN)) return HERE;
  if (text.startsWith('-')) return UNCLEAR;
  const end = text.indexOf('://');
  if (end >= 0) return repositoryAt(text.slice(0, end).toLowerCase(), text.slice(end + '://'.length));
  const colon = endOfHost(text);
  const slash = text.indexOf('/');
  if (colon < 0 || (slash >= 0 && slash < colon)) return HERE;
  return text.charAt(colon + 1) === ':' ? UNCLEAR : hostOf('ssh', text.slice(0, colon));
}

/** The colon behind a host; an address of IPv6, and a host with a port, stand in brackets before it. */
function endOfHost(text: string): number {
  const isBracketed = text.startsWith('[') || text.includes('@[');
  return text.indexOf(':', isBracketed ? text.indexOf(']') : 0);
}

/** Schemes that only say what is spoken over ssh, or how what is fetched is read. */
const SCHEMES: ReadonlyMap<string, string> = new Map([
  ['git+ssh', 'ssh'],
  ['ssh+git', 'ssh'],
  ['svn+ssh', 'ssh'],
  ['svn', 'git'],
]);

function repositoryAt(scheme: string, rest: string): Repository {
  if (scheme === 'file') return HERE;
  const ends = ['/', '?', '#'].map((mark) => rest.indexOf(mark)).filter((at) => at >= 0);
  return hostOf(SCHEMES.get(scheme) ?? scheme, rest.slice(0, Math.min(rest.length, ...ends)));
}

/** The host in `user:password@host:port` or `[host:port]`. */
function hostOf(scheme: string, authority: string): Repository {
  const at = authority.lastIndexOf('@');
  const host = hostIn(authority.slice(at + 1));
  if (authority.startsWith('-') || host.startsWith('-')) return UNCLEAR;
  return isKnown({ text: host }) && parseHost(host) === null ? UNCLEAR : { kind: 'host', scheme, host };
}

function hostIn(peer: string): string {
  if (!peer.startsWith('[')) return withoutPort(peer);
  const inner = peer.slice(1, peer.indexOf(']'));
  return inner.split(':').length > 2 ? peer.slice(0, peer.indexOf(']') + 1) : withoutPort(inner);
}

function withoutPort(peer: string): string {
  const [host = '', port = '', ...more] = peer.split(':');
  const isPort = more.length === 0 && [...port].every((digit) => (digit >= '0' && digit <= '9') || digit === UNKNOWN);
  return isPort ? host : peer;
}
