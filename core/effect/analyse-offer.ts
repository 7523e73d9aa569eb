import type { Action } from '../action/action.ts';
import { offerOf } from '../trust/offer-kind.ts';
import type { ActionPlace } from './action-place.ts';
import { analyseAddress, dataOfServer } from './analyse-address.ts';
import { readArguments } from './analyse-generic.ts';
import { joinReadings, type Reading, readingOf } from './reading.ts';

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
      return readingOf(...analyseAddress(args['uri'], place));
    case 'prompt':
      return joinReadings([readingOf(dataOfServer(tool.name)), readArguments(action, place)]);
    case 'method':
      return offer.own === 'completion/complete' ? readingOf(dataOfServer(tool.name)) : null;
    case 'server':
    case undefined:
      return null;
  }
}
