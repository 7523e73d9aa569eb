import type { Duplex } from 'node:stream';
import { encodeFrame, type Frame, FrameReader } from './guest-frames.ts';

export type OutgoingFrame = { readonly kind: string; readonly number?: number; readonly body?: Uint8Array };

/** Somebody who is told of frames of certain kinds. */
export type FrameListener = (frame: Frame) => void;

/**
 * The one way between the gateway and a guest. What comes is handed to whoever listens for its kind; a frame that nobody expects
 * or that is none ends the channel, as a guest that was taken over would send it.
 */
export class GuestChannel {
  readonly closed: Promise<void>;
  readonly #stream: Duplex;
  readonly #reader = new FrameReader();
  readonly #listeners = new Map<string, FrameListener>();
  #isOpen = true;

  constructor(stream: Duplex) {
    this.#stream = stream;
    this.closed = new Promise((resolve) => {
      stream.once('close', () => {
        this.#isOpen = false;
        resolve();
      });
    });
    stream.on('error', () => stream.destroy());
    stream.on('end', () => stream.destroy());
    stream.on('data', (piece: Buffer) => this.#take(piece));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  listen(kinds: readonly string[], listener: FrameListener): void {
    for (const kind of kinds) this.#listeners.set(kind, listener);
  }

  send({ kind, number = 0, body = new Uint8Array() }: OutgoingFrame): void {
    if (this.#isOpen) this.#stream.write(encodeFrame({ kind, number, body }));
  }

  close(): void {
    this.#isOpen = false;
    this.#stream.destroy();
  }

  #take(piece: Buffer): void {
    const frames = this.#isOpen ? this.#reader.take(piece) : [];
    if (frames === null) return this.close();
    for (const frame of frames) {
      const listener = this.#listeners.get(frame.kind);
      if (listener === undefined) return this.close();
      try {
        listener(frame);
      } catch {
        // A guest says what it likes: what cannot be handled ends its channel, and nothing else.
        return this.close();
      }
    }
  }
}
