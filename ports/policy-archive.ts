/** Policy bundles as they were, by version, for replay. Writing goes through `LedgerStore.commit`. */
export interface PolicyArchive {
  /** The bundle's canonical JSON; null for a version that was never active here. */
  find(version: string): Promise<string | null>;
}
