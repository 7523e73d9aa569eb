/** One event of a stream. `data` is null for a comment, which keeps a connection alive and says nothing. */
export type SseEvent = { readonly event: string | null; readonly data: string | null };

/** A provider's stream that cannot be read on: what was held back of it is never released. */
export class MalformedStream extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedStream';
  }
}

/** The largest event, in UTF-16 units. */
export const MAX_EVENT_LENGTH = 16 * 1024 * 1024;

/**
 * Reads server-sent events (WHATWG HTML §9.2.6) from text that arrives in pieces cut anywhere.
 *
 * Lines end with LF, CRLF or CR. Fields other than `event` and `data` say nothing here and are left out. Raises `MalformedStream`
 * for an event beyond the limit. Linear in the text, whatever the pieces.
 */
export class SseReader {
  private pieces: string[] = [];
  private pending = 0;
  private afterReturn = false;
  private isFirst = true;
  private event: string | null = null;
  private data: string[] = [];
  private hasComment = false;

  /** The events that are whole with this piece. */
  take(text: string): readonly SseEvent[] {
    const events: SseEvent[] = [];
    const rest = this.afterReturn && text.startsWith('\n') ? text.slice(1) : text;
    if (text !== '') this.afterReturn = text.endsWith('\r');
    const lines = (rest.includes('\r') ? rest.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : rest).split('\n');
    const last = lines.pop() ?? '';
    for (const part of lines) {
      this.keep(part);
      const line = this.pieces.length === 1 ? (this.pieces[0] as string) : this.pieces.join('');
      this.pieces = [];
      const whole = this.takeLine(line);
      if (whole !== null) events.push(whole);
    }
    this.keep(last);
    return events;
  }

  /** Tells whether the stream may end here: nothing was begun that is not whole. */
  get isBetweenEvents(): boolean {
    return this.pieces.length === 0 && this.event === null && this.data.length === 0;
  }

  private keep(piece: string): void {
    this.pending += piece.length;
    if (this.pending > MAX_EVENT_LENGTH) {
      throw new MalformedStream(`read the stream: found an event of more than ${MAX_EVENT_LENGTH} units`);
    }
    if (piece !== '') this.pieces.push(piece);
  }

  private takeLine(given: string): SseEvent | null {
    const line = this.isFirst && given.startsWith('\ufeff') ? given.slice(1) : given;
    this.isFirst = false;
    if (line === '') return this.finish();
    const colon = line.indexOf(':');
    if (colon === 0) {
      this.hasComment = true;
      return null;
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    const rest = colon < 0 ? '' : line.slice(colon + 1);
    const value = rest.startsWith(' ') ? rest.slice(1) : rest;
    if (name === 'data') this.data.push(value);
    if (name === 'event') this.event = value;
    return null;
  }

  private finish(): SseEvent | null {
    const { event, data, hasComment } = this;
    this.event = null;
    this.data = [];
    this.hasComment = false;
    this.pending = 0;
    if (data.length > 0) return { event, data: data.length === 1 ? (data[0] as string) : data.join('\n') };
    return hasComment ? { event: null, data: null } : null;
  }
}

/** Ends of lines to some readers, and none to the standard: in JSON they stand within texts only, where they may be escaped. */
const OTHER_LINE_ENDS: readonly (readonly [string, string])[] = [
  ['\u0085', '\\u0085'],
  ['\u2028', '\\u2028'],
  ['\u2029', '\\u2029'],
];

/**
 * An event as it is sent: its data, which is JSON, in lines that every reader splits alike. Raises `MalformedStream` for a name that
 * is not printable ASCII, for it could hold the end of a line.
 */
export function formatEvent({ event, data: given }: { readonly event: string | null; readonly data: string }): string {
  if (event !== null && [...event].some((letter) => letter < ' ' || letter > '~'))
    throw new MalformedStream('read an event of the stream: found a name that is not printable ASCII');
  const head = event === null ? '' : `event: ${event}\n`;
  const data = OTHER_LINE_ENDS.reduce((text, [end, escaped]) => text.replaceAll(end, escaped), given);
  return data.includes('\n') ? `${head}data: ${data.replaceAll('\n', '\ndata: ')}\n\n` : `${head}data: ${data}\n\n`;
}

/** A comment, which says nothing: it keeps a client waiting while a person is asked. */
export const KEEP_ALIVE = ': waiting\n\n';
