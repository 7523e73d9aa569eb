import type { Effect, EffectClass, EffectMark } from './effect.ts';
import { makeEffect } from './make-effect.ts';
import type { EffectSurroundings } from './surroundings.ts';
import { classifyHost } from './url/classify-host.ts';
import { parseUrl } from './url/parse-url.ts';

/** How a URL is used. */
export type UrlUse = 'fetch' | 'upload' | 'connect';

const NETWORK_SCHEMES = new Set(['http', 'https', 'ws', 'wss', 'ftp', 'ftps', 'sftp', 'ssh', 'git']);

/**
 * Reduces the use of a URL to an effect on its host. The effect's resource is the host in normal form, so that no spelling
 * of an address escapes a rule; a URL that clients could read in two ways, or of another scheme, is `unknown`.
 */
export function analyseUrl(
  use: UrlUse,
  url: string,
  { isKnownHost }: Pick<EffectSurroundings, 'isKnownHost'>,
): readonly Effect[] {
  const parsed = parseUrl(url.trim());
  if (parsed === null || !NETWORK_SCHEMES.has(parsed.scheme)) {
    return [
      makeEffect('unknown', { kind: 'url', value: url.slice(0, 256) }, { detail: 'a URL that cannot be read safely' }),
    ];
  }
  const kind = classifyHost(parsed.host);
  const marks: EffectMark[] = [];
  if (kind === 'metadata') marks.push('metadata-address');
  if (kind === 'private' || kind === 'loopback') marks.push('private-address');
  const { name } = parsed.host;
  if (kind === 'public' && !isKnownHost(name)) marks.push('unknown-host');
  const effectClass: EffectClass = use === 'upload' || parsed.hasCredentials ? 'net.upload' : `net.${use}`;
  const detail = `${use} ${parsed.scheme}, port ${parsed.port}`;
  return [makeEffect(effectClass, { kind: 'host', value: name }, { detail, marks })];
}
