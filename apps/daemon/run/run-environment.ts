import type { RunOrder } from '../../../application/run/run-order.ts';
import { DEFAULT_PORT } from '../settings.ts';

/** Ports of 127.0.0.1 inside, behind which the gateway is. */
export const DOORS = { gateway: DEFAULT_PORT, proxy: 3128 } as const;

/** Where system programs are; what the caller's own path names comes first. */
const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What the gateway sets inside is never the order's to change. */
type Inside = {
  readonly home: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Sentinels of secrets, by variable. */
  readonly sentinels: Readonly<Record<string, string>>;
};

/**
 * All that programs of a run see: what the caller handed over, and what leads them through the doors.
 *
 * Scripts of packages are off: an installation runs no code of strangers. Servers that a program starts inside are reached directly.
 */
export function runEnvironment(
  { environment, isTerminal }: RunOrder,
  { home, variables, sentinels }: Inside,
): Readonly<Record<string, string>> {
  const proxy = `http://127.0.0.1:${DOORS.proxy}`;
  const gateway = `http://127.0.0.1:${DOORS.gateway}`;
  const own = 'localhost,127.0.0.1,::1';
  return {
    LANG: 'C.UTF-8',
    SHELL: '/bin/bash',
    ...environment,
    ANTHROPIC_API_KEY: 'inside',
    OPENAI_API_KEY: 'inside',
    ...sentinels,
    PATH: withSystem(environment['PATH'] ?? ''),
    HOME: home,
    USER: 'user',
    LOGNAME: 'user',
    TMPDIR: '/tmp',
    ...(isTerminal ? { TERM: environment['TERM'] ?? 'xterm-256color' } : {}),
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    ALL_PROXY: proxy,
    NO_PROXY: own,
    http_proxy: proxy,
    https_proxy: proxy,
    all_proxy: proxy,
    no_proxy: own,
    NODE_USE_ENV_PROXY: '1',
    npm_config_ignore_scripts: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    YARN_ENABLE_SCRIPTS: 'false',
    PIP_ONLY_BINARY: ':all:',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    GIT_TERMINAL_PROMPT: '0',
    ANTHROPIC_BASE_URL: `${gateway}/model/anthropic`,
    OPENAI_BASE_URL: `${gateway}/model/openai/v1`,
    COUNTERSIGN_INSIDE: '1',
    ...variables,
  };
}

function withSystem(path: string): string {
  const folders = path.split(':').filter((folder) => folder.startsWith('/'));
  return [...new Set([...folders, ...SYSTEM_PATH.split(':')])].join(':');
}
