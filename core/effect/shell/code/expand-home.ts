import { applyCall } from './apply-call.ts';
import { type CodeCall, type CodeValue, type CodeWalk, textOf } from './code-value.ts';

/**
 * A call that puts a folder for the `~` of a path: its only argument, or the value whose method it is.
 *
 * Which folder that is depends on who runs the code, so a path with `~` makes the program not understood.
 */
export function expandHome(walk: CodeWalk, call: CodeCall): CodeValue {
  const [first] = call.items;
  if (textOf(first?.value ?? call.receiver)?.startsWith('~') === true) walk.isUnderstood = false;
  return applyCall(walk, first === undefined ? '>self' : '>same', call);
}
