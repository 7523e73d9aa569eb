import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Guarantee } from '../../core/sandbox/guarantee.ts';
import { placeFor, type SandboxPlace, type SandboxUnderTest } from './sandbox-place.ts';

type Check = (place: SandboxPlace, t: TestContext) => Promise<void>;

/** Runs one test of the contract in a place of its own; skips it, saying why, where the driver does not promise what it needs. */
export function contractOf(
  { driver, settings }: SandboxUnderTest,
  { needs = [] }: { readonly needs?: readonly Guarantee[] } = {},
): (name: string, check: Check) => void {
  return (name, check) => {
    void test(`sandbox ${driver.name}: ${name}`, { timeout: 150_000 * (settings?.slowness ?? 1) }, async (t) => {
      const reason = settings?.notApplicable?.[name] ?? (await whyNotEnforced(driver, needs));
      if (reason !== null) return t.skip(reason);
      await check(placeFor(t), t);
    });
  };
}

/** Why a driver does not enforce one of these here; null where it enforces all. */
export async function whyNotEnforced(
  driver: SandboxUnderTest['driver'],
  needs: readonly Guarantee[],
): Promise<string | null> {
  const { enforces, missing } = await driver.probe();
  const lacking = needs.find((one) => !enforces.has(one));
  if (lacking === undefined) return null;
  const why = missing.find(({ guarantee }) => guarantee === lacking)?.why;
  return `${driver.name} does not enforce ${lacking} here: ${why ?? 'it never does'}`;
}

/** Waits until something is so; answers whether it came to be. */
export async function eventually(
  isSo: () => boolean | Promise<boolean>,
  { withinMs = 30_000 }: { readonly withinMs?: number } = {},
): Promise<boolean> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > untilMs) return false;
    await pause(20);
  }
}
