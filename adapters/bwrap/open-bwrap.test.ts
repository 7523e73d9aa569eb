import { randomUUID } from 'node:crypto';
import { testCommandRunner } from '../../ports/conformance/command-runner.ts';
import { openProcessRunner } from '../process/run-command.ts';
import { openBwrap } from './open-bwrap.ts';

testCommandRunner('a process in bubblewrap', () =>
  openProcessRunner({ containment: openBwrap({ home: '/root', closed: [], uuid: randomUUID }) }),
);
