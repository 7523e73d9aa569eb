import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { createChannelKeys } from '../../adapters/node-crypto/channel-keys.ts';
import { generateSigningKey, type SigningKey } from '../../adapters/node-crypto/keys.ts';
import { openOneTimeCodes } from '../../adapters/totp/open-one-time-codes.ts';
import { openPasskeys } from '../../adapters/webauthn/open-passkeys.ts';
import type { PresentedFactor } from '../../application/approver/second-factor.ts';
import type { ApprovalView, Authorization, Caller } from '../../application/gateway.ts';
import type { AnswerChannel } from '../../core/approval/approval.ts';
import { signedApprovalText } from '../../core/approval/approval-statement.ts';
import { SoftwareAuthenticator } from './software-authenticator.ts';
import {
  AGENT,
  NO_WAIT,
  OPERATOR,
  openTestGateway,
  propose,
  type TestGateway,
  type TestGatewayOptions,
} from './test-gateway.ts';

export const PLACE = { rpId: 'localhost', origin: 'http://localhost:7391' } as const;
export const BROWSER = { agent: 'a test', cookie: null } as const;

/** Somebody who approves, with a key of their own. */
export type Somebody = { readonly caller: Caller; readonly key: SigningKey; readonly keyId: string };

/** A gateway with everything that strengthens approvals, and what tests of it need. */
export type ApproverGateway = TestGateway & {
  /** Enrols a person with a key and a token of their own. */
  readonly enrol: (name: string) => Promise<Somebody>;
  /** Answers with somebody's own key. */
  readonly answer: (somebody: Somebody, id: string, how?: AnswerHow) => Promise<ApprovalView>;
  /** Enrols an authenticator app and answers its secret, in base32. */
  readonly enrolTotp: (
    caller: Caller,
    proof?: { readonly totp?: string; readonly recovery?: string },
  ) => Promise<{ secret: string; recovery: string | null }>;
  /** The code that an app shows now, or some steps later. */
  readonly codeOf: (secret: string, steps?: number) => string;
  /** Logs a browser in by a link. */
  readonly logIn: (
    caller: Caller,
  ) => Promise<{ readonly cookie: string; readonly proof: string; readonly caller: Caller }>;
  /** Enrols a passkey for a browser that is logged in. */
  readonly enrolPasskey: (caller: Caller, authenticator?: SoftwareAuthenticator) => Promise<SoftwareAuthenticator>;
  /** Proposes something of critical risk, which asks; answers the request's id. */
  readonly askCritical: (overrides?: Parameters<typeof propose>[2], caller?: Caller) => Promise<string>;
  /** Proposes the same thing again. */
  readonly tryAgain: (overrides?: Parameters<typeof propose>[2], caller?: Caller) => Promise<Authorization>;
};

export type AnswerHow = {
  readonly answer?: 'approve' | 'deny';
  readonly channel?: AnswerChannel;
  readonly factor?: PresentedFactor;
};

const CRITICAL = ['Edit', { file_path: '/work/app/.claude/settings.json', old_string: 'a', new_string: 'b' }] as const;

/** Opens it. The operator is enrolled with a key that `test-gateway` holds. */
export async function openApproverGateway(options: TestGatewayOptions = {}): Promise<ApproverGateway> {
  const test = await openTestGateway({
    ...options,
    ports: {
      oneTimeCodes: openOneTimeCodes(),
      passkeys: openPasskeys(),
      channelKeys: createChannelKeys(new Uint8Array(32)),
      ...options.ports,
    },
  });
  const { gateway, clock } = test;
  const codeOf = (secret: string, steps = 0): string =>
    TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: clock.nowMs() + steps * 30_000 });
  return {
    ...test,
    codeOf,
    enrol: async (name) => {
      const key = generateSigningKey('ed25519');
      const caller: Caller = { principal: `human:${name}`, scopes: ['approve', 'read', 'admin'] };
      const publicKey = Buffer.from(key.publicKey).toString('base64');
      const { keyId } = await gateway.enrolApprover(OPERATOR, { principal: caller.principal, publicKey });
      await gateway.createToken(OPERATOR, { ...caller, expiresAtMs: null });
      return { caller, key, keyId };
    },
    answer: async ({ caller, key, keyId }, id, { answer = 'approve', channel = 'cli', factor } = {}) => {
      const { statement } = await gateway.findApproval(id);
      const given = { answer, scope: 'action', channel, note: '', keyId } as const;
      const text = signedApprovalText(statement, { ...given, approver: caller.principal });
      const signature = Buffer.from(key.sign(Buffer.from(text, 'utf8'))).toString('base64');
      return gateway.answerApproval(caller, { ...given, id, signature, ...(factor === undefined ? {} : { factor }) });
    },
    enrolTotp: async (caller, proof = {}) => {
      const { secretText } = await gateway.beginTotp(caller, proof);
      const { recovery } = await gateway.confirmTotp(caller, codeOf(secretText));
      return { secret: secretText, recovery };
    },
    logIn: async (caller) => {
      const { code } = await gateway.openLogin(caller);
      const { cookie, proof } = await gateway.login(code, BROWSER);
      return { cookie, proof, caller: gateway.findBrowser(cookie, { proof, isUse: true }) ?? assert.fail('nobody') };
    },
    enrolPasskey: async (caller, authenticator = new SoftwareAuthenticator(PLACE.origin)) => {
      const options = await gateway.beginPasskey(caller, { place: PLACE });
      await gateway.finishPasskey(caller, { response: authenticator.register(options), place: PLACE, label: 'a test' });
      return authenticator;
    },
    askCritical: async (overrides = {}, caller = AGENT) => {
      const asked = await gateway.authorize(caller, propose(...CRITICAL, overrides), NO_WAIT);
      return asked.approval?.request.id ?? assert.fail(`nobody is asked: ${asked.decision.reason}`);
    },
    tryAgain: (overrides = {}, caller = AGENT) => gateway.authorize(caller, propose(...CRITICAL, overrides), NO_WAIT),
  };
}
