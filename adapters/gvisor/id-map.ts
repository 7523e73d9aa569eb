/** Under whose numbers a sandbox runs on this machine, and which it has inside. */
export type IdMap = {
  /** Of `uid_map` and `gid_map` (user_namespaces(7)). */
  readonly users: string;
  readonly groups: string;
  /** On this machine: whom runsc itself runs as, and who owns what is made for it. Null where that is ourselves. */
  readonly runner: number | null;
  /** Inside: whom programs run as. */
  readonly userId: number;
  readonly groupId: number;
};

/** The first of the numbers that no distribution, no container and no directory service gives away. */
const FIRST_NUMBER = 1_950_000_000;
/** What each sandbox takes of them: one for runsc, one for what it calls nobody. */
const NUMBERS = 2;
const SANDBOXES = 1 << 23;

/** Inside, of programs: an ordinary user. */
const ORDINARY = 1_000;
const NOBODY = 65_534;

/**
 * The numbers of a sandbox in a folder.
 *
 * The administrator's runsc is nobody on this machine: it runs in a user namespace as its user 0, whose number outside nobody has.
 * Of this machine's users that namespace knows the owner of the folder and no other, as the ordinary user whom programs run as.
 * So what breaks out of gVisor has the rights of nobody, and those over the folder's files that the program had anyway.
 *
 * Anybody else may name one number only (user_namespaces(7)), their own: programs run as user 0 of gVisor's kernel then, without a
 * capability.
 */
export function idMapFor(
  owner: { readonly userId: number; readonly groupId: number },
  { own, uuid }: { readonly own: number; readonly uuid: string },
): IdMap {
  if (own !== 0) return { users: `0 ${own} 1\n`, groups: '', runner: null, userId: 0, groupId: 0 };
  const index = Number.parseInt(uuid.replaceAll('-', '').slice(0, 6), 16) % SANDBOXES;
  const runner = FIRST_NUMBER + index * NUMBERS;
  const map = (id: number): string => `0 ${runner} 1\n${ORDINARY} ${id} 1\n${NOBODY} ${runner + 1} 1\n`;
  return { users: map(owner.userId), groups: map(owner.groupId), runner, userId: ORDINARY, groupId: ORDINARY };
}
