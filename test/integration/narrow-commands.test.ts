import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { EXIT } from '../../apps/cli/exit-code.ts';
import { type Ran, run } from '../../apps/cli/testing/test-terminal.ts';
import { CountersignClient } from '../../sdk/client.ts';
import { makePlaces, removePlaces, serveDaemon } from '../harness/served-daemon.ts';

test('a token is narrowed to a lease by command, and acts under it whatever its bearer shows', async (t) => {
  const places = makePlaces();
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  const agent = readFileSync(served.daemon.files.agentToken, 'utf8').trim();
  const cli = (args: readonly string[], token?: string): Promise<Ran> =>
    run(args, {
      homeDir: places.home,
      variables: { ...served.variables, ...(token === undefined ? {} : { COUNTERSIGN_TOKEN: token }) },
    });
  const granted = await cli(['lease', 'grant', 'agent:default', '--capability', 'file.read', '--json']);
  assert.equal(granted.code, EXIT.ok, granted.err);
  const { token: lease, lease: record } = JSON.parse(granted.out) as { token: string; lease: { id: string } };
  const file = join(places.home, 'lease.token');
  writeFileSync(file, `${lease}\n`);

  const narrowed = await cli(['token', 'narrow', '--lease', file], agent);
  assert.equal(narrowed.code, EXIT.ok, narrowed.err);
  assert.match(narrowed.err, new RegExp(`agent:default may decide under lease ${record.id}`));
  const bound = new CountersignClient({
    baseUrl: readFileSync(served.daemon.files.address, 'utf8').trim(),
    token: narrowed.out.trim(),
  });
  const place = { session: 'sub', cwd: places.home, workspace: places.home };
  const propose = (name: string, args: object) =>
    bound.decide({ ...place, tool: { name, origin: 'builtin:claude-code' }, args: { ...args } });
  const write = await propose('Write', { file_path: join(places.home, 'a.txt'), content: 'x' });
  assert.match(write.decision.reason, /does not hold file\.write/);
  const read = await propose('Read', { file_path: join(places.home, 'a.txt') });
  assert.equal(read.verdict, 'allow');

  assert.match((await cli(['token', 'list'])).out, new RegExp(`decide +${record.id.slice(0, 13)}`));
  const { tokens: listed } = JSON.parse((await cli(['token', 'list', '--json'])).out) as {
    tokens: { lease: string | null }[];
  };
  assert.deepEqual([listed.at(0)?.lease, listed.at(-1)?.lease], [null, record.id]);
  for (const [name, text] of [
    ['none.token', null],
    ['empty.token', ' \n'],
    ['binary.token', '\u0000\u0001'],
    ['large.token', 'a'.repeat(65_537)],
  ] as const) {
    if (text !== null) writeFileSync(join(places.home, name), text);
    const { code, err } = await cli(['token', 'narrow', '--lease', join(places.home, name)], agent);
    assert.equal(code, EXIT.usage, name);
    assert.match(err, /read a lease/);
  }
  writeFileSync(join(places.home, 'other.token'), 'nonsense');
  const foreign = await cli(['token', 'narrow', '--lease', join(places.home, 'other.token')], agent);
  assert.equal(foreign.code, EXIT.failed);
  assert.match(foreign.err, /lease/);
});
