import { join } from 'node:path';
import { openPolicyFiles } from '../../../adapters/filesystem/policy-files.ts';
import { PolicyDesk } from '../../../application/policy/policy-desk.ts';
import type { Places } from '../environment.ts';
import { localTimeZone } from '../open-daemon.ts';
import { openParsers } from '../open-parsers.ts';
import { preparePolicyWith } from '../prepare-policy.ts';

/** Loads the policy of a directory as the gateway would; raises `policy.invalid` with every problem. */
export async function openPolicy(configDirectory: string, places: Places): Promise<PolicyDesk> {
  const source = openPolicyFiles({ configDirectory, defaultsDirectory: join(places.packageDirectory, 'policies') });
  return PolicyDesk.open(
    source,
    preparePolicyWith({ timeZone: localTimeZone(), home: places.home }, await openParsers()),
  );
}
