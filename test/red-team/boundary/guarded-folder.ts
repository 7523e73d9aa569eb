import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createLinkResolver } from '../../../adapters/filesystem/link-resolver.ts';
import { openProcessRunner } from '../../../adapters/process/run-command.ts';
import type { OwnCall } from '../../../application/act/own-call.ts';
import { GatewayError } from '../../../application/gateway-error.ts';
import type { JsonObject } from '../../../core/encoding/json.ts';
import type { CommandRunner } from '../../../ports/command-runner.ts';
import { openWorkspaceGateway, type WorkspaceGateway, workspaceFolders } from '../../harness/real-workspace.ts';
import type { TestGatewayOptions } from '../../harness/test-gateway.ts';

/** What an attempt came to, in one shape: done, or the verdict or error code that stopped it, and everything that was said. */
export type Attempted = { readonly isDone: boolean; readonly stoppedBy: string; readonly said: string };

/** A gateway over a real folder with things around it that no attempt may reach. */
export type GuardedFolder = WorkspaceGateway & {
  /** The folder that holds the workspace, the home, the gateway's state and what lies outside. */
  readonly base: string;
  /** A folder beside the workspace, with one file `kept.txt`. */
  readonly outside: string;
  /** Every program that was run, by its words. */
  readonly ran: readonly (readonly string[])[];
  /** Calls one of the gateway's own tools, whatever comes of it. */
  readonly attempt: (tool: OwnCall['tool'], args: JsonObject, more?: Partial<OwnCall>) => Promise<Attempted>;
  /** Everything in the workspace but `.git`: path and content. */
  readonly files: () => { readonly [path: string]: string };
  /** All entries of the log, as they are kept. */
  readonly log: () => Promise<string>;
};

/** Opens one. Links are followed when paths are judged, and the gateway's own places are known as such. */
export async function openGuardedFolder(t: TestContext, options: TestGatewayOptions = {}): Promise<GuardedFolder> {
  const folders = workspaceFolders(t);
  const [home, outside] = [join(folders.base, 'home'), join(folders.base, 'outside')];
  for (const folder of [home, outside]) mkdirSync(folder);
  writeFileSync(join(outside, 'kept.txt'), 'kept\n');
  const ran: (readonly string[])[] = [];
  const workspace = await openWorkspaceGateway(
    t,
    {
      ...options,
      ports: { pathResolver: createLinkResolver(), runner: recording(ran), ...options.ports },
      settings: { home, gatewayPaths: [join(folders.base, 'state')], ...options.settings },
    },
    folders,
  );
  return {
    ...workspace,
    base: folders.base,
    outside,
    ran,
    attempt: async (tool, args, more) => {
      try {
        const { isDone, verdict, text, detail } = await workspace.call(tool, args, more);
        return { isDone, stoppedBy: isDone ? '' : verdict, said: `${text}\n${JSON.stringify(detail)}` };
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        const { code, message, problems, remedies } = error;
        return { isDone: false, stoppedBy: code, said: `${message}\n${JSON.stringify([problems, remedies])}` };
      }
    },
    files: () => filesBelow(folders.root),
    log: async () => {
      const entries = await workspace.gateway.logEntries({ fromIndex: 0, limit: 1_000 });
      return entries.map(({ text }) => text).join('\n');
    },
  };
}

function recording(ran: (readonly string[])[]): CommandRunner {
  const runner = openProcessRunner();
  return {
    ...runner,
    run: (command) => {
      ran.push(command.argv);
      return runner.run(command);
    },
  };
}

function filesBelow(root: string): { readonly [path: string]: string } {
  const found = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.includes('/.git/'));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]));
}

/** Every byte of the files below a folder, one character each. */
export function bytesBelow(folder: string): string {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}

/** Runs the system's git in a folder, as its owner would. */
export function git(root: string, ...words: readonly string[]): string {
  return execFileSync('git', ['-C', root, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Makes a folder a repository with one commit of all that is in it. */
export function makeRepository(root: string): void {
  git(root, 'init', '--quiet');
  git(root, 'config', 'user.name', 'Test');
  git(root, 'config', 'user.email', 'test@example.com');
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'Begin');
}

/** One step of a plan that creates a file: what differs from that is given. */
export type PlannedStep = {
  readonly id?: string;
  readonly path?: string;
  readonly diff?: string;
  readonly words?: string;
};

/** A plan as a model would write it, of steps that each create a file. */
export function planOf(steps: readonly PlannedStep[], more: JsonObject = {}): JsonObject {
  const written = steps.map(
    ({ path = 'a.txt', words = 'Create the file a.txt that holds the line one', ...step }, index) => ({
      id: step.id ?? `s${index + 1}`,
      kind: 'create',
      target: path,
      description: words,
      depends_on: [],
      diff: step.diff ?? additionOf(path),
    }),
  );
  return {
    intent: { kind: 'AddFeature', summary: 'Create the file that was asked for', confidence: 0.9 },
    steps: written,
    target_files: [...new Set(written.map(({ target }) => target))],
    constraints: [],
    estimated_tokens: 100,
    estimated_seconds: 10,
    ...more,
  };
}

/** A diff that creates a file of one line. */
export function additionOf(path: string, line = 'one'): string {
  return `--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+${line}\n`;
}

/** A change that a person is asked about in every profile. */
export const GUARDED = { path: '.github/workflows/ci.yml', content: 'on: push\n' };
/** A diff of the file `a` that holds `LINES`. */
export const CHANGE = '--- a/a\n+++ b/a\n@@ -1,5 +1,5 @@\n-1\n+one\n 2\n 3\n 4\n 5\n';
export const LINES = '1\n2\n3\n4\n5\n';

/** The id of the approval that an attempt waits for. */
export function approvalOf({ said }: Attempted): string {
  return /Approval (\S+) is open/.exec(said)?.[1] ?? assert.fail(`no approval was asked for: ${said}`);
}

/** Waits for the first open approval, and answers its id. */
export async function pendingOf(gateway: GuardedFolder['gateway']): Promise<string> {
  for (let turn = 0; turn < 500; turn++) {
    const [first] = await gateway.listApprovals({ statuses: ['pending'], limit: 1 });
    if (first !== undefined) return first.request.id;
    await new Promise((done) => setTimeout(done, 5));
  }
  return assert.fail('found no open approval, want one');
}
