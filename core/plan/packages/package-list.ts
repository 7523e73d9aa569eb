/** The packages that a file names, each with what it says about it: version, source, checksum. */
export type PackageList = ReadonlyMap<string, string>;

/** Reads the packages of one kind of file; null for a text that is not of that kind. Total, and linear in the text. */
export type ReadPackages = (text: string) => PackageList | null;

/** Collects packages; what is said of one in several places is joined. */
export class PackageCollector {
  private readonly found = new Map<string, string>();

  add(name: string, said: string): void {
    const before = this.found.get(name);
    this.found.set(name, before === undefined ? said : `${before} ${said}`);
  }

  list(): PackageList {
    return this.found;
  }
}

/** How two lists differ, in the order of names. */
export type PackageChanges = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
};

/** Compares the packages before a change with those after it. */
export function comparePackages(before: PackageList, after: PackageList): PackageChanges {
  return {
    added: [...after.keys()].filter((name) => !before.has(name)).toSorted(),
    removed: [...before.keys()].filter((name) => !after.has(name)).toSorted(),
    changed: [...after.keys()].filter((name) => before.has(name) && before.get(name) !== after.get(name)).toSorted(),
  };
}
