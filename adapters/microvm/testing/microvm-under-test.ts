import { readdirSync } from 'node:fs';
import { machine } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxUnderTest } from '../../../ports/conformance/sandbox.ts';
import { seccompFilter } from '../../bwrap/seccomp-filter.ts';
import type { MicrovmSettings } from '../microvm-settings.ts';
import { type MicrovmDriver, openMicrovm } from '../open-microvm.ts';

/** Where tests keep the guest's kernel and images from one run to the next. */
export const TEST_FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/countersign-microvm', import.meta.url));

/** What the tests need of the system: programs and the libraries that lie beside them. The rest makes images large. */
const KEPT_LIBRARIES = ['x86_64-linux-gnu', 'ld-linux.so.2', 'ssl', 'locale', 'os-release'];

/** A driver with a small system, so that its image is made in seconds. */
export function testDriver(more: Partial<MicrovmSettings> = {}): MicrovmDriver {
  const libraries = readdirSync('/usr/lib')
    .filter((name) => !KEPT_LIBRARIES.includes(name))
    .map((name) => join('/usr/lib', name));
  const closed = ['/usr/share', '/usr/include', '/usr/src', '/usr/local', '/usr/libexec', ...libraries];
  return openMicrovm({ folder: TEST_FOLDER, filter: seccompFilter(machine()), closed, ...more });
}

/** The driver as the conformance suite is run against it; skipped with the reason where no guest can be started. */
export async function microvmUnderTest(): Promise<SandboxUnderTest> {
  const driver = testDriver();
  // What a run of the tests left that was killed.
  await driver.sweep();
  const { works, missing } = await driver.probe();
  return {
    driver,
    skipReason: works ? null : missing.map(({ why }) => why).join('; '),
    settings: {
      slowness: 4,
      tools: ['perl', 'bash', 'setsid'],
      notApplicable: {
        'makes changes in place where that was wanted, but to no protected name':
          'a microVM has a copy of its folder: it refuses to be opened for changes in place',
        'is the administrator of this machine':
          'the guest’s kernel is its own, and its number 0 is nobody here; as whom the machine itself runs has a test of its own',
      },
    },
  };
}
