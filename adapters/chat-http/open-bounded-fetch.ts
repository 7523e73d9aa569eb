/** Calls one server of a chat service: what the platform's `fetch` does, with bounds. Rejects where there is no whole answer. */
export type BoundedFetch = (url: string, init: RequestInit) => Promise<Response>;

/** The bounds, and the platform's `fetch` in another's place. */
export type BoundedFetchOptions = {
  /** The longest answer that is read; default 1 MiB. */
  readonly maxAnswerBytes?: number;
};

/**
 * Opens what chat adapters call their servers with.
 *
 * No redirect is followed, since a token would go along, or stands in the address. The answer is read whole, up to its limit, while
 * the caller's signal still holds, so that a body that never ends counts as no answer. Connections are kept.
 */
export function openBoundedFetch({ maxAnswerBytes = 1_048_576 }: BoundedFetchOptions = {}): BoundedFetch {
  return async (url, init) => {
    const answer = await fetch(url, { ...init, redirect: 'error' });
    const body = await readBounded(answer, maxAnswerBytes);
    const { status, statusText, headers } = answer;
    const hasBody = status !== 204 && status !== 205 && status !== 304;
    return new Response(hasBody ? body : null, { status, statusText, headers });
  };
}

async function readBounded(answer: Response, maxAnswerBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxAnswerBytes)
      throw new RangeError(`read a chat server's answer: more than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
