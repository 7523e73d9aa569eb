import { CHANGES_REMOTE, DESTROYS_REMOTE, LISTENS, READS_REMOTE } from '../acts.ts';
import type { OptionRule, ProgramRule, ProgramTable, VerbRule } from '../program-rule.ts';
import {
  CHANGES_IDENTITY,
  CHANGES_SCHEMA,
  CHANGES_SERVICE,
  CLEANS_CACHE,
  MANAGES_SECRET,
  OPAQUE,
} from './development-acts.ts';
import { SERVICE_VERBS, thingThenVerb, verbAnywhere } from './verb-lists.ts';
import { withOptions } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;
const READS: ProgramRule = { does: READS_REMOTE };
const CHANGES: ProgramRule = { does: CHANGES_REMOTE };
const DESTROYS: ProgramRule = { does: DESTROYS_REMOTE };
const SERVES: ProgramRule = { does: CHANGES_SERVICE };

/** RabbitMQ and its like: one word with an underscore is the verb. */
const BROKER_VERBS: readonly VerbRule[] = [
  {
    verbs: ['list_*', 'list', 'status', 'cluster_status', 'report', 'environment', 'ping', 'show', 'help', 'version'],
    does: READS_REMOTE,
  },
  {
    verbs: ['await_*', 'check_*', 'node_health_check', 'export', 'export_*', 'alarms', 'observer'],
    does: READS_REMOTE,
  },
  {
    verbs: ['delete', 'delete_*', 'purge', 'purge_*', 'forget_*', 'reset', 'force_*', 'clear_*', 'close_*', 'stop'],
    does: DESTROYS_REMOTE,
  },
  { verbs: ['stop_*', 'shutdown', 'remove', 'remove_*', 'kill', 'drain'], does: DESTROYS_REMOTE },
  {
    verbs: ['add_user', 'change_password', 'set_user_tags', 'set_permissions', 'set_topic_permissions'],
    does: CHANGES_IDENTITY,
  },
  { verbs: ['eval', 'exec', 'remote_shell', 'eval_file'], does: OPAQUE },
  {
    verbs: ['declare', 'publish', 'import', 'import_*', 'set_*', 'start_*', 'join_*', 'sync_*', 'rotate_*', 'enable'],
    does: CHANGES_REMOTE,
  },
  {
    verbs: ['enable_*', 'disable', 'disable_*', 'restart*', 'add_*', 'get', 'rename_*', 'update_*'],
    does: CHANGES_REMOTE,
  },
];

/** Kafka's scripts say with an option what they do. */
const KAFKA_OPTIONS: Options = {
  '--bootstrap-server --broker-list --zookeeper --topic --group --partition --offset --max-messages --property': 'text',
  '--entity-type --entity-name --partitions --replication-factor --formatter --timeout-ms --config': 'text',
  '--command-config --consumer.config --producer.config --offset-json-file --reassignment-json-file': 'read',
  '--create --alter --execute': { does: CHANGES_REMOTE },
  '--add --add-config --move': { takes: 'text', does: CHANGES_REMOTE },
  '--delete --delete-offsets --reset-offsets --cancel': { does: DESTROYS_REMOTE },
  '--delete-config --remove': { takes: 'text', does: DESTROYS_REMOTE },
};
const KAFKA: ProgramRule = { does: READS_REMOTE, options: KAFKA_OPTIONS };

/** A web server: serves, is told to reload or stop, or only checks its configuration. */
const WEB_SERVER: ProgramRule = {
  does: LISTENS,
  options: {
    '-t -T -v -V --version --help': HARMLESS,
    '-s -k --signal': { takes: 'text', does: CHANGES_SERVICE },
    '-c -g -p -e -d -f -C --config': 'opaque',
  },
  subcommands: { 'configtest status fullstatus': {}, '*': SERVES },
};

const BACKUP_OPTIONS: Options = {
  '--password-command --from-password-command --rsh': 'shell',
  '--remote-path -o --option': 'opaque',
  '-r --repo --from-repo --tag --host -H --keep-last --keep-daily --keep-weekly --keep-monthly --keep-within -P':
    'text',
  '-p --password-file --repository-file --files-from --exclude-file --patterns-from --exclude-from': 'read',
  '-t --target --cache-dir': 'write',
  '-e --exclude --include -i --mode --name --path --compression --prefix --lock-wait --umask': 'text',
};

