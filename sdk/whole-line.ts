import type { WireApproval } from './wire.ts';

/** Longest line of a batch, in characters as they are shown. */
const WHOLE_LINE = 240;

/**
 * One line with everything that would run: the tool and all of its arguments. Null where that is too long for a line, where blanks or
 * other characters could hide something in it, where something was cut, or where the payload was erased.
 *
 * A request without such a line belongs in no batch: it is answered by itself, by somebody who sees it whole.
 */
export function wholeLine({ shown }: Pick<WireApproval, 'shown'>): string | null {
  if (shown === null) return null;
  const { tool, args } = shown.action;
  const [[name, value] = ['', null], ...others] = Object.entries(args);
  const isPlain = others.length === 0 && name === 'command' && typeof value === 'string';
  const text = `${tool.name}: ${isPlain ? value : JSON.stringify(args)}`;
  return text.length <= WHOLE_LINE && isPrintable(text) ? text : null;
}

/** Printable ASCII without a row of blanks: nothing in it is invisible, moves, or looks like something else. */
function isPrintable(text: string): boolean {
  return !text.includes('   ') && [...text].every((character) => character >= ' ' && character <= '~');
}
