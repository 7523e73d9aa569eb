import { CHANGES_REMOTE, DESTROYS_REMOTE, INSTALLS, LISTENS, READS_REMOTE, RUNS } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CALLS_MODEL,
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_REPOSITORY,
  DISCARDS_WORK,
  FORCES_REMOTE,
  OPAQUE,
  READS_SECRET,
} from './development-acts.ts';
import { SECRET_VERBS, SERVICE_VERBS, TALKS_OF_ITSELF } from './verb-lists.ts';
import { withOptions } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;
const BY_VERB: ProgramRule = { verbs: SERVICE_VERBS };
const READS: ProgramRule = { does: READS_REMOTE };
const CHANGES: ProgramRule = { does: CHANGES_REMOTE };
const COMMITS: ProgramRule = { does: CHANGES_REPOSITORY };
const FETCHES: ProgramRule = { does: [READS_REMOTE, CHANGES_REPOSITORY] };

/** `gh api`, `glab api`: reading, unless a method or a field is given. */
const API: ProgramRule = {
  does: READS_REMOTE,
  options: {
    '-X --method': { takes: 'text', does: CHANGES_REMOTE },
    '-f -F --field --raw-field': { takes: 'text', does: CHANGES_REMOTE },
    '--form': { takes: 'text', does: CHANGES_REMOTE },
    '--input': { takes: 'read', does: CHANGES_REMOTE },
    '-H --header -q --jq -t --template --cache -p --preview': 'text',
    '--hostname': 'connect',
  },
};

const HUB_OPTIONS: Options = {
  '-R --repo -L --limit -s --state -A --author -a --assignee -l --label -q --jq -t --template --json -S --search':
    'text',
  '-g --group -P --page -B --base -H --head -b --body --title -m --message --milestone -e --exclude -o --org': 'text',
  '-F --body-file --notes-file --env-file': 'read',
  '-D --dir -O --output': 'write',
  '-w --web': 'flag',
};

const HUB_GROUPS: { readonly [names: string]: ProgramRule } = {
  ...TALKS_OF_ITSELF,
  api: API,
  'status search': READS,
  auth: {
    subcommands: {
      status: { does: READS_REMOTE, options: { '-t --show-token': { does: READS_SECRET } } },
      token: { does: READS_SECRET },
      '*': { does: CHANGES_IDENTITY },
    },
  },
  'secret variable var': { verbs: SECRET_VERBS },
  'ssh-key gpg-key deploy-key token user': {
    verbs: [
      { verbs: ['list', 'get', 'show', 'events'], does: READS_REMOTE },
      { verbs: ['add', 'create', 'delete', 'rotate', 'revoke', 'set'], does: CHANGES_IDENTITY },
    ],
  },
  alias: { subcommands: { 'list ls': {}, '*': { does: OPAQUE } } },
  config: { subcommands: { 'get list ls': {}, '*': { does: CHANGES_CONFIGURATION } } },
  browse: { does: RUNS },
  'attestation ruleset licenses agent-task': { verbs: SERVICE_VERBS },
  'issue label milestone gist snippet org cache incident iteration schedule changelog': BY_VERB,
};

const GH: ProgramRule = {
  options: { ...HUB_OPTIONS, '--help': HARMLESS },
  subcommands: withOptions(HUB_OPTIONS, {
    ...HUB_GROUPS,
    pr: {
      subcommands: {
        'list ls view status diff checks': READS,
        'checkout co': FETCHES,
        '*': CHANGES,
      },
    },
    co: FETCHES,
    repo: {
      subcommands: {
        'list ls view': READS,
        clone: { does: READS_REMOTE, operands: ['text', 'write'] },
        sync: { does: [CHANGES_REMOTE, CHANGES_REPOSITORY], options: { '--force': { does: FORCES_REMOTE } } },
        'delete archive': { does: DESTROYS_REMOTE },
        'set-default gitignore license': COMMITS,
        '*': CHANGES,
      },
    },
    run: { subcommands: { 'list ls view watch': READS, download: READS, '*': CHANGES } },
    workflow: { subcommands: { 'list ls view': READS, '*': CHANGES } },
    release: {
      subcommands: {
        'list ls view verify verify-asset': READS,
        download: READS,
        'delete delete-asset': { does: DESTROYS_REMOTE },
        '*': CHANGES,
      },
    },
    project: BY_VERB,
    'codespace cs': { subcommands: { 'list ls view logs ports': READS, '*': CHANGES } },
    'extension extensions ext': {
      subcommands: { 'list ls search browse': READS, 'install upgrade': { does: INSTALLS }, '*': { does: OPAQUE } },
    },
    copilot: { does: CALLS_MODEL },
  }),
};

