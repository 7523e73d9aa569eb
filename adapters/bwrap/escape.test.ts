import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type HeldPlace, heldPlace, OWNERS } from './testing/held-place.ts';

/** Each attempt is made in a project of ours, and as the administrator also in one of another user. */
function attempt(name: string, make: (place: HeldPlace, t: TestContext) => Promise<void>): void {
  for (const owner of OWNERS)
    void test(`in a project that is ${owner}: ${name}`, async (t) => {
      const place = await heldPlace(t, owner);
      if (place !== null) await make(place, t);
    });
}

/** Every line must fail inside; what it printed is told where it did not. */
async function refusesEach({ bash }: HeldPlace, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const { end, stdout, stderr, contained } = await bash(line);
    assert.ok(contained);
    assert.equal(end.kind, 'exited', `${line}: ${JSON.stringify(end)}`);
    assert.notDeepEqual(end, { kind: 'exited', exitCode: 0 }, `${line}: ${stdout.text}${stderr.text}`);
  }
}

attempt('a program works there: it reads, writes, starts others and finds its tools', async ({ bash, folder }) => {
  const { end, stdout, stderr } = await bash(
    'echo made > made; (echo child & wait); ls; id -un; node -e "console.log(6*7)"',
  );
  assert.deepEqual(end, { kind: 'exited', exitCode: 0 }, stderr.text);
  assert.equal(stdout.text, 'child\nmade\nuser\n42\n');
  assert.equal(readFileSync(join(folder, 'made'), 'utf8'), 'made\n');
});

test('the tools of the home are there, and what lies beside them is not', async (t) => {
  const place = await heldPlace(t);
  if (place === null) return;
  assert.equal(
    (await place.bash('tool; ls -A ~ ~/.cargo')).stdout.text,
    `tool\n${place.home}:\n.cargo\nproject\n\n${place.home}/.cargo:\nbin\n`,
  );
  await refusesEach(place, ['echo x > ~/.cargo/bin/tool']);
});

attempt('no secret of the home, the system or the gateway can be read', async (place) => {
  const { base, home } = place;
  await refusesEach(place, [
    'cat ~/.ssh/id_ed25519',
    'cat ~/.npmrc',
    'cat ~/.cargo/credentials.toml',
    `cat ${base}/state/keys/approver.pem`,
    `ls ${base}/state`,
    'cat /etc/shadow',
    'cat /root/.bashrc',
    'ls /var/log',
    'ls /sys/kernel',
    `cat /proc/1/root${home}/.npmrc`,
    'cat /proc/kcore | head -c 1 | grep -q .',
  ]);
  const { stdout } = await place.bash(
    `grep -rs --exclude-dir=node_modules SECRET- ${base} /home /etc /tmp /run /var 2>/dev/null; true`,
  );
  assert.equal(stdout.text, '');
});

attempt('no host is reached, neither this machine nor another', async (place, t) => {
  const server = createServer((socket) => socket.end('SECRET-hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  await refusesEach(place, [
    `exec 3<>/dev/tcp/127.0.0.1/${address.port}`,
    'exec 3<>/dev/tcp/192.0.2.1/80',
    'exec 3<>/dev/udp/192.0.2.1/53; echo x >&3',
    `perl -MSocket -e 'socket(my $s, AF_UNIX, SOCK_STREAM, 0) or exit 1'`,
    `perl -e 'socket(my $s, 17, 3, 0) or exit 1'`,
    `perl -e 'socket(my $s, 2, 3, 1) or exit 1'`,
  ]);
});

attempt('no process outside is seen, signalled or traced', async (place, t) => {
  const outside = spawn('sleep', ['60'], { stdio: 'ignore' });
  t.after(() => outside.kill('SIGKILL'));
  const pid = String(outside.pid);
  await refusesEach(place, [
    `[ -d /proc/${pid} ]`,
    `[ $(ls -d /proc/[0-9]* | wc -l) -gt 6 ]`,
    'kill -9 1; [ ! -d /proc/1 ]',
  ]);
  await place.bash(`kill -9 ${pid}; kill -9 -${pid}; true`);
  await place.bash('kill -9 -1');
  assert.equal(outside.exitCode ?? outside.signalCode, null);
});

