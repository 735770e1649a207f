import {setCustomElementsManifest, type Decorator, type Preview} from '@storybook/web-components-vite';
import {html} from 'lit';
import {ref} from 'lit/directives/ref.js';
import './preview.css';

// Made by `.ci/manifest.mjs` before Storybook starts; without it only the tables of properties are missing.
const [manifest] = Object.values(import.meta.glob('../dist/custom-elements.json', {eager: true, import: 'default'}));
if (manifest) setCustomElementsManifest(manifest);

// Token sets of the channels, and whatever else stories share.
import.meta.glob('../stories/*.css', {eager: true});

/** Density is an attribute of each element; it is set once the story has been rendered into the stage. */
function applyDensity(stage: Element | undefined, density: unknown): void {
  queueMicrotask(() => {
    for (const element of stage?.querySelectorAll('*') ?? []) {
      if (!element.localName.startsWith('otp-')) continue;
      if (density === 'compact') element.setAttribute('density', density);
      else element.removeAttribute('density');
    }
  });
}

/** Stands the story on a page of the chosen language, theme and channel. */
const onStage: Decorator = (story, {globals}) => html`
  <div
    class="kb-stage"
    lang=${String(globals['locale'])}
    data-theme=${String(globals['theme'])}
    data-channel=${String(globals['channel'])}
    ${ref((stage) => applyDensity(stage, globals['density']))}
  >
    ${story()}
  </div>
`;

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [onStage],
  globalTypes: {
    locale: {
      description: 'Language',
      toolbar: {
        icon: 'globe',
        items: [{value: 'vi', title: 'Tiếng Việt'}, {value: 'en', title: 'English'}],
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
        items: [{value: 'comfortable', title: 'Comfortable'}, {value: 'compact', title: 'Compact'}],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: {locale: 'vi', theme: 'light', channel: 'kb-trade', density: 'comfortable'},
  parameters: {
    a11y: {test: 'error'},
    layout: 'fullscreen',
    controls: {expanded: true},
  },
};

export default preview;
