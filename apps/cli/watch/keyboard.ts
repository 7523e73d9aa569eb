import type { Terminal } from '../terminal/terminal.ts';

/** Single keys, as they are pressed. */
export type Keyboard = {
  /** The next key. Keys pressed while nobody asked are dropped, so that a key meant for one request never answers another. */
  readonly next: () => Promise<string>;
  /** Resolves when the user wants to leave and no request is shown. */
  readonly quit: Promise<'quit'>;
  /** Gives the terminal back as it was. May be called twice. */
  readonly close: () => void;
};

/** Takes the keyboard in raw mode until it is closed; it is given back on every way out of the process. */
export function openKeyboard({ input }: Pick<Terminal, 'input'>): Keyboard {
  const quit = Promise.withResolvers<'quit'>();
  let waiting: ((key: string) => void) | null = null;
  const onData = (chunk: Buffer | string): void => {
    const key = String(chunk).slice(0, 1);
    if (waiting !== null) {
      const tell = waiting;
      waiting = null;
      tell(key);
    } else if (key === 'q' || key === '\u0003') quit.resolve('quit');
  };
  const restore = (): void => void input.setRawMode?.(false);
  input.setRawMode?.(true);
  input.on('data', onData);
  input.resume();
  process.once('exit', restore);
  return {
    next: () =>
      new Promise((resolve) => {
        waiting = resolve;
      }),
    quit: quit.promise,
    close: () => {
      input.off('data', onData);
      input.pause();
      restore();
      process.off('exit', restore);
    },
  };
}
