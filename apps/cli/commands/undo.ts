import type { CountersignClient } from '../../../sdk/client.ts';
import type { WireUndone, WireUndoRequest } from '../../../sdk/wire.ts';
import type { Command, Context } from '../command.ts';
import { connectGateway } from '../gateway/connect.ts';
import type { Invocation } from '../invocation.ts';
import { usageError } from '../parse-command-line.ts';
import { readDurationMs } from '../read-value.ts';
import { visibleText } from '../terminal/visible-text.ts';
import { findActionId } from '../workspace/find-checkpoint.ts';
import { findWorkspace, pathInWorkspace, WORKSPACE_OPTION } from '../workspace/find-workspace.ts';
import { DRY_RUN_OPTION, lookThenChange, YES_OPTION } from '../workspace/look-then-change.ts';

const FORCE_OPTION = {
  name: 'force',
  short: 'f',
  value: null,
  summary: 'put paths back although somebody changed them since',
} as const;

/** Takes back what actions changed. */
export const undo: Command = {
  path: ['undo'],
  summary: 'take back what actions changed in a workspace: the last, or more',
  details: [
    'Shows what would change and asks. Only what actions changed is taken back; a path that somebody else changed, since or in between, is a conflict, and so is every path of an action whose end the agent never reported. Nothing is undone then, unless --force says so.',
    'The present state is kept first: `countersign redo` brings it back.',
  ],
  options: [
    WORKSPACE_OPTION,
    { name: 'action', value: 'ID', summary: 'this action and everything after it; the end of the id is enough' },
    { name: 'session', value: 'ID', summary: 'everything that this session did' },
    { name: 'since', value: 'TIME', summary: 'everything of the last so long, for example 15m or 2h' },
    { name: 'file', value: 'PATH', completes: 'file', summary: 'one file, of the newest action that changed it' },
    DRY_RUN_OPTION,
    FORCE_OPTION,
    YES_OPTION,
  ],
  examples: [
    { line: 'countersign undo', does: 'the last action in this workspace' },
    { line: 'countersign undo --since 15m --dry-run', does: 'look at the last quarter of an hour' },
    { line: 'countersign undo --file src/app.ts --yes', does: 'one file, without being asked' },
  ],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const request = await requestOf(client, { invocation, context });
    const change = {
      title: ({ actions }: WireUndone) => titleOf(request, actions.length),
      make: ({ isDry }: { readonly isDry: boolean }) => client.checkpoints.undo({ ...request, dry_run: isDry }),
      isRedone: true,
    };
    return lookThenChange(change, { invocation, context });
  },
};

/** Brings back what an undo took away. */
export const redo: Command = {
  path: ['redo'],
  summary: 'bring back what the newest undo or restore took away',
  details: ['Shows what would change and asks. A path that is not as the undo left it is a conflict.'],
  options: [WORKSPACE_OPTION, DRY_RUN_OPTION, FORCE_OPTION, YES_OPTION],
  examples: [{ line: 'countersign redo', does: 'as it was before the undo' }],
  run: async (invocation, context) => {
    const { client } = connectGateway(context);
    const root = findWorkspace(invocation, context);
    const force = invocation.flag('force');
    const change = {
      title: () => 'redo',
      make: ({ isDry }: { readonly isDry: boolean }) => client.checkpoints.redo({ root, force, dry_run: isDry }),
      isRedone: false,
    };
    return lookThenChange(change, { invocation, context });
  },
};

const WHAT = ['action', 'session', 'since', 'file'] as const;

async function requestOf(
  client: CountersignClient,
  { invocation, context: { environment } }: { readonly invocation: Invocation; readonly context: Context },
): Promise<WireUndoRequest> {
  const given = WHAT.filter((name) => invocation.text(name) !== null);
  if (given.length > 1) {
    const named = given.map((name) => `--${name}`).join(' and ');
    throw usageError({ path: ['undo'] }, [`${named}, want at most one of them`]);
  }
  const root = findWorkspace(invocation, { environment });
  const base = { root, force: invocation.flag('force') };
  const [what] = given;
  const value = what === undefined ? '' : (invocation.text(what) ?? '');
  if (what === 'action') return { ...base, action: await findActionId(client, { part: value, root }) };
  if (what === 'session') return { ...base, session: value };
  if (what === 'since') return { ...base, since_ms: Date.now() - readDurationMs(value, '--since') };
  if (what === 'file') return { ...base, path: pathInWorkspace(value, { workspace: root, environment }) };
  return base;
}

function titleOf({ path, session }: WireUndoRequest, actions: number): string {
  if (path !== undefined) return `undo the newest change of ${visibleText(path)}`;
  const of = session === undefined ? '' : ` of session ${visibleText(session)}`;
  return `undo ${actions === 1 ? '1 action' : `${actions} actions`}${of}`;
}
