import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PassThrough } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Secret, TOTP } from 'otpauth';
import { EXIT } from '../../apps/cli/exit-code.ts';
import { runCommand } from '../../apps/cli/run-command.ts';
import { createTestContext, type Ran, run } from '../../apps/cli/testing/test-terminal.ts';
import { makePlaces, removePlaces, type ServedDaemon, serveDaemon } from '../harness/served-daemon.ts';
import { NO_WAIT, propose } from '../harness/test-gateway.ts';

const AGENT = { principal: 'agent:default', scopes: ['decide', 'outcome'] } as const;
const EDIT = { file_path: '/work/app/.claude/settings.json', old_string: 'a', new_string: 'b' };

async function start(
  t: TestContext,
): Promise<ServedDaemon & { readonly cli: (...args: readonly string[]) => Promise<Ran> }> {
  const places = makePlaces();
  const served = await serveDaemon(places);
  t.after(async () => {
    await served.close();
    removePlaces(places);
  });
  const cli = (...args: readonly string[]) => run(args, { homeDir: places.home, variables: served.variables });
  return { ...served, cli };
}

/** Enrols an app as a person would: reads the secret off the screen, and types a code of it. */
async function enrolApp({
  places,
  variables,
}: ServedDaemon): Promise<{ readonly secret: string; readonly out: string }> {
  const { context, out, err } = createTestContext(places.home, { variables });
  const running = runCommand(['approvers', 'totp', '--json'], context);
  while (!err().includes('otpauth:')) await delay(10);
  const secret = /authenticator app: (\w+)/.exec(err())?.[1] ?? '';
  (context.terminal.input as PassThrough).end(`${codeOf(secret)}\n`);
  assert.equal(await running, EXIT.ok, err());
  return { secret, out: out() };
}

function codeOf(secret: string, steps = 0): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });
}

