import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openShellParser } from '../../../../adapters/tree-sitter/open-shell-parser.ts';
import { surroundingsOf } from '../../../decide.ts';
import { actionOf, factsOf, policyOf } from '../../../testing/samples.ts';
import { placeOf } from '../../action-place.ts';
import type { Effect, EffectClass } from '../../effect.ts';
import { readCode } from '../code/read-code.ts';
import { Findings } from '../findings.ts';
import type { OptionRule, ProgramRule, ProgramTable } from '../program-rule.ts';
import { RuleNames } from '../rule-names.ts';
import { isListed, runCommand } from '../run-command.ts';
import { newBudget } from '../run-context.ts';
import { runStatements, runText } from '../run-script.ts';
import { ShellState } from '../shell-state.ts';
import { BUILD_TOOLS } from './build-tools.ts';
import { CARGO_AND_DOTNET } from './cargo-and-dotnet.ts';
import { CLOUD_COMMAND_LINES } from './cloud-command-lines.ts';
import { COMPILERS } from './compilers.ts';
import { CONFIGURATION_AND_CLUSTER_TOOLS } from './configuration-and-cluster-tools.ts';
import { CONTAINERS } from './containers.ts';
import { DATABASES } from './databases.ts';
import { GIT } from './git.ts';
import { GO_TOOLS } from './go-tools.ts';
import { HOSTING_COMMAND_LINES } from './hosting-command-lines.ts';
import { INFRASTRUCTURE } from './infrastructure.ts';
import { JAVASCRIPT_PACKAGES } from './javascript-packages.ts';
import { JAVASCRIPT_TOOLS } from './javascript-tools.ts';
import { JVM_TOOLS } from './jvm-tools.ts';
import { MIGRATIONS } from './migrations.ts';
import { PHP_AND_RUBY_TOOLS } from './php-and-ruby-tools.ts';
import { PYTHON_PACKAGES } from './python-packages.ts';
import { PYTHON_TOOLS } from './python-tools.ts';
import { QUALITY_AND_BUILD_TOOLS } from './quality-and-build-tools.ts';
import { REMOTE_COMMAND_LINES } from './remote-command-lines.ts';
import { SERVERS_AND_BACKUPS } from './servers-and-backups.ts';
import { VERSION_CONTROL } from './version-control.ts';

const TABLES: readonly ProgramTable[] = [
  BUILD_TOOLS,
  CARGO_AND_DOTNET,
  CLOUD_COMMAND_LINES,
  COMPILERS,
  CONFIGURATION_AND_CLUSTER_TOOLS,
  CONTAINERS,
  DATABASES,
  GIT,
  GO_TOOLS,
  HOSTING_COMMAND_LINES,
  INFRASTRUCTURE,
  JAVASCRIPT_PACKAGES,
  JAVASCRIPT_TOOLS,
  JVM_TOOLS,
  MIGRATIONS,
  PHP_AND_RUBY_TOOLS,
  PYTHON_PACKAGES,
  PYTHON_TOOLS,
  QUALITY_AND_BUILD_TOOLS,
  SERVERS_AND_BACKUPS,
  REMOTE_COMMAND_LINES,
  VERSION_CONTROL,
];

const NAMED = TABLES.flatMap((table) =>
  Object.entries(table).flatMap(([names, rule]) => names.split(' ').map((name) => [name, rule] as const)),
);
const RULES: ReadonlyMap<string, ProgramRule> = new Map(NAMED);
const parseShell = await openShellParser();
const PLACE = placeOf(actionOf(), surroundingsOf(factsOf(), policyOf({}, { parseShell })));

function effectsOf(line: string): readonly Effect[] {
  const findings = new Findings();
  runText(
    line,
    { state: new ShellState(PLACE.cwd), at: { start: 0, end: line.length } },
    {
      place: PLACE,
      findings,
      parse: parseShell,
      readCode,
      ruleOf: (name) => RULES.get(name) ?? null,
      isListed,
      rules: new RuleNames(),
      budget: newBudget(),
      documents: new Map(),
      origin: null,
      isNarrowed: false,
      isTaken: false,
      depth: 0,
      runCommand,
      runStatements,
      runText,
    },
  );
  return findings.found.map(({ effect }) => effect);
}

