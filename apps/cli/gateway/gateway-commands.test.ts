import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { signedApprovalText } from '../../../sdk/sign-approval.ts';
import { checkpointFinding } from '../doctor/check-machine.ts';
import { EXIT } from '../exit-code.ts';
import { type FakeGateway, startFakeGateway } from '../testing/fake-gateway.ts';
import { sampleApproval } from '../testing/sample-approval.ts';
import { run } from '../testing/test-terminal.ts';
import { keyIdOf } from './approver-key.ts';
import { findGatewayProcess } from './find-process.ts';
import { isLoopback, isSameOrigin } from './loopback.ts';

type Place = { readonly homeDir: string; readonly state: string; readonly gateway: FakeGateway };

test('shows how the gateway is, and who waits', async (t) => {
  const { homeDir, gateway } = await start(t);
  gateway.put(sampleApproval({ createdAtMs: Date.now() }));
  const { code, out } = await run(['status'], { homeDir });
  assert.equal(code, EXIT.ok);
  assert.match(out, /in order/u);
  assert.match(out, /7k2m9x +(?:1:00|0:5\d) +Bash \(medium\)/u);
  assert.equal(
    (JSON.parse((await run(['status', '--json'], { homeDir })).out) as { readonly health: { readonly status: string } })
      .health.status,
    'ok',
  );
});

test('lists requests, in full on request, and prints ids for completion', async (t) => {
  const { homeDir, gateway } = await start(t);
  assert.match((await run(['approvals', 'list'], { homeDir })).out, /nobody waits/u);
  gateway.put(sampleApproval());
  assert.match((await run(['approvals', 'list'], { homeDir })).out, /7k2m9xw .*pending +medium 45 +Bash: npm test/u);
  assert.equal((await run(['approvals', 'list', '--ids'], { homeDir })).out, '7k2m9xw4abcdefgh\tBash: npm test\n');
  assert.match((await run(['approvals', 'show', '7k2m'], { homeDir })).out, /npm test/u);
});

test('signs an approval with the key of the state directory, by a prefix of the id', async (t) => {
  const { homeDir, state, gateway } = await start(t);
  const approval = sampleApproval();
  gateway.put(approval);
  const { code, out } = await run(['approvals', 'approve', '7k2m', '--scope', 'session', '--note', 'only tests'], {
    homeDir,
  });
  assert.equal(code, EXIT.ok);
  assert.match(out, /approved by human:operator \(cli\), for the session/u);
  const sent = gateway.received.find(({ path }) => path.endsWith('/approve'));
  const {
    scope,
    note,
    channel,
    key_id: keyId,
    signature,
  } = (sent ?? assert.fail('nothing was sent')).body as {
    readonly scope: 'session';
    readonly note: string;
    readonly channel: 'cli';
    readonly key_id: string;
    readonly signature: string;
  };
  const publicKey = createPublicKey(readFileSync(`${state}/keys/approver.pem`));
  const text = signedApprovalText(approval.statement, {
    answer: 'approve',
    scope,
    note,
    channel,
    approver: 'human:operator',
    keyId,
  });
  assert.ok(verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64')));
  assert.equal(keyId, keyIdOf(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)));
  assert.deepEqual([scope, note, channel], ['session', 'only tests', 'cli']);
});

test('calls the scope always what the gateway calls a proposal', async (t) => {
  const { homeDir, gateway } = await start(t);
  gateway.put(sampleApproval());
  await run(['approvals', 'approve', '7k2m', '--scope', 'always'], { homeDir });
  assert.equal(lastBody(gateway)['scope'], 'proposal');
});

test('approves in a batch only what is low or medium, and says why it left the rest', async (t) => {
  const { homeDir, gateway } = await start(t);
  gateway.put(sampleApproval({ id: 'aaaa111122223333' }));
  gateway.put(sampleApproval({ id: 'bbbb111122223333', level: 'high' }));
  gateway.put(sampleApproval({ id: 'cccc111122223333', level: 'low' }));
  const { code, out, err } = await run(['approvals', 'approve', '--all'], { homeDir });
  assert.equal(code, EXIT.notOk);
  assert.equal(out.match(/approved by/gu)?.length, 2);
  assert.match(err, /approve bbbb111: its risk is high, want low or medium in a batch/u);
  assert.equal((await run(['approvals', 'deny', '--all'], { homeDir })).code, EXIT.ok);
});

