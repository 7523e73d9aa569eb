/** One event of a stream: its type and its data. */
export type StreamEvent = { readonly event: string; readonly data: string };

/** The longest event that is held; a longer one is an error. */
export const MAX_EVENT_LENGTH = 1_048_576;

/**
 * Reads server-sent events from decoded text, piece by piece (WHATWG HTML §9.2).
 *
 * Knows `event` and `data`; `id`, `retry` and comments are skipped. An event that is not ended by an empty line is never
 * given out. Raises RangeError for an event longer than 1 MiB.
 */
export class EventStreamReader {
  private rest = '';
  private event = '';
  private data: string[] = [];
  private length = 0;
  private first = true;

  /** Takes the next piece; answers the events it completed. */
  push(piece: string): StreamEvent[] {
    this.rest += this.first && piece.startsWith('\uFEFF') ? piece.slice(1) : piece;
    this.first = false;
    const complete: StreamEvent[] = [];
    let from = 0;
    for (let end = lineEnd(this.rest, from); end !== null; end = lineEnd(this.rest, from)) {
      const done = this.line(this.rest.slice(from, end.at));
      if (done !== null) complete.push(done);
      from = end.next;
    }
    this.rest = this.rest.slice(from);
    this.check(this.rest.length);
    return complete;
  }

  private line(line: string): StreamEvent | null {
    if (line === '') return this.flush();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? '' : line.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (field === 'event') this.event = value;
    if (field === 'data') this.data.push(value);
    if (field === 'data') this.length += value.length;
    this.check(0);
    return null;
  }

  private flush(): StreamEvent | null {
    const done = this.data.length === 0 ? null : { event: this.event || 'message', data: this.data.join('\n') };
    this.event = '';
    this.data = [];
    this.length = 0;
    return done;
  }

  private check(pending: number): void {
    if (this.length + pending > MAX_EVENT_LENGTH) {
      throw new RangeError(`read an event: longer than ${MAX_EVENT_LENGTH} characters`);
    }
  }
}

/** Where the line that starts at `from` ends and the next begins. A CR at the very end waits: LF may follow. */
function lineEnd(text: string, from: number): { readonly at: number; readonly next: number } | null {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return { at, next: at + 1 };
    if (unit !== 0x0d) continue;
    if (at + 1 === text.length) return null;
    return { at, next: text.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1 };
  }
  return null;
}
