import { testSandboxDriver } from '../../ports/conformance/sandbox.ts';
import { microvmUnderTest } from './testing/microvm-under-test.ts';

testSandboxDriver(await microvmUnderTest());
