import type { FileOperation } from '../analyse-file.ts';
import { analyseUrl } from '../analyse-url.ts';
import type { Effect, EffectMark } from '../effect.ts';
import { filePathOf } from '../file-url.ts';
import { makeEffect } from '../make-effect.ts';
import { LISTENS } from './acts.ts';
import { effectOfAct } from './acts-of-rule.ts';
import { type Argument, UNKNOWN } from './argument.ts';
import type { UsePlace } from './emit-use.ts';
import { isOwnAddress } from './own-address.ts';

/** The effects of reaching a host that a word names, alone or in a URL; one whose host is not known in full is any host. */
export function effectsOfHost(
  use: 'fetch' | 'upload' | 'connect',
  text: string,
  { context }: UsePlace,
): readonly Effect[] {
  const url = text.includes('://') ? text : `https://${text.slice(text.indexOf('@') + 1)}`;
  const known = url.includes(UNKNOWN) ? url.slice(0, url.indexOf(UNKNOWN)) : url;
  if (known !== url && endOfHost(known) === known.length) {
    const marks: EffectMark[] = ['unknown-host'];
    return [
      makeEffect(`net.${use}`, { kind: 'host', value: 'not known' }, { detail: `${use} where is not known`, marks }),
    ];
  }
  const effects = analyseUrl(use, known, context.place.surroundings);
  // A host alone says nothing of the way in which it is reached.
  return text.includes('://') ? effects : effects.map((effect) => withoutWay(effect, use));
}

function withoutWay(effect: Effect, use: string): Effect {
  return effect.class === 'unknown' ? effect : { ...effect, detail: `${use} a host` };
}

/** What stands before `://` in an address. */
const SCHEME = 'abcdefghijklmnopqrstuvwxyz0123456789.';

/** The address in a word (`name@git+https://host/path`), or the word itself without its beginning; null where there is none. */
function addressIn(text: string): string | null {
  const end = text.indexOf('://');
  let start = end;
  while (start > 0 && SCHEME.includes(text.charAt(start - 1).toLowerCase())) start -= 1;
  return end > start ? text.slice(start) : null;
}

/** Servers and ways by which packages usually come; of any other, what it is fetched from counts. */
export function effectsOfRequirement({ text }: Argument, place: UsePlace): readonly Effect[] {
  const address = addressIn(text);
  if (address === null || filePathOf(address) !== null) return [];
  if (address.startsWith(IMAGES)) return effectsOfImage({ text: address.slice(IMAGES.length) }, place);
  const host = address.slice(0, endOfHost(address));
  const effects = effectsOfHost('fetch', host, place);
  const isUsual = !host.toLowerCase().startsWith('http://');
  return effects.filter((effect) => !isUsual || effect.class !== 'net.fetch' || effect.marks.length > 0);
}

/** The scheme of what is kept in a registry of images. */
const IMAGES = 'oci://';

/** Registries from which images usually come; what stands there anybody may have put there, as with packages. */
const USUAL_REGISTRIES = new Set(
  'docker.io index.docker.io registry-1.docker.io ghcr.io quay.io gcr.io mcr.microsoft.com public.ecr.aws registry.k8s.io localhost 127.0.0.1'.split(
    ' ',
  ),
);

/** An image by its name: where that begins with a host, with a dot or a port in it, it is fetched from there. */
export function effectsOfImage({ text }: Pick<Argument, 'text'>, place: UsePlace): readonly Effect[] {
  const name = text.slice(text.includes('://') ? text.indexOf('://') + '://'.length : 0);
  const [first = '', ...rest] = name.split('/');
  const host = first.split(':')[0] as string;
  const isHost = rest.length > 0 && (first.includes('.') || first.includes(':') || first.includes(UNKNOWN));
  if (!isHost || first.startsWith(UNKNOWN) || USUAL_REGISTRIES.has(host.toLowerCase())) return [];
  return effectsOfHost('fetch', host, place).filter(({ class: kind, marks }) => kind === 'unknown' || marks.length > 0);
}

/** Where the part that chooses the host ends: at the path, or at the end. */
function endOfHost(address: string): number {
  const slash = address.indexOf('/', address.indexOf('://') + '://'.length);
  return slash < 0 ? address.length : slash;
}

/** Schemes by which programs that read and write files reach out in the place of one. */
const OUTSIDE = new Set(
  'http https ftp ftps sftp scp ws wss rtmp rtmps rtp rtsp tcp udp tls srt gopher icecast'.split(' '),
);

/** A name that many programs take for an address: what is read comes from there, what is written goes there. */
export function effectsOfAddress(operation: FileOperation, { text }: Argument, place: UsePlace): readonly Effect[] {
  const end = text.indexOf('://');
  if (end < 0 || !OUTSIDE.has(text.slice(0, end).toLowerCase())) return [];
  if (operation !== 'read' && operation !== 'write') return [];
  return effectsOfHost(operation === 'read' ? 'fetch' : 'upload', text, place);
}

/** Names of this machine, and of a socket on it. */
function isNear(host: string): boolean {
  return host === '' || host.startsWith('/') || isOwnAddress(host);
}

/** The effects of waiting on an address: none where it is this machine's own, which nobody else reaches. */
export function effectsOfListening({ text }: Pick<Argument, 'text'>, { command }: UsePlace): readonly Effect[] {
  return isOwnAddress(text) ? [] : [effectOfAct(LISTENS, `${command} ${text.replaceAll(UNKNOWN, '…')}`.trimEnd())];
}

/** The host where a database is: the machine itself is near, any other is connected to. */
export function effectsOfServer({ text }: Argument, place: UsePlace): readonly Effect[] {
  if (text.includes('://') || text.includes('=')) return effectsOfDatabase({ text }, place);
  const names = text.split(',').map((name) => {
    const [host, , more] = name.split(':') as [string, string?, string?];
    return more === undefined ? host : `[${name}]`;
  });
  return names.filter((name) => !isNear(name)).flatMap((name) => effectsOfHost('connect', name, place));
}

/** A database by its name, or by an address (`postgres://user@host/name`, `host=name`) that leads to a server. */
export function effectsOfDatabase({ text }: Pick<Argument, 'text'>, place: UsePlace): readonly Effect[] {
  return serversIn(text)
    .filter((name) => !isNear(name))
    .flatMap((name) => effectsOfHost('connect', name, place));
}

function serversIn(text: string): readonly string[] {
  const start = text.indexOf('://');
  if (start < 0) return text.split(' ').flatMap((word) => (isHostWord(word) ? hostsOf(valueOf(word)) : []));
  const rest = text.slice(start + '://'.length);
  const ends = ['/', '?', '#'].map((mark) => rest.indexOf(mark)).filter((at) => at >= 0);
  const authority = rest.slice(0, Math.min(rest.length, ...ends));
  const asked = rest
    .replaceAll('&', '?')
    .split('?')
    .filter(isHostWord)
    .flatMap((word) => hostsOf(valueOf(word)));
  return [...hostsOf(authority.slice(authority.lastIndexOf('@') + 1)), ...asked];
}

function isHostWord(word: string): boolean {
  return word.startsWith('host=') || word.startsWith('hostaddr=');
}

function valueOf(word: string): string {
  return word.slice(word.indexOf('=') + 1).replaceAll("'", '');
}

/** Several hosts may stand there; a port stands behind a colon, an address of IPv6 in brackets. */
function hostsOf(authority: string): readonly string[] {
  return authority.split(',').map((host) => (host.startsWith('[') ? host : (host.split(':')[0] as string)));
}
