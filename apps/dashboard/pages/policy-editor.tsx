import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WirePolicyPreview, WirePolicyText } from '../../../sdk/wire.ts';
import { client, may } from '../gateway/account.ts';
import { linkTo, queryValue } from '../router.ts';
import { useLoaded } from '../state/load.ts';
import { withRule } from '../state/policy-rule.ts';
import { save } from '../state/save.ts';
import { explain, plural } from '../state/words.ts';
import { VerdictBadge } from '../ui/badge.tsx';
import { CodeEditor } from '../ui/code-editor.tsx';
import { Icon } from '../ui/icon.tsx';
import { Panel } from '../ui/panel.tsx';
import { Shown } from '../ui/standing.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { PolicySave } from './policy-save.tsx';

const SETTLE_MS = 600;

/**
 * The policy as text: what is written is checked and tried on the last week while it is written, and in force once it is saved.
 * `?add=INDEX` in the address begins with that proposed rule in it.
 */
export function PolicyEditor({ onSaved }: { readonly onSaved: () => void }): JSX.Element | null {
  const text = useLoaded(readText);
  if (!may('admin')) return null;
  return (
    <Panel
      title="Change it"
      note="checked, tested and tried on the last week while you write; in force only once you save it"
    >
      <Shown of={text} rows={4}>
        {({ known, begun }) => <Editor known={known} begun={begun} onSaved={onSaved} />}
      </Shown>
    </Panel>
  );
}

/** The text in force, and what the editor begins with. */
async function readText(): Promise<{ readonly known: WirePolicyText; readonly begun: string }> {
  const known = await client().reading.policyText();
  const add = queryValue('add');
  if (add === undefined) return { known, begun: known.text };
  const proposals = await client().listPolicyProposals({ limit: 200 });
  const rule = proposals.find(({ index }) => String(index) === add)?.yaml;
  return { known, begun: rule === undefined || rule === null ? known.text : withRule(known.text, rule) };
}

type EditorOptions = { readonly known: WirePolicyText; readonly begun: string; readonly onSaved: () => void };

/** What somebody writes here stays, whatever becomes of the file meanwhile: then saving says so. */
function Editor({ known: first, begun, onSaved }: EditorOptions): JSX.Element {
  const start = useSignal(first);
  const known = start.value;
  const text = useSignal(begun);
  const preview = useSignal<WirePolicyPreview | string | null>(null);
  useEffect(() => {
    const isOver = new AbortController();
    const timer = setTimeout(() => {
      client()
        .reading.previewPolicy(text.value, { signal: isOver.signal })
        .then(
          (found) => {
            preview.value = found;
          },
          (error: unknown) => {
            if (!isOver.signal.aborted) preview.value = explain(error).text;
          },
        );
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      isOver.abort();
    };
  }, [text.value]);
  return (
    <div class="editor">
      <div class="editor-text">
        <label for="policy-text">
          <code>{known.source}</code>
          {known.own ? '' : ' (comes with Countersign; you have no file of your own yet)'}
        </label>
        <CodeEditor
          id="policy-text"
          rows={Math.max(10, Math.min(28, begun.split('\n').length + 3))}
          text={text.value}
          onChange={(changed) => {
            preview.value = null;
            text.value = changed;
          }}
        />
        <div class="card-actions">
          <PolicySave
            before={known.text}
            text={text.value}
            obstacle={obstacleOf(known, { text: text.value, preview: preview.value })}
            changed={preview.value === null || typeof preview.value === 'string' ? 0 : preview.value.changed}
            onSaved={() => {
              start.value = { ...known, text: text.value, own: true };
              onSaved();
            }}
          />
          <button
            type="button"
            class="button small"
            onClick={() => save('policy.yaml', text.value, 'application/yaml')}
          >
            <Icon name="export" size={16} /> Save as a file
          </button>
          <button
            type="button"
            class="button small"
            disabled={text.value === known.text}
            onClick={() => {
              text.value = known.text;
            }}
          >
            <Icon name="undo" size={16} /> Discard
          </button>
        </div>
      </div>
      <div class="editor-said" role="status">
        {preview.value === null ? (
          <p class="quiet">Checking…</p>
        ) : typeof preview.value === 'string' ? (
          <p class="deny-text">{preview.value}</p>
        ) : (
          <Preview preview={preview.value} isSame={text.value === known.text} />
        )}
      </div>
    </div>
  );
}

/** Why it cannot be saved as it stands; null where it can. */
function obstacleOf(
  known: WirePolicyText,
  { text, preview }: { readonly text: string; readonly preview: WirePolicyPreview | string | null },
): string | null {
  if (text === known.text) return 'Nothing is changed yet.';
  if (preview === null) return 'Wait until it was checked.';
  if (typeof preview === 'string' || preview.problems.length > 0) return 'Mend what is wrong with it first.';
  return null;
}

function Preview({ preview, isSame }: { readonly preview: WirePolicyPreview; readonly isSame: boolean }): JSX.Element {
  const { problems, warnings, rules, examples, decisions, changed, changes, cut } = preview;
  if (problems.length > 0) {
    return (
      <>
        <h3 class="deny-text">
          <Icon name="cross" size={16} /> It would not load
        </h3>
        <ul class="warnings">
          {problems.map((problem) => (
            <li key={problem} class="deny-text">
              {problem}
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <>
      <h3 class="allow-text">
        <Icon name="check" size={16} /> It loads: {plural(rules, 'rule')}, {plural(examples, 'example')} hold
      </h3>
      {warnings.length === 0 ? null : (
        <ul class="warnings">
          {warnings.map((warning) => (
            <li key={warning}>
              <Icon name="warning" size={16} /> {warning}
            </li>
          ))}
        </ul>
      )}
      <h3>
        {changed === 0 ? 'It would have changed nothing' : `It would have changed ${plural(changed, 'verdict')}`} of{' '}
        {plural(decisions, 'decision')} last week{cut ? ' (the newest 10,000 entries)' : ''}
      </h3>
      {changed === 0 && !isSame ? <p class="quiet">No recorded action meets what you changed.</p> : null}
      {changes.length === 0 ? null : (
        <ul class="list changes">
          {changes.map(({ index, action_id: id, tool, summary, before, after, reason }) => (
            <li key={index}>
              <span class="change-verdicts">
                <VerdictBadge verdict={before} /> <Icon name="chevron" size={14} /> <VerdictBadge verdict={after} />
              </span>
              <a class="list-main" href={linkTo('actions', id)}>
                <span class="change-line">
                  <b>{tool}</b>{' '}
                  <span class="mono">
                    <VisibleText text={summary} />
                  </span>
                </span>
                <small>
                  <VisibleText text={reason} />
                </small>
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
