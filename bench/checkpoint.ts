import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createContentCipher } from '../adapters/node-crypto/content-cipher.ts';
import { openSnapshots, type Snapshots } from '../adapters/workspace/open-snapshots.ts';
import { type BenchLine, percentile, type Samples, sorted } from './measure.ts';

const FOLDERS = 500;
const FILES_IN_FOLDER = 20;
const FILE_BYTES = 5_000;
const ROUNDS = 25;
const SPACE_ROUNDS = 100;

/** A checkpoint of a repository of 10,000 files and 50 MB, beside what git takes for a snapshot of the same on the same disk. */
export async function benchCheckpoint(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const root = join(folder, 'repository');
  const state = join(folder, 'state');
  try {
    makeRepository(root);
    const snapshots = open(state);
    const take = takerOf(snapshots, root);
    // As in a workspace at rest: what was just written is read once more by ours and by git alike.
    await sleep(2_500);
    const firstGitMs = await time(() => firstGitSnapshot(root, folder));
    gitSnapshot(root, folder);
    const firstMs = await time(take);
    const [ours, git]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      changeOne(root, round);
      ours.push(await time(take));
      changeOne(root, round);
      git.push(await time(() => gitSnapshot(root, folder)));
    }
    const usedBefore = usedBytes(state);
    for (let round = 0; round < SPACE_ROUNDS; round++) {
      changeOne(root, round);
      await take();
    }
    const grownKib = (usedBytes(state) - usedBefore) / 1_024;
    snapshots.close();
    return linesOf({ firstMs, firstGitMs, ours: sorted(ours), git: sorted(git), grownKib });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linesOf(found: {
  readonly firstMs: number;
  readonly firstGitMs: number;
  readonly ours: Samples;
  readonly git: Samples;
  readonly grownKib: number;
}): readonly BenchLine[] {
  const [oursMs, gitMs] = [percentile(found.ours, 50), percentile(found.git, 50)];
  const floor = { name: 'bare git snapshot', value: gitMs, unit: 'ms' };
  const changedKib = (SPACE_ROUNDS * (FILE_BYTES + ROUNDS * 30)) / 1_024;
  return [
    {
      name: 'checkpoint, 1 of 10,000 files changed, p50',
      value: oursMs,
      unit: 'ms',
      target: { kind: 'at-most', value: Math.min(100, 2 * gitMs) },
      floor,
    },
    {
      name: 'checkpoint, 1 of 10,000 files changed, p95',
      value: percentile(found.ours, 95),
      unit: 'ms',
      target: { kind: 'at-most', value: 100 },
      floor,
    },
    {
      name: 'first checkpoint of 10,000 files, 50 MB',
      value: found.firstMs,
      unit: 'ms',
      target: { kind: 'at-most', value: 1_000 },
      floor: { name: 'first git snapshot', value: found.firstGitMs, unit: 'ms' },
    },
    {
      name: `space of ${SPACE_ROUNDS} checkpoints of one change`,
      value: found.grownKib,
      unit: 'KiB',
      target: { kind: 'at-most', value: 2 * changedKib },
      floor: { name: 'contents that changed', value: changedKib, unit: 'KiB' },
    },
  ];
}

function open(directory: string): Snapshots {
  const cipher = createContentCipher(new Uint8Array(randomBytes(32)), {
    bytes: (length) => new Uint8Array(randomBytes(length)),
  });
  return openSnapshots({ directory, cipher, nowMs: () => Date.now(), homeDirectory: null, privateDirectories: [] });
}

function takerOf({ snapshots }: Snapshots, root: string): () => Promise<unknown> {
  let count = 0;
  return () => {
    count += 1;
    const id = `${count}`.padStart(6, '0');
    return snapshots.take({ root, id, atMs: count, reason: 'before', action: id, session: 'bench', paths: null });
  };
}

function makeRepository(root: string): void {
  for (let folder = 0; folder < FOLDERS; folder++) {
    const path = join(root, `packages/${folder % 25}/source/${folder}`);
    mkdirSync(path, { recursive: true });
    for (let file = 0; file < FILES_IN_FOLDER; file++)
      writeFileSync(join(path, `${file}.ts`), `${folder} ${file} ${randomBytes(FILE_BYTES / 2 - 8).toString('hex')}\n`);
  }
  git(root, ['init', '--quiet']);
  git(root, ['add', '--all']);
  git(root, ['commit', '--quiet', '--message', 'everything']);
}

function changeOne(root: string, round: number): void {
  const folder = round % FOLDERS;
  appendFileSync(join(root, `packages/${folder % 25}/source/${folder}/7.ts`), `changed in round ${round}\n`);
}

/** The same with nothing known yet, neither an index nor a content: into an empty store of its own. */
function firstGitSnapshot(root: string, folder: string): void {
  const objects = join(folder, 'objects');
  mkdirSync(objects);
  const own = { GIT_INDEX_FILE: join(folder, 'first-index'), GIT_OBJECT_DIRECTORY: objects };
  git(root, ['add', '--all'], own);
  git(root, ['commit-tree', git(root, ['write-tree'], own), '-m', 'snapshot'], own);
}

/** What `git stash create` comes to, untracked files included, without touching the repository's own index. */
function gitSnapshot(root: string, folder: string): void {
  const index = { GIT_INDEX_FILE: join(folder, 'index') };
  git(root, ['add', '--all'], index);
  const tree = git(root, ['write-tree'], index);
  git(root, ['commit-tree', tree, '-m', 'snapshot'], index);
}

function git(root: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): string {
  const identity = ['GIT_AUTHOR', 'GIT_COMMITTER'].flatMap((who) => [
    [`${who}_NAME`, 'bench'],
    [`${who}_EMAIL`, 'bench@example.test'],
  ]);
  const env = { PATH: process.env['PATH'] ?? '', HOME: root, ...Object.fromEntries(identity), ...environment };
  return execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

async function time(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

function usedBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}
