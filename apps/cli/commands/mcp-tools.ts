import type { Command } from '../command.ts';
import { runProgram } from '../run-program.ts';

/** Serves the gateway's own tools: what an agent's configuration calls so that it needs no shell and no other way to files. */
export const mcpTools: Command = {
  path: ['mcp', 'tools'],
  summary: "serve the gateway's own tools to an MCP client: files, checks and commits (called by the agent's settings)",
  details: [
    'Speaks MCP on standard input and output, in the versions 2024-11-05 to 2025-11-25 and 2026-07-28. The tools are read_file, write_file, apply_diff, propose_plan, run_test, git_commit and undo; the gateway carries them out, after it judged, kept and recorded each call. An agent with these tools alone can work without a shell.',
    "Calls are about the folder named here, else the client's root, else the folder this is started in. One process is one session.",
    'The same tools at an address over HTTP: docs/mcp.md.',
  ],
  options: [
    { name: 'workspace', value: 'DIR', summary: "the folder that calls are about (default: the client's own)" },
    {
      name: 'wait',
      value: 'SECONDS',
      summary: 'how long a call waits for people who are asked elsewhere (default: 50)',
    },
  ],
  examples: [{ line: 'countersign mcp tools --workspace .', does: 'let a client work in this folder by these tools' }],
  run: async (invocation, context) => {
    const options = ['workspace', 'wait'].flatMap((name) => {
      const value = invocation.text(name);
      return value === null ? [] : [`--${name}`, value];
    });
    return runProgram('wrap/mcp-tools', options, context);
  },
};
