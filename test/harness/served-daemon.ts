import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Places } from '../../apps/daemon/environment.ts';
import { type OpenDaemon, openDaemon } from '../../apps/daemon/open-daemon.ts';
import { serveGateway } from '../../apps/daemon/serve-gateway.ts';
import { readSettings } from '../../apps/daemon/settings.ts';

/** The real gateway over real files, served in this process. */
export type ServedDaemon = {
  readonly daemon: OpenDaemon;
  readonly places: Places;
  /** What the command line needs to find it. */
  readonly variables: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

/** Directories for one gateway, removed by the caller; a policy without rules whose window is always open. */
export function makePlaces(policy = 'version: 1\nwindow: always\n'): Places {
  const home = mkdtempSync(join(tmpdir(), 'countersign-served-'));
  const [stateDirectory, configDirectory] = [join(home, 'state'), join(home, 'config')];
  mkdirSync(configDirectory);
  writeFileSync(join(configDirectory, 'policy.yaml'), policy);
  return { home, stateDirectory, configDirectory, packageDirectory: resolve('.') };
}

/** Opens and serves the gateway of these directories on a free port. */
export async function serveDaemon(places: Places): Promise<ServedDaemon> {
  const settings = readSettings(places.configDirectory, { port: 0 });
  const daemon = await openDaemon(places, settings);
  const served = await serveGateway(daemon, settings);
  writeFileSync(daemon.files.address, `${served.address}\n`);
  return {
    daemon,
    places,
    variables: { COUNTERSIGN_STATE: places.stateDirectory, COUNTERSIGN_CONFIG: places.configDirectory },
    close: async () => {
      await served.close();
      await daemon.closeAll();
    },
  };
}

/** Removes the directories of a gateway. */
export function removePlaces({ home }: Places): void {
  rmSync(home, { recursive: true, force: true });
}