attempt('nothing is written outside, nor to what instructs other programs', async (place) => {
  const { base, folder } = place;
  await refusesEach(place, [
    'echo x > /usr/made',
    'echo x > /etc/made',
    'echo x > /made',
    'echo x > .git/hooks/pre-commit',
    'echo x >> .git/config',
    'mv .git aside',
    'rm -rf .git',
    'echo x > .countersign/policy.yaml',
    'mv .countersign aside',
    'echo core > /proc/sys/kernel/core_pattern',
    'echo x > /proc/sys/kernel/hostname',
    'echo h > /proc/sysrq-trigger',
    '[ -w /proc/sys/kernel/core_pattern ]',
  ]);
  await place.bash(`echo x > ~/made; echo x > /tmp/made; echo x > ${base}/made; rm -rf ${base}`);
  assert.equal(existsSync(join(base, 'home/made')), false);
  assert.deepEqual(readdirSync(base).sort(), ['home', 'state']);
  assert.equal(readFileSync(join(folder, '.git/config'), 'utf8'), '[core]\n');
  assert.deepEqual(readdirSync(join(folder, '.git/hooks')), ['sample']);
  assert.equal(readFileSync(join(folder, '.countersign/policy.yaml'), 'utf8'), 'version: 1\n');
});

attempt('instructions that it makes where none were are put aside, and it has not passed', async ({ bash, folder }) => {
  const { end } = await bash('mkdir .claude && echo {} > .claude/settings.json; ln -s /tmp .Cursor');
  assert.equal(end.kind, 'overstepped');
  const names = readdirSync(folder).map((name) => name.replace(/-[0-9a-f]{8}-/, '-ID-'));
  assert.deepEqual(names.sort(), ['.countersign', '.git', 'put-aside-ID-Cursor', 'put-aside-ID-claude']);
});

attempt('a link in the project that leads outside leads nowhere', async (place) => {
  const { base, folder } = place;
  writeFileSync(join(base, 'beside'), 'SECRET-beside');
  symlinkSync(join(base, 'beside'), join(folder, 'file'));
  symlinkSync(base, join(folder, 'up'));
  await refusesEach(place, ['cat file', 'cat up/beside', 'ls up/state', 'ls up/home/.ssh']);
  // A folder of the same name, in the sandbox's own memory, is all that they could lead to.
  await place.bash('echo x >> file; echo x > up/beside');
  assert.equal(readFileSync(join(base, 'beside'), 'utf8'), 'SECRET-beside');
});

/** By number on x64: the first is `errno` 1 (refused) or 38 (as if the kernel were older). */
const CALLS: readonly (readonly [name: string, words: string])[] = [
  ['ptrace', '101, 16, 1, 0, 0'],
  ['mount', '165, "none", "/tmp", "tmpfs", 0, 0'],
  ['umount', '166, "/proc", 2'],
  ['pivot_root', '155, "/tmp", "/tmp"'],
  ['chroot', '161, "/tmp"'],
  ['setns', '308, 0, 0'],
  ['unshare of users', '272, 0x10000000'],
  ['clone of users', '56, 0x10000011, 0, 0, 0, 0'],
  ['clone3', '435, 0, 0'],
  ['keyctl', '250, 0, 0'],
  ['add_key', '248, "user", "x", "y", 1, -3'],
  ['bpf', '321, 0, 0, 0'],
  ['io_uring_setup', '425, 1, 0'],
  ['userfaultfd', '323, 0'],
  ['perf_event_open', '298, 0, 0, 0, 0, 0'],
  ['process_vm_readv', '310, 1, 0, 0, 0, 0, 0'],
  ['open_by_handle_at', '304, 0, 0, 0'],
  ['pidfd_getfd', '438, 0, 0, 0'],
  ['open_tree', '428, 0, "/", 1'],
  ['fsopen', '430, "tmpfs", 0'],
  ['personality', '135, 0x0040000'],
  ['ioctl that types for the terminal', '16, 0, 0x5412, "x"'],
  ['the same call with high bits', '16, 0, 0x100005412, "x"'],
  ['x32', '0x40000000 + 101, 0, 0, 0, 0'],
  ['openat2', '437, -100, "made", 0, 24'],
  ['a set-user file by mknod', '133, "made", 0104755, 0'],
  ['a set-user file by creat', '85, "made", 04755'],
  ['a set-user file by open', '2, "made", 0101, 04755'],
  ['reboot', '169, 0, 0, 0, 0'],
  ['settimeofday', '164, 0, 0'],
  ['swapoff', '168, "/x"'],
  ['delete_module', '176, "x", 0'],
];

