import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openWorkspaceFiles } from '../../adapters/workspace/open-workspace-files.ts';
import { openPlainContents } from '../../adapters/workspace/testing/plain-contents.ts';
import type { ChangeRequest } from '../../ports/workspace-files.ts';
import { type Seeded, seeded } from '../simulation/seeded.ts';
import type { PowerCutOrder } from './power-cut-child.ts';
import { build, changesBetween, digest, isSameWorld, mutate, readWorld, type World } from './random-world.ts';

const KILLS = 500;
/** Workspaces that are killed at the same time. */
const LANES = 2;
/** Changes that one process may make before it is killed, and calls that this takes at most. */
const REQUESTS = 2;
const MAX_CALLS = 70;

/** Memory has no disk to wait for, and a killed process leaves there what it would leave on a disk. */
const BASE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

type Tally = {
  starts: number;
  kills: number;
  inRecovery: number;
  undone: number;
  finished: number;
  quiet: number;
  calls: Map<string, number>;
};

type Place = { readonly root: string; readonly stateFolder: string; readonly contentFolder: string };

test(`killed ${KILLS} times at random calls of changes and of recoveries, a workspace is as before or as after`, {
  timeout: 580_000,
  skip: process.platform === 'linux' ? false : 'the file gateway needs Linux',
}, async () => {
  const seed = Number(process.env['COUNTERSIGN_SEED'] ?? Date.now() % 1_000_000);
  const tally: Tally = { starts: 0, kills: 0, inRecovery: 0, undone: 0, finished: 0, quiet: 0, calls: new Map() };
  const base = mkdtempSync(join(BASE, 'countersign-power-cut-'));
  try {
    await compileOnce(join(base, 'first'));
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      runLane(join(base, String(lane)), seeded(seed + lane), tally),
    );
    await Promise.all(lanes);
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
  const steps = [...tally.calls].map(([name, count]) => `${name} ${count}`).sort();
  process.stdout.write(
    `seed ${seed}: ${tally.kills} kills in ${tally.starts} starts, ${tally.inRecovery} of them in a recovery; ${tally.undone} undone, ${tally.finished} finished, ${tally.quiet} between changes; before ${steps.join(', ')}\n`,
  );
  assert.ok(tally.inRecovery > KILLS / 20 && tally.undone > KILLS / 4 && tally.finished > 0, 'every case was met');
});

/** Kills one workspace's gateway again and again, and looks at what is left each time. */
async function runLane(base: string, random: Seeded, tally: Tally): Promise<void> {
  const place = { root: join(base, 'root'), stateFolder: join(base, 'state'), contentFolder: join(base, 'contents') };
  for (const folder of Object.values(place)) mkdirSync(folder, { recursive: true });
  const put = (content: Buffer): string => {
    const sha256 = digest(content);
    writeFileSync(join(place.contentFolder, sha256), content);
    return sha256;
  };
  let world = mutate(new Map(), random, put);
  build(place.root, world, (sha256) => readFileSync(join(place.contentFolder, sha256)));
  for (let round = 0; tally.kills < KILLS; round++) {
    const worlds = [world];
    const requests: ChangeRequest[] = [];
    while (requests.length < REQUESTS) {
      const from = worlds.at(-1) as World;
      const to = mutate(from, random, put);
      const changes = changesBetween(from, to);
      if (changes.length === 0) continue;
      requests.push({ id: `${round}-${requests.length}`, changes });
      worlds.push(to);
    }
    const made = await killOnce({ ...place, requests, cutAtCall: 1 + random.below(MAX_CALLS) }, tally);
    while (isInterrupted(place) && random.chance(0.5))
      await killOnce({ ...place, requests: [], cutAtCall: 1 + random.below(15) }, tally);
    world = await checkRecovered(place, worlds.slice(made, made + 2), tally);
  }
}

function isInterrupted({ stateFolder }: Place): boolean {
  const journal = join(stateFolder, 'journal');
  return existsSync(journal) && readdirSync(journal).some((name) => name.endsWith('.json'));
}

/** Runs a gateway to its end, for only such a run leaves its compiled sources behind for the others. */
async function compileOnce(base: string): Promise<void> {
  const place = { root: join(base, 'root'), stateFolder: join(base, 'state'), contentFolder: join(base, 'contents') };
  mkdirSync(place.root, { recursive: true });
  await killOnce({ ...place, requests: [], cutAtCall: Number.MAX_SAFE_INTEGER }, null);
}

/** Runs a gateway until it is killed or through; answers how many changes it said were made. */
async function killOnce(order: PowerCutOrder, tally: Tally | null): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'power-cut-child.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // The sources are compiled once, not at each start.
    env: { ...process.env, NODE_COMPILE_CACHE: join(order.root, '../../compiled') },
  });
  child.stdin.end(JSON.stringify(order));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (code, signal) => resolve([code, signal]));
  });
  if (tally !== null) tally.starts += 1;
  const lines = output.split('\n');
  const cut = lines.find((line) => line.startsWith('cut '));
  if (cut === undefined) assert.deepEqual([code, signal], [0, null], output);
  else if (tally !== null) {
    assert.equal(signal, 'SIGKILL', output);
    tally.kills += 1;
    tally.calls.set(cut.slice(4), (tally.calls.get(cut.slice(4)) ?? 0) + 1);
    if (!lines.includes('ready')) tally.inRecovery += 1;
  }
  return lines.filter((line) => line.startsWith('done ')).length;
}

/** Starts a gateway, lets it recover, and demands exactly one of the worlds; answers which it is. */
async function checkRecovered(place: Place, allowed: readonly World[], tally: Tally): Promise<World> {
  const contents = openPlainContents(place.contentFolder);
  const files = await openWorkspaceFiles({ stateFolder: place.stateFolder, contents, minFreeBytes: 0 });
  const recovered = await files.recover();
  for (const { result, problem } of recovered) {
    assert.notEqual(result, 'inconsistent', problem ?? '');
    if (result === 'undone') tally.undone += 1;
    else tally.finished += 1;
  }
  if (recovered.length === 0) tally.quiet += 1;
  const found = readWorld(place.root);
  const index = allowed.findIndex((world) => isSameWorld(world, found));
  assert.notEqual(index, -1, `between: ${JSON.stringify(changesBetween(allowed[0] ?? new Map(), found))}`);
  if (recovered[0] !== undefined) assert.equal(index, recovered[0].result === 'undone' ? 0 : 1, 'as it was told');
  assert.deepEqual(await files.recover(), [], 'nothing is left to recover');
  assert.deepEqual(
    readdirSync(join(place.stateFolder, 'journal')).filter((name) => name.endsWith('.json')),
    [],
  );
  return allowed[index] as World;
}
