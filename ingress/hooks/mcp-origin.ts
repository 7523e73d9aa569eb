/**
 * Who supplies a tool whose MCP tools are named `mcp__<server>__<tool>`: `mcp:<server>`, else `builtin:<agent>`. The name that
 * the agent gives the server goes before the one in the tool's name.
 */
export function mcpOrigin(
  tool: string,
  { agent, server }: { readonly agent: string; readonly server: string | null },
): string {
  if (!tool.startsWith('mcp__')) return `builtin:${agent}`;
  if (server !== null) return `mcp:${server}`;
  const rest = tool.slice('mcp__'.length);
  const end = rest.indexOf('__');
  return `mcp:${end > 0 ? rest.slice(0, end) : rest || 'unknown'}`;
}
