import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../../apps/cli/command-table.ts';
import { EXIT } from '../../apps/cli/exit-code.ts';
import { type Ran, run } from '../../apps/cli/testing/test-terminal.ts';
import { makePlaces, removePlaces, serveDaemon } from '../harness/served-daemon.ts';
import { AGENT, NO_WAIT, propose } from '../harness/test-gateway.ts';

/** Commands that list things under another word than `list`. */
const ALSO = ['budget show', 'sandboxes', 'usage', 'policy explain'];

/** Those that are another program of ours, on the streams of this process. */
const SPAWNED = ['policy', 'whitelist'];

test('prints with --json, for everything that lists, one object that names the list', {
  timeout: 120_000,
}, async (t) => {
  const places = makePlaces();
  const { daemon, variables, close } = await serveDaemon(places);
  t.after(async () => {
    await close();
    removePlaces(places);
  });
  await daemon.gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  const listing = COMMANDS.map(({ path, summary }) => ({ line: path.join(' '), path, summary })).filter(
    ({ line, path, summary }) => path.at(-1) === 'list' || summary.startsWith('list ') || ALSO.includes(line),
  );
  assert.ok(listing.length >= 22, `found ${listing.map(({ line }) => line).join(', ')}`);
  for (const { line, path } of listing) {
    const args = [...path, '--json'];
    const where = { homeDir: places.home, variables };
    const ran = SPAWNED.includes(path[0] ?? '') ? await spawned(args, where) : await run(args, where);
    assert.ok(ran.code === EXIT.ok || ran.code === EXIT.notOk, `${line}: ${ran.code} ${ran.err}`);
    const printed: unknown = JSON.parse(ran.out);
    assert.ok(typeof printed === 'object' && printed !== null && !Array.isArray(printed), `${line}: ${ran.out}`);
    assert.ok(Object.values(printed).some(Array.isArray), `${line} names no list: ${ran.out}`);
  }
});

function spawned(
  args: readonly string[],
  { homeDir, variables }: { readonly homeDir: string; readonly variables: Readonly<Record<string, string>> },
): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: homeDir, ...variables };
  return new Promise((done) => {
    const child = execFile(process.execPath, [resolve('apps/cli/main.ts'), ...args], { env }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}
