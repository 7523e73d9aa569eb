import { isJsonObject, type JsonObject } from '../../core/encoding/json.ts';
import type { CallContext } from './call-context.ts';
import type { ListedTool, McpGate, ToolStanding } from './mcp-gate.ts';
import { RPC_CODES, type RpcAnswer, RpcFault, textAt, UnreachableGate } from './rpc.ts';
import type { Upstream } from './upstream.ts';

/** A tool as the server listed it, and how the gateway stands to that listing. */
export type KnownTool = { readonly listed: JsonObject; readonly standing: ToolStanding };

/** Everything a server lists, looked at by the gateway. `answer` is what a client may see of it. */
export type ToolListing = { readonly known: ReadonlyMap<string, KnownTool>; readonly answer: RpcAnswer };

/** Pages and tools of one list; a server that goes on is cut off with an error. */
export const LISTING_LIMITS = { pages: 64, items: 4_096 } as const;

/**
 * Reads every page of a list; what is no object in it is left out.
 *
 * The first page's other fields and, where it is the only one, its text are kept.
 */
export async function readWholeList(
  upstream: Upstream,
  { method, field, context }: { readonly method: string; readonly field: string; readonly context: CallContext },
): Promise<{ readonly first: RpcAnswer; readonly items: readonly JsonObject[] }> {
  const items: JsonObject[] = [];
  let first: RpcAnswer | null = null;
  let cursor: string | null = null;
  for (let page = 0; page < LISTING_LIMITS.pages; page++) {
    const answer: RpcAnswer = await upstream.request({ method, params: cursor === null ? {} : { cursor } }, context);
    first ??= answer;
    const found = answer.result[field];
    for (const item of Array.isArray(found) ? found : []) if (isJsonObject(item)) items.push(item);
    if (items.length > LISTING_LIMITS.items) break;
    cursor = textAt(answer.result, 'nextCursor');
    if (cursor === null) return { first, items };
  }
  throw new RpcFault(
    RPC_CODES.internal,
    `${method}: found more than ${LISTING_LIMITS.items} entries or ${LISTING_LIMITS.pages} pages, want fewer`,
  );
}

/**
 * Reads what the server lists, shows all of it to the gateway, and takes out what a client may not see: tools that changed or
 * are not wanted. Of two tools with one name neither is shown. Raises where the gateway cannot be asked.
 */
export async function readToolListing(
  upstream: Upstream,
  { server, gate, context }: { readonly server: string; readonly gate: McpGate; readonly context: CallContext },
): Promise<ToolListing> {
  const { first, items } = await readWholeList(upstream, { method: 'tools/list', field: 'tools', context });
  const named = items.filter(isTool);
  const standings = await gate.noteTools(server, named).catch((cause: unknown) => {
    throw new UnreachableGate(cause);
  });
  const known = new Map<string, KnownTool>();
  const twice = new Set<string>();
  for (const [place, listed] of named.entries()) {
    const standing = standings[place];
    if (standing === undefined || standing.name !== listed.name) throw new UnreachableGate(MIXED_UP);
    if (known.has(listed.name)) twice.add(listed.name);
    known.set(listed.name, { listed, standing });
  }
  for (const name of twice) known.delete(name);
  return { known, answer: visible(first, [...known.values()], items.length) };
}

const MIXED_UP = new Error('the gateway answered about other tools than it was shown');

function visible(first: RpcAnswer, known: readonly KnownTool[], listed: number): RpcAnswer {
  const shown = known.filter(({ standing }) => isCallable(standing)).map((tool) => tool.listed);
  const whole = shown.length === listed && first.result['nextCursor'] === undefined;
  if (whole) return first;
  const { nextCursor: _cursor, ...rest } = first.result;
  return { result: { ...rest, tools: shown }, text: null };
}

/** Whether a client may see a tool of this standing, and propose calls of it. */
export function isCallable({ standing }: ToolStanding): boolean {
  return standing === 'vouched' || standing === 'new';
}

/** A tool that can be pinned: every part that a model is shown has its type. Any other is not shown. */
function isTool(item: JsonObject): item is JsonObject & ListedTool {
  const isText = (field: string) => item[field] === undefined || typeof item[field] === 'string';
  const isObject = (field: string) => item[field] === undefined || isJsonObject(item[field]);
  return (
    typeof item['name'] === 'string' &&
    isJsonObject(item['inputSchema']) &&
    isText('title') &&
    isText('description') &&
    isObject('outputSchema') &&
    isObject('annotations')
  );
}
