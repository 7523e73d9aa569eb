import type { Act } from './program-rule.ts';

/** Runs what the project itself brings (tests, build, scripts): code that nobody has read now. */
export const RUNS_PROJECT_CODE: Act = {
  class: 'process.run',
  detail: 'run code of the project',
  marks: ['unseen-code'],
};

/** Runs a package that is fetched first where it is missing. */
export const RUNS_PACKAGE: Act = {
  class: 'process.run',
  detail: 'run a package, fetched where it is missing',
  marks: ['unseen-code'],
};

/** Runs a known program that changes nothing by itself. */
export const RUNS: Act = 'process.run';

/** Installs what the project names, inside the project. */
export const INSTALLS_INTO_PROJECT: Act = {
  class: 'package.install',
  detail: 'install the packages of the project',
  marks: ['project-only', 'unseen-code'],
};

/** Installs for the whole machine or user. */
export const INSTALLS: Act = {
  class: 'package.install',
  detail: 'install for the whole machine',
  marks: ['unseen-code'],
};

/** Reads from a remote service with the user's own account: nothing is changed there. */
export const READS_REMOTE: Act = { class: 'net.fetch', detail: 'read from a remote service', isReversible: true };

/** Changes something in a remote service. */
export const CHANGES_REMOTE: Act = { class: 'net.upload', detail: 'change a remote service' };

/** Destroys something in a remote service. */
export const DESTROYS_REMOTE: Act = {
  class: 'net.upload',
  detail: 'destroy in a remote service',
  marks: ['data-deletion'],
};

/** Opens a server that others can reach. */
export const LISTENS: Act = { class: 'net.connect', detail: 'wait for connections' };
