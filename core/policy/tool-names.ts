import type { Action } from '../action/action.ts';
import { cataloguedUses } from '../effect/tool-catalogue.ts';
import { offerName } from '../trust/offer-kind.ts';

/**
 * The names under which rules know a tool: its own, and for an agent's own tool that reads a resource of an MCP server the name that
 * the same read has behind our front, so that `mcp__notes__resource:*` holds for both.
 *
 * The server is known by what the agent calls it, with `_` for what no name of a tool may hold, as agents name its tools.
 */
export function toolNames({ tool, args }: Action): readonly string[] {
  const uses = cataloguedUses(tool.origin, tool.name) ?? [];
  const [argument] = uses.flatMap((use) => (use.kind === 'resource' ? [use.argument] : []));
  if (argument === undefined) return [tool.name];
  const { [argument]: uri, server } = args;
  if (typeof uri !== 'string' || typeof server !== 'string') return [tool.name];
  return [tool.name, `mcp__${Array.from(server, nameLetter).join('')}__${offerName('resource', uri)}`];
}

function nameLetter(letter: string): string {
  const isFitting =
    (letter >= 'a' && letter <= 'z') ||
    (letter >= 'A' && letter <= 'Z') ||
    (letter >= '0' && letter <= '9') ||
    letter === '_' ||
    letter === '-';
  return isFitting ? letter : '_';
}
