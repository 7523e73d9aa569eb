import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkLog } from '../harness/check-log.ts';
import { makeDirectories, post, removeDirectories, startDaemon, type TestDaemon } from '../harness/daemon.ts';

function read(path: string, session = 's'): unknown {
  return {
    session,
    tool: { name: 'Read', origin: 'builtin:claude-code' },
    args: { file_path: path },
    cwd: '/tmp',
    workspace: '/tmp',
  };
}

async function withDaemon(
  work: (daemon: TestDaemon, directories: ReturnType<typeof makeDirectories>) => Promise<void>,
): Promise<void> {
  const directories = makeDirectories();
  try {
    const daemon = await startDaemon(directories);
    try {
      await work(daemon, directories);
    } finally {
      await daemon.stop();
    }
  } finally {
    removeDirectories(directories);
  }
}

test('denies with a clear error when the disk is full, and goes on when there is room again', async (t) => {
  const directories = makeDirectories();
  mkdirSync(directories.state, { mode: 0o700 });
  const mounted =
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0700', 'tmpfs', directories.state]).status === 0;
  if (!mounted) {
    removeDirectories(directories);
    return t.skip('needs the right to mount a tmpfs');
  }
  try {
    const daemon = await startDaemon(directories);
    const filler = join(directories.state, 'filler');
    writeFileSync(filler, Buffer.alloc(1024));
    fill(filler);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        post(daemon, '/v1/decide', {
          body: {
            ...(read(`/tmp/${index}`) as object),
            args: { file_path: `/tmp/${index}`, padding: 'x'.repeat(60_000) },
          },
        }),
      ),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    assert.ok(refused.length > 0, 'the disk was not full');
    for (const { status, body } of refused) {
      assert.equal(status, 503);
      assert.equal(body['code'], 'log.unwritable');
      assert.equal(body['verdict'], undefined);
    }
    rmSync(filler);
    assert.equal((await post(daemon, '/v1/decide', { body: read('/tmp/after') })).body['verdict'], 'allow');
    assert.equal(await daemon.stop(), 0);
    await checkLog(directories.state);
  } finally {
    spawnSync('umount', ['-l', directories.state]);
    removeDirectories(directories);
  }
});

/** Fills a file system to its last block. */
function fill(path: string): void {
  const file = openSync(path, 'a');
  for (const block of [65_536, 4_096, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(block));
    } catch {
      // No space left for a block of this size.
    }
  }
  closeSync(file);
}

test('refuses to start on a log with a changed byte, and says what to do', async () => {
  const directories = makeDirectories();
  try {
    const daemon = await startDaemon(directories);
    for (let index = 0; index < 50; index++) await post(daemon, '/v1/decide', { body: read(`/tmp/${index}`) });
    await daemon.stop();
    const database = join(directories.state, 'countersign.db');
    const content = readFileSync(database);
    const at = content.indexOf('"verdict":"allow"');
    content.write('"verdict":"denyy"', at);
    writeFileSync(database, content);
    await assert.rejects(startDaemon(directories), /ended with 40: .*open the log: .*was changed/s);
  } finally {
    removeDirectories(directories);
  }
});

test('refuses to start on a store with a page of garbage', async () => {
  const directories = makeDirectories();
  try {
    const daemon = await startDaemon(directories);
    for (let index = 0; index < 50; index++) await post(daemon, '/v1/decide', { body: read(`/tmp/${index}`) });
    await daemon.stop();
    const database = join(directories.state, 'countersign.db');
    const file = openSync(database, 'r+');
    const pages = Math.floor(statSync(database).size / 4096);
    for (let page = 1; page < pages; page++) writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
    closeSync(file);
    await assert.rejects(startDaemon(directories), /ended with (40|50)/);
  } finally {
    removeDirectories(directories);
  }
});

test('refuses a second gateway on the same state', async () => {
  await withDaemon(async (_, directories) => {
    await assert.rejects(startDaemon(directories), /ended with 50/);
  });
});

test('answers malformed, oversized and hostile bodies with problem details, never with an allow', async () => {
  await withDaemon(async (daemon) => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    const bodies: readonly (readonly [string, number])[] = [
      ['', 400],
      ['{', 400],
      ['null', 422],
      ['[]', 422],
      ['"x"', 422],
      [deep, 400],
      [JSON.stringify({ ...(read('/tmp/x') as object), args: { text: 'x'.repeat(10_000_000) } }), 413],
      [JSON.stringify({ ...(read('/tmp/x') as object), args: { text: 'x'.repeat(1_500_000) } }), 413],
      [JSON.stringify({ ...(read('/tmp/x') as object), cwd: 'relative' }), 422],
      ['{"__proto__":{"verdict":"allow"}}', 422],
      [JSON.stringify(read('/tmp/\ud800')), 422],
    ];
    for (const [body, status] of bodies) {
      const answer = await post(daemon, '/v1/decide', { body });
      const shown = `${body.slice(0, 40)} gave ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`;
      assert.ok(answer.status >= 400 && answer.status < 500, shown);
      assert.equal(typeof answer.body['code'], 'string', shown);
      assert.notEqual(answer.body['verdict'], 'allow', shown);
      assert.ok(answer.status === status || [400, 413, 422].includes(answer.status), shown);
    }
    assert.equal((await post(daemon, '/v1/decide', { body: read('/tmp/still-there') })).body['verdict'], 'allow');
  });
});

test('answers 1,000 requests at once: each is decided or refused in time, none is lost', async () => {
  await withDaemon(async (daemon, directories) => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        post(daemon, '/v1/decide', { body: read(`/tmp/${index}`, `s${index % 20}`) }),
      ),
    );
    const allowed = answers.filter(({ body }) => body['verdict'] === 'allow');
    for (const { status, body } of answers)
      assert.ok(
        status === 200 || (status === 503 && typeof body['code'] === 'string'),
        `${status} ${JSON.stringify(body)}`,
      );
    assert.ok(allowed.length >= 900, `${allowed.length} of 1,000 were decided`);
    await daemon.stop();
    const decided = new Set(
      (await checkLog(directories.state)).filter((entry) => entry.type === 'decision').map((entry) => entry.index),
    );
    for (const { body } of allowed) assert.ok(decided.has(Number(body['log_index'])));
  });
});
