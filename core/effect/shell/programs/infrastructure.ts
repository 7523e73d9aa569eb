import {
  CHANGES_REMOTE,
  DESTROYS_REMOTE,
  INSTALLS,
  INSTALLS_INTO_PROJECT,
  LISTENS,
  READS_REMOTE,
  RUNS,
  RUNS_PROJECT_CODE,
} from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  CHANGES_SERVICE,
  DEPLOYS,
  DESTROYS_DEPLOYMENT,
  MANAGES_SECRET,
  OPAQUE,
  READS_SECRET,
  REMOVES_SERVICE,
} from './development-acts.ts';
import { SECRET_VERBS, verbAnywhere } from './verb-lists.ts';
import { withOptions } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };
type Subcommands = { readonly [names: string]: ProgramRule };

const READS: ProgramRule = { does: READS_REMOTE };
/** Looks ahead: plugins and programs that the project names run for it. */
const PLANS: ProgramRule = { does: [READS_REMOTE, RUNS_PROJECT_CODE] };
const CHANGES: ProgramRule = { does: CHANGES_REMOTE };
const DEPLOY: ProgramRule = { does: DEPLOYS };
const DESTROY: ProgramRule = { does: DESTROYS_DEPLOYMENT };
const IDENTITY: ProgramRule = { does: CHANGES_IDENTITY };

/** Terraform's options have one dash and a whole word; a plugin folder or a backend decides what code runs. */
const TERRAFORM_OPTIONS: Options = {
  '-chdir': 'enter',
  '-plugin-dir --terragrunt-config --config --tf-path --terragrunt-tfpath': 'opaque',
  '-out -state-out -backup -generate-config-out': 'write',
  '-var-file -state --var-file -test-directory': 'read',
  '-working-dir --working-dir --terragrunt-working-dir': 'enter',
  '-help --help': { isHarmless: true },
};

const TERRAFORM: Subcommands = {
  'version metadata help': { operands: ['read'] },
  // Plugins that lie in the project run, and what `external` data names.
  'validate graph providers functions': { does: RUNS_PROJECT_CODE, operands: ['read'] },
  'show output': { does: [READS_REMOTE, RUNS_PROJECT_CODE], operands: ['read'] },
  fmt: { options: { '-check -diff': { operands: ['tree'] } }, operands: ['write'], style: 'words' },
  'init get': { does: INSTALLS_INTO_PROJECT },
  plan: PLANS,
  console: { does: [READS_REMOTE, RUNS_PROJECT_CODE], input: 'code' },
  test: DEPLOY,
  'apply import refresh taint untaint force-unlock': {
    does: DEPLOYS,
    options: { '-destroy': { does: DESTROYS_DEPLOYMENT } },
  },
  destroy: DESTROY,
  state: { subcommands: { 'list show': READS, pull: READS, rm: DESTROY, '*': DEPLOY } },
  workspace: { subcommands: { 'list show': READS, 'new select': { does: CHANGES_PROJECT }, delete: DESTROY } },
  'login logout': IDENTITY,
  'run-all run stack': {
    subcommands: { 'plan validate output show init graph providers list': PLANS, destroy: DESTROY, '*': DEPLOY },
  },
  'hclfmt hclvalidate render-json find list info scaffold catalog': { does: RUNS },
};

const PULUMI_OPTIONS: Options = {
  '-C --cwd': 'enter',
  '-s --stack -m --message -p --parallel -t --target -r --replace --color --config -e --env --target-replace': 'text',
  '--config-file --policy-pack-config': 'read',
  '--policy-pack --exec-agent --exec-kind': 'opaque',
  '--save-plan --plan': 'write',
};

const PULUMI: Subcommands = {
  'version help about gen-completion whoami schema package convert': READS,
  'preview pre logs console': PLANS,
  'up update refresh import watch cancel': { ...DEPLOY, options: { '-r': 'flag' } },
  'destroy down': DESTROY,
  'new init install': { does: INSTALLS_INTO_PROJECT },
  config: {
    options: { '--show-secrets': { does: READS_SECRET } },
    subcommands: { get: { does: READS_SECRET }, '*': { does: CHANGES_CONFIGURATION } },
  },
  stack: {
    subcommands: {
      'ls list output graph history tag select': {
        does: READS_REMOTE,
        options: { '--show-secrets': { does: READS_SECRET } },
      },
      rm: DESTROY,
      '*': DEPLOY,
    },
  },
  state: DESTROY,
  'login logout org policy': IDENTITY,
  plugin: { subcommands: { ls: {}, '*': { does: INSTALLS } } },
  env: { verbs: SECRET_VERBS },
};

