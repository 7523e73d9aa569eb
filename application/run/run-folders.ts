/** A folder that programs of a run change in place. */
export type RunFolder = {
  /** Without links. */
  readonly folder: string;
  /** Whether a repository stood in it when the run began: that one is held as it is, and programs cannot put another in its place. */
  readonly hasRepository: boolean;
};

/**
 * The folders that runs change in place now.
 *
 * A repository names programs in its settings, and git runs them. One that stands in such a folder and was not there before is of the
 * run's own making: git of the gateway, which runs outside of the sandbox, must not take it for the project's.
 */
export class RunFolders {
  private readonly held = new Set<RunFolder>();

  /** Keeps a folder in mind; answers how to forget it, once nothing of the run is left. */
  hold(folder: RunFolder): () => void {
    this.held.add(folder);
    return () => this.held.delete(folder);
  }

  /**
   * The folder from which git may look for the repository of a workspace, upwards: the workspace itself, or one around it below which
   * a run may have made one.
   */
  findRepositoryFrom(workspace: string): string {
    const around = [...this.held].filter(({ folder }) => isIn(workspace, folder));
    return around.map(startOf).reduce((least, one) => (one.length < least.length ? one : least), workspace);
  }
}

function startOf({ folder, hasRepository }: RunFolder): string {
  return hasRepository ? folder : folder.slice(0, folder.lastIndexOf('/')) || '/';
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
