const MAX_ID = 40;
const MAX_SHOWN = 200;
const LAST_PORT = 65_535;

/** What is wrong with the name of a sandbox; nothing where it can be part of a path and of a process's words. */
export function problemsOfId(id: string): readonly string[] {
  const isFitting = id !== '' && id.length <= MAX_ID && [...id].every(isIdLetter);
  return isFitting ? [] : [`id: found ${shown(id)}, want at most ${MAX_ID} of a-z, 0-9 and -`];
}

function isIdLetter(letter: string): boolean {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter === '-';
}

/** What is wrong with limits by their names; nothing where each is a whole number above 0. */
export function problemsOfLimits(limits: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(limits).flatMap(([name, value]) =>
    Number.isSafeInteger(value) && value > 0 ? [] : [`limits.${name}: found ${value}, want a whole number above 0`],
  );
}

/** What is wrong with the ports of doors, of which there may be `most`, from the port `first` on. */
export function problemsOfDoors(
  ports: readonly number[],
  { most, first }: { readonly most: number; readonly first: number },
): readonly string[] {
  return [
    ...(ports.length > most ? [`doors: found ${ports.length}, want at most ${most}`] : []),
    ...(new Set(ports).size === ports.length ? [] : ['doors: found two of one port']),
    ...ports
      .filter((port) => !Number.isInteger(port) || port < first || port > LAST_PORT)
      .map((port) => `doors: found port ${port}, want ${first} to ${LAST_PORT}`),
  ];
}

/** What is wrong with paths of files for a home; nothing where each stays below it. */
export function problemsOfHomeFiles(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => !isBelowItself(path))
    .map((path) => `home.files: found ${shown(path)}, want a path below the home`);
}

/** Whether a relative path has no step but downwards: none that is empty, `.` or `..`, and no zero byte. */
export function isBelowItself(path: string): boolean {
  return path.split('/').every((step) => step !== '' && step !== '.' && step !== '..' && !step.includes('\0'));
}

/** A value of a spec as problems name it: quoted, its beginning only. */
export function shown(value: string): string {
  return JSON.stringify(value.slice(0, MAX_SHOWN));
}
