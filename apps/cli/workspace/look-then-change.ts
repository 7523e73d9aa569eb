import type { WireEntryChange } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { confirmEffect } from '../setup/confirm.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { workspaceArgument } from './find-workspace.ts';
import { countChanges, renderChanges, shownChange } from './render-changes.ts';

/** The option that answers yes beforehand. */
export const YES_OPTION = { name: 'yes', short: 'y', value: null, summary: 'do not ask' } as const;

/** The option that only looks. */
export const DRY_RUN_OPTION = {
  name: 'dry-run',
  short: 'n',
  value: null,
  summary: 'show what would happen, and do nothing',
} as const;

/**
 * What the gateway says that it would change, or has changed. `conflicts`: paths that somebody changed since; `other_names`: files
 * that are known by another name too, which keeps what it holds.
 */
export type ChangeAnswer = {
  readonly root: string;
  readonly changes: readonly WireEntryChange[];
  readonly conflicts?: readonly string[];
  readonly other_names?: readonly string[];
};

/** A change of a workspace that can be looked at before it is made. */
export type Change<Answer extends ChangeAnswer> = {
  /** What it does, as a heading: `undo 2 actions`. */
  readonly title: (answer: Answer) => string;
  readonly make: (how: { readonly isDry: boolean }) => Promise<Answer>;
  /** Whether `countersign redo` takes it back. */
  readonly isRedone: boolean;
};

/** What the commands run with. */
export type Run = { readonly invocation: Invocation; readonly context: Context };

/**
 * Shows what would change, asks, and has it done: nothing is written unseen unless `--yes` says so, and nothing at all with
 * `--dry-run`. With `--json` the gateway's answer is printed as it is.
 *
 * Conflicts end it (`failed`; `notOk` in a dry run) unless `--force` is given.
 */
export async function lookThenChange<Answer extends ChangeAnswer>(
  change: Change<Answer>,
  { invocation, context }: Run,
): Promise<ExitCode> {
  const { terminal } = context;
  if (!(invocation.json && invocation.flag('yes')) || invocation.flag('dry-run')) {
    const planned = await change.make({ isDry: true });
    if (!invocation.json) showPlanned(change, { planned, context });
    if (invocation.flag('dry-run')) return endLook(planned, { invocation, context });
    refuseConflicts(change.title(planned), { planned, isForced: invocation.flag('force') });
    if (planned.changes.length === 0) return endLook(planned, { invocation, context });
    if (!(await mayChange(questionOf(change.title(planned), planned), { invocation, context }))) return EXIT.notOk;
  }
  const made = await change.make({ isDry: false });
  if (invocation.json) terminal.json(made);
  else {
    terminal.out(`${terminal.style.green('✓')} ${countChanges(made.changes.map(shownChange))}`);
    const again = `countersign redo${workspaceArgument(made.root, context)}`;
    if (change.isRedone) terminal.err(`  ${terminal.errorStyle.dim('take it back:')} ${again}`);
  }
  return EXIT.ok;
}

/** Asks before something is written, unless `--yes` says so. Says that nothing was changed where the answer is no. */
export async function mayChange(question: string, { invocation, context: { terminal } }: Run): Promise<boolean> {
  if (invocation.flag('yes')) return true;
  const remedies = ['Say --yes to do it without being asked.'];
  if (await confirmEffect(terminal, { question, isUsual: false, remedies })) return true;
  terminal.err('nothing was changed');
  return false;
}

function questionOf(title: string, { conflicts = [] }: ChangeAnswer): string {
  return `${capital(title)}${conflicts.length === 0 ? '' : ', over what somebody else changed'}?`;
}

function showPlanned<Answer extends ChangeAnswer>(
  { title }: Change<Answer>,
  { planned, context: { terminal } }: { readonly planned: Answer } & Pick<Run, 'context'>,
): void {
  const { style, out } = terminal;
  const changes = planned.changes.map(shownChange);
  out(`${style.bold(capital(title(planned)))} in ${visibleText(planned.root)}: ${countChanges(changes)}`);
  for (const line of renderChanges(changes, terminal)) out(line);
  const { conflicts = [], other_names: otherNames = [] } = planned;
  for (const path of otherNames.slice(0, MAX_OTHER_NAMES))
    out(`${visibleText(path)} has another name (a hard link), which keeps what it holds`);
  if (otherNames.length > MAX_OTHER_NAMES) out(`and so do ${otherNames.length - MAX_OTHER_NAMES} more`);
  if (conflicts.length === 0) return;
  out(style.yellow('changed since by somebody else:'));
  for (const line of renderChanges(
    conflicts.map((path) => ({ path, kind: 'modify' as const })),
    terminal,
  ))
    out(line);
}

/** The end of what only looked, or found nothing to change. */
function endLook(planned: ChangeAnswer, { invocation, context: { terminal } }: Run): ExitCode {
  const isRefused = (planned.conflicts ?? []).length > 0 && !invocation.flag('force');
  if (isRefused) terminal.err(`  ${terminal.errorStyle.dim('next:')} ${FORCE}`);
  if (invocation.json) terminal.json(planned);
  else terminal.err('nothing was changed');
  return isRefused ? EXIT.notOk : EXIT.ok;
}

const MAX_OTHER_NAMES = 10;
const FORCE = 'Keep what is worth keeping, then overwrite the rest with --force; the present state is kept first.';

function refuseConflicts(
  title: string,
  { planned, isForced }: { readonly planned: ChangeAnswer; readonly isForced: boolean },
): void {
  const count = planned.conflicts?.length ?? 0;
  if (count === 0 || isForced) return;
  const found = `${count} ${count === 1 ? 'path was' : 'paths were'} changed since by somebody else`;
  throw new CliError('failed', `${title}: ${found}, want ${count === 1 ? 'it' : 'them'} as the action left`, {
    remedies: [
      'See what differs: `countersign checkpoint diff ID`, with an ID of `countersign checkpoint list`.',
      FORCE,
    ],
  });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