/** Servers, message brokers and backups, by what their commands do to what they hold. */
export const SERVERS_AND_BACKUPS: ProgramTable = {
  'nginx openresty tengine httpd apachectl apache2ctl apache2': WEB_SERVER,
  haproxy: {
    does: LISTENS,
    style: 'words',
    options: { '-v -vv -c -h': HARMLESS, '-f -C -p -L -x -S': 'text', '-sf -st': { does: CHANGES_SERVICE } },
  },
  'kong kuma envoy traefik caddy': {
    does: LISTENS,
    options: { '--version --help': HARMLESS },
    subcommands: {
      'version help health check validate list-modules environ build-info fmt adapt hash-password healthcheck': {
        operands: ['read'],
      },
      config: { subcommands: { 'init parse': {}, '*': CHANGES } },
      migrations: { subcommands: { 'list status': READS, '*': { does: CHANGES_SCHEMA } } },
      '*': SERVES,
    },
  },
  'deck adc': {
    options: { '-s --state --config --kong-addr --workspace --select-tag': 'text' },
    subcommands: {
      'diff validate dump ping version help convert completion': READS,
      file: { operands: ['text', 'read'] },
      'sync reset': DESTROYS,
      gateway: { subcommands: { 'diff validate dump ping': READS, 'sync apply': CHANGES, reset: DESTROYS } },
    },
  },
  'varnishadm varnishd squid unbound-control pdnsutil pdns_control knotc': {
    ...SERVES,
    subcommands: {
      'status help version backend.list vcl.list zonestatus list-zone list-all-zones check-zone show': READS,
      '*': SERVES,
    },
  },
  'promtool thanos vmctl': {
    subcommands: {
      'check test help version debug promql': { operands: ['text', 'read'] },
      query: READS,
      'tsdb push tools': CHANGES,
    },
  },
  'rabbitmqctl rabbitmqadmin rabbitmq-plugins rabbitmq-diagnostics rabbitmq-queues activemq artemis emqx_ctl':
    verbAnywhere(BROKER_VERBS, {
      '-n --node -p --vhost -u --username -H --host -P --port -t --timeout --formatter -f --format -V': 'text',
      '-c --config': 'read',
    }),
  'kafka-topics kafka-configs kafka-consumer-groups kafka-acls kafka-broker-api-versions kafka-log-dirs': KAFKA,
  'kafka-topics.sh kafka-configs.sh kafka-consumer-groups.sh kafka-acls.sh kafka-console-consumer.sh': KAFKA,
  'kafka-console-consumer kafka-metadata-quorum kafka-get-offsets kafka-dump-log kafka-features kcat kafkacat': KAFKA,
  'kafka-console-producer kafka-console-producer.sh kafka-producer-perf-test kafka-storage kafka-mirror-maker': {
    ...KAFKA,
    does: CHANGES_REMOTE,
  },
  'kafka-reassign-partitions kafka-leader-election kafka-cluster': { ...KAFKA, does: CHANGES_REMOTE },
  'kafka-delete-records kafka-delete-records.sh kafka-streams-application-reset': { ...KAFKA, does: DESTROYS_REMOTE },
  'nats nsc pulsar-admin pulsar rpk kaf': {
    options: { '-s --server --context -X --brokers --user --password --creds': 'text' },
    subcommands: {
      'ping rtt version help account events latency sub subscribe cheat schema errors': READS,
      'pub publish req request reply bench': CHANGES,
      '*': {
        verbs: [
          {
            verbs: ['report', 'graph', 'next', 'consume', 'sub', 'metadata', 'health', 'print', 'describe-*'],
            does: READS_REMOTE,
          },
          ...SERVICE_VERBS,
          {
            verbs: ['produce', 'seek', 'seal', 'alter-config', 'add-partitions', 'trim-prefix'],
            does: CHANGES_REMOTE,
          },
        ],
      },
    },
  },
  velero: thingThenVerb({
    options: { '-n --namespace -o --output --kubeconfig --kubecontext': 'text' },
    first: { 'get describe debug': READS, 'delete uninstall': DESTROYS, 'create install': CHANGES },
  }),
  rustic: {
    options: BACKUP_OPTIONS,
    subcommands: withOptions(BACKUP_OPTIONS, {
      'snapshots diff find ls stats check version help list cat features': READS,
      'dump restore mount': READS,
      'backup copy init tag': { does: CHANGES_REMOTE, operands: ['tree'] },
      'forget prune repair rebuild-index unlock rewrite recover migrate': DESTROYS,
      key: { subcommands: { list: READS, '*': { does: CHANGES_IDENTITY } } },
      cache: { does: CLEANS_CACHE },
      'self-update generate': CHANGES,
    }),
  },
  borgmatic: {
    options: BACKUP_OPTIONS,
    subcommands: withOptions(BACKUP_OPTIONS, {
      'list info diff check help benchmark version extract mount export-tar umount': READS,
      'create init rename config import-tar upgrade': CHANGES,
      'delete prune compact recreate break-lock': DESTROYS,
      key: { does: MANAGES_SECRET },
      serve: { does: LISTENS },
      'with-lock': { operands: ['text', 'command'], stopsAtOperand: true },
    }),
  },
  'duplicati-cli autorestic resticprofile': {
    options: { '--rsh --ssh-options': 'opaque', '-c --config': 'script' },
    subcommands: {
      'list-current-files collection-status verify list ls status diff info version help stats': READS,
      'remove-older-than remove-all-but-n-full cleanup prune delete forget gc maintenance': DESTROYS,
      '*': CHANGES,
    },
  },
};
