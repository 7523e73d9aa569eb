/** Most bytes that wait for a client which does not read its stream of events. */
export const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/**
 * Bounds what waits in memory for a client that does not read: a stream of events is handed on through a queue, and broken off
 * when the queue is full. Any other answer is handed on as it is.
 *
 * At most `maxBytes` and one message more are kept. Breaking off cancels whatever fills the stream.
 */
export function boundStream(response: Response, maxBytes = MAX_WAITING_BYTES): Response {
  const { body, status, statusText, headers } = response;
  if (body === null || !(headers.get('content-type') ?? '').startsWith('text/event-stream')) return response;
  return new Response(boundedBody(body, maxBytes), { status, statusText, headers });
}

function boundedBody(body: ReadableStream<Uint8Array>, maxBytes: number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => void pump(reader, controller),
      cancel: (reason) => reader.cancel(reason),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxBytes }),
  );
}

/** Reads whatever comes, at once, so that nothing waits anywhere but in the queue that is bounded. */
async function pump(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  controller: ReadableStreamDefaultController<Uint8Array>,
): Promise<void> {
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if ((controller.desiredSize ?? 0) <= 0) throw new Error('the client does not read');
      controller.enqueue(value);
    }
    controller.close();
  } catch (error) {
    controller.error(error);
    await reader.cancel(error).catch(() => undefined);
  }
}
