import { test } from 'node:test';
import { testSandboxChanges } from './sandbox-changes.ts';
import { testSandboxDoors } from './sandbox-doors.ts';
import { testEscapes } from './sandbox-escapes.ts';
import { testSandboxLifecycle } from './sandbox-lifecycle.ts';
import { testSandboxLimits } from './sandbox-limits.ts';
import type { SandboxUnderTest } from './sandbox-place.ts';
import { testSandboxPrograms } from './sandbox-programs.ts';
import { testSandboxTerminal } from './sandbox-terminal.ts';
import { testSandboxTrace } from './sandbox-trace.ts';

export type { SandboxSuiteSettings, SandboxUnderTest } from './sandbox-place.ts';

/**
 * The contract of `SandboxDriver`, as tests that every driver must pass with real programs, and the attempts to get out, each of
 * which must fail. What a driver says that it does not enforce here is skipped with its reason, never silently.
 */
export function testSandboxDriver(under: SandboxUnderTest): void {
  if (under.skipReason !== null) {
    void test(`sandbox ${under.driver.name}`, { skip: under.skipReason }, () => undefined);
    return;
  }
  testSandboxPrograms(under);
  testSandboxDoors(under);
  testSandboxChanges(under);
  testSandboxLimits(under);
  testSandboxLifecycle(under);
  testSandboxTerminal(under);
  testSandboxTrace(under);
  testEscapes(under);
}
