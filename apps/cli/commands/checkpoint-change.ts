import type { WireRestoration } from '../../../sdk/wire.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { usageError } from '../parse-command-line.ts';
import { readDurationMs } from '../read-value.ts';
import { formatTime } from '../terminal/format-time.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { findCheckpointId, shortCheckpointId } from '../workspace/find-checkpoint.ts';
import { findWorkspace, pathInWorkspace, WORKSPACE_OPTION } from '../workspace/find-workspace.ts';
import { DRY_RUN_OPTION, lookThenChange, mayChange, YES_OPTION } from '../workspace/look-then-change.ts';
import { entriesOf } from '../workspace/render-checkpoint.ts';
import { CHECKPOINT_OPERAND } from './checkpoint-look.ts';

/** Takes a checkpoint by hand. */
export const checkpointTake: Command = {
  path: ['checkpoint', 'take'],
  summary: 'keep a workspace as it is now',
  options: [WORKSPACE_OPTION],
  examples: [{ line: 'countersign checkpoint take', does: 'before you let an agent loose' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const root = findWorkspace(invocation, context);
    const taken = await connectGateway(context).client.checkpoints.take({ root });
    if (invocation.json) terminal.json(taken);
    else {
      const { id, left_out: leftOut } = taken;
      const kept = `${entriesOf(taken)} of ${visibleText(taken.root)}`;
      terminal.out(
        `${terminal.style.green('✓')} ${shortCheckpointId(id)} keeps ${kept}, and leaves ${leftOut.length} out`,
      );
      terminal.err(
        `  ${terminal.errorStyle.dim('bring it back:')} countersign checkpoint restore ${shortCheckpointId(id)}`,
      );
    }
    return EXIT.ok;
  },
};

/** Puts a workspace back. */
export const checkpointRestore: Command = {
  path: ['checkpoint', 'restore'],
  summary: 'put a workspace, or some of its paths, back as it was at a checkpoint',
  details: [
    'Shows what would change and asks. The present state is kept first, so that `countersign redo` takes the restore back; later checkpoints stay, marked as history.',
    'With paths only these are put back, each with everything below it. They count from the current folder where that lies in the workspace.',
  ],
  operands: [
    CHECKPOINT_OPERAND,
    { name: 'path', summary: 'only these paths', required: false, many: true, completes: 'file' },
  ],
  options: [DRY_RUN_OPTION, YES_OPTION],
  examples: [
    { line: 'countersign checkpoint restore 4f1c22a9 --dry-run', does: 'look first' },
    { line: 'countersign checkpoint restore 4f1c22a9 src/app.ts', does: 'one file' },
  ],
  run: async (invocation, context) => {
    const { environment } = context;
    const { client } = connectGateway(context);
    const id = await findCheckpointId(client, invocation.operand('id') ?? '');
    const { checkpoint } = await client.checkpoints.show(id);
    const paths = invocation
      .rest('path')
      .map((path) => pathInWorkspace(path, { workspace: checkpoint.root, environment }));
    const what = paths.length === 0 ? {} : { paths };
    const when = formatTime(checkpoint.taken_at_ms);
    const change = {
      title: ({ changes }: WireRestoration) => `put ${pathCount(changes.length)} back as at ${when}`,
      make: ({ isDry }: { readonly isDry: boolean }) => client.checkpoints.restore(id, { ...what, dry_run: isDry }),
      isRedone: true,
    };
    return lookThenChange(change, { invocation, context });
  },
};

/** Removes old checkpoints. */
export const checkpointPurge: Command = {
  path: ['checkpoint', 'purge'],
  summary: 'remove old checkpoints for good, and free their space',
  details: [
    'Of every workspace; the newest of each stays. What only a removed checkpoint held cannot be brought back.',
  ],
  options: [
    { name: 'older-than', value: 'TIME', summary: 'those taken before so long, for example 30d; must be given' },
    YES_OPTION,
  ],
  examples: [{ line: 'countersign checkpoint purge --older-than 30d', does: 'keep a month' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const age = invocation.text('older-than');
    if (age === null) throw usageError({ path: ['checkpoint', 'purge'] }, ['no --older-than, want one like 30d']);
    const olderThanMs = Date.now() - readDurationMs(age, '--older-than');
    const question = `Remove every checkpoint from before ${formatTime(olderThanMs)} for good?`;
    if (!(await mayChange(question, { invocation, context }))) return EXIT.notOk;
    const purged = await connectGateway(context).client.checkpoints.purge({ older_than_ms: olderThanMs });
    if (invocation.json) terminal.json(purged);
    else {
      const { checkpoints, freed_bytes: freedBytes, older_than_ms: usedMs } = purged;
      const when = formatTime(usedMs);
      terminal.out(
        `${terminal.style.green('✓')} ${checkpoints} checkpoints from before ${when} removed, ${freedBytes} bytes freed`,
      );
      if (usedMs < olderThanMs)
        terminal.err(`  kept from ${when} on: what agents deleted within thirty days can still be put back`);
    }
    return EXIT.ok;
  },
};

function pathCount(count: number): string {
  return count === 1 ? '1 path' : `${count} paths`;
}
