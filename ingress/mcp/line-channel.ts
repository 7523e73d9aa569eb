import type { Readable, Writable } from 'node:stream';
import type { Channel, ChannelReader } from './channel.ts';
import { readLine } from './read-message.ts';
import { lineOf } from './rpc.ts';

/** The longest line that is read; a longer one closes the channel. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Most bytes that wait for the other side to read them; one message more closes the channel. */
export const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

const NEWLINE = 0x0a;

/** Two streams that carry one JSON message a line (MCP, stdio transport). */
export type Lines = {
  readonly input: Readable;
  readonly output: Writable;
  readonly maxLineBytes?: number;
  readonly maxUnreadBytes?: number;
  /** What closing means beyond ending `output`. */
  readonly close?: () => Promise<void>;
};

/**
 * A channel over lines of UTF-8.
 *
 * A line that is not JSON, or too deep, is handed on as an invalid message. Results keep their text where it can be read in one
 * way only. A line longer than `maxLineBytes` closes the channel: what follows it could not be told apart from its rest. So
 * does another side that does not read, and a line that cannot be handled.
 */
export function openLineChannel(lines: Lines): Channel {
  const { input, output, close, maxLineBytes = MAX_LINE_BYTES, maxUnreadBytes = MAX_UNREAD_BYTES } = lines;
  let ended: ((reason: string) => void) | null = null;
  return {
    start: async (reader) => {
      ended = once(reader);
      readLines(input, { reader, ended, maxLineBytes });
      output.on('error', () => ended?.('the other side reads no more'));
    },
    send: (message) => {
      if (!output.writable) return;
      if (output.writableLength > maxUnreadBytes) {
        output.destroy();
        ended?.(`the other side leaves more than ${maxUnreadBytes} bytes unread`);
      } else output.write(`${lineOf(message)}\n`);
    },
    settled: () => {},
    cancelsByStream: false,
    close: async () => {
      output.end();
      await close?.();
      ended?.('it was closed');
    },
  };
}

type Reading = {
  readonly reader: ChannelReader;
  readonly ended: (reason: string) => void;
  readonly maxLineBytes: number;
};

function readLines(input: Readable, { reader, ended, maxLineBytes }: Reading): void {
  let parts: Buffer[] = [];
  let sizeBytes = 0;
  let isOver = false;
  const take = (part: Buffer): boolean => {
    sizeBytes += part.length;
    if (sizeBytes > maxLineBytes) return false;
    parts.push(part);
    return true;
  };
  const read = (chunk: Buffer): void => {
    let from = 0;
    while (!isOver) {
      const end = chunk.indexOf(NEWLINE, from);
      if (!take(chunk.subarray(from, end < 0 ? chunk.length : end))) {
        isOver = true;
        input.destroy();
        ended(`found a line of more than ${maxLineBytes} bytes`);
        return;
      }
      if (end < 0) return;
      const line = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
      parts = [];
      sizeBytes = 0;
      from = end + 1;
      const text = line.toString('utf8').trim();
      if (text !== '') reader.received(readLine(text));
    }
  };
  input.on('data', (chunk: Buffer) => {
    try {
      read(chunk);
    } catch {
      isOver = true;
      input.destroy();
      ended('a message of it could not be handled');
    }
  });
  input.on('end', () => ended('the other side ended'));
  input.on('error', () => ended('the other side broke off'));
  input.on('close', () => ended('the other side ended'));
}

function once(reader: ChannelReader): (reason: string) => void {
  let isClosed = false;
  return (reason) => {
    if (isClosed) return;
    isClosed = true;
    reader.closed(reason);
  };
}
