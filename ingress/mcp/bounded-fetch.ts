const LF = 0x0a;
const CR = 0x0d;

/** How an address is fetched, as transports want it. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/**
 * Fetches with a bound on what one answer makes its reader keep: `maxBytes` a body, or of a good stream of events as many an
 * event. The body breaks off where there is more.
 */
export function boundedFetch(maxBytes: number, fetchIt: Fetch = fetch): Fetch {
  return async (url, init) => {
    const response = await fetchIt(url, init);
    const { body, status, statusText, headers } = response;
    if (body === null) return response;
    // The body of a failure is read whole, whatever it says that it is.
    const [type = ''] = (headers.get('content-type') ?? '').split(';', 1);
    const isStream = response.ok && type.trim().toLowerCase() === 'text/event-stream';
    const sizeAfter = isStream ? eventSize() : bodySize();
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        if (sizeAfter(chunk, maxBytes) > maxBytes)
          controller.error(new Error(`a message of more than ${maxBytes} bytes`));
        else controller.enqueue(chunk);
      },
    });
    return new Response(body.pipeThrough(counted), { status, statusText, headers });
  };
}

/** Tells how large the part that is kept has become with a chunk; reads no further than to the bound. */
type SizeAfter = (chunk: Uint8Array, maxBytes: number) => number;

function bodySize(): SizeAfter {
  let sizeBytes = 0;
  return (chunk) => {
    sizeBytes += chunk.length;
    return sizeBytes;
  };
}

/** An event ends with an empty line; lines end with CR, LF or both (HTML, server-sent events). */
function eventSize(): SizeAfter {
  let sizeBytes = 0;
  let lineBytes = 0;
  let before = 0;
  return (chunk, maxBytes) => {
    for (const byte of chunk) {
      sizeBytes += 1;
      const isEnd = byte === CR || byte === LF;
      if (!isEnd) lineBytes += 1;
      else if (byte !== LF || before !== CR) {
        if (lineBytes === 0) sizeBytes = 0;
        lineBytes = 0;
      }
      before = byte;
      if (sizeBytes > maxBytes) return sizeBytes;
    }
    return sizeBytes;
  };
}
