import type { Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { connectGateway } from '../gateway/connect.ts';
import { readInteger } from '../read-value.ts';
import { formatTime } from '../terminal/format-time.ts';
import { renderTable } from '../terminal/render-table.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { shortCheckpointId } from '../workspace/find-checkpoint.ts';
import { findWorkspace, pathInWorkspace, WORKSPACE_OPTION } from '../workspace/find-workspace.ts';

const MAX_LISTED = 1_000;

/** Lists what agents deleted. */
export const deletedList: Command = {
  path: ['deleted', 'list'],
  summary: 'list files that agents deleted in a workspace and that still are gone, newest first',
  details: [
    'They are in the checkpoints before the actions, and kept for thirty days at least, whatever is purged. Known of actions whose end was reported.',
  ],
  options: [WORKSPACE_OPTION, { name: 'limit', value: 'N', summary: 'at most so many (default: 50)' }],
  examples: [{ line: 'countersign deleted list', does: 'what can be put back here' }],
  run: async (invocation, context) => {
    const { terminal } = context;
    const limit = readInteger(invocation.text('limit') ?? '50', { name: '--limit', min: 1, max: MAX_LISTED });
    const root = findWorkspace(invocation, context);
    const listed = await connectGateway(context).client.reverts.deleted({ root, limit });
    if (invocation.json) {
      terminal.json(listed);
      return EXIT.ok;
    }
    const rows = listed.deleted.map(({ path, action, session, deleted_at_ms: atMs }) => [
      formatTime(atMs),
      shortCheckpointId(visibleText(action)),
      visibleText(session ?? ''),
      visibleText(path),
    ]);
    const headings = ['DELETED', 'ACTION', 'SESSION', 'PATH'];
    if (rows.length === 0) terminal.out(`nothing that an agent deleted is gone in ${visibleText(root)}`);
    else terminal.out(renderTable({ headings, rows, heading: terminal.style.bold, page: terminal }));
    if (!listed.is_complete) terminal.err('there may be more; --limit shows up to 1000');
    return EXIT.ok;
  },
};

/** Puts back what an agent deleted. */
export const deletedRestore: Command = {
  path: ['deleted', 'restore'],
  summary: 'put back a file that an agent deleted',
  details: [
    'Never over something that stands there again. A path counts from the current folder where that lies in the workspace.',
  ],
  operands: [
    { name: 'path', summary: 'the file, as `countersign deleted list` names it', required: true, completes: 'file' },
  ],
  options: [WORKSPACE_OPTION],
  examples: [{ line: 'countersign deleted restore src/app.ts', does: 'one file' }],
  run: async (invocation, context) => {
    const { terminal, environment } = context;
    const workspace = findWorkspace(invocation, context);
    const path = pathInWorkspace(invocation.operand('path') ?? '', { workspace, environment });
    const restored = await connectGateway(context).client.reverts.restoreDeleted({ root: workspace, path });
    if (invocation.json) terminal.json(restored);
    else {
      const when = `deleted ${formatTime(restored.deleted_at_ms)}`;
      terminal.out(`${terminal.style.green('✓')} ${visibleText(restored.path)} is back as it was (${when})`);
    }
    return EXIT.ok;
  },
};
