import {setCustomElementsManifest, type Decorator, type Preview} from '@storybook/web-components-vite';
import type {ArgTypesEnhancer} from 'storybook/internal/types';
import {html} from 'lit';
import {ref} from 'lit/directives/ref.js';
import {bringLateParts} from '../stories/fixtures/mount/late-parts.js';
import {speakPseudo} from '../stories/fixtures/mount/pseudo-locale.js';
import {languageOf, toolbarSaysPseudo} from '../stories/fixtures/mount/toolbar.js';
import {asWritten} from './as-written.js';
import {DocsPage} from './docs-page.js';
import './preview.css';

// Made by `scripts/manifest.mjs` before Storybook starts; without it only the tables of properties are missing.
const [manifest] = Object.values(import.meta.glob('../dist/custom-elements.json', {eager: true, import: 'default'}));
if (manifest) setCustomElementsManifest(withPartsApart(manifest));

/** Storybook tells rows apart by name alone: the part `purpose` would stand in for the property of that name. */
function withPartsApart(whole: unknown): unknown {
  return JSON.parse(JSON.stringify(whole), (key, value: unknown) =>
    key === 'cssParts' ? (value as {name: string}[]).map((part) => ({...part, name: `::part(${part.name})`})) : value,
  );
}

// Token sets of the channels, and whatever else stories share.
import.meta.glob('../stories/*.css', {eager: true});

/** Elements that are compact because the toolbar says so, and not by themselves. */
const madeCompact = new WeakSet<Element>();

/** Density is an attribute of each element; it is set once the story has been rendered into the stage. */
function applyDensity(stage: Element | undefined, density: unknown): void {
  queueMicrotask(() => {
    for (const element of stage?.querySelectorAll('*') ?? []) {
      if (!element.localName.startsWith('otp-')) continue;
      if (density === 'compact' && !element.hasAttribute('density')) {
        element.setAttribute('density', 'compact');
        madeCompact.add(element);
      } else if (density !== 'compact' && madeCompact.delete(element)) element.removeAttribute('density');
    }
  });
}

/** Stands the story on a page of the chosen language, theme and channel; what a control says of the element wins. */
const onStage: Decorator = (story, {globals, args, viewMode}) => {
  // The page itself, below and beside the stage; a docs page has a theme of its own (`docs-page.ts`).
  void speakPseudo(toolbarSaysPseudo(globals), document.body);
  if (viewMode === 'story') document.documentElement.dataset['theme'] = String(globals['theme']);
  return html`
    <div
      class="kb-stage"
      lang=${languageOf(globals)}
      data-theme=${String(globals['theme'])}
      data-channel=${String(args['channel'] ?? globals['channel'])}
      ${ref((stage) => applyDensity(stage, globals['density']))}
    >
      ${story()}
    </div>
  `;
};

/** A control that changes nothing is none: of what an element has, a story's page can change what the story sets. */
const onlyWhatStoriesSet: ArgTypesEnhancer = ({argTypes, initialArgs}) => {
  const isSet = (name: string, options: unknown) => name in initialArgs || options !== undefined;
  return Object.fromEntries(
    Object.entries(argTypes).map(([name, type]) => [
      name,
      isSet(name, type.options) ? type : {...type, control: false},
    ]),
  );
};

const preview: Preview = {
  // What comes later to a page is there before a story is looked at.
  beforeAll: async () => void (await bringLateParts()),
  decorators: [onStage],
  argTypesEnhancers: [onlyWhatStoriesSet],
  globalTypes: {
    locale: {
      description: 'Language',
      toolbar: {
        icon: 'globe',
        items: [
          {value: 'vi', title: 'Tiếng Việt'},
          {value: 'en', title: 'English'},
          {value: 'pseudo', title: 'Pseudo (+40 %)'},
        ],
        dynamicTitle: true,
      },
    },
    theme: {
      description: 'Theme',
      toolbar: {
        icon: 'mirror',
        items: [
          {value: 'light', title: 'Light', icon: 'sun'},
          {value: 'dark', title: 'Dark', icon: 'moon'},
          {value: 'auto', title: 'As the device'},
        ],
        dynamicTitle: true,
      },
    },
    channel: {
      description: 'Channel',
      toolbar: {
        icon: 'browser',
        items: [
          {value: 'kb-trade', title: 'KB-Trade'},
          {value: 'kb-able', title: 'KB-able'},
          {value: 'kb-mobile', title: 'KB-Mobile'},
          {value: 'm-able', title: 'M-able'},
          {value: 'kb-trade-ds', title: 'KB-TradeDS'},
          {value: 'kb-mobile-ds', title: 'KB-MobileDS'},
        ],
        dynamicTitle: true,
      },
    },
    density: {
      description: 'Density',
      toolbar: {
        icon: 'collapse',
        items: [
          {value: 'comfortable', title: 'Comfortable'},
          {value: 'compact', title: 'Compact'},
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: {locale: 'vi', theme: 'auto', channel: 'kb-trade', density: 'comfortable'},
  parameters: {
    a11y: {test: 'error'},
    layout: 'fullscreen',
    controls: {expanded: true},
    docs: {container: DocsPage, source: {transform: asWritten}},
    options: {
      storySort: {
        order: [
          'otp-verify',
          ['About', 'State map', 'Flow', 'Methods', 'Code of this device', 'Cancel in place', 'Problems', 'Edges'],
          'otp-enroll',
          [
            'About',
            'State map',
            'State map of synchronizing',
            'Before the password',
            'Password',
            'Activation',
            'Synchronize',
            'Problems',
          ],
          'otp-list',
          ['About', 'State map', 'State map of the password', 'Locked and open', 'Changes', 'Forgotten and broken'],
          'otp-cancel',
          ['About', 'State map', 'Before the proof', 'Proof', 'Outcome', 'Problems'],
          'How to embed',
          'Design tokens',
        ],
      },
    },
  },
};

export default preview;
