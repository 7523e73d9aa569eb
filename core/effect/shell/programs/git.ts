import { READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_PROJECT,
  CHANGES_REPOSITORY,
  DISCARDS_WORK,
  OPAQUE,
} from './development-acts.ts';
import { CHANGES, COMMITTING, READS, REMOTE, SHOWING, TRANSPORT } from './git-remotes.ts';
import { overriding, withOptions } from './with-options.ts';

const DISCARDS = { does: DISCARDS_WORK } as const;
const HARMLESS = { isHarmless: true } as const;

/** Keys that cannot make git run anything. */
const TAME_KEYS =
  'user.name user.email user.signingkey init.defaultBranch init.defaultbranch core.autocrlf core.eol core.filemode ' +
  'core.fileMode core.ignorecase core.quotepath core.longpaths core.symlinks core.bare core.compression color.ui ' +
  'pull.rebase pull.ff push.default push.autoSetupRemote fetch.prune rebase.autoStash rebase.autosquash merge.ff ' +
  'merge.conflictstyle commit.gpgsign tag.gpgsign diff.renames diff.algorithm rerere.enabled log.date ' +
  'advice.detachedHead http.postBuffer gc.auto status.showUntrackedFiles help.autocorrect branch.autoSetupMerge';

const CONFIG: ProgramRule = {
  options: {
    '--get --get-all --get-regexp --get-urlmatch --get-color --get-colorbool -l --list': HARMLESS,
    '--unset --unset-all --add --replace-all --rename-section --remove-section -e --edit --system': {
      does: CHANGES_CONFIGURATION,
    },
    '-f --file --blob': 'write',
    '--type --default --comment --value --url': 'text',
  },
  subcommands: withOptions(
    { '--system': { does: CHANGES_CONFIGURATION }, '-f --file --blob': 'write', '--type --default --comment': 'text' },
    {
      'get list': {},
      [TAME_KEYS]: { does: CHANGES_REPOSITORY },
      'set edit unset rename-section remove-section': { does: CHANGES_CONFIGURATION },
      '*': { operands: ['opaque'] },
    },
  ),
};

const STASH: ProgramRule = {
  does: CHANGES_REPOSITORY,
  options: { '-m --message': 'text', '--pathspec-from-file': 'read' },
  subcommands: {
    'list show': READS,
    'push save pop apply branch create store': { does: CHANGES_REPOSITORY, options: { '-m --message': 'text' } },
    'drop clear': { does: DISCARDS_WORK },
  },
};

const EVERYTHING: ProgramRule = { does: DISCARDS_WORK };

/** Words that mean every file below a folder, where `git checkout` takes a branch or a path. */
const EVERY_FILE = ['.', './', '..', '../', ':/'];

/** `git checkout`: a branch, one named file, or (after `--`, or as `.`) whatever was not committed. */
const CHECKOUT: ProgramRule = {
  does: CHANGES_REPOSITORY,
  verbs: [{ verbs: EVERY_FILE, does: DISCARDS_WORK }],
  options: {
    '-b -B --orphan --conflict': 'text',
    '--pathspec-from-file': 'read',
    '-f --force --': DISCARDS,
  },
};

const READING: { readonly [names: string]: ProgramRule } = {
  'status rev-parse show-ref for-each-ref ls-files ls-tree check-attr check-ignore check-mailmap check-ref-format': {
    options: {
      '--exclude-from --exclude-per-directory -X': 'read',
      '--stdin -c': 'flag',
      '--contains --format': 'text',
    },
  },
  'log show whatchanged shortlog rev-list diff-tree diff-index diff-files range-diff': READS,
  'blame annotate': {
    options: { '--contents --ignore-revs-file -S': 'read', '-L --date --ignore-rev': 'text', '-C -M -c': 'flag' },
  },
  diff: { options: SHOWING, operands: ['read'] },
  'cat-file show-branch show-index name-rev describe cherry count-objects merge-base merge-tree var version help': {
    options: { '--filters --textconv': { does: OPAQUE } },
  },
  'verify-commit verify-tag verify-pack patch-id stripspace column get-tar-commit-id': {},
  'fsck fsck-objects': { options: { '--lost-found': { does: CHANGES_REPOSITORY } } },
  'interpret-trailers': {
    options: { '--in-place': { operands: ['write'] }, '--trailer --where': 'text' },
    operands: ['read'],
  },
  grep: {
    options: {
      '-O --open-files-in-pager': { takes: 'opaque', isOptional: true },
      '-c --count': 'flag',
      '-e -A -B -C -m --max-depth --max-count --threads': 'text',
      '-f': 'read',
      '--ext-grep --textconv': { does: OPAQUE },
    },
    operands: ['text', 'tree'],
  },
  reflog: { options: SHOWING, subcommands: { 'expire delete': EVERYTHING, 'show list exists *': READS } },
  'ls-remote': { does: READS_REMOTE, options: TRANSPORT, operands: ['repository', 'text'] },
  'request-pull': { does: READS_REMOTE, operands: ['text', 'repository', 'text'] },
  archive: {
    options: { '-o --output': 'write', '--remote': { takes: 'repository', does: READS_REMOTE }, '--exec': 'opaque' },
  },
  'bugreport diagnose': { does: CHANGES_PROJECT, options: { '-o --output-directory': 'write' } },
  'format-patch': {
    does: CHANGES_PROJECT,
    options: overriding(SHOWING, {
      '-o --output-directory': 'write',
      '--stdout --check': 'flag',
      '--signature-file': 'read',
    }),
  },
  bundle: { subcommands: { create: { operands: ['write', 'text'] }, 'verify list-heads': {}, unbundle: CHANGES } },
  'fast-export': { options: { '--export-marks': 'write', '--import-marks': 'read' } },
};

