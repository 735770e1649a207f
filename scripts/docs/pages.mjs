/** The pages of the docs in the order in which they are read: of the site's side bar and of `llms.txt`. */

/**
 * `file`: from the top folder; what is below `site` the site alone has. `name`: in the side bar. `about`: what is
 * there.
 * @typedef {{file: string, name: string, about: string}} Page
 * @type {readonly {title: string, pages: readonly Page[]}[]}
 */
export const sections = [
  {
    title: 'Begin',
    pages: [
      {
        file: 'docs/start.md',
        name: 'Start in five minutes',
        about: 'from an empty folder to a verified code, in a React app against the reference endpoint',
      },
      {
        file: 'site/own/playground.md',
        name: 'Playground',
        about: 'every attribute by a control, the element beside it, the code to copy',
      },
      {
        file: 'docs/frameworks.md',
        name: 'In your framework',
        about:
          'one element in plain TypeScript, Lit, React, Next.js, Preact, Solid, Vue, Svelte and Angular; all compiled',
      },
      {
        file: 'docs/hosts.md',
        name: 'Where it has been walked',
        about: 'the examples of nine hosts, and what our CI has seen work in each',
      },
      {
        file: 'docs/theme.md',
        name: 'Theme',
        about: 'tokens, presets, densities, parts, slots; the channels',
      },
      {
        file: 'docs/languages.md',
        name: 'Languages',
        about: 'Vietnamese and English, other words for a message, a third language',
      },
      {
        file: 'docs/errors.md',
        name: 'Events and errors',
        about: 'every event, and every problem code: what the customer reads, what the page does',
      },
      {
        file: 'docs/request.md',
        name: 'Ask from your code',
        about: '`request()` and `openOtpDialog()`: one promise of a grant, and how it ends',
      },
      {
        file: 'docs/push.md',
        name: 'Wake the phone',
        about: '`enablePush()` and `kb-otp/worker`: a notification says that something waits for the customer',
      },
      {
        file: 'docs/app-link.md',
        name: 'Open the app',
        about: '`channelUrls` and `request`: on one phone the app opens at what it is to approve',
      },
      {
        file: 'docs/scan.md',
        name: 'Scan with the phone',
        about:
          'the list reads what another page asks for by its camera, also without a network: what your pages allow for it',
      },
      {
        file: 'docs/testing.md',
        name: 'Test your page',
        about:
          '`kb-otp/testing`: an endpoint of which everything is known, its accounts and codes; Playwright; the endpoint in development',
      },
    ],
  },
  {
    title: 'Elements',
    pages: [
      {
        file: 'docs/reference/otp-verify.md',
        name: '<otp-verify>',
        about: 'asks for a code and hands the page a grant: attributes, properties, methods, events, slots, parts',
      },
      {
        file: 'docs/reference/otp-enroll.md',
        name: '<otp-enroll>',
        about: 'registers accounts on this device, or synchronizes the derivatives trading account',
      },
      {
        file: 'docs/reference/otp-list.md',
        name: '<otp-list>',
        about: 'the List of KB-OTP: live codes, and what can be changed of them',
      },
      {
        file: 'docs/reference/otp-cancel.md',
        name: '<otp-cancel>',
        about: 'gives KB-OTP up: the account returns to its previous method',
      },
    ],
  },
  {
    title: 'Endpoint',
    pages: [
      {
        file: 'docs/endpoint.md',
        name: 'Run the endpoint',
        about: 'what is asked in which order, variables, ports, sessions, messages, redeeming a grant',
      },
      {
        file: 'docs/runbook.md',
        name: 'Run it for years',
        about:
          'start it with systemd or Docker, upgrade, back up, restore, exchange keys, what to do when something is wrong',
      },
      {
        file: 'docs/own-endpoint.md',
        name: 'Bring your own',
        about: 'another back end behind the elements, by the `Endpoint` interface; a worked, tested adapter',
      },
      {
        file: 'docs/collect.md',
        name: 'The code in your own request',
        about: 'collect mode: your order carries the code; a worked, tested adapter for a back end of two calls',
      },
      {
        file: 'docs/conformance.md',
        name: 'Check an endpoint',
        about: 'conformance of any endpoint, and the doctor for one deployment: commands, their file, every check',
      },
      {
        file: 'docs/reference/contract.md',
        name: 'The contract',
        about: 'every operation, schema and problem of the OpenAPI contract',
      },
      {
        file: 'docs/endpoint-performance.md',
        name: 'Its speed',
        about: 'how fast the reference endpoint is, and how to measure it',
      },
    ],
  },
  {
    title: 'What you can count on',
    pages: [
      {
        file: 'docs/security.md',
        name: 'Security',
        about: 'what is protected, from whom, by what, and what is not claimed',
      },
      {
        file: 'docs/accessibility.md',
        name: 'Accessibility',
        about: 'WCAG 2.2 AA, criterion by criterion, and by which test',
      },
      {
        file: 'docs/performance.md',
        name: 'Performance',
        about: 'bytes and times that the elements cost a page',
      },
      {
        file: 'docs/browsers.md',
        name: 'Browsers and Node.js',
        about: 'which browsers, which versions of Node.js and TypeScript',
      },
      {
        file: 'docs/versions.md',
        name: 'Versions',
        about: 'what a version number promises, deprecations, how to move',
      },
      {
        file: 'CHANGELOG.md',
        name: 'Changelog',
        about: 'what has changed, by version',
      },
    ],
  },
  {
    title: 'For people',
    pages: [
      {
        file: 'docs/faq.md',
        name: 'Customers ask',
        about: 'answers for customers’ support, in Vietnamese and English',
      },
      {
        file: 'docs/glossary.md',
        name: 'Words',
        about: 'what each word means',
      },
      {
        file: 'CONTRIBUTING.md',
        name: 'Contribute',
        about: 'the way through the house; how to add a method, a language, a channel',
      },
      {
        file: 'docs/elements.md',
        name: 'How an element is built',
        about: 'the files of an element, and what all do alike',
      },
      {
        file: 'SECURITY.md',
        name: 'Report a weakness',
        about: 'how to report a weakness, and what happens then',
      },
    ],
  },
];

export const pages = sections.flatMap((section) => section.pages);

/** Those that come with the repository and, below `docs`, with the package. */
export const packedPages = pages.filter(({file}) => !file.startsWith('site/'));
