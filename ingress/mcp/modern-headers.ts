import type { JsonObject } from '../../core/encoding/json.ts';
import { META } from './eras.ts';
import { decodeHeader, mismatchedParam } from './param-headers.ts';
import { objectAt, RPC_CODES, type RpcCall, RpcFault, textAt } from './rpc.ts';

/** Headers of a request, as the platform has them. */
export type HeadersLike = { get(name: string): string | null };

/** Where `Mcp-Name` comes from, by method. */
const NAMED_BY: { readonly [method: string]: string } = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
};

/**
 * Refuses a request of the modern era whose headers do not say what its body says (-32020): version, method, and the name of
 * what is called. Whoever stands before us may have decided by the headers, and the server acts on the body.
 */
export function checkModernHeaders(headers: HeadersLike, { method, params }: RpcCall): void {
  const version = textAt(objectAt(params, '_meta'), META.version);
  mustAgree('MCP-Protocol-Version', headers.get('mcp-protocol-version')?.trim() ?? null, version);
  mustAgree('Mcp-Method', headers.get('mcp-method')?.trim() ?? null, method);
  const field = NAMED_BY[method];
  const name = field === undefined ? null : textAt(params, field);
  if (name === null) return;
  const given = headers.get('mcp-name');
  mustAgree('Mcp-Name', given === null ? null : decodeHeader(given), name);
}

/** Refuses arguments that their headers contradict, for a tool with this schema. */
export function checkParamHeaders(headers: HeadersLike, { params }: RpcCall, schema: JsonObject): void {
  const mismatch = mismatchedParam(schema, objectAt(params, 'arguments'), headers);
  if (mismatch !== null) throw headerFault(mismatch);
}

function mustAgree(header: string, given: string | null, wanted: string | null): void {
  if (given === null) throw headerFault(`the header ${header} is missing or not readable`);
  if (given !== wanted) throw headerFault(`the header ${header} does not say what the body says`);
}

function headerFault(found: string): RpcFault {
  return new RpcFault(RPC_CODES.headerMismatch, `Bad Request: the request headers and body disagree: ${found}`);
}
