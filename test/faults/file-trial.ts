import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkspaceFiles } from '../../adapters/workspace/open-workspace-files.ts';
import { openPlainContents } from '../../adapters/workspace/testing/plain-contents.ts';
import type { WorkspaceFiles } from '../../ports/workspace-files.ts';
import { seeded } from '../simulation/seeded.ts';
import { build, changesBetween, digest, mutate, type World } from './random-world.ts';

export type Trial = {
  readonly root: string;
  readonly stateFolder: string;
  readonly from: World;
  readonly to: World;
  readonly open: () => Promise<WorkspaceFiles>;
};

/** A folder to remove at the end; in memory where that is possible, which has no disk to wait for. */
export function makeBase(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'countersign-file-trial-'));
}

/** Tries a change of each seed in a fresh folder for the first call, the second, and so on, until `run` says there was no such call. */
export async function forEachTrial(
  { first = 1, seeds }: { readonly first?: number; readonly seeds: number },
  run: (trial: Trial, call: number) => Promise<boolean>,
): Promise<void> {
  for (let seed = first; seed < first + seeds; seed++) {
    for (let call = 1, goesOn = true; goesOn; call++) {
      const base = makeBase();
      try {
        goesOn = await run(makeTrial(base, seed), call);
      } catch (error) {
        throw new Error(`seed ${seed}, call ${call}`, { cause: error });
      } finally {
        rmSync(base, { recursive: true, force: true });
      }
    }
  }
}

/** A workspace in one state, and another state that it shall be brought to; the same for the same seed. */
export function makeTrial(base: string, seed: number): Trial {
  const random = seeded(seed);
  const [root, stateFolder, contentFolder] = ['root', 'state', 'contents'].map((name) => join(base, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [root, contentFolder]) mkdirSync(folder);
  const put = (content: Buffer): string => {
    const sha256 = digest(content);
    writeFileSync(join(contentFolder, sha256), content);
    return sha256;
  };
  const from = mutate(mutate(new Map(), random, put), random, put);
  let to = from;
  while (changesBetween(from, to).length < 3) to = mutate(to, random, put);
  build(root, from, (sha256) => readFileSync(join(contentFolder, sha256)));
  const open = (): Promise<WorkspaceFiles> =>
    openWorkspaceFiles({ stateFolder, contents: openPlainContents(contentFolder), minFreeBytes: 0 });
  return { root, stateFolder, from, to, open };
}
