import { CHANGES_REMOTE, DESTROYS_REMOTE, READS_REMOTE } from '../acts.ts';
import type { OptionRule, ProgramRule, VerbRule } from '../program-rule.ts';
import { CHANGES_IDENTITY, DEPLOYS, READS_SECRET } from './development-acts.ts';
import { withOptions } from './with-options.ts';

/**
 * Verbs that only ask a service.
 *
 * Words that are as often the name of a thing (`version`, `logs`, `config`, `events`) are left out: the first word that
 * is named decides, and `service version delete` must not count as reading.
 */
const READING_VERBS: readonly string[] = [
  ...['list', 'list-*', 'list_*', 'ls', 'get', 'get-*', 'get_*', 'describe', 'describe-*', 'describe_*', 'show'],
  ...['show-*', 'show_*', 'view', 'search', 'search-*', 'find', 'find-*', 'inspect', 'stat', 'stats', 'status'],
  ...['info', 'count', 'lookup', 'lookup-*', 'exists', 'validate', 'validate-*', 'diff', 'history', 'whoami', 'query'],
  ...['head', 'head-*', 'batch-get-*', 'check', 'check-*', 'verify', 'verify-*', 'preview', 'browse', 'explain'],
  ...[
    'help',
    'wait',
    'watch',
    'tail',
    'estimate-*',
    'test-*',
    'scan',
    'select',
    'download',
    'simulate-*',
    'detect-*',
    'lint',
  ],
];

/** Verbs after which something is gone, off or reset. */
const DESTROYING_VERBS: readonly string[] = [
  ...['delete', 'delete-*', 'delete_*', 'del', 'rm', 'rmi', 'rb', 'remove', 'remove-*', 'remove_*', 'destroy'],
  ...['destroy-*', 'purge', 'purge-*', 'purge_*', 'prune', 'prune-*', 'drop', 'drop-*', 'terminate', 'terminate-*'],
  ...['disable', 'disable-*', 'disable_*', 'unset', 'unset-*', 'clear', 'clear-*', 'clear_*', 'flush', 'flush-*'],
  ...['reset', 'reset-*', 'reset_*', 'revoke', 'revoke-*', 'cancel', 'cancel-*', 'archive', 'kill', 'wipe', 'truncate'],
  ...['deregister', 'deregister-*', 'detach', 'detach-*', 'disassociate', 'disassociate-*', 'abort', 'abort-*'],
  ...['unregister', 'uninstall', 'undeploy', 'unsubscribe', 'unsubscribe-*', 'forget', 'clean', 'expire', 'suspend'],
  ...['stop', 'stop-*', 'batch-delete-*', 'schedule-key-deletion', 'release-*', 'unpublish', 'unlink', 'roll'],
  ...['deactivate', 'deactivate-*', 'delete-batch', 'remove-batch', 'force-*', 'evict', 'decommission', 'uncordon'],
];

/** Verbs that make or change something. */
const CHANGING_VERBS: readonly string[] = [
  ...['create', 'create-*', 'create_*', 'add', 'add-*', 'add_*', 'new', 'update', 'update-*', 'update_*', 'set'],
  ...['set-*', 'set_*', 'put', 'put-*', 'edit', 'modify', 'modify-*', 'enable', 'enable-*', 'enable_*', 'start'],
  ...['start-*', 'start_*', 'restart', 'restart-*', 'reboot', 'reboot-*', 'reload', 'apply', 'apply-*', 'import'],
  ...['import-*', 'push', 'upload', 'upload-*', 'cp', 'copy', 'copy-*', 'mv', 'move', 'move-*', 'rename', 'rollback'],
  ...['activate', 'publish', 'publish-*', 'register', 'register-*', 'attach', 'attach-*', 'associate', 'associate-*'],
  ...['tag', 'tag-*', 'untag', 'untag-*', 'scale', 'resize', 'resize-*', 'promote', 'send', 'send-*', 'trigger'],
  ...['invoke', 'invoke-*', 'execute', 'execute-*', 'submit', 'submit-*', 'restore', 'restore-*', 'sync', 'patch'],
  ...['change-*', 'rotate', 'rotate-*', 'cordon', 'drain', 'failover', 'migrate', 'replace', 'replace-*', 'upgrade'],
  ...['link', 'connect', 'accept-*', 'approve', 'merge', 'close', 'reopen', 'lock', 'unlock', 'rebuild', 'run', 'exec'],
  ...['batch-*', 'request-*', 'assign', 'unassign', 'grant', 'grant-*', 'authorize-*', 'allocate-*', 'ssh', 'transfer'],
  ...['install', 'pause', 'resume', 'retry', 'mb', 'make', 'clone', 'export', 'fork', 'bind', 'unbind'],
];

