import type { Command } from '../command.ts';
import { usageError } from '../parse-command-line.ts';
import { runProgram } from '../run-program.ts';

const PATH = ['mcp', 'wrap'] as const;

/** Starts an MCP server behind the gateway: what an agent's configuration calls instead of the server itself. */
export const mcpWrap: Command = {
  path: PATH,
  summary:
    "stand between an MCP server and its client: every tool call is decided first (called by the agent's settings)",
  details: [
    'Speaks MCP on standard input and output, in the versions 2024-11-05 to 2025-11-25 and 2026-07-28, whichever the client and the server speak. Tools that changed since they were accepted, or that nobody wants, are not listed. Where the gateway cannot be asked, no tool is called.',
    "The server is started without a shell, with the environment of this process except Countersign's own tokens. It ends with the status of the server where that ended by itself.",
    'Many servers at one address: docs/mcp.md.',
  ],
  passesTo: 'the server',
  options: [
    { name: 'name', value: 'NAME', summary: 'how policy and pins know the server (default: from its command)' },
    {
      name: 'wait',
      value: 'SECONDS',
      summary: 'how long a call waits for people who are asked elsewhere (default: 50)',
    },
    { name: 'max-result', value: 'BYTES', summary: 'the largest result that is handed on (default: 10485760)' },
  ],
  examples: [
    {
      line: 'countersign mcp wrap --name files -- npx @modelcontextprotocol/server-filesystem .',
      does: 'guard the reference file server for this folder',
    },
  ],
  run: async (invocation, context) => {
    if (invocation.passed.length === 0) throw usageError({ path: PATH }, ['want -- and the command of a server']);
    const options = ['name', 'wait', 'max-result'].flatMap((name) => {
      const value = invocation.text(name);
      return value === null ? [] : [`--${name}`, value];
    });
    return runProgram('wrap/mcp-wrap', [...options, '--', ...invocation.passed], context);
  },
};
