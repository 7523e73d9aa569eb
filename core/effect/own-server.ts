import type { Action } from '../action/action.ts';

/** Who supplies the tools of an MCP server that is called as the gateway calls its own. Any server may be called so. */
export const OWN_SERVER_ORIGIN = 'mcp:countersign';

const PREFIX = 'mcp__countersign__';

/** Tells whether an agent names a tool of a server that is called `countersign`. Says nothing of who that server is. */
export function isOwnServerTool({ origin, name }: Pick<Action['tool'], 'origin' | 'name'>): boolean {
  return origin === OWN_SERVER_ORIGIN && name.startsWith(PREFIX);
}
