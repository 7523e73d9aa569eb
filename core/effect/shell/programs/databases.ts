import { CHANGES_REMOTE, DESTROYS_REMOTE, LISTENS, READS_REMOTE } from '../acts.ts';
import type { Act, OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { CHANGES_IDENTITY, CHANGES_SCHEMA, OPAQUE, READS_DATABASE, WRITES_DATABASE } from './development-acts.ts';
import { SERVICE_VERBS, thingThenVerb } from './verb-lists.ts';
import { overriding } from './with-options.ts';

type Options = { readonly [names: string]: OptionRule };

const HARMLESS = { isHarmless: true } as const;

/** Deletes a whole database with what it holds. */
const DESTROYS_DATABASE: Act = { class: 'db.schema', detail: 'delete a database', marks: ['data-deletion'] };

/** Where a PostgreSQL server is and who asks. */
const POSTGRES_CONNECTION: Options = {
  '-h --host': 'server',
  '-d --dbname --maintenance-db': 'database',
  '-p --port -U --username -T --template -E --encoding -O --owner': 'text',
  '-l --locale -D --tablespace --connection-limit --role -n --schema -t --table -j --jobs -N --exclude-schema': 'text',
  '-W --password -w --no-password': 'flag',
  '-V --version -? --help': HARMLESS,
};

/** psql, and what speaks like it: SQL from an option, a file or standard input, where `\!` runs a shell. */
const PSQL: ProgramRule = {
  does: READS_DATABASE,
  input: 'sql',
  dialect: 'postgres',
  options: {
    '-c --command': 'sql',
    '-f --file': 'script',
    '-o --output -L --log-file': 'write',
    '-h --host': 'server',
    '-d --dbname': 'database',
    '-p --port -U --username -v --set --variable -P --pset -F --field-separator -R': 'text',
    '-l --list': HARMLESS,
    '-V --version -? --help': HARMLESS,
  },
  operands: ['database', 'text'],
};

const MYSQL_CONNECTION: Options = {
  '-h --host': 'server',
  '-P --port -u --user -D --database -S --socket --protocol --default-character-set --delimiter': 'text',
  '-p --password': { takes: 'text', isOptional: true },
  '--defaults-file --defaults-extra-file --ssl-ca --ssl-cert --ssl-key': 'read',
  '--default-auth --plugin-dir --load-data-local-dir --plugin-load': 'opaque',
  '-V --version -? --help': HARMLESS,
};

const MYSQL: ProgramRule = {
  does: READS_DATABASE,
  input: 'sql',
  dialect: 'mysql',
  options: {
    ...MYSQL_CONNECTION,
    '-e --execute --init-command': 'sql',
    '--pager': { takes: 'shell', isOptional: true },
    '--tee': 'write',
  },
  operands: ['text'],
};

const SQL_SHELL: ProgramRule = {
  does: READS_DATABASE,
  input: 'sql',
  options: {
    '-q --query -Q --execute -e -c --cmd --command -s --sql': 'sql',
    '-f --file -i --input-file --queries-file': 'script',
    '-o --output': 'write',
    '-h --host -H -S --server': 'server',
    '-p --port -u -U --user -P --password -d --database -k --keyspace -t --format': 'text',
    '--version --help': HARMLESS,
  },
  operands: ['text'],
};

/** Answers of Redis to a command's first word; upper and lower case are the same to it. */
const REDIS_READS =
  'get mget keys scan exists ttl pttl type strlen hget hgetall hmget hkeys hvals hlen lrange llen lindex smembers scard ' +
  'sismember zrange zscore zcard zrank info ping dbsize time memory object xrange xlen xinfo getrange echo lastsave';
const REDIS_DELETES = 'del unlink expire pexpire rename swapdb ltrim xtrim getdel spop hdel srem zrem lrem';

const REDIS: ProgramRule = {
  options: {
    '-h': 'server',
    '-u': 'database',
    '-p -s -a --user --pass -n -r -i -d -D --pattern --sni': 'text',
    '--cacert --cert --key --eval': 'read',
    '--rdb --functions-rdb': 'write',
    '--scan --bigkeys --memkeys --hotkeys --stat --latency --latency-history': { isHarmless: true },
    '--pipe --cluster': { does: WRITES_DATABASE },
    '--version --help': HARMLESS,
  },
  verbs: [
    { verbs: both(REDIS_READS), does: READS_DATABASE },
    { verbs: both('flushall flushdb'), does: DESTROYS_DATABASE },
    { verbs: both(REDIS_DELETES), does: CHANGES_SCHEMA },
    {
      verbs: both(
        'config shutdown debug module script eval evalsha slaveof replicaof migrate save bgsave bgrewriteaof acl',
      ),
      does: OPAQUE,
    },
    { verbs: ['*'], does: WRITES_DATABASE },
  ],
};

/** A dump: reads a database into a file. */
const DUMP: ProgramRule = {
  does: READS_DATABASE,
  options: {
    ...POSTGRES_CONNECTION,
    '-f --file -r --result-file -o --out --archive': 'write',
    '--plugin-dir --default-auth --compress-program': 'opaque',
    '--uri': 'database',
    '-u --user -P -S --socket -F --format -Z --compress --where --db --collection -q --query': 'text',
  },
  operands: ['database'],
};

const RESTORE: ProgramRule = {
  does: CHANGES_SCHEMA,
  options: overriding(POSTGRES_CONNECTION, {
    '-f --file': 'write',
    '-F --format --nsInclude --nsExclude': 'text',
    '-l --list': HARMLESS,
  }),
  operands: ['read'],
};

/** Clients, dumps and administration of databases. SQL is judged by what it says; a session on standard input is too. */
export const DATABASES: ProgramTable = {
  'psql pgcli ysqlsh': PSQL,
  'mysql mariadb mycli tidb': MYSQL,
  'sqlite3 sqlite litecli sqlcipher libsql': {
    does: READS_DATABASE,
    input: 'sql',
    dialect: 'sqlite',
    style: 'words',
    options: {
      '-cmd --cmd': 'sql',
      '-init --init': 'script',
      '-separator -nullvalue -newline -mmap -maxsize -vfs -lookaside -pagecache -escape': 'text',
      '-A': 'opaque',
      '-version --version -help --help': HARMLESS,
    },
    operands: ['read', 'sql'],
  },
  duckdb: {
    does: READS_DATABASE,
    input: 'sql',
    dialect: 'any',
    style: 'words',
    options: {
      '-c -s -cmd': 'sql',
      '-init -f': 'script',
      '-separator -nullvalue -newline': 'text',
      '-ui': { does: LISTENS },
      '-unsigned': 'flag',
    },
    operands: ['read', 'sql'],
  },
  'mongo mongosh': {
    does: READS_DATABASE,
    language: 'javascript',
    input: 'code',
    options: {
      '--eval': 'code',
      '-f --file': 'script',
      '--host': 'server',
      '--port -u --username -p --password --authenticationDatabase --db --apiVersion': 'text',
      '--version --help': HARMLESS,
    },
    operands: ['database', 'script'],
  },
  'cqlsh sqlcmd osql isql sqlplus db2 clickhouse-client clickhouse-local trino presto hive beeline impala-shell spark-sql':
    SQL_SHELL,
  'cockroach clickhouse surreal arangosh influx questdb crate crash vsql snowsql usql sqlite-utils': {
    ...SQL_SHELL,
    subcommands: {
      'version help status ping': {},
      'sql query q client local': SQL_SHELL,
      'start start-single-node server': { does: LISTENS },
      'delete drop workload debug': { does: CHANGES_SCHEMA },
      'user auth org token cert': { does: CHANGES_IDENTITY },
      'write import load restore': { does: WRITES_DATABASE },
      'bucket task telegrafs': { verbs: SERVICE_VERBS },
      'export backup dump': { does: READS_DATABASE, operands: ['text', 'write'] },
      '*': SQL_SHELL,
    },
  },
  'redis-cli valkey-cli keydb-cli iredis': REDIS,
  'redis-benchmark memtier_benchmark pgbench mysqlslap sysbench': {
    does: WRITES_DATABASE,
    options: { '-f --file': 'script' },
  },
  'pg_dump pg_dumpall mysqldump mariadb-dump mongodump mydumper pg_basebackup sqldiff mongoexport mysqlpump': DUMP,
  'pg_restore mongorestore myloader mysqlimport mongoimport mariadb-import pgloader': RESTORE,
  dropdb: { does: DESTROYS_DATABASE, options: POSTGRES_CONNECTION },
  'createdb reindexdb vacuumdb clusterdb pg_resetwal pg_rewind initdb mariadb-install-db mysql_install_db': {
    does: CHANGES_SCHEMA,
    options: overriding(POSTGRES_CONNECTION, { '-D --pgdata': 'write' }),
  },
  'createuser dropuser mysql_secure_installation mysql_config_editor mysql_upgrade': {
    does: CHANGES_IDENTITY,
    options: POSTGRES_CONNECTION,
  },
  'pg_lsclusters pg_isready pg_controldata pg_config mysqlshow mysqlcheck pg_verifybackup pg_waldump mysqlbinlog pg_amcheck':
    {
      does: READS_DATABASE,
      options: {
        ...POSTGRES_CONNECTION,
        '-r --result-file': 'write',
        '-o --optimize --auto-repair --repair': { does: WRITES_DATABASE },
      },
    },
  'mysqladmin mariadb-admin': {
    options: MYSQL_CONNECTION,
    verbs: [
      { verbs: ['drop'], does: DESTROYS_DATABASE },
      { verbs: ['status', 'extended-status', 'ping', 'processlist', 'variables', 'version'], does: READS_DATABASE },
      {
        verbs: ['create', 'flush-*', 'refresh', 'reload', 'shutdown', 'kill', 'stop-*', 'start-*', 'debug'],
        does: CHANGES_SCHEMA,
      },
      { verbs: ['password'], does: CHANGES_IDENTITY },
    ],
  },
  'pg_ctl pg_ctlcluster pg_createcluster pg_dropcluster pg_upgradecluster postgres mysqld mariadbd mongod mongos': {
    does: 'service.change',
    options: { '-D --pgdata --datadir --dbpath': 'text', '--version -V --help': HARMLESS },
    subcommands: { status: {}, '*': { does: 'service.change' } },
  },
  'redis-server valkey-server memcached etcd zookeeper cassandra scylla influxd elasticsearch opensearch meilisearch neo4j':
    {
      does: LISTENS,
      options: { '--version -v --help': HARMLESS },
    },
  etcdctl: {
    options: { '--endpoints --user --cacert --cert --key --command-timeout -w --write-out': 'text' },
    subcommands: {
      'get watch version help member endpoint alarm check': { does: READS_REMOTE },
      'put txn lock elect move-leader lease compaction defrag make-mirror': { does: CHANGES_REMOTE },
      del: { does: DESTROYS_REMOTE },
      snapshot: {
        subcommands: {
          status: { operands: ['read'] },
          save: { operands: ['write'] },
          restore: { does: WRITES_DATABASE },
        },
      },
      'auth role user': { does: CHANGES_IDENTITY },
    },
  },
  elasticdump: {
    does: READS_DATABASE,
    options: {
      '--input': 'remote',
      '--output': 'destination',
      '--inputTransport --outputTransport --transform': 'opaque',
    },
  },
  'nodetool cassandra-stress cypher-shell esrally': {
    does: READS_DATABASE,
    subcommands: {
      'status info ring tpstats describecluster netstats version gossipinfo compactionstats tablestats cfstats': {},
      '*': { does: WRITES_DATABASE },
    },
  },
  'pgbackrest barman wal-g mongocli': thingThenVerb(),
};

function both(words: string): readonly string[] {
  return words.split(' ').flatMap((word) => [word, word.toUpperCase()]);
}
