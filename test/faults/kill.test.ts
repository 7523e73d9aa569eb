import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerAs } from '../harness/approver.ts';
import { checkLog } from '../harness/check-log.ts';
import { makeDirectories, post, removeDirectories, startDaemon, type TestDaemon } from '../harness/daemon.ts';
import { until } from '../harness/until.ts';

const KILLS = 200;
/** A machine that does much else gets fewer kills than those, and says how many; COUNTERSIGN_ALL_KILLS=1 waits for all of them. */
const ENOUGH_MS = process.env['COUNTERSIGN_ALL_KILLS'] === '1' ? 3_600_000 : 60_000;
const LEAST_KILLS = 40;
const WORKERS = 4;

/** What callers were told before the gateway was killed. */
type Released = { readonly actionId: string; readonly logIndex: number; readonly verdict: string };

function proposal(command: string, session: string): unknown {
  return {
    session,
    tool: { name: 'Bash', origin: 'builtin:claude-code' },
    args: { command },
    cwd: '/tmp',
    workspace: '/tmp',
    wait_ms: 0,
  };
}

/** Proposes until the connection breaks: reads, and shell lines that are approved and used at once, twice. */
async function load(daemon: TestDaemon, worker: string, released: Released[]): Promise<void> {
  try {
    for (let count = 0; ; count++) {
      const session = `${worker}-${count % 4}`;
      const read = {
        session,
        tool: { name: 'Read', origin: 'builtin:claude-code' },
        args: { file_path: `/tmp/${worker}-${count}` },
        cwd: '/tmp',
        workspace: '/tmp',
      };
      note(await post(daemon, '/v1/decide', { body: read }), released);
      if (count % 3 !== 0) continue;
      const command = `make target-${worker}-${count}`;
      const asked = await post(daemon, '/v1/decide', { body: proposal(command, session) });
      note(asked, released);
      const approval = asked.body['approval'] as { id?: string } | undefined;
      if (approval?.id !== undefined) await answerAs(daemon, approval.id);
      const uses = await Promise.all(
        [1, 2].map(() => post(daemon, '/v1/decide', { body: proposal(command, session) })),
      );
      for (const use of uses) note(use, released);
    }
  } catch {
    // The connection broke: the gateway was killed.
  }
}

function note({ body }: Awaited<ReturnType<typeof post>>, released: Released[]): void {
  if (typeof body['action_id'] === 'string') {
    released.push({
      actionId: body['action_id'],
      logIndex: Number(body['log_index']),
      verdict: String(body['verdict']),
    });
  }
}

test('killed at random points of a write load, it has recorded every verdict it released and used no approval twice', {
  timeout: ENOUGH_MS + 450_000,
}, async () => {
  const seed = Number(process.env['COUNTERSIGN_SEED'] ?? Date.now() % 1_000_000);
  const random = generator(seed);
  const directories = makeDirectories();
  const released: Released[] = [];
  let pauses = 0;
  let kills = 0;
  try {
    const untilMs = performance.now() + ENOUGH_MS;
    for (; kills < KILLS && (kills < LEAST_KILLS || performance.now() < untilMs); kills++) {
      const daemon = await startDaemon(directories);
      const workers = Array.from({ length: WORKERS }, (_, index) => load(daemon, `k${kills}w${index}`, released));
      // Some are killed before they answered anybody; of every four, three in the middle of it, however busy the machine is.
      const before = released.length;
      if (kills % 4 !== 0) await until(() => released.length > before, 'a verdict');
      // A first approval takes a third of a second from the start: half of them are killed around that, half much earlier.
      const pauseMs = Math.floor(random() * (kills % 2 === 0 ? 120 : 700));
      pauses += pauseMs;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await daemon.stop('SIGKILL');
      await Promise.all(workers);
    }
    const entries = await checkLog(directories.state);
    const decisions = entries.filter((entry) => entry.type === 'decision');
    const missing = released.filter(
      ({ actionId, logIndex }) => entries[logIndex]?.type !== 'decision' || entries[logIndex]?.action !== actionId,
    );
    assert.deepEqual(missing, [], `seed ${seed}: released without a durable entry`);
    const used = decisions.map((entry) => entry.data['approval']).filter((id) => id !== null);
    assert.equal(new Set(used).size, used.length, `seed ${seed}: an approval was used twice`);
    assert.ok(released.length >= kills / 2, `seed ${seed}: only ${released.length} verdicts were released`);
    assert.ok(used.length > 0, `seed ${seed}: no approval was used, so that none could be used twice`);
    process.stdout.write(
      `seed ${seed}: ${kills} kills over ${pauses} ms of load, ${released.length} released verdicts, ${entries.length} entries, ${used.length} approvals used\n`,
    );
  } finally {
    removeDirectories(directories);
  }
});

/** A small deterministic generator (mulberry32), so that a failing run can be repeated with its seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
