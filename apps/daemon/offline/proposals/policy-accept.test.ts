import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { importSigningKey } from '../../../../adapters/node-crypto/keys.ts';
import { signedApprovalText } from '../../../../core/approval/approval-statement.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../../../../test/harness/served-daemon.ts';
import { AGENT, NO_WAIT, OPERATOR, propose } from '../../../../test/harness/test-gateway.ts';

const POLICY =
  'version: 1\nwindow: always\nrules:\n  # the only one\n  - id: no-rm\n    forbid: "Bash(rm *)"\n    reason: "r"\n';

type Place = ServedDaemon & { readonly policy: string };
type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function start(t: TestContext): Promise<Place> {
  const places = makePlaces(POLICY);
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  return { ...served, policy: join(places.configDirectory, 'policy.yaml') };
}

/** Has a person answer "always" to a fetch; answers the place of the proposal. */
async function proposeRule({ daemon }: Place, url = 'https://a.example/'): Promise<number> {
  const { gateway, files } = daemon;
  const fetch = propose('WebFetch', { url, prompt: 'p' }, { channel: 'api' });
  const asked = await gateway.authorize(AGENT, fetch, NO_WAIT);
  const id = asked.approval?.request.id ?? assert.fail(`nobody was asked: ${asked.decision.reason}`);
  const { statement } = await gateway.findApproval(id);
  const key = importSigningKey(readFileSync(files.approverKey, 'utf8'));
  assert.ok(key.ok);
  const keyId = gateway.listApprovers()[0]?.keyId ?? '';
  const given = {
    answer: 'approve',
    scope: 'proposal',
    channel: 'cli',
    approver: 'human:operator',
    keyId,
    note: '',
  } as const;
  const signature = Buffer.from(key.value.sign(Buffer.from(signedApprovalText(statement, given)))).toString('base64');
  await gateway.answerApproval(OPERATOR, { id, ...given, signature });
  return (await gateway.listProposals({ limit: 1 }))[0]?.index ?? assert.fail('nothing was proposed');
}

function offline({ places, variables }: Place, args: readonly string[]): Promise<Ran> {
  const env = { PATH: process.env['PATH'], HOME: places.home, ...variables };
  return new Promise((done) => {
    const program = execFile(process.execPath, [resolve('apps/daemon/offline.ts'), ...args], { env }, (_, out, err) => {
      done({ code: program.exitCode ?? -1, out, err });
    });
    program.stdin?.end();
  });
}

const rulesOf = ({ daemon }: Place): readonly string[] =>
  daemon.gateway.currentPolicy().policy.rules.map(({ id }) => id);

test('puts a proposed rule into the file, keeps a copy, and has the gateway load it', async (t) => {
  const place = await start(t);
  const index = await proposeRule(place);
  const listed = await offline(place, ['policy-proposed']);
  assert.match(listed.out, new RegExp(`entry ${index}  open  WebFetch, by human:operator`));
  assert.match(listed.out, /permit: "WebFetch\(domain:a\.example\)"/);
  const { code, out, err } = await offline(place, ['policy-accept', String(index), '--yes']);
  assert.equal(code, 0, err);
  assert.match(out, /\n\+ {4,}permit: "WebFetch\(domain:a\.example\)"/);
  assert.match(out, /in force at the gateway now/);
  assert.equal(rulesOf(place).length, 2);
  assert.ok(readFileSync(place.policy, 'utf8').startsWith(POLICY));
  const [backup] = readdirSync(place.places.configDirectory).filter((name) => name.endsWith('.bak'));
  assert.equal(readFileSync(join(place.places.configDirectory, backup ?? ''), 'utf8'), POLICY);
  const again = await place.daemon.gateway.authorize(
    AGENT,
    propose('WebFetch', { url: 'https://a.example/', prompt: 'p' }, { channel: 'api' }),
    NO_WAIT,
  );
  assert.equal(again.verdict, 'allow');
  const {
    proposals: [adopted],
  } = JSON.parse((await offline(place, ['policy-proposed', '--json'])).out);
  assert.deepEqual([adopted.index, adopted.state], [index, 'adopted']);
});

