import { useSignal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Failure, Loading } from './standing.tsx';

type Page = ComponentType<{ readonly rest: readonly string[] }>;

/** A page whose code is fetched when it is first shown. Then focus goes to its heading, so that readers know where they are. */
export function LazyPage({
  load,
  rest,
}: {
  readonly name: string;
  readonly load: () => Promise<Page>;
  readonly rest: readonly string[];
}): JSX.Element {
  const page = useSignal<{ readonly Page: Page } | null>(null);
  const failure = useSignal<unknown>(null);
  const begin = () => {
    load().then(
      (Page) => {
        page.value = { Page };
      },
      (error: unknown) => {
        failure.value = error;
      },
    );
  };
  useEffect(begin, []);
  if (failure.value !== null) return <Failure error={failure.value} again={begin} />;
  if (page.value === null) return <Loading />;
  const { Page } = page.value;
  return <Page rest={rest} />;
}
