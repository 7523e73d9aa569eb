import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Actors } from './actors.ts';
import type { Tally } from './invariants.ts';
import { seeded } from './seeded.ts';
import { World } from './world.ts';

const RUNS = Number(process.env['COUNTERSIGN_RUNS'] ?? 120);
const STEPS = 60;
const SHOWN_STEPS = 25;

/** Lives one world from its seed; raises with its last steps when something happened that must not. */
async function simulate(seed: number): Promise<Tally> {
  const world = new World(seeded(seed));
  await world.start();
  const actors = new Actors(world);
  await actors.watch.advance();
  const check = (): void => {
    const problems = [...new Set(actors.watch.violations)];
    if (problems.length === 0) return;
    const steps = actors.trace.map((step, index) => `  ${index + 1} ${step}`).slice(-SHOWN_STEPS);
    assert.fail(`${problems.join('\n')}\nafter these steps:\n${steps.join('\n')}`);
  };
  for (let step = 0; step < STEPS; step++) {
    await actors.step();
    check();
  }
  await actors.finish();
  check();
  world.crash();
  return actors.watch.tally;
}

test(`${RUNS} worlds of agents, people, crashes and failing commits release nothing that is not approved, recorded and in time`, {
  timeout: 580_000,
}, async () => {
  const seed = Number(process.env['COUNTERSIGN_SEED'] ?? Date.now() % 1_000_000);
  const total: Record<string, number> = {};
  for (let run = 0; run < RUNS; run++) {
    const tally = await simulate(seed + run).catch((error: unknown) => {
      const line = `COUNTERSIGN_SEED=${seed + run} COUNTERSIGN_RUNS=1 node --test test/simulation/simulation.test.ts`;
      throw new Error(`in the world of seed ${seed + run}. Repeat it: ${line}`, { cause: error });
    });
    for (const [name, count] of Object.entries(tally)) total[name] = (total[name] ?? 0) + count;
  }
  process.stdout.write(`seed ${seed}: ${RUNS} runs of ${STEPS} steps, ${JSON.stringify(total)}\n`);
  if (RUNS < 100) return;
  for (const [name, count] of Object.entries(total)) assert.ok(count > 0, `seed ${seed}: no ${name} in any run`);
});