const CHANGING: { readonly [names: string]: ProgramRule } = {
  'add stage': { does: CHANGES_REPOSITORY, options: { '--pathspec-from-file': 'read', '--chmod': 'text' } },
  'commit merge cherry-pick revert commit-tree write-tree mktree mktag update-index symbolic-ref': CHANGES,
  'update-ref': { ...CHANGES, options: { '-d': DISCARDS, '-m': 'text' } },
  'notes replace sparse-checkout rerere repack pack-refs pack-objects index-pack commit-graph multi-pack-index':
    CHANGES,
  'fast-import unpack-objects citool gui': CHANGES,
  'hash-object': { operands: ['read'] },
  rebase: { ...CHANGES, options: overriding(COMMITTING, { '-x --exec': 'shell', '-C': 'text' }) },
  'apply am': {
    does: CHANGES_PROJECT,
    options: {
      '--check --stat --numstat --summary --show-current-patch': HARMLESS,
      '--directory': 'write',
      '--unsafe-paths': { does: OPAQUE },
      '--include --exclude -p -C --whitespace --patch-format': 'text',
      '--build-fake-ancestor': 'write',
    },
    operands: ['read'],
  },
  branch: {
    options: {
      '-D -M -C -f --force': DISCARDS,
      '-d --delete -m -c --move --copy --edit-description --unset-upstream': { does: CHANGES_REPOSITORY },
      '-u --set-upstream-to --format --sort --abbrev': 'text',
      '--show-current': HARMLESS,
    },
  },
  tag: {
    options: {
      '-d --delete -f --force': DISCARDS,
      '-m --message -u --local-user --sort --format --points-at --cleanup': 'text',
      '-F --file': 'read',
    },
  },
  checkout: CHECKOUT,
  switch: {
    does: CHANGES_REPOSITORY,
    options: { '-f --force --discard-changes -C --force-create': DISCARDS, '-c --create --orphan --conflict': 'text' },
  },
  restore: {
    options: {
      '-S --staged --stage': { does: CHANGES_REPOSITORY, operands: ['text'] },
      '-W --worktree': DISCARDS,
      '-s --source --conflict': 'text',
      '--pathspec-from-file': { takes: 'read', does: DISCARDS_WORK },
      '-p --patch': DISCARDS,
    },
    operands: ['delete-tree'],
  },
  reset: {
    does: CHANGES_REPOSITORY,
    options: { '--hard --merge --keep': DISCARDS, '--pathspec-from-file': 'read' },
  },
  stash: STASH,
  clean: { does: DISCARDS_WORK, options: { '-n --dry-run': HARMLESS, '-e --exclude': 'text' } },
  rm: {
    does: CHANGES_REPOSITORY,
    options: {
      '-n --dry-run': HARMLESS,
      '--cached': { does: CHANGES_REPOSITORY, isHarmless: true },
      '-r': { operands: ['delete-tree'] },
      '--pathspec-from-file': { takes: 'read', lists: true },
    },
    operands: ['delete'],
  },
  'mv move': { does: CHANGES_REPOSITORY, options: { '-n --dry-run': HARMLESS }, operands: ['write'] },
  init: {
    operands: ['write'],
    options: {
      '--template': 'opaque',
      '--separate-git-dir': 'write',
      '-b --initial-branch --object-format --shared': 'text',
    },
  },
  worktree: {
    subcommands: withOptions(
      { '-b -B --reason --expire --orphan': 'text' },
      {
        list: {},
        add: { does: CHANGES_REPOSITORY, operands: ['write', 'text'] },
        'lock unlock move prune repair': { does: CHANGES_REPOSITORY },
        remove: { operands: ['delete-tree'] },
      },
    ),
  },
  bisect: {
    subcommands: {
      'log visualize view help terms': READS,
      run: { does: CHANGES_REPOSITORY, operands: ['command'], stopsAtOperand: true },
      replay: { does: CHANGES_REPOSITORY, operands: ['read'] },
      '*': { does: CHANGES_REPOSITORY },
    },
  },
  config: CONFIG,
  'checkout-index read-tree': {
    does: CHANGES_REPOSITORY,
    options: { '-f --force --reset': DISCARDS, '--prefix': 'write' },
  },
  'gc prune prune-packed': {
    does: CHANGES_REPOSITORY,
    options: { '--prune --expire': { takes: 'text', isOptional: true, ...DISCARDS } },
  },
  maintenance: {
    does: CHANGES_REPOSITORY,
    subcommands: { run: CHANGES, 'start stop register unregister': { does: CHANGES_CONFIGURATION } },
  },
  'filter-branch': {
    does: DISCARDS_WORK,
    options: {
      '--setup --tree-filter --index-filter --parent-filter --msg-filter --commit-filter --tag-name-filter': 'shell',
      '--env-filter': 'shell',
      '--subdirectory-filter --original --state-branch': 'text',
      '-d': 'write',
    },
  },
  'filter-repo': {
    does: DISCARDS_WORK,
    language: 'python',
    options: {
      '--analyze --dry-run': { does: CHANGES_PROJECT },
      '--blob-callback --commit-callback --filename-callback --message-callback --name-callback': 'code',
      '--email-callback --refname-callback --tag-callback --reset-callback --file-info-callback': 'code',
      '--replace-text --mailmap --paths-from-file --replace-message --strip-blobs-with-ids': 'read',
      '--path --path-glob --path-regex --path-rename --source --target --refs': 'text',
    },
  },
};