test('says that somebody was first', async (t) => {
  const { homeDir, gateway } = await start(t);
  gateway.put(sampleApproval({ status: 'denied' }));
  const { code, err } = await run(['approvals', 'approve', '7k2m'], { homeDir });
  assert.equal(code, EXIT.failed);
  assert.match(err, /somebody was first/u);
});

test('answers nothing when one of several ids is wrong', async (t) => {
  const { homeDir, gateway } = await start(t);
  gateway.put(sampleApproval());
  assert.equal((await run(['approvals', 'approve', '7k2m', 'zzzz'], { homeDir })).code, EXIT.failed);
  assert.equal(
    gateway.received.some(({ path }) => path.endsWith('/approve')),
    false,
  );
  assert.equal((await run(['approvals', 'approve'], { homeDir })).code, EXIT.usage);
});

test('halts through the gateway, and only through it when that worked', async (t) => {
  const { homeDir, state, gateway } = await start(t);
  const { code, out } = await run(['halt', 'too', 'many', 'deletes'], { homeDir });
  assert.equal(code, EXIT.ok);
  assert.match(out, /HALTED/u);
  assert.deepEqual(gateway.received.at(-1)?.body, { reason: 'too many deletes', source: 'cli' });
  assert.equal(existsSync(`${state}/HALT`), false);
});

test('halts by file and signal when the gateway cannot be asked, and says which worked', async (t) => {
  const { homeDir, state, gateway } = await start(t);
  await gateway.close();
  const program = `${homeDir}/apps/daemon/main.js`;
  mkdirSync(`${homeDir}/apps/daemon`, { recursive: true });
  writeFileSync(
    program,
    `process.on('SIGUSR2', () => process.exit(7)); process.stdout.write('ready'); setTimeout(() => undefined, 20000);`,
  );
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'ignore'] });
  t.after(() => child.kill());
  await new Promise((resolve) => child.stdout.once('data', resolve));
  writeFileSync(`${state}/pid`, `${child.pid}\n`);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const { code, out } = await run(['halt', '--json'], { homeDir });
  assert.equal(code, EXIT.ok);
  const { attempts } = JSON.parse(out) as {
    readonly attempts: readonly { readonly way: string; readonly worked: boolean }[];
  };
  assert.deepEqual(
    attempts.map(({ way, worked }) => [way, worked]),
    [
      ['api', false],
      ['sentinel', true],
      ['signal', true],
    ],
  );
  assert.match(readFileSync(`${state}/HALT`, 'utf8'), /halted from the command line/u);
  assert.equal(await ended, 7);
});

test('sends no signal to a process that is no gateway', async (t) => {
  const { homeDir, state, gateway } = await start(t);
  await gateway.close();
  writeFileSync(`${state}/pid`, `${process.pid}\n`);
  assert.equal(findGatewayProcess({ environment: { stateDir: state } as never }).state, 'none');
  const { code, out } = await run(['halt'], { homeDir });
  assert.equal(code, EXIT.ok);
  assert.match(out, /✓ sentinel/u);
  assert.match(out, /✗ signal .*not known to be a gateway; no signal sent/u);
});

test('resumes with the token of the file, and wants a reason', async (t) => {
  const { homeDir, state, gateway } = await start(t);
  assert.equal((await run(['resume'], { homeDir })).code, EXIT.usage);
  assert.equal((await run(['resume', '--rationale', 'all is mended now, truly'], { homeDir })).code, EXIT.failed);
  writeFileSync(`${state}/resume.token`, 'resume-abc\n');
  assert.equal((await run(['resume', '-r', 'all is mended now, truly'], { homeDir })).code, EXIT.ok);
  assert.deepEqual(gateway.received.at(-1)?.body, {
    resume_token: 'resume-abc',
    rationale: 'all is mended now, truly',
  });
});

test('makes tokens with the least that is useful, and never over an existing file', async (t) => {
  const { homeDir, gateway } = await start(t);
  const file = `${homeDir}/ci.token`;
  assert.equal(
    (await run(['token', 'create', 'agent:ci', '--expires', '30d', '--out', file], { homeDir })).code,
    EXIT.ok,
  );
  const body = gateway.received.at(-1)?.body as { readonly scopes: readonly string[]; readonly expires_at_ms: number };
  assert.deepEqual(body.scopes, ['decide', 'outcome']);
  assert.ok(Math.abs(body.expires_at_ms - Date.now() - 30 * 86_400_000) < 60_000);
  assert.equal(readFileSync(file, 'utf8'), 'cs_new\n');
  assert.equal((await run(['token', 'create', 'agent:ci', '--out', file], { homeDir })).code, EXIT.usage);
  assert.equal((await run(['token', 'create', 'agent:ci', '--expires', 'soon'], { homeDir })).code, EXIT.usage);
  assert.match((await run(['token', 'list'], { homeDir })).out, /human:operator .*no end/u);
});

