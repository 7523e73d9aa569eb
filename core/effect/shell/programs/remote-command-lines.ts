import { CHANGES_REMOTE, DESTROYS_REMOTE, INSTALLS, LISTENS, READS_REMOTE, RUNS_PROJECT_CODE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_CONFIGURATION,
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  CHANGES_SERVICE,
  MANAGES_SECRET,
  OPAQUE,
  READS_SECRET,
  SENDS_MESSAGE,
  WRITES_DATABASE,
} from './development-acts.ts';
import { IDENTITY_VERBS, SECRET_VERBS, SERVICE_VERBS, thingThenVerb, verbAnywhere } from './verb-lists.ts';

type Options = { readonly [names: string]: OptionRule };

const READS: ProgramRule = { does: READS_REMOTE };
const CHANGES: ProgramRule = { does: CHANGES_REMOTE };
const DESTROYS: ProgramRule = { does: DESTROYS_REMOTE };
const IDENTITY: ProgramRule = { does: CHANGES_IDENTITY };
const SIGNS_IN: { readonly [names: string]: ProgramRule } = { 'login logout auth signin signout init': IDENTITY };

const OFTEN: Options = {
  '-n --name --namespace --project -p --profile -o --output --format --json-path -t --token --api-key --org -e': 'text',
  '--env --project-key --flag --key --id --email --limit --app --workspace --url --host --server --filter': 'text',
};
const WITH_FILES: Options = { ...OFTEN, '-c --config -f --file --from-file': 'read' };

/** Kinds of things where every change decides who may do what. */
const PEOPLE: { readonly [names: string]: ProgramRule } = {
  'api-keys api_keys apikeys tokens keys users user members teams roles': { verbs: IDENTITY_VERBS },
};

/** A service whose words are a thing and then a verb, and nothing out of the ordinary. */
const SERVICE: ProgramRule = thingThenVerb({ options: WITH_FILES, first: { ...SIGNS_IN, ...PEOPLE } });

