import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { parseTlogProof } from '../../../core/audit/tlog-proof.ts';
import { EXIT } from '../exit-code.ts';
import { createSmallLog, type SmallLog } from '../testing/small-log.ts';
import { type Ran, run } from '../testing/test-terminal.ts';

type Place = { readonly home: string; readonly state: string; readonly database: string; readonly log: SmallLog };
type Report = {
  readonly ok: boolean;
  readonly size: number;
  readonly problems: readonly string[];
  readonly counts: object;
};

test('verifies a log, counts its entries, and says whose key it believed', async (t) => {
  const { home } = await makeLog(t, 600);
  const { code, out } = await run(['log', 'verify'], { homeDir: home });
  assert.equal(code, EXIT.ok);
  assert.match(out, /✓ the log holds: 600 entries in/u);
  assert.match(out, /decision 599, log\.created 1/u);
  assert.match(out, /The key is the one beside the log/u);
});

test('verifies while the gateway writes', async (t) => {
  const { home, log } = await makeLog(t, 10);
  assert.equal((await verify(home)).report.size, 10);
  await log.append(5);
  assert.equal((await verify(home)).report.size, 15);
});

test('finds an entry that was changed, removed, added, moved or re-dated', async (t) => {
  const edits: readonly (readonly [string, RegExp])[] = [
    [
      `UPDATE entry SET entry_text = replace(entry_text, 'allow', 'deny') WHERE entry_index = 300`,
      /entry 300 was changed/u,
    ],
    ['DELETE FROM entry WHERE entry_index = 599', /entry 599 is missing, want 600/u],
    ['DELETE FROM entry WHERE entry_index = 7', /entry 7 is missing/u],
    [`INSERT INTO entry VALUES (600, '{}', x'00')`, /an entry 600 beyond its head/u],
    [
      'UPDATE node SET hash = zeroblob(32) WHERE level = 1 AND node_index = 1',
      /stored hash at level 1, place 1, does not agree/u,
    ],
    ['DELETE FROM node WHERE level = 1 AND node_index = 0', /stored hash at level 1, place 0, is missing/u],
    ['UPDATE head SET size = 599', /states 599 entries/u],
    [`UPDATE head SET note = replace(note, '600', '599')`, /invalid signature/u],
    ['DELETE FROM head', /an entry 0 beyond its head of 0/u],
  ];
  for (const [edit, found] of edits) {
    const { home, database, log } = await makeLog(t, 600);
    await log.close();
    tamper(database, edit);
    const { code, report } = await verify(home);
    assert.equal(code, EXIT.verificationFailed, edit);
    assert.ok(
      report.problems.some((problem) => found.test(problem)),
      `${edit}: ${report.problems.join('; ')}`,
    );
  }
});

test('shows against an earlier checkpoint that history was rewritten or cut, though the head is signed', async (t) => {
  const { home, log, state } = await makeLog(t, 300);
  writeFileSync(`${home}/earlier`, log.note());
  await log.append(40);
  assert.equal((await verify(home, ['--checkpoint', `${home}/earlier`])).code, EXIT.ok);
  writeFileSync(`${home}/newest`, log.note());
  const rolledBack = `${home}/old.db`;
  const other = await createSmallLog(rolledBack);
  t.after(() => other.close());
  await other.append(300);
  const { code, err } = await run(
    ['log', 'verify', '--db', rolledBack, '--vkey', other.vkey, '--checkpoint', `${home}/newest`],
    { homeDir: home },
  );
  assert.equal(code, EXIT.verificationFailed, 'a checkpoint of another key is not believed');
  assert.match(err, /no signature of a trusted key/u);
  const both = ['--vkey', other.vkey, '--vkey', `${state}/keys/log.vkey`];
  const cut = await verify(home, ['--db', rolledBack, ...both, '--checkpoint', `${home}/newest`]);
  assert.ok(
    cut.report.problems.some((problem) => problem.includes('cut or rolled back')),
    cut.report.problems.join('; '),
  );
});

test('believes no key but those it was given', async (t) => {
  const { home } = await makeLog(t, 3);
  const stranger = await createSmallLog(`${home}/stranger.db`);
  t.after(() => stranger.close());
  const { code, report } = await verify(home, ['--vkey', stranger.vkey]);
  assert.equal(code, EXIT.verificationFailed);
  assert.match(report.problems.join(), /no signature of a trusted key/u);
  assert.equal((await run(['log', 'verify', '--vkey', 'nonsense'], { homeDir: home })).code, EXIT.usage);
});

test('wants witnesses where a quorum was asked for', async (t) => {
  const { home } = await makeLog(t, 3);
  assert.equal((await run(['log', 'verify', '--witness-quorum', '1'], { homeDir: home })).code, EXIT.usage);
});

test('refuses a file that is no log of ours, without changing it', async (t) => {
  const { home } = await makeLog(t, 1);
  writeFileSync(`${home}/text.db`, 'this is not a database, but long enough to look at as if it were one');
  assert.notEqual((await run(['log', 'verify', '--db', `${home}/text.db`], { homeDir: home })).code, EXIT.ok);
  assert.equal((await run(['log', 'verify', '--db', `${home}/none.db`], { homeDir: home })).code, EXIT.failed);
  assert.equal(existsSync(`${home}/none.db`), false);
});

