import { formatDuration } from './format-time.ts';
import type { Terminal } from './terminal.ts';

/** Shows that work goes on. */
export type Progress = {
  /** Says how far it is; drawn at most five times a second, and only once the work has taken a second. */
  readonly update: (done: number, total: number) => void;
  /** Takes the line away. */
  readonly end: () => void;
};

const QUIET_MS = 1_000;
const REDRAW_MS = 200;

/**
 * Starts a progress line on standard error. Where that is no terminal, one line is written when the work takes longer than a second.
 *
 * Standard output is never touched.
 */
export function startProgress(terminal: Terminal, what: string): Progress {
  const startMs = performance.now();
  let drawnAtMs = 0;
  return {
    update: (done, total) => {
      const nowMs = performance.now();
      if (nowMs - startMs < QUIET_MS || nowMs - drawnAtMs < REDRAW_MS) return;
      if (!terminal.drawsProgress && drawnAtMs > 0) return;
      drawnAtMs = nowMs;
      const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
      const text = `${what}: ${percent} % (${done} of ${total}, ${formatDuration(nowMs - startMs)})`;
      terminal.errorOutput.write(terminal.drawsProgress ? `\r\u001b[2K${text}` : `${what}…\n`);
    },
    end: () => {
      if (drawnAtMs > 0 && terminal.drawsProgress) terminal.errorOutput.write('\r\u001b[2K');
    },
  };
}