/** Command lines of hosted services: a thing, a verb, and what the verb does there. */
export const REMOTE_COMMAND_LINES: ProgramTable = {
  'fastly unleash flipt ldcli launchdarkly flagsmith algolia newrelic datadog-ci pd pagerduty sentry-cli':
    thingThenVerb({
      options: WITH_FILES,
      first: {
        ...SIGNS_IN,
        ...PEOPLE,
        'serve server': { does: RUNS_PROJECT_CODE },
        'evaluate search query whoami status validate lint check info ping tail diagnostic': READS,
        'purge compute deploy activate send-event send-envelope upload-dif upload-proguard import export migrate':
          CHANGES,
      },
    }),
  'opsgenie statuspage grafana-cli grafana amtool mimirtool cortextool logcli tctl temporal zbctl airbyte':
    thingThenVerb({
      options: WITH_FILES,
      first: {
        ...SIGNS_IN,
        ...PEOPLE,
        plugins: {
          subcommands: { 'ls list-remote list-versions': READS, 'uninstall remove': DESTROYS, '*': { does: INSTALLS } },
        },
        'check query labels series stats': READS,
        server: { does: RUNS_PROJECT_CODE },
      },
    }),
  circleci: thingThenVerb({
    options: { '--host --token --org-slug': 'text', '-c --config': 'read' },
    first: {
      'diagnostic info open': READS,
      setup: IDENTITY,
      config: { subcommands: { 'validate process pack generate': { operands: ['read'] } } },
      local: { does: RUNS_PROJECT_CODE },
      policy: {
        verbs: [
          { verbs: ['status', 'diff', 'fetch', 'decide', 'logs', 'test'], does: READS_REMOTE },
          { verbs: ['push', 'settings'], does: 'policy.change' },
        ],
      },
      context: {
        verbs: [{ verbs: ['store-secret', 'remove-secret'], does: MANAGES_SECRET }, ...SERVICE_VERBS],
      },
    },
  }),
  'jenkins-cli jenkins jcli travis buildkite-agent bk drone woodpecker-cli appveyor bitrise codefresh teamcity':
    verbAnywhere(
      [
        { verbs: ['groovy', 'groovysh', 'ssh', 'encrypt', 'console'], does: OPAQUE },
        {
          verbs: [
            'build',
            'install-plugin',
            'quiet-down',
            'safe-*',
            'online-node',
            'offline-node',
            'keep-build',
            'step',
          ],
          does: CHANGES_REMOTE,
        },
        ...SERVICE_VERBS,
      ],
      { '-s -auth -i -user --token -t': 'text' },
    ),
  'gitlab-runner act_runner': {
    does: LISTENS,
    subcommands: {
      'list status verify help version': READS,
      'unregister uninstall stop': DESTROYS,
      exec: { does: RUNS_PROJECT_CODE },
      '*': { does: CHANGES_SERVICE },
    },
  },
  'gitlab-rails gitlab-rake gitlab-ctl gitlab-backup': {
    does: OPAQUE,
    subcommands: { 'status tail help show-config': READS, '*': { does: OPAQUE } },
  },
  'stripe paddle': {
    options: { ...OFTEN, '-d --data --expand --confirm': 'text' },
    subcommands: {
      'help version status completion resources open samples docs': {},
      'listen logs get': READS,
      'login logout config': IDENTITY,
      'trigger post fixtures': CHANGES,
      delete: DESTROYS,
      api_keys: IDENTITY,
      '*': {
        verbs: [
          { verbs: ['list', 'retrieve', 'search', 'get'], does: READS_REMOTE },
          { verbs: ['capture', 'confirm', 'pay', 'charge', 'refund', 'transfer', 'finalize_invoice'], does: 'payment' },
          ...SERVICE_VERBS,
        ],
      },
    },
  },
  'twilio sendgrid mailgun postmark resend': thingThenVerb({
    options: OFTEN,
    first: SIGNS_IN,
    verbs: [{ verbs: ['api:core:messages:create', 'send', 'email:send'], does: SENDS_MESSAGE }, ...SERVICE_VERBS],
  }),
  'configcat growthbook ghorg': SERVICE,
  splunk: {
    style: 'words',
    options: { '-auth -index -uri -app': 'text' },
    subcommands: {
      'status version help list show search display btool diag validate': READS,
      'clean remove delete disable stop': DESTROYS,
      '*': CHANGES,
    },
  },
  op: {
    options: { ...OFTEN, '--account --vault --session --cache --config': 'text' },
    subcommands: {
      'whoami help completion update': {},
      read: { does: READS_SECRET, options: { '-o --out-file': 'write' } },
      run: { does: READS_SECRET, operands: ['command'], options: { '--env-file': 'read' } },
      inject: { does: READS_SECRET, options: { '-i --in-file': 'read', '-o --out-file': 'write' } },
      item: {
        subcommands: {
          'list template': READS,
          get: {
            does: READS_REMOTE,
            options: {
              '--reveal --otp --share-link': { does: READS_SECRET },
              '--fields': { takes: 'text', does: READS_SECRET },
              '--vault --format': 'text',
            },
          },
          '*': { does: MANAGES_SECRET },
        },
      },
      document: { subcommands: { list: READS, get: { does: READS_SECRET }, '*': { does: MANAGES_SECRET } } },
      'user group vault account connect events-api service-account': {
        verbs: [
          ...IDENTITY_VERBS,
          { verbs: ['provision', 'confirm', 'reactivate', 'ratelimit', 'server', 'token'], does: CHANGES_IDENTITY },
        ],
      },
      'signin signout plugin': IDENTITY,
    },
  },
  'doppler infisical akeyless': {
    options: { ...OFTEN, '--config --scope': 'text' },
    subcommands: {
      'help completion update changelog open flags scan': {},
      run: { does: READS_SECRET, operands: ['command'], options: { '-p --project -c --config': 'text' } },
      'secrets export vault': {
        does: READS_SECRET,
        subcommands: { 'set upload delete': { does: MANAGES_SECRET }, '*': { does: READS_SECRET } },
      },
      'projects environments configs activity me settings': { verbs: SERVICE_VERBS },
      'configure setup': { does: CHANGES_PROJECT },
      'login logout': IDENTITY,
    },
  },
  'step step-ca': { does: MANAGES_SECRET, subcommands: { 'version help': {}, '*': { does: MANAGES_SECRET } } },
  'slack slackcat telegram-send apprise ntfy matrix-commander': { does: SENDS_MESSAGE },
  'jira jira-cli linear acli trello todoist': thingThenVerb({
    options: OFTEN,
    first: { ...SIGNS_IN, 'me open view list': READS, 'create edit': CHANGES },
  }),
  'dbt sqlmesh meltano great_expectations soda': {
    does: RUNS_PROJECT_CODE,
    options: { '--profiles-dir --project-dir': 'read', '-s --select --exclude --target -t --vars': 'text' },
    subcommands: {
      'debug docs parse compile list ls deps source help version show': { does: RUNS_PROJECT_CODE },
      '*': { does: WRITES_DATABASE },
    },
  },
  'geth bitcoin-cli cast forge anvil hardhat truffle solana ipfs': {
    does: RUNS_PROJECT_CODE,
    subcommands: {
      'version help call balance block tx receipt chain-id estimate gas-price lookup-address info cat ls id': READS,
      'send sendtransaction sendtoaddress transfer airdrop publish mktx': { does: 'payment' },
      wallet: { does: MANAGES_SECRET },
      'server daemon': { does: LISTENS },
      'create deploy script migrate upgrade': CHANGES,
      '*': { does: RUNS_PROJECT_CODE },
    },
  },
  'whmapi1 uapi pvesh xe govc esxcli racadm redfishtool': {
    does: CHANGES_SERVICE,
    subcommands: { 'list status show help version info config': READS, '*': { does: CHANGES_SERVICE } },
  },
  databricks: thingThenVerb({
    options: OFTEN,
    first: { ...SIGNS_IN, configure: { does: CHANGES_CONFIGURATION }, secrets: { verbs: SECRET_VERBS } },
  }),
};
