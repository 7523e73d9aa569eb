import { CHANGES_REMOTE, DESTROYS_REMOTE, READS_REMOTE, RUNS_PROJECT_CODE } from '../acts.ts';
import type { ProgramRule, ProgramTable } from '../program-rule.ts';
import {
  CHANGES_IDENTITY,
  CHANGES_PROJECT,
  DEPLOYS,
  DESTROYS_DEPLOYMENT,
  MANAGES_SECRET,
  OPAQUE,
  READS_SECRET,
} from './development-acts.ts';
import { PLATFORM_VERBS, SECRET_VERBS, SERVICE_VERBS, TALKS_OF_ITSELF } from './verb-lists.ts';
import { overriding, withOptions } from './with-options.ts';

type Subcommands = { readonly [names: string]: ProgramRule };

const READS: ProgramRule = { does: READS_REMOTE };
const CHANGES: ProgramRule = { does: CHANGES_REMOTE };
const DESTROYS: ProgramRule = { does: DESTROYS_REMOTE };
const IDENTITY: ProgramRule = { does: CHANGES_IDENTITY };
const SECRET: ProgramRule = { does: READS_SECRET };
const DEPLOY: ProgramRule = { does: DEPLOYS };
const RUNS_CODE: ProgramRule = { does: RUNS_PROJECT_CODE };

/** Platforms that host applications: `deploy` puts a version into use, `dev` runs the project here. */
const HOSTING: Subcommands = {
  ...TALKS_OF_ITSELF,
  'whoami status list ls inspect logs log tail info types check diff docs open projects': READS,
  'dev serve build start emulators emulators:start pages:dev test gen': RUNS_CODE,
  'emulators:exec': { does: RUNS_PROJECT_CODE, options: { '--only --import': 'text' }, operands: ['shell'] },
  'deploy publish release promote up launch redeploy rollback deployments rollouts ship': DEPLOY,
  'login logout auth switch teams tokens orgs org': IDENTITY,
  'secret secrets env env:get env:list config variables': { verbs: SECRET_VERBS },
  'delete destroy remove rm': { does: DESTROYS_DEPLOYMENT },
  'init link unlink': CHANGES,
  'ssh sftp console proxy wg': { does: OPAQUE },
};

/** The command lines of platforms that host applications. */
export const HOSTING_COMMAND_LINES: ProgramTable = {
  'heroku cf': {
    options: { '-a --app -r --remote -o -s': 'text' },
    subcommands: {
      ...TALKS_OF_ITSELF,
      'apps apps:info info ps logs addons releases status regions domains pipelines pg pg:info pg:ps buildpacks auth:whoami apps:list services routes events':
        READS,
      'config config:get env auth:token pg:credentials:url': SECRET,
      'config:set config:unset set-env unset-env': { does: MANAGES_SECRET },
      'destroy apps:destroy addons:destroy pg:reset pg:killall delete delete-service maintenance:on ps:stop ps:kill':
        DESTROYS,
      'run run:detached ssh ps:exec pg:psql console': { does: OPAQUE },
      'create apps:create ps:scale ps:restart restart scale start stop addons:create pg:promote pg:backups:restore rename':
        CHANGES,
      'push deploy releases:rollback container:release rollback': DEPLOY,
      'login logout access:add access:remove auth:login auth:logout keys:add keys:remove': IDENTITY,
      local: RUNS_CODE,
    },
  },
  'flyctl fly': {
    options: { '-a --app -c --config -t --access-token -o --org': 'text' },
    subcommands: overriding(HOSTING, {
      'apps machine machines volumes volume ips certs regions postgres pg redis storage checks image services platform releases':
        { verbs: SERVICE_VERBS },
      scale: { subcommands: { show: { does: READS_REMOTE }, '*': { does: 'service.change' } } },
      'version doctor': {},
    }),
  },
  'vercel vc now': {
    does: DEPLOYS,
    options: { '-t --token -A --local-config -S --scope --cwd -e -b --regions': 'text' },
    subcommands: overriding(HOSTING, {
      pull: { does: [CHANGES_PROJECT, READS_SECRET] },
      'alias domains dns certs git': { verbs: SERVICE_VERBS },
      '*': DEPLOY,
    }),
  },
  'netlify ntl surge': {
    does: DEPLOYS,
    subcommands: overriding(HOSTING, {
      'sites functions addons api watch blobs': { verbs: SERVICE_VERBS },
      '*': DEPLOY,
    }),
  },
  wrangler: {
    options: { '-c --config --env -e --cwd': 'text' },
    subcommands: withOptions(
      { '-e --env --namespace-id --binding --zone-id --record-id --name': 'text' },
      overriding(HOSTING, {
        'tail types whoami docs': READS,
        'dev build check': RUNS_CODE,
        init: { does: CHANGES_PROJECT },
        deployments: { verbs: PLATFORM_VERBS },
        pages: {
          subcommands: {
            'dev functions': RUNS_CODE,
            download: READS,
            'project deployment secret': { verbs: PLATFORM_VERBS },
            '*': { verbs: PLATFORM_VERBS },
          },
        },
        'versions workflows triggers dispatch-namespace': { verbs: PLATFORM_VERBS },
        'secret secret:bulk': { verbs: SECRET_VERBS },
        'kv d1 r2 queues ai hyperdrive vectorize pubsub cert mtls-certificate dns-records pipelines tunnel containers kv:key kv:namespace kv:bulk':
          {
            options: { '--command': 'sql', '--file': 'read' },
            verbs: SERVICE_VERBS,
          },
      }),
    ),
  },
  'firebase amplify railway render supabase appwrite convex turso pscale planetscale neonctl neon eb sst': {
    options: { '-P --project -s --service --only --token': 'text', '--config': 'read' },
    subcommands: overriding(HOSTING, {
      'db database branch org api-keys projects:list functions:log hosting firestore apps storage': {
        verbs: [...PLATFORM_VERBS, { verbs: ['shell', 'connect'], does: OPAQUE }],
      },
      'use:add use': { does: CHANGES_PROJECT },
    }),
  },
  'cdk sam serverless sls chalice zappa copilot jets apex': {
    options: {
      '--profile --region --stage -s --stack-name -c --context': 'text',
      '-a --app --config --template-file -t': 'script',
      '-o --output': 'write',
    },
    subcommands: {
      ...TALKS_OF_ITSELF,
      'list ls synth synthesize diff doctor docs metadata notices validate info print package logs status show tail':
        RUNS_CODE,
      'build local init test watch offline invoke': RUNS_CODE,
      'deploy bootstrap import rollback sync publish migrate up': DEPLOY,
      'destroy delete remove undeploy gc': { does: DESTROYS_DEPLOYMENT },
      '*': DEPLOY,
    },
  },
};
