import type { WireCheckpoint, WireShownCheckpoint } from '../../../sdk/wire.ts';
import { flowText } from '../terminal/flow-text.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { shortCheckpointId } from './find-checkpoint.ts';
import { countChanges, renderChanges, shownChange } from './render-changes.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;

/** More paths left out than these are counted. */
const MAX_LEFT_OUT = 20;

const REASONS: { readonly [Reason in WireCheckpoint['reason']]: string } = {
  before: 'before an action',
  after: 'after an action',
  manual: 'by hand',
  look: 'to look',
  restore: 'before an undo',
};

/** Checkpoints as a table, one a line; of several workspaces with the workspace. */
export function tableOfCheckpoints(
  checkpoints: readonly WireCheckpoint[],
  { page, withRoot }: { readonly page: Pick<Terminal, 'style' | 'output'>; readonly withRoot: boolean },
): string {
  const { style } = page;
  const headings = ['ID', 'TAKEN', 'WHY', 'ACTION', 'SESSION', 'FILES', ...(withRoot ? ['WORKSPACE'] : []), ''];
  const history = historyOf(checkpoints);
  const rows = checkpoints.map((checkpoint) => [
    shortCheckpointId(checkpoint.id),
    formatTime(checkpoint.taken_at_ms),
    checkpoint.reason,
    checkpoint.action === null ? '' : visibleText(shortCheckpointId(checkpoint.action)),
    visibleText(checkpoint.session ?? ''),
    filesOf(checkpoint),
    ...(withRoot ? [visibleText(checkpoint.root)] : []),
    history.has(checkpoint.id) ? style.dim('history') : '',
  ]);
  return renderTable({ headings, rows, heading: style.bold, page });
}

/** One checkpoint in full, and what its action changed. */
export function renderCheckpoint({ checkpoint, changes }: WireShownCheckpoint, page: Page): string {
  const { style } = page;
  const { action, session, superseded_by: by, left_out: leftOut } = checkpoint;
  const line = (name: string, text: string): readonly string[] =>
    flowText(`${name.padEnd(10)} ${text}`, { margin: 2, hang: 11, page });
  return [
    `${style.bold(checkpoint.id)}  ${formatTime(checkpoint.taken_at_ms)}  ${REASONS[checkpoint.reason]}`,
    ...line('workspace', visibleText(checkpoint.root)),
    ...(action === null ? [] : line('action', visibleText(action))),
    ...(session === null ? [] : line('session', visibleText(session))),
    ...line('holds', `${entriesOf(checkpoint)}, ${checkpoint.size_bytes} bytes, ${scopeOf(checkpoint)}`),
    ...(by === null
      ? []
      : line('history', `since ${by}, unless that was redone; restoring this one is still possible`)),
    ...(changes === null ? [] : line('changed', `${countChanges(changes.map(shownChange))} by the action`)),
    ...(changes === null ? [] : renderChanges(changes.map(shownChange), page)),
    ...(leftOut.length === 0 ? [] : line('left out', leftOutText(leftOut.length))),
    ...leftOut.slice(0, MAX_LEFT_OUT).flatMap(({ path, why }) => {
      const text = `${visibleText(path)}  ${visibleText(why)}`;
      return flowText(text, { margin: 4, hang: 2, page }).map(style.dim);
    }),
  ].join('\n');
}

/** What was superseded by one that is not history itself, newest first: what was redone counts again. */
function historyOf(checkpoints: readonly WireCheckpoint[]): ReadonlySet<string> {
  const history = new Set<string>();
  for (const { id, superseded_by: by } of checkpoints) if (by !== null && !history.has(by)) history.add(id);
  return history;
}

function filesOf({ paths, entry_count: count }: WireCheckpoint): string {
  return paths === null ? `all ${count}` : String(count);
}

/** How many entries it holds, in words. */
export function entriesOf({ entry_count: count }: Pick<WireCheckpoint, 'entry_count'>): string {
  return count === 1 ? '1 entry' : `${count} entries`;
}

function scopeOf({ paths }: WireCheckpoint): string {
  if (paths === null) return 'the whole workspace';
  const named = paths.slice(0, 5).map((path) => visibleText(path));
  return `of ${named.join(', ')}${paths.length > named.length ? ` and ${paths.length - named.length} more` : ''} only`;
}

function leftOutText(count: number): string {
  const [are, more] = count === 1 ? ['path is', ''] : ['paths are', count > MAX_LEFT_OUT ? '; the first:' : ''];
  return `${count} ${are} not kept, and never touched by an undo${more}`;
}