const GLAB: ProgramRule = {
  options: { ...HUB_OPTIONS, '--help': HARMLESS },
  subcommands: withOptions(HUB_OPTIONS, {
    ...HUB_GROUPS,
    'ci pipe pipeline': {
      subcommands: { 'list ls view get status trace lint ci artifact': READS, '*': CHANGES },
    },
    job: { subcommands: { artifact: READS, '*': CHANGES } },
    mr: { subcommands: { 'list ls view diff issues approvers': READS, checkout: FETCHES, '*': CHANGES } },
    'repo project': {
      subcommands: {
        'list ls view search contributors': READS,
        clone: { does: READS_REMOTE, operands: ['text', 'write'] },
        'delete archive': { does: DESTROYS_REMOTE },
        '*': CHANGES,
      },
    },
    release: { subcommands: { 'list ls view download': READS, delete: { does: DESTROYS_REMOTE }, '*': CHANGES } },
    stack: COMMITS,
    'check-update': READS,
    duo: { does: CALLS_MODEL },
  }),
};

const HG_OPTIONS: Options = {
  '--config --config-file --debugger': 'opaque',
  '-R --repository --cwd': 'enter',
  '-r --rev -l --limit -u --user -d --date -b --branch -T --template -I --include -X --exclude -m --message': 'text',
  '--logfile': 'read',
  '-o --output': 'write',
  '--ssh --remotecmd': 'opaque',
};

const HG: ProgramRule = {
  options: { ...HG_OPTIONS, '--help': HARMLESS },
  subcommands: withOptions(HG_OPTIONS, {
    'status st log history diff annotate blame cat files manifest heads tip parents summary sum grep branches tags': {},
    'identify id paths root config showconfig help version verify resolve bookmarks bookmark phase': {},
    'add addremove commit ci merge tag branch copy cp graft import patch backout init rebase histedit shelve': COMMITS,
    'unshelve uncommit amend absorb qpush qpop qnew qrefresh move mv rename': COMMITS,
    'update up checkout co': { does: CHANGES_REPOSITORY, options: { '-C --clean': { does: DISCARDS_WORK } } },
    'remove rm': { does: CHANGES_REPOSITORY, operands: ['delete'] },
    'revert rollback strip purge prune forget recover evolve split fold': { does: DISCARDS_WORK },
    'clone pull incoming in outgoing out fetch': FETCHES,
    push: { does: 'git.push', options: { '-f --force': { does: FORCES_REMOTE }, '--ssh --remotecmd': 'opaque' } },
    bisect: { does: CHANGES_REPOSITORY, options: { '-c --command': 'shell' } },
    extdiff: { does: RUNS, options: { '-p --program -o --option': 'opaque' } },
    'archive bundle': { operands: ['write'] },
    serve: { does: LISTENS },
  }),
};

const SVN_OPTIONS: Options = {
  '--editor-cmd --diff-cmd --diff3-cmd --config-option --config-dir': 'opaque',
  '-r --revision -m --message -c --change --username --password -l --limit --depth --set-depth --encoding': 'text',
  '-F --file --targets': 'read',
};

const SVN: ProgramRule = {
  options: { ...SVN_OPTIONS, '--help': HARMLESS },
  subcommands: withOptions(SVN_OPTIONS, {
    'status stat st info diff di help propget pget proplist plist': {},
    'log list ls cat blame annotate praise': READS,
    'checkout co update up switch sw merge export relocate': FETCHES,
    'add copy cp move mv rename ren mkdir resolve resolved changelist propset propedit propdel patch upgrade': COMMITS,
    'delete del remove rm': { does: CHANGES_REPOSITORY, operands: ['delete-tree'] },
    'revert cleanup': { does: DISCARDS_WORK },
    'commit ci import lock unlock': CHANGES,
  }),
};

