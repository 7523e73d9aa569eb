import type { Action } from '../action/action.ts';
import { offerOf } from '../trust/offer-kind.ts';
import type { ActionPlace } from './action-place.ts';
import { analyseFile } from './analyse-file.ts';
import { readArguments } from './analyse-generic.ts';
import { analyseUrl } from './analyse-url.ts';
import type { Effect } from './effect.ts';
import { filePathOf } from './file-url.ts';
import { makeEffect } from './make-effect.ts';
import { joinReadings, type Reading, readingOf } from './reading.ts';

/** Schemes under which a server's resource is the server's own, as far as anybody can tell, are all but these. */
const NETWORK = ['http:', 'https:', 'ws:', 'wss:', 'ftp:', 'ftps:', 'sftp:'];

/**
 * Analyses what an MCP server is asked for beside its tools: a resource by its address, a prompt, the completion of an argument.
 * Null for a call of a tool, and for a method that the protocol does not know.
 *
 * A `file:` address is a read of that path, one of the network a fetch from its host, any other a read of the server's data.
 * A prompt is data of the server too, and its arguments are looked at as those of a tool that nobody profiled.
 */
export function analyseOffer(action: Action, place: ActionPlace): Reading | null {
  const { tool, args } = action;
  if (!tool.origin.startsWith('mcp:')) return null;
  const offer = offerOf(tool.origin.slice('mcp:'.length), tool.name);
  switch (offer?.kind) {
    case 'resource':
    case 'template':
      return readingOf(...effectsOfAddress(args['uri'], place));
    case 'prompt':
      return joinReadings([readingOf(dataOf(tool.name)), readArguments(action, place)]);
    case 'method':
      return offer.own === 'completion/complete' ? readingOf(dataOf(tool.name)) : null;
    case 'server':
    case undefined:
      return null;
  }
}

function effectsOfAddress(uri: Action['args'][string] | undefined, place: ActionPlace): readonly Effect[] {
  if (typeof uri !== 'string') {
    const detail = 'no text argument uri';
    return [makeEffect('unknown', { kind: 'other', value: '' }, { detail })];
  }
  const path = filePathOf(uri);
  if (path !== null) return analyseFile('read', path, { place });
  const scheme = uri.trim().slice(0, 8).toLowerCase();
  if (NETWORK.some((known) => scheme.startsWith(known))) return analyseUrl('fetch', uri, place.surroundings);
  return [dataOf(uri.slice(0, 256))];
}

function dataOf(value: string): Effect {
  return makeEffect('db.read', { kind: 'other', value }, { detail: 'read what the server has' });
}
