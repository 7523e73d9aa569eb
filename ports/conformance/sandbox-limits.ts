import assert from 'node:assert/strict';
import type { Excess, SandboxLimits } from '../../core/sandbox/sandbox-limits.ts';
import { contractOf } from './sandbox-contract.ts';
import { openFor, type SandboxUnderTest, shell, specFor } from './sandbox-place.ts';

const MEGABYTE = 1024 * 1024;

/** A line that would never end within each limit, the limit, and the reason that its end names. */
const ENDS: readonly (readonly [name: string, line: string, limits: Partial<SandboxLimits>, excess: Excess])[] = [
  ['waits past the wall clock', 'sleep 60', { wallMs: 500 }, 'wall'],
  [
    'ignores every signal that can be ignored',
    "trap '' TERM INT HUP; while :; do sleep 1; done",
    { wallMs: 500 },
    'wall',
  ],
  ['leaves its session and its group', "setsid sh -c 'sleep 60' & sleep 60", { wallMs: 500 }, 'wall'],
  ['computes past its processor time', 'while :; do :; done', { cpuMs: 600 }, 'cpu'],
  ['computes in many processes', 'for i in 1 2 3 4; do (while :; do :; done) & done; wait', { cpuMs: 800 }, 'cpu'],
  ['prints past its bound', 'yes', { outputBytes: 200_000 }, 'output'],
  ['prints past its bound to both', '(yes >&2) & yes', { outputBytes: 200_000 }, 'output'],
];

