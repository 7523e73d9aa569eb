import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { machine } from 'node:os';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import { openBwrapDriver } from '../../../adapters/bwrap/open-bwrap-driver.ts';
import { seccompFilter } from '../../../adapters/bwrap/seccomp-filter.ts';
import { openNameResolver } from '../../../adapters/dns/open-name-resolver.ts';
import { openOwnAddresses } from '../../../adapters/dns/own-addresses.ts';
import { openGvisor } from '../../../adapters/gvisor/open-gvisor.ts';
import { openMicrovm } from '../../../adapters/microvm/open-microvm.ts';
import { openSeatbelt } from '../../../adapters/seatbelt/open-seatbelt.ts';
import { openUnheld } from '../../../adapters/unheld/open-unheld.ts';
import type { RunPorts } from '../../../application/run/run-holder.ts';
import type { ModelProxy } from '../../../ingress/model-proxy/open-model-proxy.ts';
import type { SandboxDriver } from '../../../ports/sandbox.ts';
import type { EgressSettings } from '../egress-settings.ts';
import type { Places } from '../environment.ts';
import { reportFailure } from '../gateway-app.ts';
import { openRunHolder } from './run-holder.ts';

/** What runs are made with, and how to let go of it. */
export type OpenRuns = {
  readonly ports: RunPorts;
  /** Serves models behind the doors of runs from now on. */
  readonly connectModels: (models: ModelProxy) => void;
  readonly close: () => void;
};

/** Every kind of sandbox that this machine may have; each finds out for itself whether it works. */
function openDrivers({ home, stateDirectory, configDirectory }: Places): readonly SandboxDriver<Socket>[] {
  const closed = [stateDirectory, configDirectory];
  const directory = join(stateDirectory, 'sandboxes');
  const unheld = openUnheld({ uuid: randomUUID });
  return [
    openBwrapDriver({ directory, home, closed, uuid: randomUUID }),
    openGvisor({ directory: join(stateDirectory, 'gvisor'), uuid: randomUUID }),
    openMicrovm({ folder: join(stateDirectory, 'microvm'), filter: seccompFilter(machine()), closed }),
    openSeatbelt({ runner: unheld, directory: join(stateDirectory, 'seatbelt'), platform: process.platform }),
    unheld,
  ];
}

/** Opens what runs need: sandboxes of this machine, the way out, and names. What an earlier gateway left is removed. */
export function openRuns(places: Places, { rules, nameServers, trusted }: EgressSettings): OpenRuns {
  const drivers = openDrivers(places);
  let models: ModelProxy | null = null;
  const resolver = openNameResolver({ servers: nameServers });
  // What an earlier gateway left is in nobody's way: only who looks at what its runs changed waits for it to be gone.
  const sweeps = drivers.map((driver) =>
    driver.sweep().catch((error: unknown) => reportFailure('remove old sandboxes', error)),
  );
  const swept = Promise.all(sweeps).then(() => undefined);
  return {
    ports: {
      rules,
      holder: openRunHolder({ drivers, places, proxyOptions: { trusted }, models: () => models, swept }),
      resolver,
      ownAddresses: openOwnAddresses(),
      toAscii: domainToASCII,
    },
    connectModels: (opened) => {
      models = opened;
    },
    close: () => resolver.close(),
  };
}
