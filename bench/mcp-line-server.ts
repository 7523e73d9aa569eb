import process from 'node:process';

/** The smallest MCP server there is: one tool, answered line by line. What is measured is the way to it, not itself. */
const TOOL = {
  name: 'read_text_file',
  description: 'Reads a file.',
  inputSchema: { type: 'object', properties: { path: { type: 'string' } } },
};
const HELLO = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'bench', version: '1' },
};

let rest = '';
process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const { id, method } = JSON.parse(line) as { id?: number; method: string };
    if (id === undefined) continue;
    const content = [{ type: 'text', text: 'the content of the file' }];
    const result = method === 'initialize' ? HELLO : method === 'tools/list' ? { tools: [TOOL] } : { content };
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);
  }
});
