import { findSecrets } from '../../secret/find-secrets.ts';
import { changedLines, changedRegion } from '../changed-lines.ts';
import { type PlannedFile, textOfImage } from '../planned-file.ts';
import { categoriesOf, type WorkspacePlace } from '../system-files.ts';
import { wordsOfCode } from '../words-of-code.ts';
import { type Factor, FactorSum } from './factor.ts';

const POINTS = { path: 8, content: 5, secret: 15, unread: 5 } as const;

/** Lines around a change that are looked at: the function that a check stands in. */
const CONTEXT = 10;

/** Words in the name of a file or folder, or in the changed part of it, by which code guards something. */
const SECURITY_WORDS: ReadonlySet<string> = new Set([
  ...[
    'auth',
    'authn',
    'authz',
    'authenticate',
    'authenticated',
    'authentication',
    'authorize',
    'authorise',
    'authorization',
  ],
  ...[
    'authorized',
    'login',
    'logout',
    'signin',
    'password',
    'passwords',
    'passwd',
    'passphrase',
    'credential',
    'credentials',
  ],
  ...[
    'secret',
    'secrets',
    'token',
    'tokens',
    'jwt',
    'oauth',
    'oauth2',
    'oidc',
    'saml',
    'sso',
    'mfa',
    'totp',
    'otp',
    'webauthn',
  ],
  ...[
    'crypto',
    'cryptography',
    'cipher',
    'encrypt',
    'encryption',
    'decrypt',
    'hmac',
    'bcrypt',
    'scrypt',
    'argon2',
    'pbkdf2',
  ],
  ...['signature', 'certificate', 'certificates', 'tls', 'ssl', 'csrf', 'xsrf', 'cors', 'xss', 'sanitize', 'sanitizer'],
  ...[
    'permission',
    'permissions',
    'acl',
    'rbac',
    'privilege',
    'privileges',
    'sudo',
    'sandbox',
    'keystore',
    'keychain',
    'vault',
  ],
  ...['security', 'firewall', 'captcha', 'ratelimit', 'apikey'],
]);

/** Categories of paths that are about security whatever they hold. */
const SECURITY_CATEGORIES = ['credential', 'environment-file', 'gateway', 'agent-configuration', 'ci'];

/**
 * Scores what of a change concerns security: 8 for a file that is named for it, 5 for one in which the changed part, with ten
 * lines around, speaks of it, 15 for a secret that is added. 5 for a file that is no text.
 */
export function scoreSecurityImpact(changed: readonly PlannedFile[], place: WorkspacePlace): Factor {
  const sum = new FactorSum();
  for (const file of changed) {
    const word = wordsOfCode(file.path).find((one) => SECURITY_WORDS.has(one));
    const category = categoriesOf(file.path, place).find((one) => SECURITY_CATEGORIES.includes(one));
    const named = word ?? category;
    if (named !== undefined) sum.add(POINTS.path, `${file.path} is named for security (${named})`);
    addContent(sum, file);
  }
  return sum.factor();
}

function addContent(sum: FactorSum, file: PlannedFile): void {
  const before = textOfImage(file.before);
  const after = textOfImage(file.after);
  if (before === null || after === null) return sum.add(POINTS.unread, `${file.path} is no text`);
  const region = changedRegion(before, after, { context: CONTEXT });
  const word = region.flatMap(wordsOfCode).find((one) => SECURITY_WORDS.has(one));
  if (word !== undefined) sum.add(POINTS.content, `${file.path} changes near ${word}`);
  const secrets = findSecrets(changedLines(before, after).added.join('\n')).length;
  if (secrets > 0) sum.add(POINTS.secret, `${file.path} gains a secret`);
}