test('sends its token to this machine only, or encrypted', async (t) => {
  const { homeDir } = await start(t);
  for (const url of ['http://example.com:7391', 'http://127.0.0.1.example.com', 'http://10.0.0.1']) {
    const { code, err } = await run(['status'], { homeDir, variables: { COUNTERSIGN_URL: url } });
    assert.equal(code, EXIT.usage, url);
    assert.match(err, /in the clear/u);
  }
  assert.deepEqual(['localhost', '127.1.2.3', '[::1]', '128.0.0.1', '127.evil.com'].map(isLoopback), [
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('takes all names of this machine for one, and tells ports, protocols and hosts apart', () => {
  const own = 'http://127.0.0.1:7391';
  const same = [
    'http://localhost:7391/',
    'HTTP://LocalHost:7391',
    'http://[::1]:7391/x?y',
    'http://127.9.9.9:7391',
    own,
  ];
  const others = [
    'http://localhost:7392',
    'https://localhost:7391',
    'http://localhost.evil.com:7391',
    'no address',
    '',
  ];
  assert.deepEqual(
    [...same, ...others].map((one) => isSameOrigin(own, one)),
    [...same.map(() => true), ...others.map(() => false)],
  );
});

test('scores what is not enforced, and says how to mend it', async (t) => {
  const { homeDir, state } = await start(t);
  const before = JSON.parse((await run(['doctor', '--json'], { homeDir })).out) as Doctor;
  assert.equal(
    before.findings.reduce((sum, { name, points }) => (name === 'localhost' ? sum : sum + points), 0),
    100,
  );
  assert.equal(finding(before, 'hooks').ok, false);
  assert.match(finding(before, 'hooks').fix, /countersign init/u);
  assert.equal(finding(before, 'separation').ok, false);
  await run(['init', 'claude-code', '--yes'], { homeDir });
  const after = JSON.parse((await run(['doctor', '--json'], { homeDir })).out) as Doctor;
  for (const name of ['hooks', 'hooks block', 'settings']) assert.equal(finding(after, name).ok, true, name);
  assert.ok(after.score > before.score);
  chmodSync(`${state}/tokens/operator.token`, 0o644);
  const settings = `${homeDir}/.claude/settings.json`;
  writeFileSync(settings, readFileSync(settings, 'utf8').replaceAll('"block"', '"allow"'));
  const weakened = JSON.parse((await run(['doctor', '--json'], { homeDir })).out) as Doctor;
  for (const name of ['secrets', 'hooks block', 'settings']) assert.equal(finding(weakened, name).ok, false, name);
  assert.match(finding(weakened, 'secrets').fix, /chmod 600 .*operator\.token/u);
  writeFileSync(settings, '{ broken');
  assert.match(
    finding(JSON.parse((await run(['doctor', '--json'], { homeDir })).out) as Doctor, 'hooks').found,
    /no JSON object/u,
  );
});

test('says where nothing can be kept and undone', () => {
  const names = (['linux', 'darwin'] as const).flatMap((platform) =>
    [true, false].map((hasHandles) => checkpointFinding({ platform, hasHandles })),
  );
  assert.deepEqual(
    names.map(({ ok }) => ok),
    [true, false, false, false],
  );
  assert.match(names[1]?.found ?? '', /Linux without \/proc\/self\/fd: the gateway keeps no workspace/u);
  assert.match(names[2]?.found ?? '', /this is darwin: /u);
  assert.match(names[2]?.fix ?? '', /on Linux/u);
});

type Finding = {
  readonly name: string;
  readonly ok: boolean;
  readonly points: number;
  readonly found: string;
  readonly fix: string;
};
type Doctor = { readonly score: number; readonly findings: readonly Finding[] };

function finding({ findings }: Doctor, name: string): Finding {
  const found = findings.find((candidate) => candidate.name === name);
  assert.ok(found !== undefined, name);
  return found;
}

function lastBody({ received }: FakeGateway): { readonly [field: string]: unknown } {
  return received.at(-1)?.body as { readonly [field: string]: unknown };
}

async function start(t: TestContext): Promise<Place> {
  const homeDir = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
  const state = `${homeDir}/.local/state/countersign`;
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const gateway = await startFakeGateway(state);
  t.after(async () => {
    await gateway.close();
    rmSync(homeDir, { recursive: true, force: true });
  });
  return { homeDir, state, gateway };
}
