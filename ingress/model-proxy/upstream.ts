import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { ModelLimits } from './model-settings.ts';

/** A provider that did not answer. `mayHaveWorked`: it had the whole request, so that it may have done the work. */
export class UpstreamFailure extends Error {
  readonly mayHaveWorked: boolean;

  constructor(message: string, { mayHaveWorked, cause }: { readonly mayHaveWorked: boolean; readonly cause: unknown }) {
    super(message, { cause });
    this.name = 'UpstreamFailure';
    this.mayHaveWorked = mayHaveWorked;
  }
}

/** One request to a provider. */
export type UpstreamRequest = {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly signal: AbortSignal;
};

/** The connection was one that the provider had closed in the meantime: nobody has seen the request. */
class StaleConnection extends Error {}

/** Connections to providers, kept between requests. Redirects are answers like any other: they are never followed. */
export class Upstream {
  private readonly limits: ModelLimits;
  private readonly http = new HttpAgent({ keepAlive: true, maxFreeSockets: 64 });
  private readonly https = new HttpsAgent({ keepAlive: true, maxFreeSockets: 64 });

  constructor(limits: ModelLimits) {
    this.limits = limits;
  }

  /** The provider's answer as soon as its head is there. Raises `UpstreamFailure`. */
  async send(request: UpstreamRequest): Promise<IncomingMessage> {
    try {
      return await this.attempt(request, { isFresh: false });
    } catch (error) {
      if (!(error instanceof StaleConnection)) throw error;
      return this.attempt(request, { isFresh: true });
    }
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  private attempt(request: UpstreamRequest, { isFresh }: { readonly isFresh: boolean }): Promise<IncomingMessage> {
    const { firstByteMs, idleMs } = this.limits;
    return new Promise((resolve, reject) => {
      let isSent = false;
      const sent = this.open(request, isFresh);
      sent.setTimeout(firstByteMs, () => sent.destroy(new Error('the provider was silent for too long')));
      sent.once('finish', () => {
        isSent = true;
      });
      sent.once('response', (answer) => {
        sent.setTimeout(idleMs);
        resolve(answer);
      });
      sent.on('error', (cause: NodeJS.ErrnoException) => {
        const isStale = !isFresh && sent.reusedSocket && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE');
        const failure = new UpstreamFailure(`reach the provider: ${cause.message}`, { mayHaveWorked: isSent, cause });
        reject(isStale ? new StaleConnection() : failure);
      });
      sent.end(request.body ?? undefined);
    });
  }

  private open({ url, method, headers, body, signal }: UpstreamRequest, isFresh: boolean): ClientRequest {
    const isTls = url.startsWith('https:');
    const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const kept = isTls ? this.https : this.http;
    const options = { method, headers: { ...headers, ...length }, signal, agent: isFresh ? false : kept };
    return isTls ? requestHttps(url, options) : requestHttp(url, options);
  }
}
