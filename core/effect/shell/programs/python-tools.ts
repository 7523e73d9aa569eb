import { CHANGES_REMOTE, INSTALLS_INTO_PROJECT, LISTENS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  CLEANS_BUILD,
  CLEANS_CACHE,
} from './development-acts.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;
const READS: ProgramRule = { does: READS_REMOTE };
const RUNS_CODE: ProgramRule = { does: RUNS_PROJECT_CODE };

/** Runs the project's tests or checks with plugins that the project or the command line names. */
const PYTHON_CHECKER = {
  does: RUNS_PROJECT_CODE,
  options: {
    '--config --config-file --rcfile --append-config -c --settings-path --sp --settings-file': 'script',
    '--load-plugins --plugins --enable-plugin': 'opaque',
    '--python-executable': 'opaque',
    '-o --output --output-file --cache-dir --html-report --xml-report --junit-xml --junitxml --txt-report': 'write',
    '-e --enable -d --disable --max-line-length --ignore --select --extend-ignore --exclude --format -f -j -t': 'text',
    '--extend-exclude --per-file-ignores --max-complexity -p --package --module --python-version': 'text',
    '--builtins --platform --follow-imports --output-format --reports --exclude-dirs --profile --target-version':
      'text',
  },
  operands: ['tree'],
} satisfies ProgramRule;

/** A checker that is one program or parses without running. */
const PYTHON_READER: ProgramRule = {
  does: RUNS,
  options: { '--config --config-file --settings-path': 'read', '--select --ignore --exclude --format': 'text' },
  operands: ['tree'],
};

/** A formatter that changes the files it is given; `--check` and `--diff` only read them. */
const PYTHON_FORMATTER = {
  does: RUNS,
  language: 'python',
  options: {
    '-c --check --diff --check-only --show-diff -d --print-only --stdout': { operands: ['tree'] },
    '-l --line-length -t --target-version --include --exclude --extend-exclude --force-exclude --profile': 'text',
    '--stdin-filename --workers -W --required-version --style --max-line-length --select --ignore --aggressive': 'text',
    '--config --settings-path': 'read',
  },
  operands: ['write'],
} satisfies ProgramRule;

const TEST_OPTIONS: Options = {
  '-c --config-file': 'script',
  '-p -k -m -n --numprocesses --maxfail --tb --durations --timeout --log-level --log-cli-level --capture --color':
    'text',
  '--deselect --import-mode --cov --cov-report --dist --count -o --override-ini --reruns --ignore --ignore-glob':
    'text',
  '--pastebin': { takes: 'text', does: 'net.upload' },
  '--junitxml --junit-xml --resultlog --log-file --basetemp --html --report-log': 'write',
  '--cov-config --rootdir --confcutdir': 'read',
  '--pdbcls': 'opaque',
};

const COPIER: Options = {
  '-d --data -r --vcs-ref -x --exclude -s --skip': 'text',
  '-a --answers-file --data-file': 'read',
};

