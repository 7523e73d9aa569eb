import type { ServerResponse } from 'node:http';

/** The client's side of a stream: written to as fast as it reads, and no faster. */
export class ClientAnswer {
  readonly gone: AbortSignal;
  private readonly response: ServerResponse;
  private readonly leaving = new AbortController();

  constructor(response: ServerResponse) {
    this.response = response;
    this.gone = this.leaving.signal;
    response.once('close', () => {
      if (!response.writableFinished) this.leaving.abort();
    });
    response.on('error', () => this.leaving.abort());
  }

  get hasBegun(): boolean {
    return this.response.headersSent;
  }

  /** Sends the head of a stream at once, so that the client knows that it is answered. */
  begin(status: number, headers: Record<string, string>): void {
    this.response.writeHead(status, headers);
  }

  /** Resolves when the client has room again, or is gone. */
  async write(text: string): Promise<void> {
    if (text === '' || this.gone.aborted || this.response.write(text)) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.response.off('drain', done);
        this.gone.removeEventListener('abort', done);
        resolve();
      };
      this.response.once('drain', done);
      this.gone.addEventListener('abort', done, { once: true });
    });
  }

  /** Answers in one piece; does nothing for a client that is gone. */
  answer(status: number, { headers, body }: { readonly headers: Record<string, string>; readonly body: string }): void {
    if (this.gone.aborted || this.response.headersSent) return;
    this.response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
    this.response.end(body);
  }

  end(): void {
    if (!this.response.writableEnded) this.response.end();
  }

  /** Something to say while nothing can be said, every `everyMs`; answers how to stop it. */
  keepAlive(text: string, everyMs: number): () => void {
    const timer = setInterval(() => {
      if (!this.gone.aborted && !this.response.writableNeedDrain) this.response.write(text);
    }, everyMs);
    timer.unref();
    return () => clearInterval(timer);
  }
}
