import type { WireEvent } from '../../../sdk/wire.ts';
import { visibleText } from '../terminal/visible-text.ts';

/**
 * Says that something a server offers is held, and where it is looked at. Repeats nothing of what the server wrote but names,
 * and those in no command that somebody could copy.
 */
export function heldText({ server, tool, standing, warnings }: Extract<WireEvent, { kind: 'tool' }>): string {
  const why =
    standing === 'changed' ? 'changed since you accepted it' : `is ${standing} and odd (${warnings.join(', ')})`;
  return `held: ${visibleText(tool)} of ${visibleText(server)} ${why}; look at it with "countersign tools show"`;
}
