import type { WireEvent } from '../../../sdk/wire.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** Says that the gateway closed a workspace, and where to see why, or that it is open again. */
export function closedText({ root, is_closed: isClosed }: Extract<WireEvent, { kind: 'workspace' }>): string {
  const shown = visibleText(root);
  if (!isClosed) return `workspace: ${shown} is open again`;
  return `workspace: ${shown} is CLOSED, a change was neither made nor undone; "countersign status" says why`;
}
