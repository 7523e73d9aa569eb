import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { WireTool } from '../../../sdk/wire.ts';
import { client } from '../gateway/account.ts';
import { useLoaded } from '../state/load.ts';
import { words } from '../state/words.ts';
import { Badge } from '../ui/badge.tsx';
import { Panel } from '../ui/panel.tsx';
import { Empty, Shown } from '../ui/standing.tsx';
import { Time } from '../ui/time.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { ToolDialog } from './tool-dialog.tsx';

const STANDINGS = {
  vouched: ['allow', 'check', 'Vouched'],
  new: ['ask', 'ask', 'New: held'],
  changed: ['ask', 'warning', 'Changed: held'],
  refused: ['deny', 'cross', 'Refused'],
} as const;

/** Tools of MCP servers, those that are held first. Each is looked at before anything is said of it. */
export function ToolPanel(): JSX.Element {
  const tools = useLoaded(() => client().listTools(), { on: ({ kind }) => kind === 'tool' });
  const open = useSignal<WireTool | null>(null);
  return (
    <Panel title="Tools of MCP servers" flush>
      <Shown of={tools} rows={2}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon="key" title="No server has listed tools yet">
              <p>Tools of MCP servers appear here, and are held until a person has looked at them.</p>
            </Empty>
          ) : (
            <ul class="list">
              {list
                .toSorted((one, two) => Number(one.standing === 'vouched') - Number(two.standing === 'vouched'))
                .map((tool) => (
                  <ToolRow
                    key={`${tool.server} ${tool.name}`}
                    tool={tool}
                    onLook={() => {
                      open.value = tool;
                    }}
                  />
                ))}
            </ul>
          )
        }
      </Shown>
      {open.value === null ? null : (
        <ToolDialog
          server={open.value.server}
          name={open.value.name}
          onChange={tools.again}
          onClose={() => {
            open.value = null;
          }}
        />
      )}
    </Panel>
  );
}

function ToolRow({ tool, onLook }: { readonly tool: WireTool; readonly onLook: () => void }): JSX.Element {
  const [tone, icon, said] = STANDINGS[tool.standing];
  return (
    <li>
      <span class="list-main">
        <b class="mono">
          <VisibleText text={tool.name} />
        </b>
        <small>
          <VisibleText text={tool.server} /> · <Time atMs={tool.changed_at_ms} />
          {tool.warnings.length === 0 ? '' : ` · ${tool.warnings.map(words).join(', ')}`}
        </small>
      </span>
      <Badge tone={tone} icon={icon}>
        {said}
      </Badge>
      <button type="button" class="button small" onClick={onLook}>
        Look
        <span class="sr-only">
          {' '}
          at <VisibleText text={tool.name} />
        </span>
        …
      </button>
    </li>
  );
}
