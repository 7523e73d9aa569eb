import { LISTENS, READS_REMOTE } from '../acts.ts';
import type { OptionRule, ProgramRule } from '../program-rule.ts';
import {
  CHANGES_REPOSITORY,
  DISCARDS_WORK,
  FORCES_REMOTE,
  OPAQUE,
  READS_SECRET,
  SENDS_MESSAGE,
} from './development-acts.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

/** What `git diff`, `git log` and `git show` take: `--output` writes, external drivers run. */
export const SHOWING: Options = {
  '--output': 'write',
  '--ext-diff --textconv': { does: OPAQUE },
  '-O': 'read',
  '-c --cc -C -M -B': 'flag',
  '-S -G -U -n -l --unified --inter-hunk-context --diff-filter --author --committer --grep --since --until': 'text',
  '--after --before --format --date --max-count --skip --word-diff-regex --anchored --src-prefix': 'text',
  '--dst-prefix --line-prefix -I --ignore-matching-lines -L --glob --exclude --decorate-refs': 'text',
  '--pathspec-from-file --skip-to --rotate-to': 'text',
};

/** Options of what talks to a remote: the program that is run at the other end can be any here. */
export const TRANSPORT: Options = {
  '--upload-pack --receive-pack --exec -c --config --template': 'opaque',
  '--bundle-uri': 'fetch',
  '--depth --deepen --shallow-since --shallow-exclude --refmap --filter -j --jobs -o --server-option': 'text',
  '--negotiation-tip --origin -b --branch --reference --reference-if-able --revision': 'text',
};

/** What commands take that make commits. */
export const COMMITTING: Options = {
  '-m --message --author --date --fixup --squash --cleanup --trailer -C -c --reuse-message --reedit-message': 'text',
  '-F --file -t --template --pathspec-from-file': 'read',
  '-s --strategy -X --strategy-option --onto --whitespace --into-name -M --mainline': 'text',
};

/** Shows what the repository holds. */
export const READS: ProgramRule = { options: SHOWING };
/** Changes the repository so that its log can undo it. */
export const CHANGES: ProgramRule = { does: CHANGES_REPOSITORY, options: COMMITTING };

const SUBTREE: Options = { '-P --prefix -m --message --annotate -b --branch --onto': 'text' };

/** Subcommands of git that speak to other repositories. */
export const REMOTE: { readonly [names: string]: ProgramRule } = {
  fetch: {
    does: READS_REMOTE,
    options: overriding(TRANSPORT, { '--multiple': { operands: ['repository'] } }),
    operands: ['repository', 'text'],
  },
  pull: {
    does: [READS_REMOTE, CHANGES_REPOSITORY],
    options: overriding(TRANSPORT, overriding(COMMITTING, { '--template': 'opaque' })),
    operands: ['repository', 'text'],
  },
  clone: {
    does: READS_REMOTE,
    options: overriding(TRANSPORT, { '-u': 'opaque', '--separate-git-dir': 'write', '--ref-format': 'text' }),
    operands: ['repository', 'write'],
  },
  push: {
    does: 'git.push',
    verbs: [{ verbs: ['+*', ':*'], does: FORCES_REMOTE }],
    options: {
      '-f --force --mirror --prune --force-if-includes': { does: FORCES_REMOTE },
      '--force-with-lease': { takes: 'text', isOptional: true, does: FORCES_REMOTE },
      '-d --delete': { does: FORCES_REMOTE },
      '--receive-pack --exec': 'opaque',
      '-o --push-option': 'text',
      '--repo': 'repository',
      '-n --dry-run': 'flag',
    },
    operands: ['repository', 'text'],
  },
  'send-pack http-push': { does: FORCES_REMOTE, operands: ['repository', 'text'] },
  remote: {
    subcommands: {
      'show update prune': { does: READS_REMOTE },
      'get-url': {},
      'add set-url': {
        does: CHANGES_REPOSITORY,
        options: { '-t -m': 'text' },
        operands: ['text', 'repository'],
      },
      'rename remove rm set-head set-branches': { does: CHANGES_REPOSITORY, options: { '-t -m': 'text' } },
    },
  },
  submodule: {
    subcommands: {
      'status summary': {},
      foreach: { operands: ['command'], stopsAtOperand: true },
      add: {
        does: [READS_REMOTE, CHANGES_REPOSITORY],
        options: overriding(TRANSPORT, { '--name': 'text' }),
        operands: ['repository', 'write'],
      },
      update: { does: [READS_REMOTE, CHANGES_REPOSITORY], options: TRANSPORT },
      'set-url': { does: CHANGES_REPOSITORY, operands: ['text', 'repository'] },
      'init sync set-branch absorbgitdirs': { does: CHANGES_REPOSITORY },
      deinit: { does: DISCARDS_WORK },
    },
  },
  subtree: {
    options: { '-P --prefix': 'text' },
    subcommands: {
      'add pull': { does: [READS_REMOTE, CHANGES_REPOSITORY], options: SUBTREE, operands: ['repository', 'text'] },
      'merge split': { does: CHANGES_REPOSITORY, options: SUBTREE },
      push: { does: 'git.push', options: SUBTREE, operands: ['repository', 'text'] },
    },
  },
  'send-email imap-send': {
    does: SENDS_MESSAGE,
    options: { '--smtp-server --sendmail-cmd --to-cmd --cc-cmd': 'opaque' },
  },
  'svn p4 cvsimport cvsexportcommit': {
    does: READS_REMOTE,
    subcommands: {
      'clone init': { does: [READS_REMOTE, CHANGES_REPOSITORY], operands: ['repository', 'write'] },
      'fetch rebase sync': { does: [READS_REMOTE, CHANGES_REPOSITORY] },
      'log info blame find-rev': READS,
      'dcommit submit branch tag commit-diff set-tree': { does: 'git.push' },
    },
  },
  'credential credential-store credential-cache credential-osxkeychain': { does: READS_SECRET },
  'daemon instaweb http-backend': { does: LISTENS },
};