/** Nothing is changed anywhere: files are read, a known program runs, a remote service is asked. */
function onlyReads({ class: name, marks, reversibility }: Effect): boolean {
  if (name === 'net.fetch') return reversibility === 'reversible';
  return name === 'file.read' || name === 'db.read' || (name === 'process.run' && !marks.includes('unseen-code'));
}

function classesOf(line: string): ReadonlySet<EffectClass> {
  return new Set(effectsOf(line).map((effect) => effect.class));
}

const READING = [
  'git status --short --branch',
  'git log --oneline -n 5 -- packages/core/src',
  'git diff --stat HEAD~1..HEAD',
  'git log -c -C --all',
  'git stash list',
  'git clean -dn',
  'git config --get remote.origin.url',
  'gh pr list --state open --json number',
  'npm ls --depth 0 --json',
  'pnpm why left-pad',
  'pip list --user --format json',
  'cargo locate-project --message-format plain',
  'go env GOPATH',
  'docker ps -a --format json',
  'kubectl -n web get pods -o wide',
  'helm list -A',
  'terraform version -json',
  'aws --region eu-west-1 --output json ec2 describe-instances --instance-ids i-1',
  'az storage account show -n mine',
  'gcloud compute instances list --project p',
  'fastly service list',
  'rabbitmqctl list_queues name messages',
];

/** What each line must do at least, however harmless it looks. */
const DOING: readonly (readonly [EffectClass, readonly string[]])[] = [
  [
    'git.history-rewrite',
    ['git reset --hard HEAD~3', 'git reset --har HEAD', 'git checkout .', 'git checkout HEAD .', 'git clean -fdx'],
  ],
  ['git.history-rewrite', ['git branch -D old', 'git branch -d --force old', 'git stash drop', 'git restore -S -W .']],
  [
    'git.push-force',
    [
      'git push -f',
      'git push origin +main',
      'git push origin :old',
      'git push --force=true origin main',
      'git push -v --force',
    ],
  ],
  ['git.push-force', ['git push --force-with-lease', 'git push --mirror backup', 'git push origin --delete old']],
  ['file.delete', ['git restore .', 'git rm -r src', 'rimraf src']],
  [
    'shell.opaque',
    [
      'git -c core.pager=evil log',
      'git --git-dir=.evil diff',
      'git --exec-path=. x',
      'git grep -Oevil x',
      'git log --ext-diff',
    ],
  ],
  [
    'shell.opaque',
    ['git config alias.x "!sh"', 'git clone -u evil host:a', 'hg --config alias.x=!sh x', 'docker -H tcp://h ps'],
  ],
  [
    'shell.opaque',
    ['make --eval=x all', 'make test SHELL=/tmp/sh', 'gcc -wrapper /bin/sh,-s x', 'go test -exec evil ./...'],
  ],
  [
    'package.install',
    ['npm i -g npm', 'cargo install ripgrep', 'go install example.com/a@latest', 'pipx install black'],
  ],
  ['net.upload', ['npm publish', 'cargo publish', 'twine upload dist/*', 'docker push a/b', 'kubectl apply -f a.yaml']],
  [
    'net.upload',
    ['aws s3 rm s3://b/k', 'gsutil rb gs://b', 'mc rb --force m/b', 'rclone delete -v remote:b', 'gh repo delete a/b'],
  ],
  [
    'net.upload',
    ['fastly service version activate --version 5', 'nats stream rm ORDERS', 'kafka-topics --delete --topic a'],
  ],
  [
    'secret.read',
    [
      'aws secretsmanager get-secret-value --secret-id a',
      'gcloud secrets versions access latest',
      'vault kv get secret/a',
    ],
  ],
  [
    'secret.read',
    [
      'az keyvault secret show -n a',
      'kubectl get -n a secrets',
      'kubectl get secret/a',
      'op read op://a/b/c',
      'gh auth token',
    ],
  ],
  [
    'identity.change',
    ['aws iam create-access-key', 'npm owner add eve pkg', 'cargo owner -a eve pkg', 'gh auth login'],
  ],
  [
    'config.modify',
    ['docker run -v /:/mnt alpine sh', 'docker run --privileged alpine', 'podman run --pid=host alpine'],
  ],
  [
    'deploy.staging',
    ['terraform apply -auto-approve', 'tofu destroy', 'pulumi up -y', 'vercel --prod', 'ansible-playbook site.yml'],
  ],
  ['service.change', ['docker system prune -af', 'docker rm -f web', 'nginx -s reload', 'docker compose down -v']],
  ['db.schema', ['dropdb app', 'redis-cli FLUSHALL', 'pg_restore -d app dump', 'prisma migrate reset']],
  ['payment', ['stripe charges capture ch_1']],
];

