/** A docs page in the toolbar's theme, like the stories on it. */
import {DocsContainer, type DocsContainerProps} from '@storybook/addon-docs/blocks';
import {createElement, useEffect, useState, type PropsWithChildren, type ReactElement} from 'react';
import {GLOBALS_UPDATED} from 'storybook/internal/core-events';
import {themes} from 'storybook/theming';

interface Globals {
  readonly theme?: string;
}

/** What Storybook keeps of the toolbar, which no block hands out. */
interface Store {
  readonly store?: {readonly userGlobals?: {get(): Globals}};
}

const deviceIsDark = () => matchMedia('(prefers-color-scheme: dark)').matches;
const isDark = ({theme = 'auto'}: Globals) => (theme === 'auto' ? deviceIsDark() : theme === 'dark');

export function DocsPage({context, children, ...rest}: PropsWithChildren<DocsContainerProps>): ReactElement {
  const {store} = context as unknown as Store;
  const [globals, setGlobals] = useState<Globals>(() => store?.userGlobals?.get() ?? {});
  useEffect(() => {
    const hear = ({globals: now}: {readonly globals: Globals}) => setGlobals(now);
    context.channel.on(GLOBALS_UPDATED, hear);
    return () => context.channel.off(GLOBALS_UPDATED, hear);
  }, [context]);
  const theme = isDark(globals) ? themes.dark : themes.light;
  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark(globals) ? 'dark' : 'light';
  }, [globals]);
  return createElement(DocsContainer, {...rest, context, theme}, children);
}
