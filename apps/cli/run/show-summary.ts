import type { WireRun, WireRunSummary } from '../../../sdk/wire.ts';
import type { Context } from '../command.ts';
import { formatDuration } from '../terminal/format-time.ts';
import type { Style } from '../terminal/style.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { workspaceArgument } from '../workspace/find-workspace.ts';

const MAX_FILES = 12;
const MAX_HOSTS = 5;

/** Says what a run was, on standard error: its program's own output is on the other stream. */
export function showSummary(run: WireRun, summary: WireRunSummary, context: Context): void {
  const { err, errorStyle: style } = context.terminal;
  const { actions, traffic, spent } = summary;
  const held = run.isolation === 'none' ? style.red('held by nothing') : `held by ${run.isolation}`;
  err(`${style.bold('countersign')} ${visibleText(run.program)} ran ${formatDuration(summary.duration_ms)}, ${held}`);
  if (summary.stopped !== null) err(`  ${style.red('stopped')}  ${visibleText(summary.stopped)}`);
  if (actions.decided > 0)
    err(
      `  actions  ${actions.decided} decided: ${actions.allowed} allowed, ${actions.asked} asked, ${denied(actions.denied, style)}`,
    );
  err(`  files    ${filesLine(run, summary)}`);
  for (const { path, change } of summary.files.slice(0, MAX_FILES))
    err(`    ${sign(change, style)} ${visibleText(path)}`);
  if (summary.file_count > MAX_FILES) err(style.dim(`    and ${summary.file_count - MAX_FILES} more`));
  for (const { path, why } of summary.left_out.slice(0, MAX_FILES))
    err(`    ${style.yellow('!')} ${visibleText(path)}: left out, ${visibleText(why)}`);
  showNotKept(run, summary, context);
  if (run.changes === 'keep' && summary.file_count > 0)
    err(
      `  ${style.dim('undo')}     countersign undo --session ${run.session}${workspaceArgument(run.workspace, context)}`,
    );
  if (traffic.opened + traffic.refused > 0) err(`  network  ${trafficLine(traffic, style)}`);
  if (traffic.refused > 0) err(style.dim('           a host that should be reached is named: --allow-host HOST'));
  if (spent !== null) err(`  models   ${spent.tokens} tokens, $${(spent.cost_micros / 1e6).toFixed(4)}`);
  for (const note of summary.notes) err(`  ${style.yellow('note')}     ${visibleText(note)}`);
  for (const what of summary.remains) err(`  ${style.red('left')}     ${visibleText(what)}`);
}

/** What a person may look for in vain, among the files that changed or after an undo. */
function showNotKept({ changes }: WireRun, { not_kept: notKept }: WireRunSummary, { terminal }: Context): void {
  const { err, errorStyle: style } = terminal;
  if (notKept.length === 0) return;
  err(
    `  not kept ${changes === 'keep' ? 'changes here are neither shown nor undone' : 'changes here cannot be undone'}`,
  );
  for (const { path, why } of notKept.slice(0, MAX_FILES))
    err(`    ${style.yellow('!')} ${visibleText(path)}: ${visibleText(why)}`);
  if (notKept.length > MAX_FILES) err(style.dim(`    and ${notKept.length - MAX_FILES} more: --json shows them`));
}

function filesLine({ changes }: WireRun, { file_count: count }: WireRunSummary): string {
  if (changes === 'drop') return 'changes were dropped';
  if (count === 0) return 'none changed';
  const what = `${count} ${count === 1 ? 'file' : 'files'} changed`;
  return changes === 'review' ? `${what}, kept apart` : what;
}

function sign(change: 'added' | 'changed' | 'deleted', style: Style): string {
  if (change === 'added') return style.green('+');
  return change === 'deleted' ? style.red('-') : style.yellow('~');
}

function denied(count: number, style: Style): string {
  return count === 0 ? '0 denied' : style.red(`${count} denied`);
}

function trafficLine(traffic: WireRunSummary['traffic'], style: Style): string {
  const { opened, refused, bytes_out: out, bytes_in: into, refused_hosts: hosts } = traffic;
  const open = `${opened} ${opened === 1 ? 'connection' : 'connections'}, ${bytes(out)} out, ${bytes(into)} in`;
  if (refused === 0) return open;
  const named = hosts.slice(0, MAX_HOSTS).map((host) => visibleText(host));
  return `${open}; ${style.red(`${refused} refused`)}: ${named.join(', ')}`;
}

function bytes(count: number): string {
  if (count < 1_000) return `${count} B`;
  if (count < 1_000_000) return `${(count / 1_000).toFixed(1)} kB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}
