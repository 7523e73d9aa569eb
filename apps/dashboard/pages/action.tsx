import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WireShownAction } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { linkTo } from '../router.ts';
import { standingOf, UNDOABLE, undoAction } from '../state/inbox.ts';
import { useKeys } from '../state/keys.ts';
import { type Loaded, useLoaded } from '../state/load.ts';
import { tellingOf } from '../state/telling.ts';
import { nameOf, plural, sentence } from '../state/words.ts';
import { ActionBody } from '../ui/action-body.tsx';
import { Risk, StatusMark, VerdictBadge } from '../ui/badge.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { CrisisNotice } from '../ui/crisis-notice.tsx';
import { Effects, Pipeline, ScoreParts } from '../ui/decision-parts.tsx';
import { Icon } from '../ui/icon.tsx';
import { Fact, Panel } from '../ui/panel.tsx';
import { ParseView } from '../ui/parse-view.tsx';
import { Empty, Shown } from '../ui/standing.tsx';
import { ClockTime } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { Proofs } from './action-proofs.tsx';
import { ActionTrail } from './action-trail.tsx';

/** One action: gate by gate, with its proof and what would come out today. */
export function ActionPage({ rest }: { readonly rest: readonly string[] }): JSX.Element {
  const [id = ''] = rest;
  const shown = useLoaded(() => client().reading.action(id), {
    keys: [id],
    on: (event) => (event.kind === 'decision' || event.kind === 'outcome') && event.action_id === id,
  });
  useEffect(() => {
    shown.again();
  }, [id]);
  return (
    <div class="page">
      <a class="crumb" href={linkTo('feed')}>
        <Icon name="back" size={16} /> Live feed
      </a>
      <Shown of={shown} rows={8}>
        {(action) => <Whole action={action} loaded={shown} />}
      </Shown>
    </div>
  );
}

function Whole({
  action,
  loaded,
}: {
  readonly action: WireShownAction;
  readonly loaded: Loaded<WireShownAction>;
}): JSX.Element {
  const decision = action.decisions.at(-1)?.decision ?? null;
  const proposed = action.action;
  return (
    <>
      <Head action={action} onUndo={() => void undoAction(action.id).then(loaded.again)} />
      <CrisisNotice session={action.session} />
      <div class="columns wide-left">
        <div class="stack">
          {decision === null ? null : (
            <Panel title="Gate by gate" note={plural(decision.gates.length, 'gate')} flush>
              <Pipeline gates={decision.gates} verdict={decision.verdict} />
            </Panel>
          )}
          <Panel title="What was proposed">
            {proposed === null ? (
              <Empty icon="log" title="The payload was erased">
                <p>Its place and its digest stay in the log.</p>
              </Empty>
            ) : (
              <>
                <ActionBody action={proposed} />
                <ParseView actionId={action.id} />
              </>
            )}
          </Panel>
          {decision === null ? null : (
            <Panel title="What it would do" note={plural(decision.effects.length, 'effect')}>
              <Effects effects={decision.effects} />
            </Panel>
          )}
        </div>
        <div class="stack">
          <Facts action={action} />
          <Proofs action={action} />
          {decision === null ? null : (
            <Panel title="Risk" note={<Risk score={decision.risk.score} level={decision.risk.level} />}>
              <ScoreParts risk={decision.risk} />
            </Panel>
          )}
          <ActionTrail action={action} />
        </div>
      </div>
    </>
  );
}

function Head({ action, onUndo }: { readonly action: WireShownAction; readonly onUndo: () => void }): JSX.Element {
  const decision = action.decisions.at(-1)?.decision ?? null;
  const telling = action.action === null ? null : tellingOf(action.action);
  const canUndo = may('admin') && UNDOABLE.includes(action.status);
  useKeys({ u: () => canUndo && onUndo() });
  return (
    <header class="action-head">
      <div>
        <h1 tabIndex={-1}>
          <VisibleText text={action.tool} />
        </h1>
        {telling === null ? null : (
          <p class="action-line mono">
            <VisibleText text={telling} />
          </p>
        )}
        <p class="action-badges">
          {decision === null ? null : <VerdictBadge verdict={decision.verdict} />}
          <StatusMark status={standingOf(action.id, action.status)} />
          <span class="quiet">
            by <VisibleText text={nameOf(action.principal)} />, <ClockTime atMs={action.created_at_ms} />
          </span>
        </p>
        {decision === null ? null : (
          <p class="action-why">
            <VisibleText text={sentence(decision.reason)} />
          </p>
        )}
      </div>
      {canUndo ? (
        <button type="button" class="button" onClick={onUndo}>
          <Icon name="undo" /> Undo <kbd aria-hidden="true">u</kbd>
        </button>
      ) : null}
    </header>
  );
}

function Facts({ action }: { readonly action: WireShownAction }): JSX.Element {
  const proposed = action.action;
  return (
    <Panel title="Facts">
      <dl class="facts">
        <Fact name="Action">
          <CopyId id={action.id} label="action id" />
        </Fact>
        <Fact name="Digest">
          <CopyId id={action.digest} label="digest" />
        </Fact>
        <Fact name="Session">
          <a class="link mono" href={`${linkTo('feed')}?session=${encodeURIComponent(action.session)}`}>
            {action.session}
          </a>
        </Fact>
        {proposed === null ? null : (
          <>
            <Fact name="For">{nameOf(proposed.on_behalf_of)}</Fact>
            <Fact name="Through">
              {proposed.surface}, {proposed.tool.origin}
            </Fact>
            <Fact name="In">
              <code>
                <VisibleText text={proposed.cwd} />
              </code>
            </Fact>
          </>
        )}
        <Fact name="Checkpoint">
          {action.checkpoint === null ? (
            <span class="quiet">none was needed</span>
          ) : (
            <CopyId id={action.checkpoint} label="checkpoint" />
          )}
        </Fact>
      </dl>
    </Panel>
  );
}
