import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import process from 'node:process';

/** A message as it stood on the wire. */
export type WireMessage = { readonly [field: string]: unknown } & {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly [field: string]: unknown };
  readonly result?: { readonly [field: string]: unknown };
  readonly error?: { readonly code: number; readonly message: string };
};

/** A client that says what a test wants it to say, line by line, to a wrapped server. */
export class RawLines {
  readonly lines: string[] = [];
  readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, (line: string) => void>();
  private nextId = 1;

  constructor(variables: { readonly [name: string]: string }, options: readonly string[], server: readonly string[]) {
    const args = [resolve('apps/wrap/mcp-wrap.ts'), ...options, '--', process.execPath, ...server];
    this.child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'] ?? '', ...variables } });
    let rest = '';
    this.child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) this.take(line);
    });
  }

  /** Sends a request as a client of the modern era; answers the response and its line. */
  async modern(
    method: string,
    params: object = {},
    capabilities: object = { elicitation: {} },
  ): Promise<{ readonly message: WireMessage; readonly line: string }> {
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': capabilities,
      'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
    };
    return this.request(method, { ...params, _meta });
  }

  /** Sends any request. */
  async request(method: string, params: object): Promise<{ readonly message: WireMessage; readonly line: string }> {
    const id = this.nextId++;
    const line = await new Promise<string>((done) => {
      this.waiting.set(id, done);
      this.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
    return { line, message: JSON.parse(line) as WireMessage };
  }

  /** Closes its side and waits for the wrap to end; answers its status. */
  async close(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => {
      if (this.child.exitCode === null) this.child.once('exit', (code) => done(code));
      else done(this.child.exitCode);
    });
    this.child.stdin.end();
    return ended;
  }

  private take(line: string): void {
    this.lines.push(line);
    const { id, method } = JSON.parse(line) as WireMessage;
    if (id !== undefined && method === undefined) this.waiting.get(id)?.(line);
  }
}
