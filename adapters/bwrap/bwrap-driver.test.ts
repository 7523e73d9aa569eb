import { testSandboxDriver } from '../../ports/conformance/sandbox.ts';
import { sessionDriver } from './testing/session-driver.ts';

const { driver, skipReason } = await sessionDriver();

testSandboxDriver({ driver, skipReason });
