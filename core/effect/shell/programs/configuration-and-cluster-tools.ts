import { CHANGES_REMOTE, DESTROYS_REMOTE, INSTALLS, READS_REMOTE, RUNS, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  CLEANS_CACHE,
  DEPLOYS,
  DESTROYS_DEPLOYMENT,
} from './development-acts.ts';
import { withOptions } from './with-options.ts';

/** Evaluates a language of configuration: no such language writes files or runs programs by itself. */
const EVALUATES: ProgramRule = {
  options: {
    '-o --output --output-file -m --multi --file --output-path --output-files --output-directory': 'write',
    '-f -d --data --data-values-file --schema -p --policy --input -i --import --bundle -J --jpath': 'read',
    '-e --exec --expr -S --string -A --tla-code -V --ext-str --format --namespace -D --arg': 'text',
  },
  operands: ['tree'],
};

const EVALUATOR: ProgramRule = {
  ...EVALUATES,
  subcommands: {
    'fmt format': {
      does: RUNS,
      options: { '--check --diff -l --list --fail': { operands: ['tree'] } },
      operands: ['write'],
    },
    'run server repl': { does: RUNS_PROJECT_CODE },
    'push publish': { does: CHANGES_REMOTE },
    'pull download-external-dependencies install update': { does: [READS_REMOTE, CHANGES_PROJECT] },
    '*': EVALUATES,
  },
};

/** Renders and applies configuration of a cluster. */
const APPLIES: ProgramRule = {
  does: READS_REMOTE,
  options: { '-f --file -c --config --values': 'read', '-n --namespace -a --app --context': 'text' },
  subcommands: {
    'show eval export list ls inspect status diff logs version help lint env tool validate template': {
      does: READS_REMOTE,
      operands: ['text'],
    },
    'apply deploy sync up': { does: DEPLOYS },
    'delete prune down destroy': { does: DESTROYS_DEPLOYMENT },
    'init fmt new': { does: CHANGES_PROJECT },
  },
};

/** Checks descriptions of a cluster's objects. */
const CHECKS: ProgramRule = {
  does: RUNS,
  options: {
    '-o --output -f --format --schema-location --policy -p --namespace --kubernetes-version --skip': 'text',
    '--fix -w': { operands: ['write'] },
  },
  operands: ['tree'],
};

/** A command of Nix that looks at its store, and one that removes from it. */
const ASKS_STORE: ProgramRule = { options: { '-E --expr': 'text', '-A --attr -I': 'text' }, operands: ['text'] };

const HELM_OPTIONS: { readonly [names: string]: OptionRule } = {
  '-n --namespace --kube-context --version --set --set-string --set-json --timeout --revision -o --output': 'text',
  '-f --values --set-file --kubeconfig --keyring --ca-file': 'read',
  '--post-renderer --post-renderer-args --plugin': 'opaque',
  '-d --destination --output-dir --untardir': 'write',
  '--repo': 'fetch',
  '-p --starter --username --password --app-version --description --kube-version --api-versions': 'text',
};

const HELM: { readonly [names: string]: ProgramRule } = {
  'version env help lint verify completion package diff': {},
  template: { operands: ['text', 'requirement'], only: 'requirement' },
  create: { does: CHANGES_PROJECT, operands: ['write'] },
  'list ls status get history search': { does: READS_REMOTE },
  'pull fetch show inspect': { does: READS_REMOTE, operands: ['requirement'] },
  repo: {
    subcommands: {
      list: {},
      add: { does: READS_REMOTE, operands: ['text', 'requirement'] },
      'update index': { does: READS_REMOTE },
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  'dependency dep': { subcommands: { 'list ls': {}, '*': { does: READS_REMOTE } } },
  'install upgrade rollback test apply sync': {
    does: CHANGES_REMOTE,
    operands: ['requirement'],
    // It asks the cluster, and changes nothing there; `none` is no dry run.
    options: { '--dry-run --dry-run=client --dry-run=server': { does: READS_REMOTE, isHarmless: true } },
  },
  unittest: { does: RUNS_PROJECT_CODE },
  'uninstall delete del un destroy': { does: DESTROYS_REMOTE },
  push: { does: CHANGES_REMOTE },
  registry: { does: CHANGES_IDENTITY },
  plugin: { subcommands: { 'list ls': {}, '*': { does: INSTALLS } } },
};

/** Languages of configuration, checkers and deployers of clusters, and the lower commands of Nix. */
export const CONFIGURATION_AND_CLUSTER_TOOLS: ProgramTable = {
  'helm helmfile': { options: HELM_OPTIONS, subcommands: withOptions(HELM_OPTIONS, HELM) },
  'opa regal conftest dhall dhall-to-json dhall-to-yaml json-to-dhall pkl nickel kcl jb': EVALUATOR,
  'tk tanka kapp werf helmsman': APPLIES,
  kbld: EVALUATES,
  'imgpkg vendir kaniko': {
    does: READS_REMOTE,
    subcommands: {
      'pull sync tag describe version help': { does: [READS_REMOTE, CHANGES_PROJECT] },
      'push copy': { does: CHANGES_REMOTE },
    },
  },
  'kubesec pluto datree': CHECKS,
  'helm-docs helm-schema': { does: CHANGES_PROJECT },
  'ct chart-testing': {
    does: RUNS,
    subcommands: { 'lint list-changed version help': {}, 'install lint-and-install': { does: DEPLOYS } },
  },
  kubeseal: {
    does: READS_REMOTE,
    options: {
      '-f --secret-file --cert': 'read',
      '-w --sealed-secret-file': 'write',
      '-o --format -n --namespace --scope --name --controller-name --controller-namespace': 'text',
      '--recovery-unseal': { does: 'secret.read' },
    },
  },
  'kail kubespy ktop': { does: READS_REMOTE },
  'docker-machine podman-machine multipass': {
    does: RUNS,
    subcommands: {
      'ls list info inspect status version url ip env config find help get': {},
      '*': { does: 'service.change' },
    },
  },
  'statix deadnix nixpkgs-lint nixpkgs-review': {
    does: RUNS,
    subcommands: { fix: { operands: ['write'] }, '*': { operands: ['tree'] } },
    options: { '-e --edit': { operands: ['write'] } },
  },
  'nix-instantiate nix-hash nvd nix-diff nix-tree nix-du': ASKS_STORE,
  'nix-store': {
    options: {
      '-q --query --requisites --references --referrers --deriver --tree --verify -l --read-log --dump-db': 'flag',
      '--gc --delete --optimise': { does: CLEANS_CACHE },
      '-r --realise --realize --add --import --restore --repair-path --load-db': { does: INSTALLS },
      '--export --dump': { operands: ['tree'] },
    },
    operands: ['text'],
  },
  'nix-prefetch-url nix-prefetch-git nix-prefetch-github': { does: INSTALLS, operands: ['fetch'] },
  'nix-channel nixos-option nixos-generate-config': {
    options: { '--list': 'flag', '--add --remove --update --rollback': { does: CHANGES_CONFIGURATION } },
  },
  'nix-collect-garbage': { does: CLEANS_CACHE },
};
