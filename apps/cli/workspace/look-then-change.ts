import type { WireEntryChange } from '../../../sdk/wire.ts';
import { CliError } from '../cli-error.ts';
import type { Context } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { confirmEffect } from '../setup/confirm.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { workspaceArgument } from './find-workspace.ts';
import { countChanges, renderChanges, shownChange } from './render-changes.ts';
import { changedSince, type InTheWay, renderInTheWay } from './render-conflicts.ts';

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
 * What the gateway says that it would change, or has changed, and what is in the way; `other_names`: files that are known by another
 * name too, which keeps what it holds.
 */
export type ChangeAnswer = InTheWay & {
  readonly root: string;
  readonly changes: readonly WireEntryChange[];
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
 * Conflicts end it (`failed`; `notOk` in a dry run) unless `--force` is given. What cannot be put back even so is named, and the end is
 * `notOk`.
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
    const isForced = invocation.flag('force');
    refuseConflicts(change.title(planned), { planned, isForced });
    // By force a change goes behind what nothing brings back, so that what was before it can be undone next.
    if (planned.changes.length === 0 && !(isForced && (planned.unreached?.length ?? 0) > 0))
      return endLook(planned, { invocation, context });
    if (!(await mayChange(questionOf(change.title(planned), planned), { invocation, context }))) return EXIT.notOk;
  }
  const made = await change.make({ isDry: false });
  const stays = made.unreached?.length ?? 0;
  if (invocation.json) terminal.json<ChangeAnswer>(made);
  else {
    const tick = stays === 0 ? `${terminal.style.green('✓')} ` : '';
    terminal.out(`${tick}${countChanges(made.changes.map(shownChange))}${stays === 0 ? '' : `, ${pathsStay(stays)}`}`);
    const again = `countersign redo${workspaceArgument(made.root, context)}`;
    if (change.isRedone) terminal.err(`  ${terminal.errorStyle.dim('take it back:')} ${again}`);
  }
  return stays === 0 ? EXIT.ok : EXIT.notOk;
}

function pathsStay(count: number): string {
  return count === 1 ? '1 path stays as it is' : `${count} paths stay as they are`;
}

/** Asks before something is written, unless `--yes` says so. Says that nothing was changed where the answer is no. */
export async function mayChange(question: string, { invocation, context: { terminal } }: Run): Promise<boolean> {
  if (invocation.flag('yes')) return true;
  const remedies = ['Say --yes to do it without being asked.'];
  if (await confirmEffect(terminal, { question, isUsual: false, remedies })) return true;
  terminal.err('nothing was changed');
  return false;
}

function questionOf(title: string, planned: ChangeAnswer): string {
  return `${capital(title)}${changedSince(planned).length === 0 ? '' : ', over what somebody else changed'}?`;
}

function showPlanned<Answer extends ChangeAnswer>(
  { title }: Change<Answer>,
  { planned, context: { terminal } }: { readonly planned: Answer } & Pick<Run, 'context'>,
): void {
  const { style, out } = terminal;
  const changes = planned.changes.map(shownChange);
  out(`${style.bold(capital(title(planned)))} in ${visibleText(planned.root)}: ${countChanges(changes)}`);
  for (const line of renderChanges(changes, terminal)) out(line);
  const { other_names: otherNames = [] } = planned;
  for (const path of otherNames.slice(0, MAX_OTHER_NAMES))
    out(`${visibleText(path)} has another name (a hard link), which keeps what it holds`);
  if (otherNames.length > MAX_OTHER_NAMES) out(`and so do ${otherNames.length - MAX_OTHER_NAMES} more`);
  for (const line of renderInTheWay(planned, terminal)) out(line);
}

/** The end of what only looked, or found nothing to change. */
function endLook(planned: ChangeAnswer, { invocation, context: { terminal } }: Run): ExitCode {
  const stays = planned.unreached?.length ?? 0;
  const isRefused = (changedSince(planned).length > 0 && !invocation.flag('force')) || stays > 0;
  for (const step of stepsOf(planned)) if (isRefused) terminal.err(`  ${terminal.errorStyle.dim('next:')} ${step}`);
  if (invocation.json) terminal.json(planned);
  else terminal.err('nothing was changed');
  return isRefused ? EXIT.notOk : EXIT.ok;
}

const MAX_OTHER_NAMES = 10;
const FORCE = 'Keep what is worth keeping, then overwrite the rest with --force; the present state is kept first.';
const MOVE_AWAY = 'Put right or move away what is in the way, then do it again.';
const WITHOUT = 'Put back the rest alone with --force.';

/** What a person can do about what is in the way; a restore has no conflicts, and puts the rest back anyway. */
function stepsOf(found: InTheWay): readonly string[] {
  const stays = found.unreached?.length ?? 0;
  const isForceable = (found.conflicts?.length ?? 0) > 0;
  return [
    ...(stays > 0 ? [MOVE_AWAY] : []),
    ...(changedSince(found).length > 0 ? [FORCE] : isForceable ? [WITHOUT] : []),
  ];
}

function refuseConflicts(
  title: string,
  { planned, isForced }: { readonly planned: ChangeAnswer; readonly isForced: boolean },
): void {
  const stays = planned.unreached?.length ?? 0;
  const isNothing = planned.changes.length === 0 && stays > 0;
  if (isForced || ((planned.conflicts?.length ?? 0) === 0 && !isNothing)) return;
  const count = changedSince(planned).length;
  const found = [
    ...(count > 0 ? [`${count} ${count === 1 ? 'path was' : 'paths were'} changed since by somebody else`] : []),
    ...(stays > 0 ? [`${stays} ${stays === 1 ? 'path' : 'paths'} cannot be put back as things stand`] : []),
  ].join(' and ');
  const wanted = stays > 0 ? 'nothing in the way' : `${count === 1 ? 'it' : 'them'} as the action left`;
  const look = 'See what differs: `countersign checkpoint diff ID`, with an ID of `countersign checkpoint list`.';
  throw new CliError('failed', `${title}: ${found}, want ${wanted}`, {
    remedies: [...(count > 0 ? [look] : []), ...stepsOf(planned)],
  });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
