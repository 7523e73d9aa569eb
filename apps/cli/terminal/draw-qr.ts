import encodeQr from 'qr';
import type { Terminal } from './terminal.ts';

/** Light modules around the code, without which readers do not find it (ISO/IEC 18004 wants four; cameras are content with two). */
const BORDER = 2;
/** Two rows of modules as one of characters: by whether the upper and the lower one are dark. */
const HALVES = [' ', '▄', '▀', '█'] as const;
/** Black on white, whatever the terminal's own colours are: many cameras do not read a code that is reversed. */
const [ON, OFF] = ['\u001b[30;107m', '\u001b[39;49m'];

/** Draws a text as a QR code, two rows of modules a line. Raises for more than 2,331 bytes, which no code holds. */
export function drawQr(text: string): readonly string[] {
  const rows = encodeQr(text, 'raw', { border: BORDER });
  return Array.from({ length: Math.ceil(rows.length / 2) }, (_, line) => {
    const [upper = [], lower = []] = [rows[2 * line], rows[2 * line + 1]];
    return upper.map((isDark, at) => HALVES[(isDark ? 2 : 0) + (lower[at] === true ? 1 : 0)]).join('');
  });
}

/** Shows a code on standard error where that is a terminal with colours, and wide enough. Answers whether it did. */
export function showQr(terminal: Pick<Terminal, 'drawsProgress' | 'errorOutput' | 'err'>, text: string): boolean {
  if (!terminal.drawsProgress) return false;
  const lines = drawQr(text);
  if ((lines[0] as string).length > (terminal.errorOutput.columns ?? 80)) return false;
  for (const line of lines) terminal.err(`${ON}${line}${OFF}`);
  return true;
}
