import process from 'node:process';
import { createInterface } from 'node:readline';

/** A server that writes its lines itself, so that a test knows every byte. It ends with status 7 when it is asked for `die`. */
const EXACT = '{"messages":[], "big":12345678901234567890,"unknown":{"a":1.0,"\\u0062":2}}';
const TOKEN = ['ghp', 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC2'].join('_');

const RESULTS: { readonly [name: string]: string } = {
  exact: EXACT,
  twice: `{"messages":[{"role":"user","content":{"type":"text","text":"${TOKEN}","text":"clean"}}]}`,
  secret: JSON.stringify({ messages: [{ role: 'user', content: { type: 'text', text: `the token is ${TOKEN}` } }] }),
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line) as { id?: number; method: string; params?: { name?: string } };
  if (id === undefined) return;
  if (params?.name === 'die') process.exit(7);
  const hello = {
    protocolVersion: '2025-11-25',
    capabilities: { prompts: {} },
    serverInfo: { name: 'bytes', version: '1' },
  };
  const result = method === 'initialize' ? JSON.stringify(hello) : (RESULTS[params?.name ?? ''] ?? '{}');
  process.stdout.write(`{"jsonrpc":"2.0","id":${id},"result":${result}}\n`);
});