/** Ansible runs modules on the hosts of an inventory; a playbook is a script for them. */
const ANSIBLE_OPTIONS: Options = {
  '-i --inventory --inventory-file --vault-password-file --vault-id --private-key --key-file': 'script',
  '-e --extra-vars -l --limit -t --tags --skip-tags -u --user -f --forks -T --timeout --start-at-task -c': 'text',
  '-M --module-path --playbook-dir': 'read',
  '--syntax-check --list-hosts --list-tasks --list-tags': 'flag',
  '--version': { isHarmless: true },
  '--become-user --become-method': 'text',
};

const CHEF_OR_SALT: ProgramRule = { does: DEPLOYS, options: { '-c --config -e --execute -l --local': 'opaque' } };

/** Tools that describe machines and services and then make them so. */
export const INFRASTRUCTURE: ProgramTable = {
  'terraform tofu terragrunt terramate': {
    style: 'words',
    options: TERRAFORM_OPTIONS,
    subcommands: withOptions(TERRAFORM_OPTIONS, TERRAFORM),
  },
  'tflint tfsec checkov terrascan terraform-docs infracost kics regula hcledit tfupdate': {
    does: RUNS,
    options: {
      '-c --config --config-file -f --file --var-file': 'read',
      '-o --out --output-file --output-path': 'write',
      '--external-checks-dir --external-checks-git': 'opaque',
      '--fix': { does: CHANGES_PROJECT },
    },
    operands: ['text', 'tree'],
  },
  pulumi: { options: PULUMI_OPTIONS, subcommands: withOptions(PULUMI_OPTIONS, PULUMI) },
  ansible: {
    does: DEPLOYS,
    options: { ...ANSIBLE_OPTIONS, '-a --args': 'opaque', '-m --module-name': 'text' },
    operands: ['connect'],
  },
  'ansible-playbook ansible-pull ansible-console ansible-navigator': {
    does: DEPLOYS,
    options: {
      ...ANSIBLE_OPTIONS,
      '-U --url': 'fetch',
      '-m --mode': 'text',
      '--syntax-check --list-hosts --list-tasks --list-tags': { isHarmless: true },
    },
    operands: ['script'],
  },
  'ansible-galaxy': {
    subcommands: {
      'list info search': READS,
      'collection role': {
        subcommands: { 'list info search verify': READS, init: { does: CHANGES_PROJECT }, '*': { does: INSTALLS } },
      },
      '*': { does: INSTALLS },
    },
  },
  'ansible-vault': {
    subcommands: {
      'view decrypt': { does: READS_SECRET, operands: ['read'] },
      '*': { does: MANAGES_SECRET, operands: ['write'] },
    },
  },
  'ansible-lint ansible-doc ansible-inventory ansible-config': {
    does: RUNS,
    options: {
      '-i --inventory': 'script',
      '-c --config-file -r --rules-dir': 'script',
      '--fix --write': { operands: ['write'] },
    },
    operands: ['tree'],
  },
  'ansible-test': { does: OPAQUE },
  molecule: { does: DEPLOYS },
  vagrant: {
    options: { '-c --command': 'shell' },
    subcommands: {
      'status global-status version help list-commands validate port ssh-config': {},
      init: { does: CHANGES_PROJECT },
      'up reload resume provision': { does: [CHANGES_SERVICE, 'process.run'] },
      'halt suspend package snapshot rsync rsync-auto': { does: CHANGES_SERVICE },
      destroy: { does: REMOVES_SERVICE },
      'ssh winrm powershell rdp': { does: OPAQUE },
      box: { subcommands: { 'list outdated': READS, remove: { does: REMOVES_SERVICE }, '*': { does: INSTALLS } } },
      plugin: { subcommands: { list: {}, '*': { does: INSTALLS } } },
      'cloud login share connect push': CHANGES,
    },
  },
  packer: {
    style: 'words',
    options: { '-machine-readable': 'flag' },
    subcommands: {
      'version validate inspect help console': { operands: ['read'] },
      'fmt hcl2_upgrade': { operands: ['write'] },
      'init plugins': { does: INSTALLS },
      build: { does: DEPLOYS, operands: ['script'] },
    },
  },
  'chef-client chef-solo chef-apply chef-shell chef chef-run cinc-client knife berks inspec': {
    ...CHEF_OR_SALT,
    options: { ...CHEF_OR_SALT.options, '-j --json-attributes': 'read' },
    subcommands: {
      'search status list show help version env': READS,
      'ssh exec winrm': { does: OPAQUE },
      'data cookbook node role environment client user acl': verbAnywhere(),
      '*': CHEF_OR_SALT,
    },
  },
  'kitchen test-kitchen': { does: DEPLOYS, subcommands: { 'list diagnose version help': {}, '*': DEPLOY } },
  'puppet bolt facter r10k mcollective': {
    subcommands: {
      'help describe doc facts lookup parser strings epp config version': {},
      apply: { does: DEPLOYS, options: { '-e --execute': 'opaque' }, operands: ['script'] },
      'agent device job': DEPLOY,
      filebucket: { operands: ['text', 'read'] },
      module: { subcommands: { 'list search': {}, '*': { does: INSTALLS } } },
      'resource cert ssl node ca': { does: CHANGES_CONFIGURATION },
      'command script task plan file': { does: OPAQUE },
      'deploy puppetfile': DEPLOY,
    },
  },
  'puppet-lint cookstyle foodcritic librarian-puppet': {
    does: RUNS,
    options: { '-f --fix -a': { operands: ['write'] } },
    operands: ['tree'],
  },
  'salt salt-call salt-ssh salt-run salt-cp salt-cloud salt-master salt-minion': CHEF_OR_SALT,
  'salt-key': { does: CHANGES_IDENTITY, options: { '-L --list-all -l -F': { isHarmless: true } } },
  'cdist pyinfra mitogen capistrano cap mina deployer dep envoyer kamal shipit': { does: DEPLOYS },
  'consul nomad waypoint boundary': {
    options: { '-http-addr -address -token -token-file -config-file -config-dir -namespace -region': 'text' },
    style: 'words',
    subcommands: {
      'version help members info validate status fmt monitor watch ui rtt plan': READS,
      'job alloc node deployment eval server system namespace volume quota var service': {
        verbs: [
          {
            verbs: [
              'status',
              'list',
              'inspect',
              'plan',
              'validate',
              'history',
              'logs',
              'fs',
              'info',
              'get',
              'read',
              'init',
            ],
            does: READS_REMOTE,
          },
          {
            verbs: ['stop', 'delete', 'purge', 'drain', 'deregister', 'gc', 'fail', 'eligibility'],
            does: DESTROYS_REMOTE,
          },
          {
            verbs: [
              'run',
              'dispatch',
              'promote',
              'scale',
              'revert',
              'restart',
              'signal',
              'exec',
              'put',
              'apply',
              'create',
              'allocs',
            ],
            does: CHANGES_REMOTE,
          },
        ],
      },
      kv: {
        subcommands: { 'get export': READS, delete: { does: DESTROYS_REMOTE }, '*': CHANGES },
      },
      catalog: READS,
      snapshot: { subcommands: { inspect: {}, '*': CHANGES } },
      'acl keygen keyring login logout tls': IDENTITY,
      agent: { does: LISTENS },
      'exec lock': { does: OPAQUE },
      'services connect intention config event operator join leave force-leave maint reload peering': CHANGES,
      'stop run': CHANGES,
    },
  },
  'vault bao': {
    style: 'words',
    options: {
      '-address -agent-address -ca-cert -client-cert -client-key -namespace --namespace -format -field': 'text',
    },
    subcommands: {
      'status version version-history path-help print help list': READS,
      'read unwrap': { does: READS_SECRET },
      kv: {
        subcommands: { 'list metadata': READS, get: { does: READS_SECRET }, '*': { does: MANAGES_SECRET } },
      },
      token: { subcommands: { 'lookup capabilities': READS, '*': IDENTITY } },
      lease: { subcommands: { lookup: READS, '*': { does: MANAGES_SECRET } } },
      'auth audit policy secrets plugin namespace': {
        subcommands: { 'list read info fmt help': READS, '*': IDENTITY },
      },
      operator: { subcommands: { 'members key-status diagnose usage raft': READS, '*': { does: MANAGES_SECRET } } },
      'login proxy agent ssh': { does: CHANGES_IDENTITY },
      server: { does: LISTENS },
      debug: READS,
      'write delete patch pki transit transform monitor': { does: MANAGES_SECRET },
    },
  },
  'sops chamber summon berglas teller envconsul consul-template': {
    does: READS_SECRET,
    options: { '-e --encrypt -i --in-place -r --rotate': { does: MANAGES_SECRET }, '--set': 'text' },
    operands: ['read'],
  },
  'crossplane kpt timoni cdktf cdk8s clusterctl spacectl tfc env0 atlantis': {
    subcommands: {
      'version help list diff synth init get validate render describe': READS,
      'destroy delete': DESTROY,
      '*': DEPLOY,
    },
  },
};
