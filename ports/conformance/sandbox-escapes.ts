import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { arch, getuid } from 'node:process';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '../sandbox.ts';
import { whyNotEnforced } from './sandbox-contract.ts';
import { CALL_ESCAPES } from './sandbox-escape-calls.ts';
import { FILE_ESCAPES } from './sandbox-escape-files.ts';
import { NETWORK_ESCAPES } from './sandbox-escape-network.ts';
import { type EscapeAttempt, type EscapePlace, escapePlaceFor } from './sandbox-escape-place.ts';
import { PROCESS_ESCAPES } from './sandbox-escape-processes.ts';
import { RESOURCE_ESCAPES } from './sandbox-escape-resources.ts';
import { ALL_TOOLS, openFor, type SandboxUnderTest, shell, specFor } from './sandbox-place.ts';

/** Every attempt, by theme. */
export const ESCAPE_ATTEMPTS: readonly EscapeAttempt[] = [
  ...FILE_ESCAPES,
  ...PROCESS_ESCAPES,
  ...CALL_ESCAPES,
  ...NETWORK_ESCAPES,
  ...RESOURCE_ESCAPES,
];

/** Makes every attempt in one sandbox, one after the other, each a test of its own; all of them must fail. */
export function testEscapes(under: SandboxUnderTest): void {
  const { driver, settings } = under;
  void test(`sandbox ${driver.name}: nothing gets out`, { timeout: 600_000 * (settings?.slowness ?? 1) }, async (t) => {
    const place = await escapePlaceFor(t);
    const sandbox = await openFor(t, driver, specFor(place, { settings, writes: 'copy' }));
    for (const attempt of ESCAPE_ATTEMPTS)
      await t.test(attempt.name, async (inner) => {
        const reason = settings?.notApplicable?.[attempt.name] ?? (await whyNot(under, attempt));
        if (reason !== null) return inner.skip(reason);
        await make(attempt, { sandbox, place });
      });
    assert.equal((await shell(sandbox, 'echo on')).stdout.text, 'on\n');
  });
}

async function make(
  attempt: EscapeAttempt,
  { sandbox, place }: { readonly sandbox: Sandbox; readonly place: EscapePlace },
): Promise<void> {
  const before = place.connections();
  const result = await shell(sandbox, attempt.line(place), { limits: { wallMs: 10_000 } });
  assert.notEqual(result.end.kind, 'not-started', JSON.stringify(result.end));
  assert.doesNotMatch(result.stdout.text, /ESCAPED|SECRET-/, result.stderr.text);
  assert.equal(place.connections(), before, 'a server outside was reached');
  assert.equal(place.outsider.exitCode ?? place.outsider.signalCode, null, 'the process outside was ended');
  assert.equal(existsSync(`/proc/${place.outsiderPid}`), true);
  assert.equal(attempt.seen?.(place) ?? null, null);
}

async function whyNot({ driver, settings }: SandboxUnderTest, attempt: EscapeAttempt): Promise<string | null> {
  const lacking = attempt.tools?.find((tool) => !(settings?.tools ?? ALL_TOOLS).includes(tool));
  if (lacking !== undefined) return `${lacking} is not there inside`;
  if (attempt.isForX64 === true && arch !== 'x64') return 'the numbers of the calls are those of x64';
  return attempt.heldBy === undefined ? null : whyNotEnforced(driver, [attempt.heldBy]);
}

/**
 * Shows that the attempts can succeed: each is made without any sandbox, where that does no harm, and must get out. One that
 * could not fail would hold nothing. Run once, by the test of the port itself.
 */
export function testEscapesSucceedOutside(): void {
  for (const attempt of ESCAPE_ATTEMPTS) {
    const { control, name } = attempt;
    void test(`without a sandbox it gets out: ${name}`, { timeout: 30_000 }, async (t) => {
      if (typeof control !== 'string') return t.skip(control.because);
      if (control === 'outside-as-root' && getuid?.() !== 0) return t.skip('that takes the administrator');
      if (attempt.isForX64 === true && arch !== 'x64') return t.skip('the numbers of the calls are those of x64');
      const place = await escapePlaceFor(t);
      const before = place.connections();
      let said = '';
      const isOut = (): boolean =>
        /ESCAPED|SECRET-/.test(said) ||
        place.connections() > before ||
        (attempt.seen?.(place) ?? null) !== null ||
        place.outsider.signalCode !== null;
      // Some win a race, which takes a few rounds on a busy machine.
      for (let round = 0; round < ROUNDS && !isOut(); round++) said = await outside(attempt.line(place), place);
      assert.ok(isOut(), said);
    });
  }
}

const ROUNDS = 20;

function outside(line: string, { folder }: EscapePlace): Promise<string> {
  return new Promise((resolve) => {
    const env = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/tmp', LANG: 'C' };
    const child = spawn('sh', ['-c', line], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.once('close', () => void pause(50).then(() => resolve(said)));
  });
}
