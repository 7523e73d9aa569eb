import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createLinkResolver } from '../../adapters/filesystem/link-resolver.ts';
import { createContentCipher } from '../../adapters/node-crypto/content-cipher.ts';
import { openProcessRunner } from '../../adapters/process/run-command.ts';
import { openSystemRandomness } from '../../adapters/system/system-randomness.ts';
import { openSourceReader } from '../../adapters/tree-sitter/open-source-reader.ts';
import { openSnapshots } from '../../adapters/workspace/open-snapshots.ts';
import { openWorkspaceFiles } from '../../adapters/workspace/open-workspace-files.ts';
import type { OwnCall, OwnOutcome } from '../../application/act/own-call.ts';
import type { JsonObject } from '../../core/encoding/json.ts';
import { AGENT, NO_WAIT, openTestGateway, type TestGateway, type TestGatewayOptions } from './test-gateway.ts';

/** A gateway over a real folder: real snapshots, real writes, real programs; only the log is in memory. */
export type WorkspaceGateway = TestGateway & {
  /** The workspace: an empty folder. */
  readonly root: string;
  /** Calls one of the gateway's own tools as an agent. */
  readonly call: (tool: OwnCall['tool'], args: JsonObject, more?: Partial<OwnCall>) => Promise<OwnOutcome>;
  /** Opens the state again, as a restart does. */
  readonly reopen: () => Promise<WorkspaceGateway>;
};

/** Folders for one gateway over a real workspace, removed at the end of the test. */
export function workspaceFolders(t: TestContext): { readonly base: string; readonly root: string } {
  const base = mkdtempSync(join(tmpdir(), 'countersign-workspace-'));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const root = join(base, 'project');
  mkdirSync(root);
  return { base, root };
}

/** Opens a gateway over a real workspace. */
export async function openWorkspaceGateway(
  t: TestContext,
  options: TestGatewayOptions = {},
  folders = workspaceFolders(t),
): Promise<WorkspaceGateway> {
  const { base, root } = folders;
  const opened = openSnapshots({
    directory: join(base, 'state/checkpoints'),
    cipher: createContentCipher(new Uint8Array(32).fill(7), openSystemRandomness()),
    nowMs: () => Date.now(),
    homeDirectory: join(base, 'home'),
    privateDirectories: [join(base, 'state')],
  });
  const files = await openWorkspaceFiles({
    stateFolder: join(base, 'state/changes'),
    contents: opened.contents,
    minFreeBytes: 1024 * 1024,
  });
  const sources = openSourceReader();
  const { snapshots, contents } = opened;
  const gateway = await openTestGateway({
    ...options,
    ports: {
      pathResolver: createLinkResolver(),
      workspaces: { snapshots, contents, files },
      sources,
      runner: openProcessRunner(),
      environment: process.env,
      ...options.ports,
    },
  });
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await sources.close();
    opened.close();
  };
  t.after(close);
  const place = {
    session: 's',
    workspace: root,
    onBehalfOf: 'human:operator',
    surface: 'mcp',
    channel: 'cli',
  } as const;
  return {
    ...gateway,
    root,
    call: (tool, args, more = {}) =>
      gateway.gateway.act(
        AGENT,
        { tool, args, dryRun: false, callId: null, idempotencyKey: null, ...place, ...more },
        NO_WAIT,
      ),
    reopen: async () => {
      await close();
      return openWorkspaceGateway(t, options, folders);
    },
  };
}
