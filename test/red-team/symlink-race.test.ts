import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openWorkspaceFiles } from '../../adapters/workspace/open-workspace-files.ts';
import { openPlainContents } from '../../adapters/workspace/testing/plain-contents.ts';
import { ABSENT, type EntryState } from '../../core/workspace/entry-state.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { FilesError, type WorkspaceFiles } from '../../ports/workspace-files.ts';
import { digest } from '../faults/random-world.ts';
import { type Seeded, seeded } from '../simulation/seeded.ts';
import { layTraps, SWAPPED } from './symlink-racer.ts';

/** Five seconds in the usual run; `COUNTERSIGN_RACE_MS=60000` for a minute. */
const RACE_MS = Number(process.env['COUNTERSIGN_RACE_MS'] ?? 5_000);
const SECRET = 'this lies outside the workspace';
const SECRET_DIGEST = digest(Buffer.from(SECRET));
/** What a race may make of a call; everything else is a fault of ours. */
const EXPECTED = ['files.outside-root', 'files.not-regular', 'files.drifted', 'files.failed', 'files.inconsistent'];

type Arena = { readonly base: string; readonly root: string; readonly outside: string };

type Tally = { reads: number; writes: number; refused: Map<string, number> };

test(`a racer that swaps folders and files for links during ${RACE_MS} ms gets nothing read or written outside`, {
  timeout: RACE_MS * 3 + 30_000,
  skip: process.platform === 'linux' ? false : 'the file gateway needs Linux',
}, async () => {
  const arena = makeArena();
  try {
    const contents = refuseSecrets(openPlainContents(join(arena.base, 'contents')));
    const files = await openWorkspaceFiles({ stateFolder: join(arena.base, 'state'), contents, minFreeBytes: 0 });
    const before = lookOutside(arena.outside);
    const tally: Tally = { reads: 0, writes: 0, refused: new Map() };
    const seed = Number(process.env['COUNTERSIGN_SEED'] ?? Date.now() % 1_000_000);
    const racer = startRacer(arena);
    let isOver = false;
    const swaps = racer.finally(() => {
      isOver = true;
    });
    const random = seeded(seed);
    const isRacing = (): boolean => !isOver;
    const players = Array.from({ length: 4 }, (_, player) =>
      play({ files, contents, arena, tally }, { random, player, isRacing }),
    );
    await Promise.all(players);
    assert.deepEqual(lookOutside(arena.outside), before);
    const refusals = [...tally.refused].map(([code, count]) => `${code} ${count}`).sort();
    process.stdout.write(
      `seed ${seed}: ${await swaps} swaps; ${tally.reads} reads and ${tally.writes} writes succeeded inside; refused ${refusals.join(', ')}\n`,
    );
    assert.ok(tally.reads > 0 && tally.writes > 0, 'the gateway could work between the swaps');
    assert.ok((tally.refused.get('files.outside-root') ?? 0) > 0, 'the gateway met the links');
  } finally {
    rmSync(arena.base, { recursive: true, force: true });
  }
});

/** A root in which every swapped name has its evil twin, and a folder outside with the same names. */
function makeArena(): Arena {
  const base = mkdtempSync(join(tmpdir(), 'countersign-race-'));
  const [root, outside] = [join(base, 'root'), join(base, 'outside')];
  for (const folder of [root, outside]) mkdirSync(folder);
  for (const file of ['file', 'secret']) writeFileSync(join(outside, file), SECRET);
  layTraps(root, outside);
  return { base, root, outside };
}

/** Everything outside: names, contents, permissions, times of the last write; of the folder itself too, which tells of files that came and went. */
function lookOutside(outside: string): unknown {
  return ['.', ...readdirSync(outside)].map((name) => {
    const stat = lstatSync(join(outside, name), { bigint: true });
    return {
      name,
      content: name === '.' ? '' : readFileSync(join(outside, name), 'utf8'),
      mode: stat.mode,
      writtenNs: stat.mtimeNs,
      inode: stat.ino,
    };
  });
}

/** A content store that fails the test when it is given what lies outside. */
function refuseSecrets(contents: ContentStore): ContentStore {
  return {
    ...contents,
    put: (content) => {
      assert.notEqual(Buffer.from(content).toString(), SECRET, 'a content from outside was kept');
      return contents.put(content);
    },
  };
}

async function startRacer({ root, outside }: Arena): Promise<number> {
  const script = join(import.meta.dirname, 'symlink-racer.ts');
  const racer = spawn(process.execPath, [script, root, outside, String(RACE_MS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  racer.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  await new Promise((resolve) => racer.on('close', resolve));
  return Number(output);
}

type Game = {
  readonly files: WorkspaceFiles;
  readonly contents: ContentStore;
  readonly arena: Arena;
  readonly tally: Tally;
};

async function play(
  game: Game,
  { random, player, isRacing }: { readonly random: Seeded; readonly player: number; readonly isRacing: () => boolean },
): Promise<void> {
  for (let turn = 0; isRacing(); turn++) {
    try {
      if (random.chance(0.5)) await readOne(game, random);
      else await writeSome(game, random, `${player}-${turn}`);
    } catch (error) {
      if (!(error instanceof FilesError) || !EXPECTED.includes(error.code)) throw error;
      game.tally.refused.set(error.code, (game.tally.refused.get(error.code) ?? 0) + 1);
      if (error.code === 'files.inconsistent') await game.files.reopen(game.arena.root);
    }
  }
}

async function readOne({ files, arena, tally }: Game, random: Seeded): Promise<void> {
  const path = random.pick(['folder/file', 'folder/secret', 'a/deep/file', 'a/deep/secret', ...SWAPPED]);
  const { content } = await files.read(arena.root, path);
  assert.notEqual(Buffer.from(content).toString(), SECRET, `${path} was read outside`);
  tally.reads += 1;
}

/** Creates, replaces or deletes a few files at swapped places, as they are found at this moment. */
async function writeSome({ files, contents, arena, tally }: Game, random: Seeded, id: string): Promise<void> {
  const paths = ['a/deep/new', 'calm', 'file', 'folder/file', 'folder/new/x', 'hard', 'pipe'].filter(() =>
    random.chance(0.25),
  );
  const changes = [];
  for (const path of paths) {
    const before = await files.state(arena.root, path);
    assert.notEqual(before.kind === 'file' && before.sha256, SECRET_DIGEST, `${path} was looked at outside`);
    const content = Buffer.from(`written by ${id}`);
    const state: EntryState = {
      kind: 'file',
      mode: 0o644,
      sha256: await contents.put(content),
      sizeBytes: content.length,
    };
    const isDeletion = path.includes('new') && before.kind !== 'absent' && random.chance(0.7);
    changes.push({ path, before, after: isDeletion ? ABSENT : state });
  }
  if (changes.length === 0) return;
  await files.apply(arena.root, { id, changes });
  tally.writes += 1;
}
