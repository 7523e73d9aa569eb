import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
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

/** Connections to providers, kept between requests. Redirects are answers like any other: they are never followed. */
export class Upstream {
  private readonly limits: ModelLimits;
  private readonly http = new HttpAgent({ keepAlive: true, maxFreeSockets: 64, timeout: 60_000 });
  private readonly https = new HttpsAgent({ keepAlive: true, maxFreeSockets: 64, timeout: 60_000 });

  constructor(limits: ModelLimits) {
    this.limits = limits;
  }

  /** The provider's answer as soon as its head is there. Raises `UpstreamFailure`. */
  send({ url, method, headers, body, signal }: UpstreamRequest): Promise<IncomingMessage> {
    const { firstByteMs, idleMs } = this.limits;
    return new Promise((resolve, reject) => {
      let isSent = false;
      const isTls = url.startsWith('https:');
      const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = { method, headers: { ...headers, ...length }, signal, agent: isTls ? this.https : this.http };
      const sent = isTls ? requestHttps(url, options) : requestHttp(url, options);
      sent.setTimeout(firstByteMs, () => sent.destroy(new Error(`nothing came for ${firstByteMs} ms`)));
      sent.once('finish', () => {
        isSent = true;
      });
      sent.once('response', (answer) => {
        sent.setTimeout(idleMs);
        resolve(answer);
      });
      sent.on('error', (cause) => {
        reject(new UpstreamFailure(`reach the provider: ${cause.message}`, { mayHaveWorked: isSent, cause }));
      });
      sent.end(body ?? undefined);
    });
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }
}
