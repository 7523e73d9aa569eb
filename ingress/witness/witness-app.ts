import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { WitnessAnswer } from '../../core/audit/witness.ts';

/** What the witness's addresses call. Both may raise; then the caller gets 503 and no cosignature. */
export type WitnessRoutes = {
  readonly cosignCheckpoint: (body: string) => Promise<WitnessAnswer>;
  readonly showCheckpoint: (originHash: string) => Promise<string | null>;
};

/** The largest request that is read: 16 ML-DSA-44 signatures and a full consistency proof fit. */
export const MAX_REQUEST_BYTES = 65_536;

const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/**
 * The witness over HTTP: `POST /add-checkpoint` (c2sp.org/tlog-witness), and `GET /<SHA-256 of an origin>/checkpoint`, where anyone
 * may read the newest cosigned checkpoint of a log.
 *
 * 413 above 64 KiB, 400 for what is not UTF-8, 503 when anything fails; then nothing was cosigned. No authentication: the log's own
 * signature on what it submits is what counts.
 */
export function createWitnessApp({ cosignCheckpoint, showCheckpoint }: WitnessRoutes): Hono {
  const app = new Hono();
  app.onError(() => new Response('the witness cannot answer now\n', { status: 503, headers: TEXT }));
  app.notFound(() => new Response('not found\n', { status: 404, headers: TEXT }));
  const limit = bodyLimit({
    maxSize: MAX_REQUEST_BYTES,
    onError: () =>
      new Response(`want a request of ${MAX_REQUEST_BYTES} bytes at most\n`, { status: 413, headers: TEXT }),
  });
  app.post('/add-checkpoint', limit, async (context) => {
    const body = decodeUtf8(await context.req.arrayBuffer());
    if (body === null) return new Response('read a request: not UTF-8\n', { status: 400, headers: TEXT });
    const { status, body: answer, contentType } = await cosignCheckpoint(body);
    return new Response(answer, { status, headers: { 'content-type': contentType } });
  });
  app.get('/:originHash/checkpoint', async (context) => {
    const note = await showCheckpoint(context.req.param('originHash'));
    return note === null
      ? context.notFound()
      : new Response(note, { headers: { ...TEXT, 'cache-control': 'no-store' } });
  });
  return app;
}

/** Null when the bytes are not UTF-8. A byte order mark is kept: it is part of what was signed. */
function decodeUtf8(bytes: ArrayBuffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
