import type { Terminal } from '../terminal/terminal.ts';
import { type Key, readKeys } from './keys.ts';

/** A keyboard in raw mode. */
export type Keyboard = {
  /** Gives the terminal back as it was. May be called twice. */
  readonly close: () => void;
  /** Stops the process as Ctrl-Z does, with the terminal as it was, and takes the keyboard again when it goes on. */
  readonly suspend: () => void;
};

const SIGNALS = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;

/**
 * Takes the keyboard: every key is handed on at once, unseen.
 *
 * The terminal is given back on every way out: `close`, the end of the process, an uncaught error, a signal.
 */
export function openKeyboard(
  { input, output }: Pick<Terminal, 'input' | 'output'>,
  { onKeys, onResume }: { readonly onKeys: (keys: readonly Key[]) => void; readonly onResume: () => void },
): Keyboard {
  const decoder = new TextDecoder();
  let isOpen = false;
  const onData = (data: Uint8Array | string): void => {
    onKeys(readKeys(typeof data === 'string' ? data : decoder.decode(data, { stream: true })));
  };
  const release = (): void => {
    if (!isOpen) return;
    isOpen = false;
    input.setRawMode?.(false);
    output.write('\r\u001b[2K\u001b[?25h');
  };
  const take = (): void => {
    isOpen = true;
    input.setRawMode?.(true);
    output.write('\u001b[?25l');
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    close();
    process.kill(process.pid, signal);
  };
  const onContinue = (): void => {
    take();
    onResume();
  };
  const close = (): void => {
    release();
    input.off('data', onData);
    input.pause();
    process.off('exit', release).off('SIGCONT', onContinue);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.on('exit', release).on('SIGCONT', onContinue);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  input.on('data', onData);
  input.resume();
  take();
  return {
    close,
    suspend: () => {
      release();
      process.kill(process.pid, 'SIGTSTP');
    },
  };
}
