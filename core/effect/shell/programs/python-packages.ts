import {
  CHANGES_REMOTE,
  INSTALLS,
  INSTALLS_INTO_PROJECT,
  READS_REMOTE,
  RUNS,
  RUNS_PACKAGE,
  RUNS_PROJECT_CODE,
} from '../acts.ts';
import type { Act, OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  CLEANS_BUILD,
  CLEANS_CACHE,
  CLEANS_OWN_CACHE,
} from './development-acts.ts';
import { overriding, withOptions } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;
const READS: ProgramRule = { does: READS_REMOTE };
const RUNS_CODE: ProgramRule = { does: RUNS_PROJECT_CODE };
const EXECUTES: ProgramRule = { does: RUNS_PROJECT_CODE, operands: ['command'], stopsAtOperand: true };

/** Options of pip and of everything that speaks its language. */
const PIP_OPTIONS: Options = {
  '-i --index-url --extra-index-url --index --default-index -f --find-links': 'fetch',
  '--trusted-host --allow-insecure-host': { takes: 'text', does: 'net.fetch' },
  '-r --requirement --requirements -c --constraint --constraints --build-constraint --override --overrides': 'read',
  '-e --editable': 'read',
  '-t --target --root --prefix -d --dest -w --wheel-dir --log --report --src --cache-dir -o --output-file': 'write',
  '--python': 'script',
  '--user': 'flag',
  '--proxy --cert --client-cert --config-settings -C --global-option --install-option --timeout --retries': 'text',
  '--exists-action --progress-bar --platform --python-version --implementation --abi --no-binary --only-binary': 'text',
  '--upgrade-strategy --group --format --path --exclude --use-feature --use-deprecated --extra -p --resolution': 'text',
  '--all --pre --sys-prefix': 'flag',
  '--keyring-provider --upgrade-package -P --annotation-style --prerelease': 'text',
};

const PIP_INSTALLS: ProgramRule = {
  does: INSTALLS_INTO_PROJECT,
  options: overriding(PIP_OPTIONS, {
    '--dry-run': 'flag',
    '--user --break-system-packages --system': { does: INSTALLS },
  }),
  operands: ['requirement'],
};

/** What lists what is installed for an interpreter. */
const PIP_LISTS = 'list freeze show check inspect debug help hash completion tree';

const PIP_COMMANDS: { readonly [names: string]: ProgramRule } = {
  [PIP_LISTS]: { options: { '-f --files': 'flag' } },
  'search index': READS,
  'install uninstall sync compile': PIP_INSTALLS,
  'download wheel': PIP_INSTALLS,
  cache: {
    subcommands: { 'dir info list': {}, 'purge remove': { does: CLEANS_OWN_CACHE }, '*': { does: CLEANS_CACHE } },
  },
  config: {
    options: { '--editor': 'shell' },
    subcommands: { 'list get debug': {}, '*': { does: CHANGES_CONFIGURATION, options: { '--editor': 'shell' } } },
  },
};

const PIP: ProgramRule = { options: PIP_OPTIONS, subcommands: PIP_COMMANDS };

const UV_RUN: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  language: 'python',
  options: {
    '--with --with-editable --from': 'requirement',
    '--with-requirements --env-file --config-file': 'read',
    '-i --index-url --extra-index-url --index --default-index -f --find-links': 'fetch',
    '-p --python --extra --group --only-group --no-group --package --directory --project --no-binary': 'text',
    '-m --module': 'flag',
    '-s --script --gui-script': 'script',
  },
  operands: ['command'],
  stopsAtOperand: true,
};

const UV_TOOL: ProgramRule = { ...UV_RUN, does: RUNS_PACKAGE };

const UV_OPTIONS: Options = overriding(PIP_OPTIONS, {
  '--directory --project': 'enter',
  '--config-file': 'read',
  '-p --python': 'text',
  '--color --no-group --only-group --package --keyring-provider --link-mode --python-preference': 'text',
});

const UV: { readonly [names: string]: ProgramRule } = {
  'help version': {},
  // The project's own interpreter is asked what it has (`.venv`).
  tree: RUNS_CODE,
  run: UV_RUN,
  'add remove sync lock export build': { ...PIP_INSTALLS, options: UV_OPTIONS },
  'init venv': { does: CHANGES_PROJECT, options: UV_OPTIONS, operands: ['write'] },
  format: { does: CHANGES_PROJECT },
  tool: {
    subcommands: {
      'list dir': {},
      run: UV_TOOL,
      '*': { does: INSTALLS },
    },
  },
  pip: { subcommands: withOptions(UV_OPTIONS, { ...PIP_COMMANDS, [PIP_LISTS]: RUNS_CODE }) },
  python: { subcommands: { 'list find dir': {}, pin: { does: CHANGES_PROJECT }, '*': { does: INSTALLS } } },
  cache: { subcommands: { 'dir size': {}, '*': { does: CLEANS_CACHE } } },
  self: { subcommands: { version: {}, '*': { does: INSTALLS } } },
  auth: { does: CHANGES_IDENTITY },
  publish: { does: CHANGES_REMOTE, options: { '--publish-url': 'upload', '--token --username --password': 'text' } },
};

const POETRY_OPTIONS: Options = {
  '-C --directory -P --project': 'enter',
  '-E --extras --with --without --only -G --group --python --format -f --allow-prereleases': 'text',
  '--source': 'requirement',
  '-o --output': 'write',
};