/** Bounds, each with the reason of the end. */
export function testSandboxLimits(under: SandboxUnderTest): void {
  const { driver, settings } = under;
  for (const [name, line, limits, excess] of ENDS)
    contractOf(under)(`ends a program that ${name}, and says why`, async (place, t) => {
      const sandbox = await openFor(
        t,
        driver,
        specFor(place, { settings, limits: { ...settings?.limits, ...limits } as SandboxLimits }),
      );
      const result = await shell(sandbox, line, { keepBytes: 1_000 });
      assert.equal(result.excess, excess, JSON.stringify(result));
      assert.ok(result.usage.wallMs < 15_000 * (settings?.slowness ?? 1), `${result.usage.wallMs} ms`);
      assert.ok(result.stdout.text.length < 1_100);
      // Half a second may be too little for a busy machine to start a program at all.
      let next = '';
      for (let tries = 0; next === '' && tries < 10; tries++) next = (await shell(sandbox, 'echo on')).stdout.text;
      assert.equal(next, 'on\n');
    });
  const contract = contractOf(under);
  contract('takes a tighter limit of one program, and no wider one', async (place, t) => {
    const limits = { ...specFor(place, { settings }).limits, wallMs: 2_000 };
    const sandbox = await openFor(t, driver, specFor(place, { settings, limits }));
    const tight = await shell(sandbox, 'sleep 60', { limits: { wallMs: 300 } });
    assert.deepEqual([tight.end, tight.excess], [{ kind: 'timed-out', afterMs: 300 }, 'wall']);
    const wide = await shell(sandbox, 'sleep 60', { limits: { wallMs: 60_000 } });
    assert.deepEqual([wide.end, wide.excess], [{ kind: 'timed-out', afterMs: 2_000 }, 'wall']);
  });
  contract('keeps both ends of long output, and counts the rest', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const { end, stdout } = await shell(sandbox, 'echo first; yes | head -c 300000; echo last', { keepBytes: 1_000 });
    assert.deepEqual(end, { kind: 'exited', exitCode: 0 });
    assert.equal(stdout.sizeBytes, 300_011);
    assert.match(stdout.text, /^first\n[^]*\n\[[0-9]+ bytes left out\]\n[^]*last\n$/);
  });
  contractOf(under, { needs: ['limit.memory'] })(
    'ends a program that takes too much memory, and says why',
    async (place, t) => {
      const limits = {
        ...specFor(place, { settings }).limits,
        memoryBytes: (settings?.limits?.memoryBytes ?? 0) || 96 * MEGABYTE,
      };
      const sandbox = await openFor(t, driver, specFor(place, { settings, limits }));
      const line = `perl -e '$i = 0; while (1) { $x[$i] = chr(65 + $i % 26) x (8 << 20); $i++ }'`;
      const result = await shell(sandbox, line);
      assert.equal(result.excess, 'memory', JSON.stringify(result));
      assert.equal((await shell(sandbox, 'echo on')).stdout.text, 'on\n');
    },
  );
  contractOf(under, { needs: ['limit.memory'] })('bounds the memory of all programs together', async (place, t) => {
    const memoryBytes = settings?.limits?.memoryBytes ?? 128 * MEGABYTE;
    const limits = { ...specFor(place, { settings }).limits, memoryBytes };
    const sandbox = await openFor(t, driver, specFor(place, { settings, limits }));
    const line = `for i in 1 2 3 4; do perl -e '$x = "a" x (${Math.floor(memoryBytes / 2)}); print length $x, "\\n"; sleep 2' & done; wait`;
    const result = await shell(sandbox, line);
    assert.ok(result.excess === 'memory' || result.stdout.text.split('\n').length < 5, JSON.stringify(result));
  });
  contractOf(under, { needs: ['limit.processes'] })(
    'bounds the number of processes, and says why a program ended',
    async (place, t) => {
      const limits = { ...specFor(place, { settings }).limits, tasks: 24 };
      const sandbox = await openFor(t, driver, specFor(place, { settings, limits }));
      const line = `perl -e 'for (1..200) { $p = fork; last unless defined $p; if (!$p) { sleep 20; exit } $n++ } print $n; exit 3'`;
      const { stdout } = await shell(sandbox, line);
      assert.ok(Number(stdout.text) > 0 && Number(stdout.text) < 24, stdout.text);
      assert.equal((await shell(sandbox, 'echo on')).stdout.text, 'on\n');
    },
  );
  contractOf(under, { needs: ['limit.files'] })(
    'bounds each file, and all temporary files together',
    async (place, t) => {
      const limits = { ...specFor(place, { settings }).limits, fileBytes: 2 * MEGABYTE, temporaryBytes: 4 * MEGABYTE };
      const sandbox = await openFor(t, driver, specFor(place, { settings, limits }));
      const big = await shell(sandbox, 'head -c 3000000 /dev/zero > big; ls -l big | tr -s " " | cut -d" " -f5');
      assert.ok(Number(big.stdout.text) <= 2 * MEGABYTE, big.stdout.text);
      const line =
        'for d in /tmp /var/tmp ~ /run; do for i in 1 2 3; do head -c 1900000 /dev/zero > $d/$i 2>/dev/null; done; done; cat /tmp/? /var/tmp/? ~/? /run/? 2>/dev/null | wc -c';
      const { stdout } = await shell(sandbox, line);
      assert.ok(Number(stdout.text) > 0 && Number(stdout.text) <= 4 * MEGABYTE, stdout.text);
      assert.equal((await sandbox.changes()).changes.length, 1);
    },
  );
  contractOf(under, { needs: ['limit.files'] })(
    'ends a program that writes a file past its bound, and says why',
    async (place, t) => {
      const limits = { ...specFor(place, { settings }).limits, fileBytes: MEGABYTE };
      const sandbox = await openFor(t, driver, specFor(place, { settings, limits }));
      const result = await sandbox.run({ argv: ['head', '-c', '3000000', '/dev/zero'], keepBytes: 100 });
      assert.equal(result.excess, null, 'what goes to a stream is no file');
      const { excess, end } = await sandbox.run({
        argv: ['dd', 'if=/dev/zero', 'of=big', 'bs=65536', 'count=100'],
        keepBytes: 100,
      });
      assert.equal(excess, 'files', JSON.stringify(end));
    },
  );
  contract('says what a program used', async (place, t) => {
    const sandbox = await openFor(t, driver, specFor(place, { settings }));
    const { usage } = await shell(sandbox, 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; sleep 0.2');
    assert.ok(usage.wallMs >= 200, `${usage.wallMs} ms`);
    assert.ok(usage.cpuMs === null || usage.cpuMs >= 10, `${usage.cpuMs} ms`);
    assert.ok(usage.peakMemoryBytes === null || usage.peakMemoryBytes > 100_000, `${usage.peakMemoryBytes}`);
  });
}
