import { scanJson } from '../../core/encoding/scan-json.ts';
import { MAX_DEPTH, measureJson } from './json-bounds.ts';
import { memberText } from './member-text.ts';
import { type Incoming, RPC_CODES, type RpcId, sortMessage } from './rpc.ts';

/** Longest text of an id that is looked for in a message that is not read. */
const MAX_ID_TEXT = 256;

/**
 * Reads one line as a message. What nests deeper than `MAX_DEPTH` is not read: it is invalid, under its id where it shows one.
 *
 * A result keeps its text only where no object in it has a member twice: of two members with one name each reader may take
 * another, and what was looked at here would not be what the client reads.
 */
export function readLine(text: string): Incoming {
  const written = scanJson(text);
  if (written.depth > MAX_DEPTH) return tooDeep(idIn(text));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'invalid', id: null, reason: 'want one line of JSON', code: RPC_CODES.parse };
  }
  const sorted = sortMessage(value);
  if (sorted.kind !== 'result' || measureJson(value).members !== written.members) return sorted;
  return sortMessage(value, memberText(text, 'result'));
}

/** Sorts a message that a transport has parsed, held to the same depth. */
export function readValue(value: unknown): Incoming {
  if (measureJson(value).depth <= MAX_DEPTH) return sortMessage(value);
  const { id } = value as { readonly id?: unknown };
  return tooDeep(typeof id === 'string' || typeof id === 'number' ? id : null);
}

function tooDeep(id: RpcId | null): Incoming {
  return { kind: 'invalid', id, reason: `found nesting deeper than ${MAX_DEPTH}` };
}

/** The id that a text shows which may be no JSON at all. */
function idIn(text: string): RpcId | null {
  try {
    const found = memberText(text, 'id');
    const id: unknown = found === null || found.length > MAX_ID_TEXT ? null : JSON.parse(found);
    return typeof id === 'string' || typeof id === 'number' ? id : null;
  } catch {
    return null;
  }
}
