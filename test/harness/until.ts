import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 10;
const PATIENCE_MS = 30_000;

/**
 * Waits until something is so, and fails where it is not within half a minute: a machine that does much else may take seconds for what
 * takes milliseconds alone.
 */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const endMs = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    assert.ok(performance.now() < endMs, `wait for ${what}: found nothing of it within ${PATIENCE_MS / 1_000} s`);
    await pause(LOOK_MS);
  }
}
