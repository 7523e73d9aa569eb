import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { usageError } from '../parse-command-line.ts';
import { readInteger } from '../read-value.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { findCheckpointId } from '../workspace/find-checkpoint.ts';
import { findWorkspace, WORKSPACE_OPTION } from '../workspace/find-workspace.ts';
import { countChanges, renderChanges, shownChange } from '../workspace/render-changes.ts';
import { renderCheckpoint, tableOfCheckpoints } from '../workspace/render-checkpoint.ts';
import { renderDiff } from '../workspace/render-diff.ts';

const MAX_LISTED = 1_000;

/** How `show`, `diff` and `restore` are given a checkpoint. */
export const CHECKPOINT_OPERAND = {
  name: 'id',
  summary: 'a checkpoint: its id, or what its id alone begins or ends with',
  required: true,
} as const;

/** Lists checkpoints. */
export const checkpointList: Command = {
  path: ['checkpoint', 'list'],
  summary: 'list the checkpoints of a workspace, newest first',
  details: [
    'ID and ACTION are the ends of ids, which every command takes; --json has them whole. What an undo or a restore went back behind is marked as history, and kept.',
  ],
  options: [
    WORKSPACE_OPTION,
    { name: 'all', short: 'a', value: null, summary: 'of every workspace' },
    { name: 'session', value: 'ID', summary: "only those of this session's actions" },
    { name: 'limit', value: 'N', summary: 'at most so many (default: 50)' },
  ],
  examples: [
    { line: 'countersign checkpoint list', does: 'what can be brought back here' },
    { line: 'countersign checkpoint list --all --json', does: 'for a script' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const limit = readInteger(invocation.text('limit') ?? '50', { name: '--limit', min: 1, max: MAX_LISTED });
    const isAll = invocation.flag('all');
    if (isAll && invocation.text('workspace') !== null)
      throw usageError({ path: ['checkpoint', 'list'] }, ['--all and --workspace, want one of them']);
    const session = invocation.text('session');
    const root = isAll ? null : findWorkspace(invocation, context);
    const query = { limit, ...(root === null ? {} : { root }), ...(session === null ? {} : { session }) };
    const checkpoints = await connectGateway(context).client.checkpoints.list(query);
    if (invocation.json) terminal.json({ checkpoints });
    else if (checkpoints.length > 0) terminal.out(tableOfCheckpoints(checkpoints, { page: terminal, withRoot: isAll }));
    else if (root === null) terminal.out('no checkpoint was taken yet');
    else {
      terminal.out(`no checkpoint of ${visibleText(root)}`);
      terminal.err(`  ${terminal.errorStyle.dim('next:')} countersign checkpoint list --all`);
    }
    return EXIT.ok;
  },
};

/** Shows one checkpoint. */
export const checkpointShow: Command = {
  path: ['checkpoint', 'show'],
  summary: 'show a checkpoint: what it holds, what it leaves out, and what its action changed',
  operands: [CHECKPOINT_OPERAND],
  examples: [{ line: 'countersign checkpoint show 4f1c22a9', does: 'by the end of its id' }],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const shown = await client.checkpoints.show(await findCheckpointId(client, invocation.operand('id') ?? ''));
    if (invocation.json) context.terminal.json(shown);
    else context.terminal.out(renderCheckpoint(shown, context.terminal));
    return EXIT.ok;
  },
};

/** Shows what differs between checkpoints. */
export const checkpointDiff: Command = {
  path: ['checkpoint', 'diff'],
  summary: 'show what differs between a checkpoint and the present, or a later one',
  details: ['To be read, not to be applied: secrets, large files and what is no text are named only.'],
  operands: [
    CHECKPOINT_OPERAND,
    { name: 'other', summary: 'another checkpoint of the same workspace (default: the present)', required: false },
  ],
  examples: [
    { line: 'countersign checkpoint diff 4f1c22a9', does: 'what happened since' },
    { line: 'countersign checkpoint diff 4f1c22a9 90ab13ce', does: 'what happened between the two' },
  ],
  run: async (invocation, context) => {
    const { terminal } = context;
    const { client } = connectGateway(context);
    const id = await findCheckpointId(client, invocation.operand('id') ?? '');
    const other = invocation.operand('other');
    const to = other === null ? {} : { to: await findCheckpointId(client, other) };
    const difference = await client.checkpoints.diff(id, to);
    if (invocation.json) {
      terminal.json(difference);
      return EXIT.ok;
    }
    const changes = difference.changes.map(shownChange);
    terminal.out(changes.length === 0 ? 'nothing differs' : countChanges(changes));
    for (const line of renderChanges(changes, terminal)) terminal.out(line);
    if (difference.diff !== '') terminal.out(`\n${renderDiff(difference.diff, terminal.style)}`);
    if (difference.is_cut) terminal.err('the text ends here, because it grew too long; all paths are listed above');
    return EXIT.ok;
  },
};
