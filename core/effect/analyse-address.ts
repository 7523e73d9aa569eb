import type { Json } from '../encoding/json.ts';
import type { ActionPlace } from './action-place.ts';
import { analyseFile } from './analyse-file.ts';
import { analyseUrl } from './analyse-url.ts';
import type { Effect } from './effect.ts';
import { filePathOf } from './file-url.ts';
import { makeEffect } from './make-effect.ts';

/** Schemes under which a server's resource is the server's own, as far as anybody can tell, are all but these. */
const NETWORK = ['http:', 'https:', 'ws:', 'wss:', 'ftp:', 'ftps:', 'sftp:'];

/**
 * What reading a resource of an MCP server does, by its address: `file:` is a read of that path, a scheme of the network a fetch
 * from its host, any other a read of the server's data. What is no text is unknown.
 */
export function analyseAddress(uri: Json | undefined, place: ActionPlace): readonly Effect[] {
  if (typeof uri !== 'string') {
    const detail = 'no text argument uri';
    return [makeEffect('unknown', { kind: 'other', value: '' }, { detail })];
  }
  const path = filePathOf(uri);
  if (path !== null) return analyseFile('read', path, { place });
  if (isNetworkAddress(uri)) return analyseUrl('fetch', uri, place.surroundings);
  return [dataOfServer(uri.slice(0, 256))];
}

/** Tells whether an address names a host, so that reading it is a request to that host. */
export function isNetworkAddress(uri: string): boolean {
  const scheme = uri.trim().slice(0, 8).toLowerCase();
  return NETWORK.some((known) => scheme.startsWith(known));
}

/** A read of what a server has. */
export function dataOfServer(value: string): Effect {
  return makeEffect('db.read', { kind: 'other', value }, { detail: 'read what the server has' });
}
