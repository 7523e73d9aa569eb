import { CHANGES_REMOTE, DESTROYS_REMOTE, INSTALLS, LISTENS, READS_REMOTE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable, VerbRule } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  DEPLOYS,
  MANAGES_SECRET,
  OPAQUE,
  READS_SECRET,
} from './development-acts.ts';
import {
  IDENTITY_VERBS,
  PLATFORM_VERBS,
  SECRET_VERBS,
  SERVICE_VERBS,
  thingThenVerb,
  verbAnywhere,
} from './verb-lists.ts';
import { withOptions } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };
type Subcommands = { readonly [names: string]: ProgramRule };

const READS: ProgramRule = { does: READS_REMOTE };
const CHANGES: ProgramRule = { does: CHANGES_REMOTE };
const DESTROYS: ProgramRule = { does: DESTROYS_REMOTE };
const IDENTITY: ProgramRule = { does: CHANGES_IDENTITY };
const SECRET: ProgramRule = { does: READS_SECRET };

/** What any service of AWS may say beside the usual verbs. */
const AWS_VERBS: readonly VerbRule[] = [
  {
    verbs: ['get-password-data', 'get-login-password', 'get-token', 'decrypt', 'generate-data-key'],
    does: READS_SECRET,
  },
  { verbs: ['assume-*', 'get-session-token', 'get-federation-token', 'get-authorization-token'], does: READS_SECRET },
  { verbs: ['add-user*', 'add-permission', 'put-bucket-policy', 'put-bucket-acl'], does: CHANGES_IDENTITY },
  {
    verbs: ['receive-*', 'filter-*', 'poll-*', 'discover-*', 'preview-*', 'view-*', 'compare-*', 'select-*'],
    does: READS_REMOTE,
  },
  ...SERVICE_VERBS,
  {
    verbs: [
      'run-*',
      'stop*',
      'reject-*',
      'purchase-*',
      'confirm-*',
      'subscribe',
      'notify-*',
      'encrypt',
      're-encrypt',
      'sign',
      'transact-*',
      'generate-*',
      'admin-*',
      'deploy',
      'package',
      'reboot-*',
      'configure-*',
    ],
    does: CHANGES_REMOTE,
  },
];

const AWS_OPTIONS: Options = {
  '--profile --region --output --query --color --cli-read-timeout --cli-connect-timeout --starting-token': 'text',
  '--max-items --page-size --filters --generate-cli-skeleton': 'text',
  '--endpoint-url': 'connect',
  '--ca-bundle --cli-input-json --cli-input-yaml --template-file': 'read',
};

const AWS: Subcommands = {
  help: {},
  s3: {
    subcommands: {
      'ls help': READS,
      'rm rb': DESTROYS,
      'sync mv': { does: CHANGES_REMOTE, options: { '--delete': { does: DESTROYS_REMOTE } } },
      'cp mb website presign': CHANGES,
    },
  },
  'iam sso sso-admin identitystore organizations cognito-idp cognito-identity ram account': { verbs: IDENTITY_VERBS },
  sts: {
    subcommands: { 'get-caller-identity get-access-key-info decode-authorization-message help': READS, '*': SECRET },
  },
  secretsmanager: {
    verbs: [
      { verbs: ['get-secret-value', 'batch-get-secret-value', 'get-random-password'], does: READS_SECRET },
      { verbs: ['get-resource-policy'], does: READS_REMOTE },
      ...SECRET_VERBS,
    ],
  },
  ssm: {
    options: { '--with-decryption': { does: READS_SECRET } },
    verbs: [{ verbs: ['start-session', 'send-command', 'start-automation-execution'], does: OPAQUE }, ...AWS_VERBS],
  },
  kms: { verbs: AWS_VERBS },
  configure: {
    does: MANAGES_SECRET,
    subcommands: { 'list list-profiles': {}, get: SECRET, 'export-credentials': SECRET, '*': { does: MANAGES_SECRET } },
  },
  'login logout': IDENTITY,
  cloudformation: {
    verbs: [{ verbs: ['deploy', 'create-stack', 'update-stack', 'execute-change-set'], does: DEPLOYS }, ...AWS_VERBS],
  },
  eks: { verbs: [{ verbs: ['update-kubeconfig'], does: CHANGES_CONFIGURATION }, ...AWS_VERBS] },
  '*': { verbs: AWS_VERBS },
};

