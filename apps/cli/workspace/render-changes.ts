import type { WireEntryChange, WireEntryState } from '../../../sdk/wire.ts';
import { flowBeside } from '../terminal/flow-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';

/** What becomes of one path. */
export type ChangeKind = 'create' | 'modify' | 'delete';

/** One path and what becomes of it; `note` says more where that is not all. */
export type ShownChange = { readonly path: string; readonly kind: ChangeKind; readonly note?: string };

type Page = Pick<Terminal, 'style' | 'columns'>;

/** More paths than these are counted, not listed; `--json` has all. */
const MAX_LINES = 200;

const SIGNS: { readonly [Kind in ChangeKind]: string } = { create: '+', modify: '~', delete: '-' };
const WORDS: { readonly [Kind in ChangeKind]: string } = { create: 'created', modify: 'changed', delete: 'deleted' };

/** What a change on the wire is for people. */
export function shownChange({ path, before, after }: WireEntryChange): ShownChange {
  const note = noteOf(before, after);
  const kind = before.kind === 'absent' ? 'create' : after.kind === 'absent' ? 'delete' : 'modify';
  return { path, kind, ...(note === '' ? {} : { note }) };
}

/** A line for each changed path, with its sign and colour, none wider than the terminal. */
export function renderChanges(changes: readonly ShownChange[], page: Page): readonly string[] {
  const { green, yellow, red, dim } = page.style;
  const paints = { create: green, modify: yellow, delete: red };
  const lines = changes.slice(0, MAX_LINES).flatMap(({ path, kind, note }) => {
    const more = note === undefined ? '' : `  (${note})`;
    return flowBeside(`  ${SIGNS[kind]} `, `${visibleText(path)}${more}`, page).map(paints[kind]);
  });
  const left = changes.length - MAX_LINES;
  return left > 0 ? [...lines, dim(`  … and ${left} more paths (--json lists them)`)] : lines;
}

/** How many paths are created, changed and deleted, in words; `nothing` where there are none. */
export function countChanges(changes: readonly Pick<ShownChange, 'kind'>[]): string {
  const counted = (['create', 'modify', 'delete'] as const).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${WORDS[kind]}`];
  });
  return counted.length === 0 ? 'nothing' : counted.join(', ');
}

/** What the signs do not say: that it is no file, or that more than the content changes. */
function noteOf(before: WireEntryState, after: WireEntryState): string {
  if (before.kind === 'absent') return after.kind === 'file' ? '' : nameOf(after);
  if (after.kind === 'absent') return before.kind === 'file' ? '' : nameOf(before);
  if (before.kind !== after.kind) return `${nameOf(before)}, now ${nameOf(after)}`;
  if (after.kind === 'link') return nameOf(after);
  if (before.kind === 'link' || before.mode === after.mode) return '';
  return `mode ${before.mode.toString(8)}, now ${after.mode.toString(8)}`;
}

function nameOf(state: WireEntryState): string {
  return state.kind === 'link' ? `link to ${visibleText(state.target)}` : state.kind;
}
