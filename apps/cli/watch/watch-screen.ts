import { stripStyle } from '../terminal/display-width.ts';
import { formatCountdown } from '../terminal/format-time.ts';
import type { Style } from '../terminal/style.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { shortId } from './describe-request.ts';
import type { WatchState } from './watch-state.ts';

const URGENT_MS = 10_000;

/**
 * The one line at the bottom that is drawn over itself: which request, how long, which keys.
 *
 * Never wider than the terminal, so that it never wraps and can always be taken away again.
 */
export function statusLine(
  { queue, mode }: WatchState,
  { nowMs, style, columns }: { readonly nowMs: number; readonly style: Style; readonly columns: number },
): string {
  const [current] = queue;
  if (current === undefined) return fit(style.dim('nobody waits   q quit'), columns);
  const leftMs = current.deadline_ms - nowMs;
  const clock = formatCountdown(current.deadline_ms, nowMs);
  const more = queue.length > 1 ? `   +${queue.length - 1} waiting` : '';
  const head = `${style.bold(shortId(current.id))} ${leftMs < URGENT_MS ? style.red(style.bold(clock)) : clock}`;
  if (mode.kind === 'sending') return fit(`${head}  sending…`, columns);
  if (mode.kind === 'edit') {
    const room = Math.max(10, columns - 46);
    const typed = visibleText(mode.text);
    return fit(`${head}  deny, and say what to change: ${typed.slice(-room)}▏ ${style.dim('Enter/Esc')}`, columns);
  }
  return fit(`${head}  ${keysFor(current.terms.scopes, style)}${more}`, columns);
}

function keysFor(scopes: readonly string[], { green, red, cyan }: Style): string {
  const wide = [
    ...(scopes.includes('session') ? [`${green('s')} session`] : []),
    ...(scopes.includes('proposal') ? [`${green('a')} always`] : []),
  ];
  return [
    `${green('y')} once`,
    ...wide,
    `${red('n')} no`,
    `${cyan('e')} edit`,
    `${cyan('?')} explain`,
    `${cyan('q')} quit`,
  ].join('  ');
}

/** A line that is too wide is shown without styling, cut. */
function fit(line: string, columns: number): string {
  const plain = stripStyle(line);
  return plain.length < columns ? line : `${plain.slice(0, columns - 2)}…`;
}

/** Draws blocks of text that stay, above a status line that moves with them. */
export class WatchScreen {
  private readonly terminal: Terminal;
  private status = '';

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  /** Writes lines that stay. */
  say(text: string): void {
    this.terminal.output.write(`\r\u001b[2K${text}\n${this.status}`);
  }

  /** Replaces the status line. */
  draw(line: string): void {
    if (line === this.status) return;
    this.status = line;
    this.terminal.output.write(`\r\u001b[2K${line}`);
  }

  /** Takes the status line away. */
  clear(): void {
    this.status = '';
    this.terminal.output.write('\r\u001b[2K');
  }

  /** Rings once: somebody is waited for. */
  ring(): void {
    this.terminal.output.write('\u0007');
  }
}
