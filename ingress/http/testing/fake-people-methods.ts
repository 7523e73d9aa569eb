import type { FactorFlows } from '../../../application/approver/factor-flows.ts';
import type { PeopleFlows, ShownPerson } from '../../../application/approver/people-flows.ts';
import type { ApprovalView } from '../../../application/gateway.ts';
import type { LoginFlows } from '../../../application/login/login-flows.ts';
import type { WebAnswerFlows } from '../../../application/login/web-key.ts';
import { sampleWebSession } from '../../../ports/conformance/sample-records.ts';

type Methods = FactorFlows & PeopleFlows & LoginFlows & WebAnswerFlows;

/** The cookie's value and the proof of the one browser that the fake gateway knows. */
export const BROWSER = { cookie: 'aabbccddeeff_cookie', proof: 'proof-of-the-page' } as const;

const PERSON: ShownPerson = {
  id: 'human:ada',
  principals: ['human:ada', 'human:ada-chat'],
  hasTotp: true,
  passkeys: 1,
  away: { fromMs: 1, untilMs: 2 },
  roles: ['administrator'],
  deputies: ['human:bob'],
};
const DELEGATION = { id: 'd1', from: 'human:ada', to: 'human:bob', fromMs: 1, untilMs: 2 };
const OPENED = { ...BROWSER, session: sampleWebSession() };

/** The methods about people and browsers, as the fake gateway answers them; `see` notes a call and raises what is to be raised. */
export function fakePeopleMethods(
  see: (method: keyof Methods, ...args: readonly unknown[]) => void,
  view: () => ApprovalView,
): Methods {
  const answering =
    <Answer>(method: keyof Methods, answer: Answer) =>
    async (...args: readonly unknown[]): Promise<Answer> => {
      see(method, ...args);
      return answer;
    };
  return {
    beginTotp: answering('beginTotp', { uri: 'otpauth://totp/x', secretText: 'ABC', expiresAtMs: 7 }),
    confirmTotp: answering('confirmTotp', { keyId: 'totp-1', recovery: 'abcd-ef01' }),
    removeTotp: answering('removeTotp', undefined),
    beginPasskey: answering('beginPasskey', { challenge: 'Y2hhbGxlbmdl' }),
    finishPasskey: answering('finishPasskey', { keyId: 'key-2', recovery: null }),
    resetFactors: answering('resetFactors', undefined),
    personOf: (principal) => principal,
    listPeople: () => [PERSON],
    joinAccounts: answering('joinAccounts', PERSON),
    partAccount: answering('partAccount', PERSON),
    setAway: answering('setAway', { ...PERSON, away: null }),
    setRoles: answering('setRoles', PERSON),
    listDelegations: () => [DELEGATION],
    delegate: answering('delegate', DELEGATION),
    endDelegation: answering('endDelegation', undefined),
    openLogin: answering('openLogin', { code: 'code', expiresAtMs: 8 }),
    login: answering('login', OPENED),
    beginPasskeyLogin: answering('beginPasskeyLogin', { challenge: 'Y2hhbGxlbmdl' }),
    loginWithPasskey: answering('loginWithPasskey', OPENED),
    findBrowser: (cookie, { proof }) =>
      cookie === BROWSER.cookie && proof === BROWSER.proof
        ? {
            principal: 'human:ada',
            scopes: ['approve', 'read'],
            webSession: { id: 'aabbccddeeff', way: 'link', openedAtMs: 0 },
          }
        : null,
    listWebSessions: () => [sampleWebSession()],
    endWebSession: answering('endWebSession', undefined),
    answerInBrowser: async (...args) => {
      see('answerInBrowser', ...args);
      return view();
    },
    challengeAnswer: answering('challengeAnswer', { options: { challenge: 'Y2hhbGxlbmdl' }, text: 'what is signed' }),
  };
}