const GCLOUD_OPTIONS: Options = {
  '--project --region --zone --location --account --format --filter --limit --sort-by --configuration --verbosity':
    'text',
  '--organization --folder --impersonate-service-account --billing-project --environment --api --member --role': 'text',
  '--flags-file --key-file --data-file --env-vars-file': 'read',
  '--out-file': 'write',
};

const CLOUD_VERBS: readonly VerbRule[] = [
  { verbs: ['add-iam-policy-binding', 'remove-iam-policy-binding', 'set-iam-policy'], does: CHANGES_IDENTITY },
  { verbs: ['read', 'cat', 'du', 'hash', 'url'], does: READS_REMOTE },
  { verbs: ['get-credentials'], does: CHANGES_CONFIGURATION },
  { verbs: ['access', 'decrypt', 'print-*', 'get-access-token'], does: READS_SECRET },
  ...PLATFORM_VERBS,
  { verbs: ['rsync', 'up', 'invoke-rest-method', 'deallocate', 'swap', 'call', 'perform'], does: CHANGES_REMOTE },
];

const GCLOUD: Subcommands = {
  'help version info topic cheat-sheet feedback': {},
  secrets: { verbs: SECRET_VERBS },
  'iam projects organizations identity access-context-manager policy-intelligence': { verbs: IDENTITY_VERBS },
  auth: {
    subcommands: { list: {}, 'print-access-token print-identity-token application-default': SECRET, '*': IDENTITY },
  },
  config: {
    subcommands: {
      'list get-value get': {},
      configurations: { subcommands: { 'list describe': {}, '*': { does: CHANGES_CONFIGURATION } } },
      '*': { does: CHANGES_CONFIGURATION },
    },
  },
  components: { subcommands: { list: {}, '*': { does: INSTALLS } } },
  init: { does: CHANGES_CONFIGURATION },
  storage: {
    subcommands: { 'ls cat du hash': READS, rm: DESTROYS, 'cp mv rsync': CHANGES, '*': { verbs: CLOUD_VERBS } },
  },
  compute: { verbs: [{ verbs: ['ssh', 'scp', 'start-iap-tunnel'], does: OPAQUE }, ...CLOUD_VERBS] },
  'alpha beta preview': { subcommands: { '*': { verbs: CLOUD_VERBS } } },
  '*': { verbs: CLOUD_VERBS },
};

const AZ_OPTIONS: Options = {
  '-n --name -g --resource-group --subscription -o --output --query -l --location -c --container-name -s --source':
    'text',
  '--account-name --account-key --image --ids --vault-name --sas-token --connection-string --prefix': 'text',
  '-f --file --destination': 'write',
};

const AZ: Subcommands = {
  'help version find feedback': {},
  'login logout': IDENTITY,
  'ad role policy': { verbs: IDENTITY_VERBS },
  keyvault: {
    subcommands: {
      'secret key certificate': { verbs: SECRET_VERBS },
      '*': { verbs: CLOUD_VERBS },
    },
  },
  account: { verbs: CLOUD_VERBS },
  rest: CHANGES,
  'extension upgrade': { subcommands: { 'list list-available show': {}, '*': { does: INSTALLS } } },
  'config configure cache': { subcommands: { 'get list': {}, '*': { does: CHANGES_CONFIGURATION } } },
  storage: {
    subcommands: {
      account: {
        verbs: [{ verbs: ['keys', 'generate-sas', 'show-connection-string'], does: READS_SECRET }, ...CLOUD_VERBS],
      },
      '*': { verbs: CLOUD_VERBS },
    },
  },
  vm: { verbs: [{ verbs: ['run-command'], does: OPAQUE }, ...CLOUD_VERBS] },
  '*': { verbs: CLOUD_VERBS },
};

