import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WireReceipt, WireReplayFinding, WireShownAction } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { save } from '../state/save.ts';
import { explain } from '../state/words.ts';
import { Icon } from '../ui/icon.tsx';
import { Panel } from '../ui/panel.tsx';
import { verifyReceipt } from '../verify/verify-receipt.ts';

type Proof = {
  readonly index: number;
  readonly receipt: WireReceipt | null;
  readonly said: string;
  readonly holds: boolean;
};

/** Whether the decision is in the log, checked here, and whether the same comes out when it is derived again. */
export function Proofs({ action }: { readonly action: WireShownAction }): JSX.Element {
  const proofs = useSignal<readonly Proof[] | null>(null);
  const replay = useSignal<readonly WireReplayFinding[] | string | null>(null);
  useEffect(() => {
    void proveAll(action).then((found) => {
      proofs.value = found;
    });
    client()
      .reading.replay(action.id)
      .then(
        (found) => {
          replay.value = found;
        },
        (error: unknown) => {
          replay.value = explain(error).text;
        },
      );
  }, [action.id, action.decisions.length]);
  return (
    <Panel title="Proof">
      <ul class="proofs">
        {proofs.value === null ? <Checking text="Checking the receipt here in your browser…" /> : null}
        {(proofs.value ?? []).map(({ index, said, holds, receipt }) => (
          <li key={index} class={holds ? 'allow' : 'deny'}>
            <Icon name={holds ? 'check' : 'warning'} size={16} />
            <span>{said}</span>
            {receipt === null ? null : (
              <button
                type="button"
                class="icon-button"
                title="Save the receipt"
                onClick={() => save(`receipt-${index}.jsonl`, `${JSON.stringify(receipt)}\n`)}
              >
                <Icon name="export" size={16} />
                <span class="sr-only">Save the receipt of entry {index}</span>
              </button>
            )}
          </li>
        ))}
        <Replay findings={replay.value} />
      </ul>
    </Panel>
  );
}

async function proveAll({ decisions }: WireShownAction): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  for (const { log_index: index } of decisions) {
    try {
      const [receipt, keys] = [await client().receipt(index), await client().reading.logKeys()];
      const proved = verifyReceipt(receipt, keys);
      const said = proved.ok
        ? `Entry ${proved.value.index} is one of the ${proved.value.size} that ${proved.value.origin} signed.`
        : `The receipt of entry ${index} does not hold: ${proved.failure}.`;
      proofs.push({ index, receipt, said, holds: proved.ok });
    } catch (error) {
      proofs.push({ index, receipt: null, said: explain(error).text, holds: false });
    }
  }
  return proofs;
}

function Checking({ text }: { readonly text: string }): JSX.Element {
  return (
    <li class="quiet">
      <Icon name="clock" size={16} />
      <span>{text}</span>
    </li>
  );
}

const OUTCOMES = {
  same: ['allow', 'check', 'Derived again: the same verdict, byte for byte.'],
  different: ['deny', 'warning', 'Derived again: something differs.'],
  erased: ['plain', 'dash', 'Cannot be derived again: the payload was erased.'],
  missing: ['deny', 'warning', 'Cannot be derived again: the payload is gone without a record.'],
  'unknown-policy': ['ask', 'warning', 'Cannot be derived again: its policy is not in the archive.'],
} as const;

function Replay({ findings }: { readonly findings: readonly WireReplayFinding[] | string | null }): JSX.Element {
  if (findings === null) return <Checking text="Deriving the verdict again…" />;
  if (typeof findings === 'string') {
    return (
      <li class="deny">
        <Icon name="warning" size={16} />
        <span>{findings}</span>
      </li>
    );
  }
  return (
    <>
      {findings.map(({ index, outcome, detail }) => {
        const [tone, icon, said] = OUTCOMES[outcome];
        return (
          <li key={index} class={tone}>
            <Icon name={icon} size={16} />
            <span>
              {said} {outcome === 'same' ? '' : detail}
            </span>
          </li>
        );
      })}
    </>
  );
}
