import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireShownTool, WireTool } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { say } from '../state/toast.ts';
import { explain } from '../state/words.ts';
import { Dialog } from '../ui/dialog.tsx';
import { CodeView, DiffView } from '../ui/diff-view.tsx';
import { Icon } from '../ui/icon.tsx';
import { lineDiff } from '../ui/line-diff.ts';
import { Shown } from '../ui/standing.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

type ToolDialogOptions = {
  readonly server: string;
  readonly name: string;
  readonly onChange: () => void;
  readonly onClose: () => void;
};

/**
 * A tool as its server lists it, with what is odd and what changed: what a person sees before they vouch for it. What they vouch for is
 * what stands here; a listing that changes meanwhile is refused by its digest.
 */
export function ToolDialog({ server, name, onChange, onClose }: ToolDialogOptions): JSX.Element {
  const shown = useLoaded(() => client().showTool(server, name), { keys: [server, name] });
  return (
    <Dialog title="Tool listing" onClose={onClose}>
      <p>
        <b class="mono">
          <VisibleText text={name} />
        </b>{' '}
        of <VisibleText text={server} />
      </p>
      <Shown of={shown} rows={4}>
        {(tool) => (
          <>
            <Listing shown={tool} />
            <Standing
              tool={tool.tool}
              onRefusal={shown.again}
              onDone={() => {
                onChange();
                onClose();
              }}
            />
          </>
        )}
      </Shown>
    </Dialog>
  );
}

function Listing({ shown: { tool, listing, reads_only: readsOnly, changes } }: { readonly shown: WireShownTool }) {
  return (
    <>
      {tool.warnings.map((warning) => (
        <p key={warning} class="form-error">
          <Icon name="warning" /> <VisibleText text={warning} />
        </p>
      ))}
      {listing.description === undefined ? null : (
        <p class="tool-description">
          <VisibleText text={listing.description} />
        </p>
      )}
      {readsOnly ? (
        <p class="hint">
          It says of itself that it only reads. Vouch only if you believe it: its calls then count as reading something
          outside (medium risk), not as unknown (high).
        </p>
      ) : null}
      {changes.map(({ path, before, after }) => (
        <DiffView key={path} name={`Changed: ${path}`} lines={lineDiff(before ?? '', after ?? '')} isPiece />
      ))}
      <CodeView name="As its server lists it" text={JSON.stringify(listing, null, 2)} />
    </>
  );
}

type StandingOptions = {
  readonly tool: WireTool;
  readonly onDone: () => void;
  /** The gateway refused: what is shown may no longer be what is listed. */
  readonly onRefusal: () => void;
};

function Standing({ tool, onDone, onRefusal }: StandingOptions): JSX.Element {
  const isBusy = useSignal(false);
  const failure = useSignal<string | null>(null);
  const { server, name, digest, standing } = tool;
  if (!may('admin')) return <p class="hint">You may look, not answer: your login has no scope “admin”.</p>;
  const act = async (work: () => Promise<unknown>, said: string): Promise<void> => {
    isBusy.value = true;
    failure.value = null;
    try {
      await work();
      say(said, { tone: 'good' });
      onDone();
    } catch (error) {
      const { text, remedies } = explain(error);
      failure.value = [text, ...remedies].join(' ');
      onRefusal();
    } finally {
      isBusy.value = false;
    }
  };
  const vouch = () => act(() => client().vouchTools({ server, tools: [{ name, digest }] }), 'The tool is vouched for.');
  const refuse = () => act(() => client().refuseTools({ server, tools: [name] }), 'The tool is refused.');
  return (
    <>
      {failure.value === null ? null : (
        <p class="form-error" role="alert">
          <Icon name="warning" /> {failure.value}
        </p>
      )}
      <div class="dialog-actions">
        {standing === 'vouched' ? null : (
          <button type="button" class="button primary" disabled={isBusy.value} onClick={() => void vouch()}>
            <Icon name="check" /> Vouch for this listing
          </button>
        )}
        {standing === 'refused' ? null : (
          <button type="button" class="button deny" disabled={isBusy.value} onClick={() => void refuse()}>
            <Icon name="cross" /> Refuse it
          </button>
        )}
      </div>
    </>
  );
}
