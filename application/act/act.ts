import { toHex } from '../../core/encoding/hex.ts';
import type { Json } from '../../core/encoding/json.ts';
import { parseOutput } from '../../core/output/parse-output.ts';
import { FilesError } from '../../ports/workspace-files.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, Wait } from '../gateway.ts';
import { asGatewayError } from '../workspace/write-workspace.ts';
import { checkPlace } from './check-place.ts';
import { commitCall } from './commit-work.ts';
import { listFilesCall, MAX_DEPTH } from './list-files.ts';
import { applyDiffCall, proposePlanCall, writeFileCall } from './make-change.ts';
import { type OwnCall, type OwnOutcome, type OwnRun, refuseInvalid } from './own-call.ts';
import { Arguments } from './read-arguments.ts';
import { FILE_PART, readFileCall } from './read-file.ts';
import { RepeatedCalls } from './repeated-calls.ts';
import { runTestCall } from './run-test.ts';
import { Turns } from './turns.ts';
import { undoCall } from './undo-call.ts';

/** Changes that are worked out at once, and that wait: each may hold hundreds of megabytes. */
const DRAFTS = { atOnce: 2, waiting: 128 } as const;

/** Calls one of the gateway's own tools. */
export type Act = (caller: Caller, call: OwnCall, wait: Wait) => Promise<OwnOutcome>;

/**
 * The gateway's own tools, ready to call. Each call is decided and recorded as an action of the caller before anything happens;
 * arguments that are not understood are refused whole (`plan.invalid`), with every problem.
 */
export function openOwnTools(context: FlowContext): Act {
  const { plans } = context;
  const drafts = new Turns('work out a change', DRAFTS);
  const salt = toHex(context.ports.randomness.bytes(32));
  const repeated = new RepeatedCalls(context.ports.clock);
  const make: Act = async (caller, call, wait) => {
    const { workspace } = call;
    const realWorkspace = context.ports.pathResolver.resolve([workspace])[workspace] ?? workspace;
    const run = { context, plans, drafts, salt, caller, call, wait, realWorkspace };
    try {
      await checkPlace(run);
      return await runOwn(run);
    } catch (error) {
      throw error instanceof FilesError ? asGatewayError(error) : error;
    }
  };
  return (caller, call, wait) => {
    context.ownServers.arrived(call, caller, context.ports.clock.nowMs());
    return repeated.run({ caller, call }, (one) => make(caller, one, wait));
  };
}

async function runOwn(run: OwnRun): Promise<OwnOutcome> {
  const { tool, args, workspace } = run.call;
  const given = new Arguments(args, workspace);
  switch (tool) {
    case 'list_files': {
      const part = {
        path: given.folder('path'),
        depth: given.integer('depth', { min: 1, max: MAX_DEPTH, fallback: 1 }),
      };
      given.done('list files');
      return listFilesCall(run, part);
    }
    case 'read_file': {
      const { maxLine, maxLines } = FILE_PART;
      const part = {
        path: given.path('path'),
        fromLine: given.integer('from_line', { min: 1, max: maxLine, fallback: 1 }),
        lines: given.integer('lines', { min: 1, max: maxLines, fallback: maxLines }),
      };
      given.done('read a file');
      return readFileCall(run, part);
    }
    case 'write_file': {
      const file = { path: given.path('path'), content: given.text('content') };
      given.done('write a file');
      return writeFileCall(run, file);
    }
    case 'apply_diff': {
      const diff = given.text('diff');
      given.done('apply a diff');
      return diffCall(run, diff);
    }
    case 'propose_plan': {
      const plan = given.any('plan');
      given.done('propose a plan');
      return planCall(run, plan ?? null);
    }
    case 'run_test': {
      const check = given.text('check', { max: 64 });
      given.done('run a check');
      return runTestCall(run, check);
    }
    case 'git_commit': {
      const commit = { message: given.text('message', { max: 8_192 }), paths: given.paths('paths', { max: 1_000 }) };
      given.done('commit');
      return commitCall(run, commit);
    }
    case 'undo': {
      const action = given.text('action', { max: 64, fallback: '' });
      given.done('undo');
      return undoCall(run, action === '' ? { kind: 'last' } : { kind: 'action', action });
    }
  }
}

/** A diff is a model's output: data that is checked whole before anybody looks at what it asks for. */
function diffCall(run: OwnRun, diff: string): Promise<OwnOutcome> {
  const parsed = parseOutput(diff, 'diff');
  if (!parsed.ok) refuseInvalid('read a diff', parsed.failure);
  return parsed.value.kind === 'diff' ? applyDiffCall(run, parsed.value.diff) : Promise.resolve(NOTHING_TO_DO);
}

/** A plan arrives as JSON, already read; a model that found nothing to change sends the sentinel as a text. */
function planCall(run: OwnRun, given: Json): Promise<OwnOutcome> {
  const parsed = parseOutput(typeof given === 'string' ? given : JSON.stringify(given), 'plan');
  if (!parsed.ok) refuseInvalid('read a plan', parsed.failure);
  if (parsed.value.kind !== 'plan') return Promise.resolve(NOTHING_TO_DO);
  return proposePlanCall(run, parsed.value.plan);
}

/** The model looked and found nothing to change, and said so exactly. */
const NOTHING_TO_DO: OwnOutcome = {
  verdict: 'allow',
  decision: null,
  authorization: null,
  isDone: true,
  text: 'Nothing was changed, as nothing was to be.',
  detail: { changes: [] },
};
