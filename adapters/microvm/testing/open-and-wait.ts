import { argv } from 'node:process';
import { testDriver } from './microvm-under-test.ts';

/** Opens a microVM in which a program runs, says so, and waits to be killed. */
const [, , id = '', folder = '', state = ''] = argv;
const MEGABYTE = 1024 * 1024;
const sandbox = await testDriver({ folder: state }).open({
  id,
  folder,
  writes: 'copy',
  readable: [],
  home: null,
  environment: { PATH: '/usr/bin:/bin' },
  doors: [],
  limits: {
    wallMs: 60_000,
    cpuMs: 60_000,
    memoryBytes: 64 * MEGABYTE,
    tasks: 64,
    outputBytes: MEGABYTE,
    fileBytes: MEGABYTE,
    temporaryBytes: MEGABYTE,
  },
  require: [],
  trace: 'writes',
});
void sandbox.run({ argv: ['sleep', '60'], keepBytes: 10 });
process.stdout.write('running\n');