test('exports tiles that verify, and continues an export', async (t) => {
  const { home, log, state } = await makeLog(t, 700);
  const dir = `${home}/export`;
  assert.equal((await run(['log', 'export', dir], { homeDir: home })).code, EXIT.ok);
  assert.equal((await verify(home, ['--dir', dir])).report.size, 700);
  assert.ok(
    existsSync(`${dir}/tile/entries/002.p/188`) &&
      existsSync(`${dir}/tile/0/001`) &&
      existsSync(`${dir}/tile/1/000.p/2`),
  );
  const untouched = statSync(`${dir}/tile/0/000`).mtimeMs;
  await log.append(400);
  const again = await run(['log', 'export', dir, '--json'], { homeDir: home });
  assert.match(again.out, /"had_entries": 700/u);
  assert.equal(statSync(`${dir}/tile/0/000`).mtimeMs, untouched);
  const { code, report } = await verify(home, ['--dir', dir, '--vkey', `${state}/keys/log.vkey`]);
  assert.deepEqual([code, report.size, report.problems], [EXIT.ok, 1_100, []]);
});

test('finds what was changed in an export', async (t) => {
  const { home } = await makeLog(t, 600);
  const dir = `${home}/export`;
  await run(['log', 'export', dir], { homeDir: home });
  for (const name of ['tile/entries/001', 'tile/0/000', 'tile/1/000.p/2', 'checkpoint']) {
    const bytes = readFileSync(`${dir}/${name}`);
    const changed = Buffer.from(bytes);
    changed[20] = (changed[20] ?? 0) ^ 1;
    writeFileSync(`${dir}/${name}`, changed);
    assert.equal((await run(['log', 'verify', '--dir', dir], { homeDir: home })).code, EXIT.verificationFailed, name);
    writeFileSync(`${dir}/${name}`, bytes);
  }
  rmSync(`${dir}/tile/entries/000`);
  assert.match((await verify(home, ['--dir', dir])).report.problems.join(), /entry 0 is missing/u);
});

test('exports nothing that does not verify, and continues no other log', async (t) => {
  const { home, database, log } = await makeLog(t, 50);
  const dir = `${home}/export`;
  const other = await createSmallLog(`${home}/other.db`);
  t.after(() => other.close());
  await other.append(60);
  await run(['log', 'export', dir], { homeDir: home });
  const keys = ['--vkey', other.vkey, '--vkey', log.vkey];
  const foreign = await run(['log', 'export', dir, '--db', `${home}/other.db`, ...keys], { homeDir: home });
  assert.equal(foreign.code, EXIT.ok, 'the same entries under another key continue it');
  await log.close();
  tamper(database, `UPDATE entry SET entry_text = '{}' WHERE entry_index = 3`);
  const broken = await run(['log', 'export', `${home}/second`], { homeDir: home });
  assert.equal(broken.code, EXIT.verificationFailed);
  assert.equal(existsSync(`${home}/second/checkpoint`), false);
});

test('proves entries with receipts that stand alone', async (t) => {
  const { home, log } = await makeLog(t, 700);
  for (const index of ['0', '255', '256', '699']) {
    const file = `${home}/receipt-${index}`;
    assert.equal((await run(['log', 'prove', index, '--out', file], { homeDir: home })).code, EXIT.ok);
    const checked = await run(['verify-receipt', file, '--vkey', log.vkey, '--json'], { homeDir: home });
    assert.equal(checked.code, EXIT.ok, checked.err);
    assert.match(checked.out, new RegExp(`"id": "entry-${index}"`, 'u'));
  }
  assert.equal((await run(['log', 'prove', '700'], { homeDir: home })).code, EXIT.failed);
});

test('refuses a receipt of which anything was changed', async (t) => {
  const { home, log } = await makeLog(t, 20);
  const { out } = await run(['log', 'prove', '7'], { homeDir: home });
  const parsed = parseTlogProof(out);
  assert.ok(parsed.ok);
  const changes = [
    out.replace('index 7', 'index 8'),
    out.replace(/extra ./u, 'extra f'),
    out.replace('\n20\n', '\n21\n'),
    out.slice(0, -10),
    '',
  ];
  for (const changed of changes) {
    writeFileSync(`${home}/changed`, changed);
    const { code } = await run(['log', 'verify-receipt', `${home}/changed`, '--vkey', log.vkey], { homeDir: home });
    assert.equal(code, EXIT.verificationFailed, changed.slice(0, 80));
  }
});

test('shows entries from the database when no gateway answers', async (t) => {
  const { home } = await makeLog(t, 50);
  const tail = await run(['log', 'tail', '-n', '3'], { homeDir: home });
  assert.equal(tail.out.trim().split('\n').length, 3);
  assert.match(tail.out, /49 .*decision .*allow .*Read/u);
  assert.match(tail.err, /read from the database/u);
  const odd = await run(['log', 'tail', '-n', '2', '--session', 'odd', '--json'], { homeDir: home });
  assert.deepEqual(
    odd.out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly index: number }).index),
    [47, 49],
  );
  assert.match((await run(['log', 'show', '7'], { homeDir: home })).out, /"id": "entry-7"/u);
  assert.equal((await run(['log', 'show', '50'], { homeDir: home })).code, EXIT.failed);
});

async function makeLog(t: TestContext, entries: number): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  const state = `${home}/.local/state/countersign`;
  mkdirSync(`${state}/keys`, { recursive: true });
  const database = `${state}/countersign.db`;
  const log = await createSmallLog(database, { keyFile: `${state}/keys/log.vkey` });
  t.after(async () => {
    await log.close();
    rmSync(home, { recursive: true, force: true });
  });
  await log.append(entries);
  return { home, state, database, log };
}

async function verify(homeDir: string, options: readonly string[] = []): Promise<Ran & { readonly report: Report }> {
  const ran = await run(['log', 'verify', '--json', ...options], { homeDir });
  return { ...ran, report: JSON.parse(ran.out || '{"problems":[]}') as Report };
}

function tamper(database: string, edit: string): void {
  const connection = new DatabaseSync(database);
  connection.exec('PRAGMA foreign_keys = OFF');
  connection.exec(edit);
  connection.close();
}