const JJ: ProgramRule = {
  options: { '-R --repository': 'enter', '--config --config-file --config-toml': 'opaque', '--at-op': 'text' },
  subcommands: withOptions(
    { '-r --revisions -T --template -m --message': 'text', '--config --config-file --tool': 'opaque' },
    {
      'log status st diff show evolog obslog interdiff help version root tag workspace files': {},
      'new commit describe desc edit squash split bookmark branch rebase duplicate parallelize metaedit': COMMITS,
      'init file resolve sparse absorb simplify-parents next prev diffedit undo redo': COMMITS,
      'abandon restore revert backout': { does: DISCARDS_WORK },
      'operation op': { subcommands: { 'log show diff': {}, '*': { does: DISCARDS_WORK } } },
      git: {
        subcommands: {
          'fetch clone import export init colocation root': FETCHES,
          push: { does: 'git.push', options: { '--deleted --all': { does: FORCES_REMOTE } } },
          remote: COMMITS,
        },
      },
      config: { subcommands: { 'get list path': {}, '*': { does: CHANGES_CONFIGURATION } } },
      fix: { does: OPAQUE },
    },
  ),
};

/** Version control other than git itself, and the command lines of the sites that host repositories. */
export const VERSION_CONTROL: ProgramTable = {
  'gh hub': GH,
  glab: GLAB,
  'tea gitea': {
    options: { '--help': HARMLESS },
    subcommands: withOptions(
      { '-r --repo -l --login --limit': 'text' },
      { ...TALKS_OF_ITSELF, 'login logins logout': { does: CHANGES_IDENTITY }, '*': BY_VERB },
    ),
  },
  'hg chg': HG,
  svn: SVN,
  svnadmin: { does: CHANGES_REPOSITORY, subcommands: { 'verify info help': {}, '*': { does: DISCARDS_WORK } } },
  jj: JJ,
  'git-lfs': {
    subcommands: {
      'ls-files status env logs version locks help': {},
      'fetch pull checkout clone': FETCHES,
      'install update track untrack uninstall': COMMITS,
      'push lock unlock': { does: 'git.push' },
      'prune migrate': { does: DISCARDS_WORK },
    },
  },
  'bzr brz': {
    subcommands: {
      'status st log diff info cat ls annotate blame version help': {},
      'add commit ci merge mkdir mv tag init': COMMITS,
      'branch pull update up checkout co get': FETCHES,
      'push send': { does: 'git.push' },
      'revert uncommit remove rm clean-tree': { does: DISCARDS_WORK },
    },
  },
  cvs: {
    options: { '-d': 'text', '-e': 'opaque' },
    subcommands: {
      'status log diff annotate history ls': READS,
      'checkout co update up export': FETCHES,
      'add edit': COMMITS,
      'commit ci import tag rtag remove rm admin': CHANGES,
    },
  },
  fossil: {
    subcommands: {
      'status changes timeline diff info ls annotate blame help version': {},
      'add commit ci merge mv tag branch open init new': COMMITS,
      'clone pull sync update up': FETCHES,
      push: { does: 'git.push' },
      'revert undo clean rm': { does: DISCARDS_WORK },
      'ui server': { does: LISTENS },
    },
  },
  'gitstats git-cliff': { does: RUNS, operands: ['tree', 'write'] },
  'git-filter-repo bfg': { does: DISCARDS_WORK },
  lazygit: { does: RUNS, options: { '-p --path': 'enter', '-ucf --use-config-file -ucd --use-config-dir': 'opaque' } },
  'git-cz cz commitizen': { does: CHANGES_REPOSITORY },
  gitui: { does: RUNS, options: { '-d --directory': 'enter', '-w --workdir': 'enter' } },
  gt: {
    does: CHANGES_REPOSITORY,
    subcommands: {
      'log ls state info children parent trunk help docs changelog': {},
      'create c modify m checkout co up down top bottom restack track untrack continue abort move split squash fold':
        COMMITS,
      'sync get': FETCHES,
      'submit s ss': { does: 'git.push' },
      'delete undo': { does: DISCARDS_WORK },
    },
  },
};
