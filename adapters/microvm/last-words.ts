import type { Readable, Writable } from 'node:stream';

const MAX_LENGTH = 4_000;

/** Keeps the end of what a machine's console and its process say: enough to tell why it did not start. */
export class LastWords {
  #text = '';

  add(text: string): void {
    this.#text = (this.#text + text).slice(-MAX_LENGTH);
  }

  hear(stream: Readable | Writable | null): void {
    stream?.on('error', () => undefined);
    stream?.on('data', (chunk: Buffer) => this.add(chunk.toString('latin1')));
  }

  /** In one line, without what would command a terminal. */
  text(): string {
    const printable = [...this.#text].map((one) => (one >= ' ' && one <= '~' ? one : ' ')).join('');
    return printable.split(' ').filter(Boolean).join(' ').slice(-600);
  }
}
