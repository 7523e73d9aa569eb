import { Buffer } from 'node:buffer';
import { existsSync, statSync } from 'node:fs';

/** `PATH` of the programs that make a sandbox, never of the one inside. */
export const OUTER_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

/** The id inside where the gateway is the administrator: programs then take themselves for an ordinary user. */
export const ORDINARY_ID = 1000;

/** What a program inside takes itself for. */
export const USER_NAME = 'user';

type Insider = { readonly userId: number; readonly groupId: number; readonly home: string | null };

/** The made-up `/etc/passwd`: names of this machine's users are nobody's business inside. */
export function usersFile({ userId, groupId, home }: Insider): Uint8Array {
  const user = `${USER_NAME}:x:${userId}:${groupId}::${home ?? '/tmp'}:/bin/sh`;
  return Buffer.from(`root:x:0:0::/:/bin/false\nnobody:x:65534:65534::/:/bin/false\n${user}\n`);
}

/** The made-up `/etc/group`. */
export function groupsFile({ groupId }: Pick<Insider, 'groupId'>): Uint8Array {
  return Buffer.from(`root:x:0:\nnogroup:x:65534:\n${USER_NAME}:x:${groupId}:\n`);
}

/** Files of `/proc` that say or do too much, as far as this machine has them. */
export function hiddenFiles(): readonly string[] {
  return HIDDEN.map((name) => `/proc/${name}`).filter((path) => existsSync(path));
}

/** Those of them that anybody may read or write: under a number that owns nothing, the rest is closed already. */
export function readableHidden(): readonly string[] {
  return hiddenFiles().filter((path) => (statSync(path).mode & 0o006) !== 0);
}

const HIDDEN = ['kcore', 'keys', 'latency_stats', 'mtrr', 'sysrq-trigger', 'timer_list', 'timer_stats'];
