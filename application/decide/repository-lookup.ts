import type { Facts } from '../../core/facts.ts';
import type { PathResolver } from '../../ports/path-resolver.ts';

/** Most folders that are looked at for one action; of further ones nothing is known. */
const MAX_LOOKED_AT = 64;

/** Looks at folders as an analysis asks for them, and remembers what it was told. */
export type RepositoryLookup = {
  /** See `EffectSurroundings`. Once it has said yes of a folder, it goes on saying so: both analyses see one state of the disk. */
  readonly sharesRepository: (folder: string) => boolean;
  /** What was found, to be recorded with the decision. */
  readonly facts: () => Pick<Facts, 'repositoryFolders'>;
};

/** Begins the lookup for one action in a workspace. */
export function lookUpRepositories(resolver: PathResolver, workspace: string): RepositoryLookup {
  const known = new Map<string, boolean>();
  return {
    sharesRepository: (folder) => {
      const before = known.get(folder);
      if (before !== undefined) return before;
      if (known.size >= MAX_LOOKED_AT) return false;
      const shares = resolver.sharesRepository(folder, workspace);
      known.set(folder, shares);
      return shares;
    },
    facts: () => {
      const repositoryFolders = [...known].flatMap(([folder, shares]) => (shares ? [folder] : []));
      return repositoryFolders.length === 0 ? {} : { repositoryFolders };
    },
  };
}
