import type { JSX } from 'preact';
import type { WireApproval } from '../../../sdk/wire.ts';
import { CopyId } from '../ui/copy-id.tsx';

/** The prompt as every channel shows it, word for word, with the fingerprint that is bound to it. */
export function PromptSections({
  prompt,
}: {
  readonly prompt: WireApproval['prompt'] | undefined;
}): JSX.Element | null {
  if (prompt === undefined || prompt === null) return null;
  return (
    <details class="whole-prompt" open>
      <summary>The prompt as every channel shows it</summary>
      <p class="prompt-title">
        {prompt.title} <CopyId id={prompt.fingerprint} label="fingerprint" whole />
      </p>
      {prompt.sections.map(({ heading, lines, quoted }) => (
        <section key={heading}>
          <h4>{heading}</h4>
          <div class={quoted ? 'prompt-lines quoted' : 'prompt-lines'}>
            {lines.map((line, index) => (
              <bdi key={index}>{line}</bdi>
            ))}
          </div>
        </section>
      ))}
    </details>
  );
}
