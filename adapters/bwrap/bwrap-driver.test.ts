import { randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testSandboxDriver } from '../../ports/conformance/sandbox.ts';
import { openBwrapDriver } from './open-bwrap-driver.ts';

const directory = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-sessions-')));
const driver = openBwrapDriver({ directory, home: '/home/nobody-here', closed: [], uuid: randomUUID });
const { works, missing } = await driver.probe();

testSandboxDriver({ driver, skipReason: works ? null : (missing[0]?.why ?? 'bubblewrap does not work here') });