const PROJECT_MANAGER: { readonly [names: string]: ProgramRule } = {
  'show check list about help version search outdated info': {},
  'install add remove update lock sync build upgrade clean uninstall': PIP_INSTALLS,
  export: { does: RUNS_PROJECT_CODE, options: { '-f --format': 'text' } },
  'init new create': { does: CHANGES_PROJECT, operands: ['write'] },
  'run shell': EXECUTES,
  publish: { does: CHANGES_REMOTE },
  config: {
    subcommands: {
      list: {},
      // Whether and where the project has an environment of its own, and how much is done at once.
      'virtualenvs.create virtualenvs.in-project virtualenvs.prefer-active-python virtualenvs.use-poetry-python python.use_venv':
        { does: RUNS },
      'installer.parallel installer.max-workers installer.no-binary installer.only-binary solver.lazy-wheel venv.in_project':
        { does: RUNS },
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  cache: { subcommands: { 'list ls dir': {}, '*': { does: CLEANS_CACHE } } },
  'self plugin python': { does: INSTALLS },
  source: { subcommands: { show: {}, '*': { does: CHANGES_PROJECT, operands: ['text', 'requirement'] } } },
  env: {
    subcommands: {
      'info list show find': {},
      'use create activate': { does: CHANGES_PROJECT },
      run: EXECUTES,
      'remove prune': { does: CLEANS_BUILD },
    },
  },
};

const CONDA_OPTIONS: Options = {
  '-n --name -p --prefix -f --file --solver': 'text',
  '-c --channel': 'requirement',
  '--dry-run': HARMLESS,
};

/** Deletes an environment with all that is installed in it, wherever it is. */
const DELETES_ENVIRONMENT: Act = { class: 'file.delete', detail: 'delete an environment', marks: ['bulk'] };

/** Package managers and environments of Python. */
export const PYTHON_PACKAGES: ProgramTable = {
  'pip pip3 pip2': PIP,
  'pip-compile pip-sync': { ...PIP_INSTALLS, operands: ['read'] },
  'pipdeptree pip-licenses johnnydep': {},
  'pip-audit safety': {
    does: READS_REMOTE,
    options: { '-r --requirement -i --policy-file': 'read', '-o --output': 'write' },
  },
  pipx: {
    subcommands: {
      'list environment help completions': {},
      run: { ...EXECUTES, does: RUNS_PACKAGE },
      '*': { does: INSTALLS },
    },
  },
  uv: { options: UV_OPTIONS, subcommands: UV },
  uvx: UV_TOOL,
  // What `python -m build` runs.
  'build pyproject-build': { does: RUNS_PROJECT_CODE, options: { '-o --outdir': 'write' } },
  easy_install: { does: INSTALLS, operands: ['package'] },
  'poetry pdm rye flit hatchling maturin': {
    options: POETRY_OPTIONS,
    subcommands: withOptions(POETRY_OPTIONS, { ...PROJECT_MANAGER, '*': RUNS_CODE }),
  },
  pipenv: {
    does: RUNS,
    options: { '--rm': { does: CLEANS_BUILD }, '--python': 'text', '--three --venv --where --py --envs': 'flag' },
    subcommands: {
      'graph check scripts requirements open verify': {},
      'run shell': EXECUTES,
      'install uninstall lock sync update clean upgrade': {
        ...PIP_INSTALLS,
        options: overriding(PIP_OPTIONS, { '-r --requirements': 'flag' }),
      },
    },
  },
  hatch: {
    options: { '-e --env --data-dir --cache-dir --config': 'text' },
    subcommands: {
      'status help': {},
      'test fmt build version dep project run python self clean': RUNS_CODE,
      'new': { does: CHANGES_PROJECT, operands: ['text', 'write'] },
      env: {
        subcommands: { 'show find': {}, create: RUNS_CODE, run: EXECUTES, 'remove prune': { does: CLEANS_BUILD } },
      },
      publish: { does: CHANGES_REMOTE },
      config: { subcommands: { 'show find explore': {}, '*': { does: CHANGES_CONFIGURATION } } },
      shell: RUNS_CODE,
    },
  },
  twine: {
    subcommands: { check: { operands: ['read'] }, 'upload register': { does: CHANGES_REMOTE, operands: ['read'] } },
  },
  'conda mamba micromamba': {
    options: CONDA_OPTIONS,
    subcommands: withOptions(CONDA_OPTIONS, {
      'list info search repoquery compare help shell package notices': {},
      env: {
        subcommands: {
          'list export config': {},
          remove: { does: DELETES_ENVIRONMENT },
          '*': { does: INSTALLS_INTO_PROJECT, options: CONDA_OPTIONS },
        },
      },
      'remove uninstall': {
        does: INSTALLS_INTO_PROJECT,
        options: { ...CONDA_OPTIONS, '--all': { does: DELETES_ENVIRONMENT } },
      },
      'install update upgrade create activate deactivate': {
        does: INSTALLS_INTO_PROJECT,
        operands: ['text'],
      },
      run: { ...EXECUTES, options: { '-n --name -p --prefix --cwd': 'text' } },
      clean: { does: CLEANS_CACHE },
      'config init': { does: CHANGES_CONFIGURATION },
      'build develop': RUNS_CODE,
    }),
  },
  'virtualenv pyvenv': {
    does: CHANGES_PROJECT,
    options: { '-p --python': 'script', '--prompt': 'text' },
    operands: ['write'],
  },
  pyenv: {
    subcommands: {
      'versions version which whence root commands help shims prefix': {},
      'install uninstall update': { does: INSTALLS },
      exec: { operands: ['command'] },
      'local shell rehash init virtualenv activate': { does: CHANGES_PROJECT },
      global: { does: CHANGES_CONFIGURATION },
    },
  },
};
