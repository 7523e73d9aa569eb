import type { Readable, Writable } from 'node:stream';

/** A message of the machine protocol of QEMU, of which we use few fields. */
type Message = {
  readonly return?: unknown;
  readonly error?: { readonly desc?: string } | null;
  readonly QMP?: unknown;
};

const MAX_LINE_BYTES = 1024 * 1024;

/**
 * Speaks QMP (QEMU Machine Protocol, one JSON text a line) with a process: one command at a time, in order. Every command is
 * refused once the process is gone.
 */
export class Qmp {
  readonly #output: Writable;
  readonly #waiting: { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }[] = [];
  #held = '';
  #isClosed = false;

  constructor({ input, output }: { readonly input: Readable; readonly output: Writable }) {
    this.#output = output;
    output.on('error', () => undefined);
    input.setEncoding('utf8');
    input.on('data', (text: string) => this.#take(text));
    input.once('close', () => this.#close());
    this.#output.write('{"execute":"qmp_capabilities"}\n');
    this.#waiting.push({ resolve: () => undefined, reject: () => undefined });
  }

  command(name: string, values: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new Error(`${name}: the machine is gone`));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject: (error) => reject(new Error(`${name}: ${error.message}`)) });
      this.#output.write(`${JSON.stringify({ execute: name, arguments: values })}\n`);
    });
  }

  #take(text: string): void {
    this.#held += text;
    for (let end = this.#held.indexOf('\n'); end >= 0; end = this.#held.indexOf('\n')) {
      const line = this.#held.slice(0, end);
      this.#held = this.#held.slice(end + 1);
      this.#answer(line);
    }
    if (this.#held.length > MAX_LINE_BYTES) this.#close();
  }

  #answer(line: string): void {
    const message = parsed(line);
    if (message === null || (!('return' in message) && message.error === undefined)) return;
    const next = this.#waiting.shift();
    if (message.error === undefined) next?.resolve(message.return);
    else next?.reject(new Error(message.error?.desc ?? 'refused'));
  }

  #close(): void {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('the machine is gone'));
  }
}

function parsed(line: string): Message | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
