import { spawnSync } from 'node:child_process';
import type { Terminal } from '../terminal/terminal.ts';

/** Attributes off, the ordinary screen, a cursor that is seen, all lines for scrolling (ECMA-48, and what terminals add to it). */
const ORDINARY = '\u001b[0m\u001b[?1049l\u001b[?25h\u001b[r';
const QUIET_MS = 200;
const LIMIT_MS = 3_000;

/** The settings of the terminal as they are; null where there is none. */
export function keepSettings({ input }: Pick<Terminal, 'input'>): string | null {
  if (input.isTTY !== true) return null;
  const { status, stdout } = spawnSync('stty', ['-g'], { stdio: ['inherit', 'pipe', 'ignore'] });
  return status === 0 ? stdout.toString().trim() : null;
}

/**
 * Takes the terminal back from a program that had it: its settings and its looks are as before, and what was typed for the program,
 * or sent by the terminal at its asking, answers no question of ours.
 */
export async function takeBack(terminal: Terminal, settings: string | null): Promise<void> {
  if (settings === null) return;
  spawnSync('stty', [settings], { stdio: ['inherit', 'ignore', 'ignore'] });
  if (terminal.errorOutput.isTTY === true) terminal.errorOutput.write(ORDINARY);
  await dropTyped(terminal);
}

function dropTyped({ input }: Pick<Terminal, 'input'>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(quiet);
      clearTimeout(limit);
      input.off('data', again);
      input.pause();
      input.setRawMode?.(false);
      resolve();
    };
    const again = (): void => void quiet.refresh();
    const quiet = setTimeout(done, QUIET_MS);
    const limit = setTimeout(done, LIMIT_MS);
    input.setRawMode?.(true);
    input.on('data', again);
    input.resume();
  });
}
