import type { WireAgain, WireCall, WireInverseRun, WireReverted } from '../../../sdk/wire.ts';
import { flowText } from '../terminal/flow-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { shortCheckpointId } from './find-checkpoint.ts';
import { countChanges, renderChanges, shownChange } from './render-changes.ts';
import { renderInTheWay } from './render-conflicts.ts';

type Page = Pick<Terminal, 'style' | 'columns'>;

/** More actions than these are counted, not listed; `--json` has all. */
const MAX_LINES = 100;
const MAX_ARGUMENTS = 200;

const WORDS: { readonly [Status in WireInverseRun['status']]: string } = {
  planned: 'would be proposed',
  'to-run': 'allowed: the agent runs it and reports the outcome',
  running: 'runs already; its outcome is not known',
  unknown: 'was given to the agent, which never said what became of it: look whether it ran',
  'awaiting-approval': 'waits for approval; then revert again',
  done: 'done',
  refused: 'refused',
  failed: 'failed',
};

/** How many actions a revert takes back, in words. */
export function countActions(count: number): string {
  return count === 1 ? '1 action' : `${count} actions`;
}

/** What a revert does, or would: files of each root, inverses, what stays as it is, and what is run again. */
export function renderReverted(reverted: WireReverted, page: Page): readonly string[] {
  const { files, inverses, left, again } = reverted;
  const isNothing = files.length + inverses.length + left.length === 0 && again === null;
  return [
    ...(isNothing ? text('nothing is left to take back: no file differs, and no inverse is registered', page) : []),
    ...files.flatMap((file) => filesOf(file, page)),
    ...section(
      'elsewhere, by inverses',
      inverses.slice(0, MAX_LINES).flatMap((one) => inverseLines(one, page)),
      page,
    ),
    ...section(
      'stays: it lies outside files, and no inverse is registered',
      left
        .slice(0, MAX_LINES)
        .flatMap(({ action, effects }) =>
          text(`${shortCheckpointId(visibleText(action))}  ${visibleText(effects.join(', '))}`, page),
        ),
      page,
    ),
    ...(again === null ? [] : againLines(again, page)),
  ];
}

function filesOf(file: WireReverted['files'][number], page: Page): readonly string[] {
  const shown = file.changes.map(shownChange);
  return [
    `${visibleText(file.root)}: ${countChanges(shown)}`,
    ...renderChanges(shown, page),
    ...renderInTheWay(file, page),
  ];
}

function inverseLines({ undoes, call, note, status, why, approval }: WireInverseRun, page: Page): readonly string[] {
  const what = note ?? (call === null ? 'erased from the log' : call.tool.name);
  const asked = approval === null ? '' : ` (countersign approvals show ${visibleText(approval)})`;
  const reason = status === 'refused' || status === 'failed' ? `: ${visibleText(why)}` : '';
  const lines = text(
    `${shortCheckpointId(visibleText(undoes))}  ${visibleText(what)}: ${WORDS[status]}${reason}${asked}`,
    page,
  );
  return status === 'to-run' && call !== null ? [...lines, ...text(`  ${callText(call)}`, page)] : lines;
}

function againLines({ is_done: isDone, verdict, text: why, call, approval }: WireAgain, page: Page): readonly string[] {
  if (isDone) return [`again: ${visibleText(why)}`];
  const asked = approval === null ? '' : ` (countersign approvals show ${visibleText(approval)})`;
  if (verdict !== 'allow') return text(`again: ${verdict}: ${visibleText(why)}${asked}`, page);
  return ['again: the agent does it:', ...text(callText(call), page)];
}

function callText({ tool, args }: WireCall): string {
  const shown = visibleText(JSON.stringify(args));
  return `${visibleText(tool.name)} ${shown.length > MAX_ARGUMENTS ? `${shown.slice(0, MAX_ARGUMENTS)}…` : shown}`;
}

function section(title: string, lines: readonly string[], { style }: Page): readonly string[] {
  return lines.length === 0 ? [] : [style.yellow(`${title}:`), ...lines];
}

function text(line: string, page: Page): readonly string[] {
  return flowText(line, { margin: 2, hang: 2, page });
}