attempt('no system call changes what holds it', async (place, t) => {
  if (process.arch !== 'x64') return t.skip('the numbers of the calls are those of x64');
  const script = CALLS.map(
    ([name, words]) =>
      `$! = 0; $r = syscall(${words.replaceAll(/"[a-z/]*"/g, '($t = $&)')}); print "${name}: $r ", $!+0, "\\n";`,
  ).join('');
  writeFileSync(join(place.folder, 'calls.pl'), `$| = 1; ${script}`, { mode: 0o644 });
  const { stdout, stderr, end } = await place.bash('perl calls.pl');
  assert.deepEqual(end, { kind: 'exited', exitCode: 0 }, stderr.text);
  const answers = stdout.text.trim().split('\n');
  assert.equal(answers.length, CALLS.length);
  assert.deepEqual(
    answers.filter((line) => !/: -1 (1|38)$/.test(line)),
    [],
  );
});

attempt('no file becomes one that runs with the rights of its owner', async (place) => {
  await refusesEach(place, [
    'touch a; chmod u+s a',
    'touch b; chmod g+s b',
    'cp /bin/sh c; chmod 6755 c',
    'mknod d b 8 0',
  ]);
});

attempt('no capability is left, and none comes back', async ({ bash }) => {
  const { stdout } = await bash(
    'grep -E "^(Cap(Inh|Prm|Eff|Bnd|Amb)|NoNewPrivs|Seccomp):" /proc/self/status; unshare -U true || echo refused',
  );
  const values = stdout.text
    .trim()
    .split('\n')
    .map((line) => line.split(/:\s*/)[1] ?? line);
  assert.deepEqual(values, [...Array(5).fill('0'.repeat(16)), '1', '2', 'refused']);
});

attempt('neither our environment nor our descriptors are seen', async ({ bash }) => {
  process.env.COUNTERSIGN_TEST_TOKEN = 'SECRET-token';
  const { stdout } = await bash('env; cat /proc/*/environ /proc/*/cmdline | tr "\\0" "\\n"');
  delete process.env.COUNTERSIGN_TEST_TOKEN;
  assert.doesNotMatch(stdout.text, /SECRET|COUNTERSIGN_TEST|--setenv|--ro-bind/);
  const descriptors = (await bash('readlink /proc/$$/fd/*')).stdout.text.trim().split('\n');
  assert.deepEqual(
    descriptors.filter((one) => !/^(\/dev\/null|(socket|pipe):\[[0-9]+\])$/.test(one)),
    [],
  );
});

attempt('a fork bomb is bounded, and gone afterwards', async ({ bash }) => {
  const script = 'for (1..1500) { $p = fork; last unless defined $p; if (!$p) { sleep 60; exit } $n++ } print $n';
  const { stdout } = await bash(`perl -e '${script}'`);
  assert.ok(Number(stdout.text) > 100 && Number(stdout.text) <= 512, stdout.text);
  // Other tests sleep too.
  const nap = `60.${process.pid}`;
  const { end, durationMs } = await bash(`:(){ :|:& };: ; sleep ${nap}`, 2_000);
  assert.ok(durationMs < 30_000, `${durationMs} ms: ${JSON.stringify(end)}`);
  assert.deepEqual(processesNamed(`sleep\0${nap}\0`), []);
});

attempt('memory, temporary files and files of the project are bounded', async (place) => {
  await refusesEach(place, [`perl -e '$x = "a" x (3 << 30)'`, 'fallocate -l 600M /tmp/big', 'fallocate -l 600M ~/big']);
  const { end } = await place.bash('fallocate -l 2G big');
  assert.notDeepEqual(end, { kind: 'exited', exitCode: 0 });
});

test('folders that are no project, or hold what no check may see, are not held at all', async (t) => {
  const place = await heldPlace(t);
  if (place === null) return;
  for (const folder of [
    '/',
    '/tmp',
    '/etc',
    '/usr',
    place.home,
    place.base,
    join(place.base, 'state/keys'),
    '/no/such',
  ])
    assert.equal((await place.runner.contains(folder)).isContained, false, folder);
});

function processesNamed(commandLine: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^[0-9]+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') === commandLine;
    } catch {
      return false;
    }
  });
}

const isRoot = process.getuid?.() === 0;

test('the same attempts fail where the gateway is an ordinary user', {
  skip: isRoot ? false : 'it is one already',
  timeout: 400_000,
}, (t) => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const file = fileURLToPath(import.meta.url);
  const probe = spawnSync(process.execPath, ['--check', file], { uid: 54_322, gid: 54_322, env });
  if (probe.status !== 0) return t.skip('another user can read neither this folder nor its Node');
  const words = ['--test', '--test-reporter=tap', file];
  const { status, stdout } = spawnSync(process.execPath, words, {
    uid: 54_322,
    gid: 54_322,
    env: { ...env, HOME: '/' },
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout.slice(-4_000));
});
