import { ORDINARY_ID } from '../inside-names.ts';

/** Where sandboxes are made. */
export type SessionSettings = {
  /** A folder of the gateway alone, on a disk with room for what sandboxes write. */
  readonly directory: string;
  /** Of the operator: no sandbox holds it as a whole. */
  readonly home: string;
  /** Folders that no program may see: the gateway's state and configuration. */
  readonly closed: readonly string[];
  readonly uuid: () => string;
};

/** Under whose number programs run on this machine; never 0. */
export type Runner = {
  readonly userId: number;
  readonly groupId: number;
  /** True where the gateway is the administrator and gives its rights up for a number that nothing else has. */
  readonly isDropped: boolean;
};

/** The ids that a program sees itself under. */
export function insiderOf({ userId, groupId, isDropped }: Runner): {
  readonly userId: number;
  readonly groupId: number;
} {
  return isDropped ? { userId: ORDINARY_ID, groupId: ORDINARY_ID } : { userId, groupId };
}

/** The first of the numbers that no distribution, no container and no directory service gives away. */
const FIRST_NUMBER = 1_900_000_000;

/**
 * A number for one sandbox: our own, or, as the administrator, one of 16 million that belong to nobody. So two sandboxes of the
 * administrator have nothing of each other's either.
 */
export function runnerFor(uuid: string): Runner {
  const own = process.getuid?.() ?? 0;
  if (own !== 0) return { userId: own, groupId: process.getgid?.() ?? own, isDropped: false };
  const number = FIRST_NUMBER + Number.parseInt(uuid.replaceAll('-', '').slice(0, 6), 16);
  return { userId: number, groupId: number, isDropped: true };
}
