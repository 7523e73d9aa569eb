/** Follows symbolic links, so that a decision is about the file that would really be touched. */
export interface PathResolver {
  /**
   * Where each normalised absolute path really leads: every link of its longest existing part is followed and the rest
   * appended. Paths that lead where they are written are left out. A path that cannot be resolved (a loop, no permission)
   * is answered as `/proc/unresolvable`, which no policy lets anyone change unasked.
   */
  resolve(paths: readonly string[]): Readonly<Record<string, string>>;

  /**
   * Tells whether git, started in a folder below the workspace, finds the repository that it finds in the workspace itself: no
   * link leads to the folder, and neither it nor a folder between the two holds `.git` or `HEAD`. False where that cannot be told, or
   * where there is no such folder. Both paths are absolute and normalised.
   */
  sharesRepository(folder: string, workspace: string): boolean;
}
