import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import { openBwrapDriver } from '../../../adapters/bwrap/open-bwrap-driver.ts';
import { openNameResolver } from '../../../adapters/dns/open-name-resolver.ts';
import { openOwnAddresses } from '../../../adapters/dns/own-addresses.ts';
import type { RunPorts } from '../../../application/run/run-holder.ts';
import { openEgressProxy } from '../../../ingress/egress-proxy/open-egress-proxy.ts';
import type { SandboxDriver } from '../../../ports/sandbox.ts';
import type { Places } from '../environment.ts';
import { openRunHolder } from './run-holder.ts';

/** What runs are made with, and how to let go of it. */
export type OpenRuns = { readonly ports: RunPorts; readonly close: () => Promise<void> };

/** Every kind of sandbox that this machine may have; each finds out for itself whether it works. */
function openDrivers({ home, stateDirectory, configDirectory }: Places): readonly SandboxDriver<Socket>[] {
  const closed = [stateDirectory, configDirectory];
  const directory = join(stateDirectory, 'sandboxes');
  return [openBwrapDriver({ directory, home, closed, uuid: randomUUID })];
}

/** Opens what runs need: sandboxes of this machine, the way out, and names. What an earlier gateway left is removed. */
export async function openRuns(places: Places): Promise<OpenRuns> {
  const drivers = openDrivers(places);
  const proxy = openEgressProxy();
  const resolver = openNameResolver({ servers: null });
  for (const driver of drivers) await driver.sweep();
  return {
    ports: { holder: openRunHolder({ drivers, places, proxy }), resolver, ownAddresses: openOwnAddresses(), toAscii: domainToASCII },
    close: async () => {
      proxy.close();
      resolver.close();
    },
  };
}
