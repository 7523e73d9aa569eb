import { mcpOrigin } from '../mcp-origin.ts';

/** Who supplies a tool of Claude Code: `mcp:<server>` for `mcp__<server>__<tool>`, else `builtin:claude-code`. */
export function toolOrigin(tool: string, server: string | null): string {
  return mcpOrigin(tool, { agent: 'claude-code', server });
}
