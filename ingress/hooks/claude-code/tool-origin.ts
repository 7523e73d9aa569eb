/** Who supplies a tool of Claude Code: `mcp:<server>` for `mcp__<server>__<tool>`, else `builtin:claude-code`. */
export function toolOrigin(tool: string, server: string | null): string {
  if (!tool.startsWith('mcp__')) return 'builtin:claude-code';
  if (server !== null) return `mcp:${server}`;
  const rest = tool.slice('mcp__'.length);
  const end = rest.indexOf('__');
  return `mcp:${end > 0 ? rest.slice(0, end) : rest || 'unknown'}`;
}
