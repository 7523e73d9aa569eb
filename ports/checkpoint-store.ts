/** Keeps the state of files before an action changes them. */
export interface CheckpointStore {
  /** Tells whether the state of these paths could be kept now: regular files or absent, within size limits. */
  canKeep(paths: readonly string[]): boolean;
  /**
   * Keeps the content and mode of each path, or that it does not exist, durably, under the action's id.
   * Raises `StoreError` when any of it could not be kept; then nothing may be released.
   */
  keep(actionId: string, paths: readonly string[]): Promise<void>;
  /** Puts every path back as it was kept; answers the paths. Raises `StoreError` when nothing is kept for the action. */
  restore(actionId: string): Promise<readonly string[]>;
}