/** Tests, checks, formatters, documents and servers of the Python world. */
export const PYTHON_TOOLS: ProgramTable = {
  'tox nox': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-c --conf -f --noxfile': 'script',
      '-e -s --session --sessions -k -t --tags -p --factor --result-json -x --override': 'text',
      '-a -l --listenvs --listenvs-all --list --showconfig': 'flag',
      '--workdir --root': 'write',
    },
  },
  'pytest py.test': { does: RUNS_PROJECT_CODE, options: TEST_OPTIONS },
  'nosetests nose2 trial behave robot ward stestr zope-testrunner locust hypothesis mutmut cosmic-ray': RUNS_CODE,
  coverage: {
    subcommands: {
      run: {
        does: RUNS_PROJECT_CODE,
        options: {
          '-m --module': 'flag',
          '--rcfile': 'script',
          '--source --include --omit --data-file --context': 'text',
        },
        operands: ['script', 'text'],
        stopsAtOperand: true,
      },
      'report html xml json lcov annotate combine': {
        does: CHANGES_PROJECT,
        options: { '-d --directory -o': 'write', '--rcfile': 'script' },
      },
      'debug help': {},
      erase: { does: CLEANS_BUILD },
    },
  },
  'mypy dmypy stubtest': {
    ...PYTHON_CHECKER,
    options: overriding<OptionRule>(PYTHON_CHECKER.options, {
      '-c --command -m': 'text',
      '--install-types': { does: INSTALLS_INTO_PROJECT },
      '--custom-typeshed-dir --exclude --shadow-file --cache-map': 'text',
    }),
  },
  'pylint flake8 prospector pylama': {
    ...PYTHON_CHECKER,
    language: 'python',
    options: overriding<OptionRule>(PYTHON_CHECKER.options, {
      '--init-hook': 'code',
      '--limit-inference-results': 'text',
    }),
  },
  'pyright basedpyright pyre pytype pyrefly ty pyflakes pycodestyle pydocstyle vulture radon xenon mccabe':
    PYTHON_READER,
  'bandit dodgy interrogate darglint pydoclint codespell doc8 rstcheck proselint check-manifest pyroma': PYTHON_READER,
  'deptry creosote fawltydeps eradicate pip-check import-linter lint-imports': PYTHON_READER,
  ruff: {
    does: RUNS,
    subcommands: {
      'version help linter config rule server analyze': {},
      check: {
        does: RUNS,
        options: {
          '--fix --unsafe-fixes --add-noqa --fix-only': { operands: ['write'] },
          '--config': 'read',
          '-o --output-file --cache-dir': 'write',
          '--select --extend-select --ignore --extend-ignore --exclude --output-format --target-version': 'text',
        },
        operands: ['tree'],
      },
      format: PYTHON_FORMATTER,
      clean: { does: CLEANS_BUILD },
    },
  },
  black: {
    ...PYTHON_FORMATTER,
    options: overriding<OptionRule>(PYTHON_FORMATTER.options, { '-c --code': 'text', '-d': 'flag' }),
  },
  'isort yapf docformatter autoflake pyupgrade blue darker add-trailing-comma ssort unify reorder-python-imports':
    PYTHON_FORMATTER,
  autopep8: {
    does: RUNS,
    options: {
      '-i --in-place': { operands: ['write'] },
      '--max-line-length --select --ignore -j --exclude': 'text',
      '--global-config': 'read',
    },
    operands: ['tree'],
  },
  'djlint djhtml sqlfluff': {
    does: RUNS_PROJECT_CODE,
    options: { '--reformat --fix': { operands: ['write'] }, '--dialect --templater -d': 'text' },
    subcommands: {
      'lint parse dialects rules': { operands: ['tree'] },
      'fix format': { operands: ['write'] },
      '*': { operands: ['tree'] },
    },
  },
  'sphinx-build sphinx-autobuild sphinx-apidoc sphinx-quickstart sphinx-autogen': {
    does: RUNS_PROJECT_CODE,
    options: { '-c': 'script', '-d -w -o': 'write', '-b -D -A -t -j -M': 'text' },
    operands: ['read', 'write'],
  },
  'rst2html rst2html5 rst2latex rst2man rst2odt rst2xml docutils pdoc pdoc3 pydoc pydoctor lazydocs': {
    does: RUNS_PROJECT_CODE,
    options: {
      '--config': 'script',
      '-o --output-dir': 'write',
      '--http': { takes: 'text', does: LISTENS },
      '-p': { takes: 'text', does: LISTENS },
    },
    operands: ['read', 'write'],
  },
  'jupyter jupyter-lab jupyter-notebook ipython ipython3 jupyter-nbconvert papermill marimo streamlit voila nbstripout':
    {
      does: RUNS_PROJECT_CODE,
      language: 'python',
      input: 'code',
      options: {
        '-c': 'code',
        '--config': 'script',
        '--ip --host': 'listen',
        '--output --output-dir': 'write',
        '--to --execute --port': 'text',
      },
      operands: ['read'],
    },
  'pre-commit prek': {
    does: RUNS_PROJECT_CODE,
    options: { '-c --config': 'script' },
    subcommands: {
      'run install install-hooks uninstall autoupdate migrate-config hook-impl': {
        does: RUNS_PROJECT_CODE,
        options: { '-c --config': 'script' },
      },
      'try-repo': {
        does: RUNS_PROJECT_CODE,
        options: { '-c --config': 'script', '--ref --rev --files --commit-msg-filename': 'text' },
        operands: ['repository', 'text'],
      },
      'sample-config validate-config validate-manifest help': {},
      'clean gc': { does: CLEANS_CACHE },
      'init-templatedir': { does: CHANGES_CONFIGURATION },
    },
  },
  'django-admin manage.py flask': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'startproject startapp': {
        does: [RUNS_PROJECT_CODE, CHANGES_PROJECT],
        options: { '--template': 'requirement', '-e --extension -n --name -x --exclude --settings': 'text' },
        operands: ['text', 'write'],
      },
      'flush sqlflush reset_db': { does: 'db.schema' },
      'createsuperuser changepassword': { does: CHANGES_IDENTITY },
      '*': RUNS_CODE,
    },
  },
  'gunicorn uvicorn hypercorn daphne celery uwsgi waitress-serve fastapi dagster airflow prefect': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-c --config': 'script',
      '-b --bind --host --http --http-socket': 'listen',
      '--exec': 'shell',
    },
  },
  'invoke inv fab fabric doit scons waf pants buck buck2 conan': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-f --file -c --collection --search-root': 'script',
      '-C --directory': 'enter',
      '-H --hosts': 'connect',
    },
  },
  cython: {
    does: RUNS_PROJECT_CODE,
    options: {
      '-o --output-file': 'write',
      '--annotate-coverage': 'read',
      '-I --include-dir --module-name': 'text',
      '-w --working': 'enter',
      '-X --directive -s --option -E --compile-time-env': 'text',
    },
    operands: ['beside'],
  },
  'cythonize f2py pybind11-stubgen pyinstaller nuitka cx_Freeze py2exe pex shiv': {
    does: RUNS_PROJECT_CODE,
    operands: ['read'],
  },
  'py-spy scalene memray kernprof pyinstrument viztracer': {
    does: RUNS_PROJECT_CODE,
    options: {
      '-o --output': 'write',
      '-r --rate -d --duration': 'text',
      '-p --pid': { takes: 'text', does: 'process.signal' },
    },
    subcommands: { 'record run top dump': { operands: ['command'], stopsAtOperand: true }, '*': RUNS_CODE },
  },
  cookiecutter: {
    does: [READS_REMOTE, RUNS_PROJECT_CODE],
    options: {
      '-o --output-dir --debug-file': 'write',
      '--config-file --replay-file': 'read',
      '-c --checkout --directory': 'text',
    },
    operands: ['requirement', 'text'],
  },
  copier: {
    does: [READS_REMOTE, RUNS_PROJECT_CODE],
    options: COPIER,
    subcommands: {
      copy: { does: [READS_REMOTE, RUNS_PROJECT_CODE], options: COPIER, operands: ['requirement', 'write'] },
      'recopy update': { does: [READS_REMOTE, RUNS_PROJECT_CODE], options: COPIER, operands: ['write'] },
    },
  },
  'bumpversion bump2version bump-my-version towncrier versioneer': { does: CHANGES_PROJECT },
  'huggingface-cli hf': {
    options: { '--help': HARMLESS },
    subcommands: {
      'download scan-cache whoami env version models datasets': {
        does: READS_REMOTE,
        options: { '--local-dir --cache-dir': 'write', '--include --exclude --revision --repo-type --token': 'text' },
      },
      auth: { subcommands: { 'whoami list': READS, '*': { does: CHANGES_IDENTITY } } },
      'login logout': { does: CHANGES_IDENTITY },
      cache: { subcommands: { 'ls scan': {}, '*': { does: CLEANS_CACHE } } },
      '*': { does: CHANGES_REMOTE },
    },
  },
};
