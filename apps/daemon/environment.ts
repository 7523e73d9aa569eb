import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where everything of one installation is; absolute paths. */
export type Places = {
  readonly home: string;
  readonly stateDirectory: string;
  readonly configDirectory: string;
  /** The package itself: default policies and the version. */
  readonly packageDirectory: string;
};

/**
 * Reads the environment, once: `COUNTERSIGN_STATE`, `COUNTERSIGN_CONFIG` and the XDG base directories (XDG Base Directory
 * Specification 0.8, which ignores relative values).
 */
export function readPlaces(environment: NodeJS.ProcessEnv): Places {
  const home = absolute(environment['HOME']) ?? homedir();
  const state = absolute(environment['XDG_STATE_HOME']) ?? join(home, '.local', 'state');
  const config = absolute(environment['XDG_CONFIG_HOME']) ?? join(home, '.config');
  return {
    home,
    stateDirectory: own(environment['COUNTERSIGN_STATE']) ?? join(state, 'countersign'),
    configDirectory: own(environment['COUNTERSIGN_CONFIG']) ?? join(config, 'countersign'),
    packageDirectory: findPackage(),
  };
}

function absolute(value: string | undefined): string | null {
  return value !== undefined && isAbsolute(value) ? value : null;
}

function own(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : resolve(value);
}

/** This file is `apps/daemon/…` in the sources and `dist/apps/daemon/…` in a build. */
function findPackage(): string {
  const above = fileURLToPath(new URL('../..', import.meta.url));
  return above.endsWith('/dist/') ? fileURLToPath(new URL('../../..', import.meta.url)) : above;
}