test('a critical request is approved in the terminal with a code, once', async (t) => {
  const served = await start(t);
  const { gateway } = served.daemon;
  const { secret, out } = await enrolApp(served);
  assert.match((JSON.parse(out) as { recovery: string }).recovery, /^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
  const asked = await gateway.authorize(AGENT, propose('Edit', EDIT), NO_WAIT);
  const id = asked.approval?.request.id ?? '';
  const without = await served.cli('approvals', 'approve', id);
  assert.notEqual(without.code, EXIT.ok);
  assert.match(without.err, /second factor[\s\S]*approvers totp/);
  const wrong = await served.cli('approvals', 'approve', id, '--totp', 'abcdef');
  assert.match(wrong.err, /a code that is wrong/);
  const approved = await served.cli('approvals', 'approve', id, '--totp', codeOf(secret, 1), '--json');
  assert.equal(approved.code, EXIT.ok, approved.err);
  assert.equal((await gateway.authorize(AGENT, propose('Edit', EDIT), NO_WAIT)).verdict, 'allow');
});

test('the link of the dashboard names this machine, and logs in once', async (t) => {
  const { cli, daemon } = await start(t);
  const { out } = await cli('dashboard', '--json');
  const { url } = JSON.parse(out) as { url: string };
  const { origin, pathname, hash } = new URL(url);
  assert.match(origin, /^http:\/\/localhost:\d+$/);
  assert.deepEqual([pathname, hash.length], ['/login', 44]);
  const login = () =>
    fetch(`${origin.replace('localhost', '127.0.0.1')}/v1/login`, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json' },
      body: JSON.stringify({ code: hash.slice(1) }),
    });
  assert.equal((await login()).status, 201);
  assert.equal((await login()).status, 401);
  const { sessions } = JSON.parse((await cli('browsers', 'list', '--json')).out) as { sessions: { id: string }[] };
  assert.equal(sessions.length, 1);
  assert.equal((await cli('browsers', 'end', sessions[0]?.id ?? '')).code, EXIT.ok);
  assert.match((await cli('browsers', 'list')).out, /no browser/);
  assert.match((await cli('approvers', 'list')).out, /channel web/);
  assert.equal(daemon.gateway.listWebSessions({ principal: 'human:operator', scopes: [] }).length, 0);
  assert.match((await cli('login')).out, /\/login#/);
});

test('people are joined, parted by others, away, told, and stood in for', async (t) => {
  const { cli } = await start(t);
  const ok = async (...args: readonly string[]): Promise<string> => {
    const { code, out, err } = await cli(...args);
    assert.equal(code, EXIT.ok, err);
    return out;
  };
  const joined = await ok('approvers', 'join', 'human:ada', 'human:ada-chat');
  assert.match(joined, /human:ada counts once, as human:ada and human:ada-chat/);
  assert.match(await ok('approvers', 'away', 'human:ada', '--for', '72h'), /human:ada is sent nothing until \d{4}-/);
  const told = await ok('approvers', 'roles', 'human:ada', 'administrator', 'emergency');
  assert.match(told, /human:ada is told as administrator and emergency/);
  assert.match(await ok('approvers', 'people'), /human:ada +human:ada-chat +none.*until .*administrator emergency/);
  assert.match(await ok('approvers', 'away', 'human:ada', '--back'), /human:ada is back/);
  assert.match(await ok('approvers', 'part', 'human:ada-chat'), /human:ada-chat is a person of their own/);
  await ok('delegations', 'add', 'human:ada', '--for', '72h');
  assert.match(await ok('delegations', 'list'), /human:operator +human:ada/);
  const [one] = (JSON.parse(await ok('delegations', 'list', '--json')) as { delegations: { id: string }[] })
    .delegations;
  await ok('delegations', 'end', one?.id ?? '');
  assert.match(await ok('delegations', 'list'), /for themselves/);
  await ok('approvers', 'reset', 'human:ada');
  assert.equal((await cli('approvers', 'reset', 'human:operator')).code, EXIT.failed);
  for (const mistake of [
    ['delegations', 'add', 'human:ada'],
    ['approvers', 'away', 'human:ada'],
    ['approvers', 'totp-remove'],
  ])
    assert.equal((await cli(...mistake)).code, EXIT.usage, mistake.join(' '));
});

test('a second person makes a key of their own, is enrolled, and what is critical needs both from then on', async (t) => {
  const served = await start(t);
  const { cli, places } = served;
  const state = join(places.home, 'anna');
  const variables = { ...served.variables, COUNTERSIGN_STATE: state };
  const made = await run(['approvers', 'key', '--json'], { homeDir: places.home, variables });
  assert.equal(made.code, EXIT.ok, made.err);
  const { public_key: publicKey, key_id: keyId, file, made: isNew } = JSON.parse(made.out);
  assert.deepEqual([isNew, statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777], [true, 0o600, 0o700]);
  const again = await run(['approvers', 'key'], { homeDir: places.home, variables });
  assert.equal(again.out, `${publicKey}\n`);
  assert.equal((await cli('approvers', 'enrol', 'human:anna', publicKey.slice(4))).code, EXIT.usage);
  assert.equal((await cli('approvers', 'enrol', 'agent:anna', publicKey)).code, EXIT.usage);
  assert.match(
    (await cli('approvers', 'enrol', 'human:anna', publicKey)).out,
    new RegExp(`key ${keyId} of human:anna`),
  );

  const created = await cli('token', 'create', 'human:anna', '--scope', 'approve', '--scope', 'read');
  const url = readFileSync(served.daemon.files.address, 'utf8').trim();
  const anna = { ...variables, COUNTERSIGN_URL: url, COUNTERSIGN_TOKEN: created.out.trim() };
  const { gateway } = served.daemon;
  const asked = await gateway.authorize(AGENT, propose('Bash', { command: 'npm test' }), NO_WAIT);
  const approve = ['approvals', 'approve', asked.approval?.request.id ?? '', '--as', 'human:anna'];
  const approved = await run(approve, { homeDir: places.home, variables: anna });
  assert.equal(approved.code, EXIT.ok, approved.err);
  assert.match(approved.out, /approved by human:anna/);
  const critical = await gateway.authorize(AGENT, propose('Edit', EDIT), NO_WAIT);
  assert.equal(critical.approval?.request.terms.approvers, 2);
  const unasked = await cli('approvers', 'withdraw', keyId);
  assert.equal(unasked.code, EXIT.usage);
  assert.match(unasked.err, /one person who approves is left: what is critical needs nobody else then/);
});