const EXTRAS: { readonly [names: string]: ProgramRule } = {
  'difftool mergetool': { does: RUNS, options: { '-x --extcmd': 'shell', '-t --tool': 'text' } },
  hook: { subcommands: { run: { does: RUNS_PROJECT_CODE } } },
  'web--browse': { does: OPAQUE },
  // Commands that others add to git: git-extras, git-absorb, git-town, git-machete, git-branchless.
  'summary effort authors count fresh-branch local-commits ignored missing info show-tree standup': READS,
  'changelog ignore setup': { does: CHANGES_PROJECT },
  'absorb revise autofixup': { does: CHANGES_REPOSITORY },
  'undo obliterate squash-branch reset-file': { does: DISCARDS_WORK },
  'town machete branchless spice stack': {
    does: CHANGES_REPOSITORY,
    subcommands: {
      'status show list log diff branch config help is-managed smartlog query': READS,
      'hack append prepend switch checkout continue skip add go slide-out advance discover restack move next prev':
        CHANGES,
      'sync update traverse fetch': { does: [READS_REMOTE, 'git.push'] },
      'propose ship repo delete github gitlab submit kill': { does: 'git.push' },
      undo: { does: DISCARDS_WORK },
    },
  },
  lfs: {
    subcommands: {
      'ls-files status env logs version locks help': {},
      'fetch pull checkout clone': { does: [READS_REMOTE, CHANGES_REPOSITORY] },
      'install update track untrack uninstall': { does: CHANGES_REPOSITORY },
      'push lock unlock': { does: 'git.push' },
      prune: { does: DISCARDS_WORK },
      migrate: { does: DISCARDS_WORK, subcommands: { info: {}, '*': { does: DISCARDS_WORK } } },
    },
  },
  'clang-format': {
    does: CHANGES_PROJECT,
    options: { '--diff --diffstat': HARMLESS, '--style --extensions': 'text', '--binary': 'opaque' },
  },
};

/** git with its subcommands: what is thrown away, what leaves for a remote, and what can run another program. */
export const GIT: ProgramTable = {
  git: {
    hasOwnOptionsFirst: true,
    options: {
      '-C': 'enter',
      '-c --config-env --git-dir --work-tree': 'opaque',
      '--exec-path': { takes: 'opaque', isOptional: true },
      '--namespace --super-prefix --attr-source --list-cmds': 'text',
      '--html-path --man-path --info-path': HARMLESS,
    },
    subcommands: { ...READING, ...CHANGING, ...REMOTE, ...EXTRAS },
  },
  gitk: { options: SHOWING },
  tig: {
    options: overriding(SHOWING, { '-C': 'enter' }),
    subcommands: { 'log show reflog blame grep refs stash status': READS, '*': READS },
  },
};
