import { AwsV4Signer } from 'aws4fetch';
import type { RequestSigner } from '../../ports/secret-brokers.ts';

/** Headers that the sender sets itself, or that nothing may say twice. */
const OURS: ReadonlySet<string> = new Set(['host', 'content-length']);

/** Signs requests for AWS by the `aws4fetch` package (Signature Version 4, in the `Authorization` header). */
export function openRequestSigner(): RequestSigner {
  return {
    sign: async (request, { keys, region, service, atMs }) => {
      const { accessKeyId, secretAccessKey, sessionToken } = keys;
      const signer = new AwsV4Signer({
        method: request.method,
        url: request.url,
        headers: { ...request.headers },
        ...(request.body === null ? {} : { body: request.body }),
        accessKeyId,
        secretAccessKey,
        ...(sessionToken === null ? {} : { sessionToken }),
        region,
        service,
        datetime: timeText(atMs),
      });
      const signed = await signer.sign();
      const headers: Record<string, string> = {};
      for (const [name, value] of signed.headers) if (!OURS.has(name)) headers[name] = value;
      return { method: signed.method, url: signed.url.toString(), headers, body: request.body };
    },
  };
}

/** `20260102T030405Z`. */
function timeText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '')}Z`;
}
