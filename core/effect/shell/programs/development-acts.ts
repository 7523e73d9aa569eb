import type { Act } from '../program-rule.ts';

/** Changes files of the project that the command line does not name: a lock file, generated code, applied patches. */
export const CHANGES_PROJECT: Act = {
  class: 'file.write',
  detail: 'change files of the project',
  marks: ['project-only'],
};

/** Changes the local repository so that its own log can undo it: commits, branches, the index. */
export const CHANGES_REPOSITORY: Act = { class: 'git.commit', detail: 'change the repository' };

/** Throws away work that no commit holds, or the only name under which commits are found. */
export const DISCARDS_WORK: Act = {
  class: 'git.history-rewrite',
  detail: 'discard work or history',
  marks: ['bulk'],
};

/** Replaces or removes what a remote repository holds. */
export const FORCES_REMOTE: Act = { class: 'git.push-force', detail: 'replace or delete remote history' };

/** Runs what this table cannot look into: a plugin, a callback, a program named by configuration. */
export const OPAQUE: Act = 'shell.opaque';

/** Shows a secret in clear text. */
export const READS_SECRET: Act = 'secret.read';

/** Makes, replaces or removes a secret, a token or a key. */
export const MANAGES_SECRET: Act = 'secret.manage';

/** Changes who may do what: users, roles, logins, access rules. */
export const CHANGES_IDENTITY: Act = 'identity.change';

/** Starts, stops or reconfigures something that runs. */
export const CHANGES_SERVICE: Act = 'service.change';

/** Stops something that runs and removes what it held. */
export const REMOVES_SERVICE: Act = {
  class: 'service.change',
  detail: 'remove what a service held',
  marks: ['data-deletion', 'bulk'],
};

/** Changes configuration that decides what other programs do. */
export const CHANGES_CONFIGURATION: Act = 'config.modify';

/** Brings something up where others use it. */
export const DEPLOYS: Act = { class: 'deploy.staging', detail: 'deploy' };

/** Takes down what was deployed, with what it holds. */
export const DESTROYS_DEPLOYMENT: Act = {
  class: 'deploy.staging',
  detail: 'destroy what was deployed',
  marks: ['data-deletion', 'bulk'],
};

/** Runs a program of an image inside a container. */
export const RUNS_CONTAINER: Act = {
  class: 'process.run',
  detail: 'run a program of an image in a container',
  marks: ['unseen-code'],
};

/** Gives a container rights on the machine that runs it. */
export const OPENS_CONTAINER: Act = {
  class: 'config.modify',
  detail: 'give a container rights on its host',
};

/** Deletes many files of the tool's own, such as caches that can be made again. */
export const CLEANS_CACHE: Act = { class: 'file.delete', detail: 'delete a cache', marks: ['bulk'] };

/**
 * Deletes a cache of packages, in folders that the tool itself names and no setting can: whoever says where the cache is
 * says only above which folder those lie.
 */
export const CLEANS_OWN_CACHE: Act = {
  class: 'file.write',
  detail: 'delete a cache of packages',
  marks: ['project-only'],
};

/** Deletes what a build made, inside the project. */
export const CLEANS_BUILD: Act = {
  class: 'file.write',
  detail: 'delete what a build made',
  marks: ['project-only'],
};

/** Asks a model and pays for it. */
export const CALLS_MODEL: Act = 'model.call';

/** Starts an agent that acts by itself. */
export const SPAWNS_AGENT: Act = 'agent.spawn';

/** Sends a message to people. */
export const SENDS_MESSAGE: Act = 'message.send';

/** Reads from a database. */
export const READS_DATABASE: Act = 'db.read';

/** Changes rows of a database. */
export const WRITES_DATABASE: Act = 'db.write';

/** Makes, alters or drops what a database is made of. */
export const CHANGES_SCHEMA: Act = { class: 'db.schema', detail: 'change or drop a database' };
