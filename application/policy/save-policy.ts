import { redactSecrets } from '../../core/secret/redact-secrets.ts';
import type { OrganisationText } from '../../ports/policy-source.ts';
import { hasJustUsedPasskey } from '../approver/prove-person.ts';
import type { FlowContext } from '../flow-context.ts';
import type { Caller, Gateway } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { reloadPolicy } from '../log/log-and-policy-flows.ts';
import { refuseLeased } from '../login/refuse-browser.ts';

/** A changed policy: the text it begins from, the new one, and a code of the person's app where they have not just logged in with a passkey. */
export type PolicySaving = { readonly before: string; readonly text: string; readonly totp?: string | undefined };

/** The policy that is in force now, and where the text before is kept; null where there was no file of the operator's own. */
export type SavedPolicy = {
  readonly policy: ReturnType<Gateway['currentPolicy']>['policy'];
  readonly kept: string | null;
};

/** Changing the organisation's policy as text. */
export type PolicyTextFlows = {
  /**
   * Replaces the organisation's policy and puts it in force, keeping the text before beside it.
   *
   * Only for people, who prove a second factor each time: by a login with a passkey at most ten minutes before, or a code. Raises `auth.forbidden`, `factor.refused`,
   * `policy.invalid` for a text that would not load (nothing is written), `policy.moved` where the file is not `before` any more, and
   * `unavailable` where the gateway may not write it.
   */
  readonly savePolicy: (caller: Caller, saving: PolicySaving) => Promise<SavedPolicy>;
};

/** The flows over one gateway. */
export function policyTextFlows(context: FlowContext): PolicyTextFlows {
  return { savePolicy: (caller, saving) => savePolicy(context, caller, saving) };
}

const ACTION = 'save the policy';

async function savePolicy(context: FlowContext, caller: Caller, saving: PolicySaving): Promise<SavedPolicy> {
  const file = context.ports.policySource.organisationText;
  if (file?.write === undefined) throw new GatewayError('unavailable', `${ACTION}: it is no file of this gateway`);
  if (!caller.principal.startsWith('human:'))
    throw new GatewayError('auth.forbidden', `${ACTION}: found ${caller.principal}, want a person`);
  refuseLeased(caller, ACTION);
  wantUnchanged(file, saving);
  wantValid(context, file, saving.text);
  await proveFactor(context, caller, saving.totp);
  // While the code was looked at somebody else may have saved.
  wantUnchanged(file, saving);
  const written = writeOrSay(file.write, saving.text);
  try {
    return { policy: await reloadPolicy(context, caller.principal), kept: written.kept };
  } catch (error) {
    written.putBack();
    throw error;
  }
}

function wantUnchanged(file: OrganisationText, { before }: PolicySaving): void {
  const { source, text } = file.read();
  if (text === before) return;
  throw new GatewayError('policy.moved', `${ACTION}: ${source} was changed since it was read`, {
    remedies: ['Read it again and make the change once more.'],
  });
}

function wantValid({ policies }: FlowContext, file: OrganisationText, text: string): void {
  const { document, problem } = file.parse(text);
  const failure = problem === null ? failureOf(policies.draft(document)) : [problem];
  if (failure.length === 0) return;
  const told = failure.map((one) => redactSecrets(one).text);
  throw new GatewayError('policy.invalid', `${ACTION}: ${told.join('; ')}`, {
    problems: told.map((found) => ({ path: '$', found, wanted: 'a policy that loads' })),
  });
}

function failureOf(ready: ReturnType<FlowContext['policies']['draft']>): readonly string[] {
  return ready.ok ? [] : ready.failure;
}

/** Whoever comes by a token or a login must not be able to rewrite what holds agents: a factor is wanted of everybody, each time. */
async function proveFactor(context: FlowContext, caller: Caller, code: string | undefined): Promise<void> {
  const { people, totp } = context;
  const { principal } = caller;
  if (hasJustUsedPasskey(context, caller)) return;
  if (code === undefined || people.of(principal).totp === null) {
    throw new GatewayError(
      'factor.refused',
      `${ACTION}: found no second factor, want a code or a login with a passkey in the last ten minutes`,
      {
        remedies: [
          'Enrol an authenticator app or a passkey (dashboard, System), or sign in with your passkey.',
          'Or replace the file by hand and reload it: `countersign policy reload`.',
        ],
      },
    );
  }
  const { change } = await totp.spend(principal, code, ACTION);
  await people.write([change], { type: 'person.changed', actor: principal, data: { by: 'totp', what: ACTION } });
}

function writeOrSay(
  write: NonNullable<OrganisationText['write']>,
  text: string,
): ReturnType<NonNullable<OrganisationText['write']>> {
  try {
    return write(text);
  } catch (cause) {
    throw new GatewayError('unavailable', `${ACTION}: the gateway may not write the file`, {
      remedies: ['Replace the file as whoever may, and reload it: `countersign policy reload`.'],
      cause,
    });
  }
}