const BUCKETS: Subcommands = {
  'ls la du cat stat hash help version info find diff tree head ping list size lsd lsl lsf lsjson check': READS,
  'md5sum sha1sum about listremotes ncdu link signurl test cmp': READS,
  'rm rb del remove rmdir rmdirs delete deletefile purge dedupe cleanup undo expire': DESTROYS,
  'sync mirror rsync': {
    does: CHANGES_REMOTE,
    options: { '-d --delete --remove --delete-removed --overwrite': { does: DESTROYS_REMOTE } },
  },
  'cp mv mb put get copy copyto move moveto mkdir touch rcat copyurl pipe share compose rewrite bisync settier':
    CHANGES,
  'setmeta acl defacl iam cors lifecycle versioning web logging policy setacl setpolicy anonymous label retention': {
    verbs: [
      { verbs: ['get', 'list', 'ls', 'info'], does: READS_REMOTE },
      { verbs: ['set', 'ch', 'add', 'remove', 'rm', 'clear', 'on', 'off'], does: CHANGES_IDENTITY },
    ],
  },
  'legalhold event ilm replicate encrypt tag quota batch support': { verbs: SERVICE_VERBS },
  'idp license': { verbs: IDENTITY_VERBS },
  admin: {
    subcommands: {
      'info trace top logs console prometheus': READS,
      'user policy group accesskey': {
        verbs: [...IDENTITY_VERBS, { verbs: ['svcacct', 'entities', 'attach', 'detach'], does: CHANGES_IDENTITY }],
      },
      '*': { verbs: SERVICE_VERBS },
    },
  },
  'config configure alias hmac login': {
    subcommands: { 'list ls paths file providers': {}, '*': { does: MANAGES_SECRET } },
  },
  'mount serve rcd rc nfsmount': { does: LISTENS },
};

const BUCKET_OPTIONS: Options = {
  '-c --config --config-dir -C --bwlimit-file': 'opaque',
  '--password-command --ssh': 'shell',
  '-n --name --include --exclude --older-than --newer-than -o -h': 'text',
  '--filter-from --files-from --include-from --exclude-from': 'read',
};

/** The command lines of clouds and of their storage, by the verb they end in. */
export const CLOUD_COMMAND_LINES: ProgramTable = {
  'aws awslocal': { options: AWS_OPTIONS, subcommands: withOptions(AWS_OPTIONS, AWS) },
  gcloud: { options: GCLOUD_OPTIONS, subcommands: withOptions(GCLOUD_OPTIONS, GCLOUD) },
  az: { options: AZ_OPTIONS, subcommands: withOptions(AZ_OPTIONS, AZ) },
  'azcopy s3cmd mc mcli rclone gsutil s5cmd ossutil ossutil64 b2 obsutil coscli': {
    options: BUCKET_OPTIONS,
    subcommands: withOptions(BUCKET_OPTIONS, {
      ...BUCKETS,
      jobs: { subcommands: { 'list show': READS, '*': CHANGES } },
      'env bench': READS,
      make: CHANGES,
    }),
  },
  bq: {
    options: { '--project_id --location --format --dataset_id': 'text' },
    subcommands: {
      'ls show head version help wait info': READS,
      query: {
        does: READS_REMOTE,
        operands: ['sql'],
        input: 'sql',
        options: { '--destination_table': { takes: 'text', does: CHANGES_REMOTE } },
      },
      'rm truncate cancel': DESTROYS,
      'mk load cp update insert extract partition': CHANGES,
      'add-iam-policy-binding remove-iam-policy-binding set-iam-policy': IDENTITY,
    },
  },
  'doctl linode-cli linode hcloud scw vultr-cli vultr exo ibmcloud oci openstack aliyun tccli upctl civo stackit':
    thingThenVerb({
      options: {
        '-t --access-token --context --profile --region --format --output -o --project-id --json': 'text',
        '-c --config --config-file': 'opaque',
      },
      first: {
        'auth login logout iam account user users': {
          verbs: [...IDENTITY_VERBS, { verbs: ['init', 'switch'], does: CHANGES_IDENTITY }],
        },
        'config context configure': { does: CHANGES_CONFIGURATION },
      },
      verbs: CLOUD_VERBS,
    }),
  'localstack moto_server azurite': { does: LISTENS },
  'saml2aws aws-vault gimme-aws-creds aws-sso granted okta-aws': {
    does: READS_SECRET,
    subcommands: {
      list: {},
      exec: { does: READS_SECRET, operands: ['text', 'command'], stopsAtOperand: true },
      '*': { does: MANAGES_SECRET },
    },
  },
  cloudflared: { does: LISTENS, subcommands: { 'version help': {}, '*': { does: LISTENS } } },
  'apigeecli flarectl': verbAnywhere(),
};
