/** Sorts of files in which different words give rights. */
export type RightsFile = 'policy' | 'agent' | 'ci' | 'container' | 'sudoers' | 'prose' | 'other';

/** Words that widen rights in any file but prose; lower case, without blanks and quotes. */
export const RIGHTS_ANYWHERE: readonly string[] = [
  'nopasswd',
  'all=(all',
  'privileged:true',
  'privileged=true',
  '--privileged',
  'allowprivilegeescalation:true',
  'runasuser:0',
  'hostnetwork:true',
  'hostpid:true',
  'hostipc:true',
  'network_mode:host',
  'pid:host',
  'docker.sock',
  'cap_add',
  '--cap-add',
  'cap_sys_admin',
  'seccomp:unconfined',
  'seccomp=unconfined',
  'apparmor=unconfined',
  'apparmor:unconfined',
  'setcap',
  'cluster-admin',
  'administratoraccess',
  'action:*',
  'action:[*',
  'actions=[*',
  'verbs:[*',
  'grantallprivileges',
  'grantallon',
  'withgrantoption',
];

/** Words that widen rights where they are added. */
export const RIGHTS_ADDED: { readonly [Sort in RightsFile]: readonly string[] } = {
  policy: ['permit', 'allow', 'full-auto', 'shadow', 'accept_fair_quality:true', 'bypass', 'known_hosts'],
  agent: [
    'allow',
    'bypass',
    'dangerously',
    'autoapprove',
    'auto_approve',
    'auto-approve',
    'yolo',
    'trust',
    'danger-full-access',
  ],
  ci: [':write', 'write-all', 'pull_request_target', 'secrets.', 'secrets:', 'self-hosted'],
  container: ['userroot', 'user0', '--security=insecure', 'sudo'],
  sudoers: [],
  prose: [],
  other: [],
};

/** Words that restrict, and so widen rights where they are taken away. */
export const RIGHTS_REMOVED: { readonly [Sort in RightsFile]: readonly string[] } = {
  policy: ['forbid', 'deny', 'ask', 'unless'],
  agent: ['deny', 'ask', 'hook', 'pretooluse', 'sandbox'],
  ci: ['permissions:', 'contents:read', 'environment:'],
  container: ['user'],
  sudoers: [],
  prose: [],
  other: [],
};