/** What the verbs of an ordinary service do; a verb that is none of these is unknown. */
export const SERVICE_VERBS: readonly VerbRule[] = [
  { verbs: DESTROYING_VERBS, does: DESTROYS_REMOTE },
  { verbs: READING_VERBS, does: READS_REMOTE },
  { verbs: CHANGING_VERBS, does: CHANGES_REMOTE },
];

/** The verbs of a service that decides who may do what: whatever changes there changes an identity. */
export const IDENTITY_VERBS: readonly VerbRule[] = [
  { verbs: READING_VERBS, does: READS_REMOTE },
  { verbs: [...DESTROYING_VERBS, ...CHANGING_VERBS, 'upload-*', 'attach-*'], does: CHANGES_IDENTITY },
];

/** The verbs of a store of secrets where reading one shows it. */
export const SECRET_VERBS: readonly VerbRule[] = [
  {
    verbs: ['list', 'list-*', 'ls', 'describe', 'describe-*', 'search', 'status', 'help', 'exists'],
    does: READS_REMOTE,
  },
  { verbs: ['get', 'get-*', 'show', 'view', 'read', 'access', 'download', 'export', 'reveal'], does: READS_SECRET },
  { verbs: [...DESTROYING_VERBS, ...CHANGING_VERBS], does: 'secret.manage' },
];

/** The verbs of a platform on which `deploy` puts something into use. */
export const PLATFORM_VERBS: readonly VerbRule[] = [
  { verbs: ['deploy', 'deploy-*', 'release', 'rollout'], does: DEPLOYS },
  ...SERVICE_VERBS,
];

/** Subcommands that say something of the tool itself and ask nobody. */
export const TALKS_OF_ITSELF: { readonly [names: string]: ProgramRule } = {
  'help version completion completions autocomplete': {},
};

type Options = { readonly [names: string]: OptionRule };

/** How a service's command line is written, and what of it is special. */
export type ServiceShape = {
  /** Options that take a value, wherever they stand. */
  readonly options?: Options;
  /** First words that are not the name of a thing with verbs behind it. */
  readonly first?: { readonly [names: string]: ProgramRule };
  /** The verbs behind every other first word. */
  readonly verbs?: readonly VerbRule[];
};

/**
 * The rule of a command line that names a thing first and then a verb: `fastly service list`.
 *
 * A first word that is in no list is the name of a thing; no verb behind it is `unknown`.
 */
export function thingThenVerb({ options = {}, first = {}, verbs = SERVICE_VERBS }: ServiceShape = {}): ProgramRule {
  return {
    options: { ...options, '--help': { isHarmless: true } },
    subcommands: withOptions(options, { ...TALKS_OF_ITSELF, ...first, '*': { verbs } }),
  };
}

/** The rule of a command line with a verb anywhere (`nats stream rm`, `drop delete`): the first word that is one decides. */
export function verbAnywhere(verbs: readonly VerbRule[] = SERVICE_VERBS, options: Options = {}): ProgramRule {
  return {
    options: { ...options, '--help': { isHarmless: true } },
    verbs: [...verbs, { verbs: ['version', 'completion'], does: READS_REMOTE }],
  };
}
