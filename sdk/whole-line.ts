import type { WireApproval } from './wire.ts';

/** Longest line of a batch, in characters as they are shown. */
const WHOLE_LINE = 240;

/** Origins whose tools are what their names say. */
const BUILT_IN = 'builtin:';

/**
 * One line with everything that would run: the tool, its server where it is not built in, the folder where it is not the workspace, and
 * all of its arguments. Null where that is too long for a line, where blanks or other characters could hide something in it, where
 * something was cut, where the payload was erased, or where the tool is neither built in nor pinned, so that its name says nothing.
 *
 * A request without such a line belongs in no batch: it is answered by itself, by somebody who sees it whole.
 */
export function wholeLine({ shown }: Pick<WireApproval, 'shown'>): string | null {
  if (shown === null) return null;
  const { tool, args, cwd, workspace } = shown.action;
  const isBuiltIn = tool.origin.startsWith(BUILT_IN);
  if (!(isBuiltIn || tool.digest !== null) || !isOneWord(tool.name) || !isOneWord(tool.origin)) return null;
  const [[name, value] = ['', null], ...others] = Object.entries(args);
  const isPlain = others.length === 0 && name === 'command' && typeof value === 'string';
  const from = isBuiltIn ? '' : ` of ${tool.origin}`;
  const place = cwd === workspace ? '' : ` in ${JSON.stringify(cwd)}`;
  const text = `${tool.name}${from}${place}: ${isPlain ? value : JSON.stringify(args)}`;
  return text.length <= WHOLE_LINE && isPrintable(text) ? text : null;
}

/** Who asks, in which session and for which workspace, as it stands beside the line of a batch. Null where it cannot be shown plainly. */
export function whoAsks({ shown, binding }: Pick<WireApproval, 'shown' | 'binding'>): string | null {
  const text = `${binding.requester}, session ${binding.session}, in ${JSON.stringify(shown?.action.workspace ?? '')}`;
  return text.length <= WHOLE_LINE && isPrintable(text) ? text : null;
}

/** The name cannot go on as what stands behind it. */
function isOneWord(text: string): boolean {
  return text !== '' && !text.includes(' ');
}

/** Printable ASCII without a row of blanks: nothing in it is invisible, moves, or looks like something else. */
function isPrintable(text: string): boolean {
  return !text.includes('   ') && [...text].every((character) => character >= ' ' && character <= '~');
}
