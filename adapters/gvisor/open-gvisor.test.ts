import { randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { testSandboxDriver } from '../../ports/conformance/sandbox.ts';
import { openGvisor } from './open-gvisor.ts';
import { withListing } from './testing/old-gvisor.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-gvisor-test-')));
after(() => rmSync(base, { recursive: true, force: true }));
const driver = openGvisor({ directory: join(base, 'sandboxes'), uuid: randomUUID });
const { works, missing } = await driver.probe();

testSandboxDriver({
  driver: withListing(driver, join(base, 'listing')),
  skipReason: works ? null : `gVisor does not work here: ${missing[0]?.why}`,
  settings: {
    // On a busy machine gVisor answers a read that should wait with EAGAIN now and then; programs that poll never see it.
    connect: (port) =>
      `bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port} && cat >&3 && until head -n 1 <&3 2>/dev/null; do sleep 0.05; done'`,
    slowness: 4,
    notApplicable: {
      'makes changes in place where that was wanted, but to no protected name':
        'gVisor changes a copy only, and says so',
      'bounds the number of processes, and says why a program ended':
        'gVisor has no bound of processes that a program meets: it is ended, which the driver’s own test shows',
      'a pipe': 'gVisor keeps pipes that programs make to itself: none gets into the copy',
      'finds devices of the machine': 'gVisor has /dev/fuse of its own; the driver’s own test looks for the others',
      'makes a namespace of mounts':
        'gVisor before 2023 accepts the flag and does nothing; that nothing can be mounted is an attempt of its own',
      'is the administrator of this machine':
        'gVisor has users of its own, of which its uid_map speaks; the driver’s own test looks at the processes of this machine',
    },
  },
});