/** Runs the project's own code, and nothing that has to be asked about where that is contained. */
const CONTAINED = [
  'npm test',
  'npm run build -- --watch',
  'pnpm -w run build',
  'pnpm --filter web exec vitest run',
  'npx tsc --noEmit -p tsconfig.json',
  'yarn install --immutable',
  'npm install left-pad --save-exact',
  'pip install -r requirements.txt',
  'uv add requests',
  'cargo test --workspace --all-features',
  'go test -race -cover ./...',
  'make -j4 -C docs html',
  'eslint --cache --fix src',
  'bundle exec rspec spec/a_spec.rb:12',
  'pytest -k name tests',
];

const ASKED: ReadonlySet<EffectClass> = new Set([
  'shell.opaque',
  'unknown',
  'net.upload',
  'net.connect',
  'config.modify',
]);

describe('the tables of development tools', () => {
  test('name at least 350 programs, none of them twice', () => {
    assert.ok(RULES.size >= 350);
    assert.deepEqual(
      NAMED.map(([name]) => name).filter((name, index, all) => all.indexOf(name) !== index),
      [],
    );
  });

  test('name no option and no subcommand twice in one rule', () => {
    for (const [name, rule] of RULES) checkNames(name, rule);
  });

  for (const line of READING) {
    test(`lets nothing change by: ${line}`, () => {
      assert.deepEqual(
        effectsOf(line).filter((effect) => !onlyReads(effect)),
        [],
      );
    });
  }

  for (const [effectClass, lines] of DOING) {
    for (const line of lines) {
      test(`finds ${effectClass} in: ${line}`, () => {
        assert.ok(classesOf(line).has(effectClass), [...classesOf(line)].join(' '));
      });
    }
  }

  for (const line of CONTAINED) {
    test(`keeps inside the project: ${line}`, () => {
      assert.deepEqual(
        [...classesOf(line)].filter((effectClass) => ASKED.has(effectClass)),
        [],
      );
      assert.ok(
        effectsOf(line).every(({ class: name, marks }) => name !== 'package.install' || marks.includes('project-only')),
      );
    });
  }

  test('runs the command behind a container and behind a manager', () => {
    assert.ok(classesOf('docker exec web git push --force').has('git.push-force'));
    assert.ok(classesOf('kubectl exec web -- git reset --hard').has('git.history-rewrite'));
    assert.ok(classesOf('uv run git push --force').has('git.push-force'));
  });

  test('takes a subcommand that nobody listed for unknown', () => {
    assert.ok(classesOf('git frobnicate').has('unknown'));
    assert.ok(classesOf('kubectl frobnicate web').has('unknown'));
    assert.ok(classesOf('aws ec2 frobnicate-everything').has('unknown'));
  });
});

function checkNames(path: string, { options = {}, subcommands = {} }: ProgramRule): void {
  for (const group of [options, subcommands] as { readonly [names: string]: OptionRule | ProgramRule }[]) {
    const names = Object.keys(group).flatMap((key) => key.split(' '));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index || name === ''),
      [],
      path,
    );
  }
  for (const [names, rule] of Object.entries(subcommands)) checkNames(`${path} ${names}`, rule);
}
