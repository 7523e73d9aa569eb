import { CHANGES_REMOTE, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_PROJECT, CLEANS_BUILD, CLEANS_CACHE } from './development-acts.ts';
import { CHECKS, CONVERTS, FORMATS, REWRITES, RUNS_PROJECT, SERVES, VIEWS } from './program-shapes.ts';

/** Looks at a program while it runs, or at what that left. */
const PROFILES: ProgramRule = {
  does: RUNS_PROJECT_CODE,
  options: {
    '-o --output -f': 'write',
    '-i --interval --rate -n': 'text',
    '-p --pid': { takes: 'text', does: 'process.signal' },
  },
  operands: ['command'],
  stopsAtOperand: true,
};

/** Command lines of Python packages beside package managers, test runners and the well-known checkers. */
export const PYTHON_PROJECT_TOOLS: ProgramTable = {
  'pytest-watch pytest-watcher prysk cram scrut schemathesis crosshair atheris pytest-benchmark': RUNS_PROJECT,
  'rq huey dramatiq arq luigi metaflow zenml bentoml briefcase py2app pyoxidizer scie mypyc stubgen pyannotate':
    RUNS_PROJECT,
  'quartodoc great-docs griffe zensical properdocs pybabel babel-extract nbdev poedit': REWRITES,
  'docstrfmt pyproject-fmt setup-cfg-fmt toml-sort': FORMATS,
  'refurb flynt fixit bowler monkeytype libcst': REWRITES,
  'dlint validate-pyproject check-wheel-contents check-sdist abi3audit diff-cover diff-quality sphinx-lint': CHECKS,
  'setuptools-scm versioningit pybind11-config numpy-config': { does: RUNS_PROJECT_CODE },
  'wheel repairwheel zipapp': CONVERTS,
  'python-config': { options: { '--cflags --ldflags --includes --libs --embed': 'flag' } },
  asv: {
    does: RUNS_PROJECT_CODE,
    options: { '--config': 'script', '--html-dir --python -E --environment -b --bench --machine': 'text' },
    subcommands: {
      'gh-pages': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
      preview: { does: RUNS_PROJECT_CODE, options: { '-b --browser --html-dir': 'text' } },
      rm: { does: CLEANS_BUILD },
      '*': RUNS_PROJECT,
    },
  },
  mike: {
    does: RUNS_PROJECT_CODE,
    options: { '-p --push': { does: 'git.push' }, '-F --config-file': 'script', '-b --branch -r --remote -m': 'text' },
    subcommands: {
      'list props': { does: RUNS_PROJECT_CODE },
      serve: SERVES,
      '*': { does: [RUNS_PROJECT_CODE, 'git.commit'] },
    },
  },
  'fil-profile austin mprof vizviewer': PROFILES,
  'snakeviz tuna': { ...SERVES, does: RUNS, operands: ['read'] },
  'gradio panel bokeh chainlit solara mesop granian flower mlserver': SERVES,
  'vllm sglang llama-server text-generation-launcher infinity_emb lmdeploy': {
    ...SERVES,
    options: { ...SERVES.options, '-m --model --model-path': 'text' },
    operands: ['text'],
  },
  'llama-cli llama-bench llama-quantize whisper-cli': {
    does: RUNS,
    options: {
      '-m --model -f --file --grammar-file': 'read',
      '-o --output': 'write',
      '-p --prompt -n -c -t --temp': 'text',
    },
    operands: ['read', 'write'],
  },
  'transformers-cli optimum-cli lm_eval lm-eval': {
    does: [RUNS_PROJECT_CODE, READS_REMOTE],
    options: { '-o --output --output_path --cache-dir': 'write', '--model --tasks --model_args': 'text' },
    subcommands: { 'login repo upload': { does: CHANGES_REMOTE }, '*': { does: [RUNS_PROJECT_CODE, READS_REMOTE] } },
  },
  'ray dask': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'status list summary memory timeline version check-open-ports': { does: READS_REMOTE },
      'up down attach exec rsync-up submit job': { does: [RUNS_PROJECT_CODE, CHANGES_REMOTE] },
      '*': SERVES,
    },
  },
  'dbt-osmosis': RUNS_PROJECT,
  'csvkit sql2csv': VIEWS,
  'shot-scraper': { operands: ['text', 'fetch'], options: { '-o --output': 'write', '-j --javascript': 'opaque' } },
  'pip-extra-reqs pip-missing-reqs pipreqs pigar': {
    does: [CHANGES_PROJECT, READS_REMOTE],
    options: { '--savepath': 'write' },
    operands: ['tree'],
  },
  pyclean: { does: CLEANS_CACHE },
};
