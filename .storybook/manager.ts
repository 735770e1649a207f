/** What stands around the stories: our name in place of the tool's, and folders that are called as they are written. */
import {addons} from 'storybook/manager-api';
import {create} from 'storybook/theming/create';

const title = 'KB-OTP elements';
const base = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

addons.setConfig({
  theme: create({
    base,
    brandTitle: title,
    brandUrl: './',
    brandImage: base === 'dark' ? './brand-dark.svg' : './brand-light.svg',
    brandTarget: '_self',
    colorPrimary: '#ffbc00',
    colorSecondary: base === 'dark' ? '#d29a00' : '#7a5a00',
  }),
  // Roots are written in capitals, and `otp-verify` is not.
  sidebar: {showRoots: false, collapsedRoots: []},
});

// Storybook puts its own name behind each story's and has no setting for it.
const heading = document.querySelector('title');
const rename = () => {
  const renamed = document.title.replace(/\bStorybook$/, title);
  if (renamed !== document.title) document.title = renamed;
};
if (heading) new MutationObserver(rename).observe(heading, {childList: true});
