import type { Gateway } from '../../../application/gateway.ts';
import type { KeptCompensation } from '../../../application/revert/compensation-desk.ts';
import type { Reverted } from '../../../application/revert/revert-actions.ts';
import type { DeletedFile } from '../../../application/workspace/deleted-files.ts';
import type { EntryChange } from '../../../core/workspace/entry-change.ts';
import type { Snapshot } from '../../../ports/snapshot-store.ts';
import { decisionOf } from './sample-decision.ts';

const SNAPSHOT: Snapshot = {
  id: '01980000-0000-7000-8000-000000000001',
  root: '/work/app',
  takenAtMs: 1,
  reason: 'before',
  action: 'a-1',
  session: 's-1',
  paths: null,
  entryCount: 2,
  sizeBytes: 10,
  leftOut: [{ path: 'node_modules', why: 'dependencies' }],
  lacks: false,
  supersededBy: null,
};

const CHANGE: EntryChange = {
  path: 'a.txt',
  before: { kind: 'absent' },
  after: { kind: 'file', mode: 0o644, sha256: '0'.repeat(64), sizeBytes: 3 },
};

const UNDONE = {
  root: '/work/app',
  actions: ['a-1'],
  changes: [CHANGE],
  conflicts: [],
  unreached: [],
  otherNames: [],
  redoneBy: null,
  logIndex: 7,
};

const INVERSE = {
  tool: { name: 'mcp__mail__unsend', origin: 'mcp:mail', digest: null },
  args: { id: 7 },
  cwd: '/work/app',
};

const COMPENSATION: KeptCompensation = {
  action: 'a-1',
  session: 's-1',
  principal: 'agent:test',
  logIndex: 9,
  registeredAtMs: 5,
  state: 'registered',
  ranAs: null,
  inverse: INVERSE,
  note: 'takes the message back',
};

const REVERTED: Reverted = {
  session: 's-1',
  verdict: 'allow',
  authorization: null,
  actions: ['a-2', 'a-1'],
  files: [UNDONE],
  inverses: [
    {
      undoes: 'a-1',
      principal: 'agent:test',
      call: INVERSE,
      note: 'takes the message back',
      status: 'to-run',
      action: 'a-3',
      approval: null,
      why: 'allowed',
    },
  ],
  left: [{ action: 'a-2', effects: ['message.send'] }],
  again: {
    verdict: 'require-approval',
    action: 'a-4',
    isOwn: false,
    isDone: false,
    text: 'a person is asked',
    approval: 'r-1',
    principal: 'agent:test',
    call: INVERSE,
  },
  logIndex: 11,
};

const DELETED: DeletedFile = {
  root: '/work/app',
  path: 'a.txt',
  state: CHANGE.after,
  action: 'a-1',
  session: 's-1',
  deletedAtMs: 6,
  checkpoint: SNAPSHOT.id,
};

type WorkspaceMethods = Pick<
  Gateway,
  | 'act'
  | 'listCheckpoints'
  | 'showCheckpoint'
  | 'diffCheckpoint'
  | 'takeCheckpoint'
  | 'restoreCheckpoint'
  | 'undo'
  | 'redo'
  | 'purgeCheckpoints'
  | 'reopenWorkspace'
  | 'revert'
  | 'registerCompensation'
  | 'listCompensations'
  | 'listDeleted'
  | 'restoreDeleted'
>;

/** The part of a fake gateway that is about workspaces. */
export function fakeWorkspaceMethods(
  note: (method: keyof Gateway, ...args: readonly unknown[]) => void,
): WorkspaceMethods {
  const noted =
    <Answer>(method: keyof Gateway, answer: Answer) =>
    async (...args: readonly unknown[]): Promise<Answer> => {
      note(method, ...args);
      return answer;
    };
  return {
    act: noted('act', {
      verdict: 'allow',
      decision: decisionOf('allow'),
      authorization: null,
      isDone: true,
      text: 'Done: 1 created.',
      detail: { changes: [{ path: 'a.txt', kind: 'create' }] },
    }),
    listCheckpoints: noted('listCheckpoints', [SNAPSHOT]),
    showCheckpoint: noted('showCheckpoint', { snapshot: SNAPSHOT, changes: [CHANGE] }),
    diffCheckpoint: noted('diffCheckpoint', { changes: [CHANGE], diff: '--- /dev/null\n', isCut: false }),
    takeCheckpoint: noted('takeCheckpoint', SNAPSHOT),
    restoreCheckpoint: noted('restoreCheckpoint', {
      root: '/work/app',
      checkpoint: SNAPSHOT.id,
      changes: [CHANGE],
      unreached: [],
      undoneBy: null,
      superseded: [],
      logIndex: null,
    }),
    undo: noted('undo', UNDONE),
    redo: noted('redo', UNDONE),
    purgeCheckpoints: noted('purgeCheckpoints', { snapshots: 3, freedBytes: 99, olderThanMs: 4, logIndex: 8 }),
    reopenWorkspace: noted('reopenWorkspace', { root: '/work/app', result: 'undone', logIndex: 13 }),
    ...fakeRevertMethods(noted),
  };
}

type Noted = <Answer>(method: keyof Gateway, answer: Answer) => (...args: readonly unknown[]) => Promise<Answer>;

function fakeRevertMethods(
  noted: Noted,
): Pick<Gateway, 'revert' | 'registerCompensation' | 'listCompensations' | 'listDeleted' | 'restoreDeleted'> {
  return {
    revert: noted('revert', REVERTED),
    registerCompensation: noted('registerCompensation', COMPENSATION),
    listCompensations: noted('listCompensations', [COMPENSATION]),
    listDeleted: noted('listDeleted', { deleted: [DELETED], isComplete: true }),
    restoreDeleted: noted('restoreDeleted', { ...DELETED, logIndex: 12 }),
  };
}