test('changes nothing without a yes, where nobody can be asked', async (t) => {
  const place = await start(t);
  const index = String(await proposeRule(place));
  for (const args of [[index], [index, '--json']]) {
    const { code, err } = await offline(place, ['policy-accept', ...args]);
    assert.equal(code, 50);
    assert.match(err, /want a terminal or --yes/);
  }
  assert.equal(readFileSync(place.policy, 'utf8'), POLICY);
  assert.deepEqual(readdirSync(place.places.configDirectory), ['policy.yaml']);
});

test('accepts a rule once, and no entry that proposes none', async (t) => {
  const place = await start(t);
  const index = String(await proposeRule(place));
  const done = JSON.parse((await offline(place, ['policy-accept', index, '--yes', '--json'])).out);
  assert.deepEqual([done.index, done.gateway], [Number(index), 'reloaded']);
  const twice = await offline(place, ['policy-accept', index, '--yes']);
  assert.equal(twice.code, 50);
  assert.match(twice.err, /already has a rule/);
  for (const other of ['0', '99999', 'x', '-1']) {
    const { code, err } = await offline(place, ['policy-accept', '--yes', '--', other]);
    assert.equal(code, 50, `${other}: ${err}`);
  }
});

test('keeps every rule of the policy that was in force when there was no file', async (t) => {
  const place = await start(t);
  const index = String(await proposeRule(place));
  rmSync(place.policy);
  await place.daemon.gateway.reloadPolicy(OPERATOR);
  const before = rulesOf(place);
  assert.ok(before.length > 5);
  const { code, err } = await offline(place, ['policy-accept', index, '--yes']);
  assert.equal(code, 0, err);
  assert.deepEqual(rulesOf(place).slice(0, before.length).toSorted(), before.toSorted());
  assert.equal(rulesOf(place).length, before.length + 1);
});

test('writes through a link, and leaves the link', async (t) => {
  const place = await start(t);
  const elsewhere = join(place.places.home, 'dotfiles.yaml');
  writeFileSync(elsewhere, POLICY, { mode: 0o640 });
  rmSync(place.policy);
  symlinkSync(elsewhere, place.policy);
  const { code, err } = await offline(place, ['policy-accept', String(await proposeRule(place)), '--yes']);
  assert.equal(code, 0, err);
  assert.match(readFileSync(elsewhere, 'utf8'), /a\.example/);
  assert.equal(rulesOf(place).length, 2);
});

test('refuses a policy that does not load, and leaves it as it was', async (t) => {
  const place = await start(t);
  const index = String(await proposeRule(place));
  writeFileSync(place.policy, 'version: 1\nrules:\n  - id: broken\n');
  const { code } = await offline(place, ['policy-accept', index, '--yes']);
  assert.equal(code, 10);
  assert.equal(readFileSync(place.policy, 'utf8'), 'version: 1\nrules:\n  - id: broken\n');
});

test('refuses an erased rule, and a rule from an entry that the log key has not signed for', async (t) => {
  const place = await start(t);
  const index = await proposeRule(place);
  await place.daemon.gateway.erasePayload(OPERATOR, { index, rationale: 'it names a customer' });
  const erased = await offline(place, ['policy-accept', String(index), '--yes']);
  assert.match(erased.err, /payload erased/);
  assert.equal(erased.code, 50);
  const forged = await proposeRule(place, 'https://b.example/');
  const database = new DatabaseSync(place.daemon.files.database);
  database.exec(
    `UPDATE entry SET entry_text = replace(entry_text, 'WebFetch', 'Webfetch') WHERE entry_index = ${forged}`,
  );
  database.close();
  const { code, err } = await offline(place, ['policy-accept', String(forged), '--yes']);
  assert.equal(code, 40, err);
  assert.equal(readFileSync(place.policy, 'utf8'), POLICY);
});
