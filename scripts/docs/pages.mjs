/** The pages of the docs in the order in which they are read: of the site's side bar and of `llms.txt`. */

/**
 * `file`: from the top folder. `name`: in the side bar; `in`: the site alone has it.
 * @typedef {{file: string, name: string}} Page
 * @type {readonly {title: string, pages: readonly Page[]}[]}
 */
export const sections = [
  {
    title: 'Begin',
    pages: [
      {file: 'docs/start.md', name: 'Start in five minutes'},
      {file: 'site/own/playground.md', name: 'Playground'},
      {file: 'docs/frameworks.md', name: 'In your framework'},
      {file: 'docs/theme.md', name: 'Theme'},
      {file: 'docs/languages.md', name: 'Languages'},
      {file: 'docs/errors.md', name: 'Events and errors'},
      {file: 'docs/testing.md', name: 'Test your page'},
    ],
  },
  {
    title: 'Elements',
    pages: [
      {file: 'docs/reference/otp-verify.md', name: '<otp-verify>'},
      {file: 'docs/reference/otp-enroll.md', name: '<otp-enroll>'},
      {file: 'docs/reference/otp-list.md', name: '<otp-list>'},
      {file: 'docs/reference/otp-cancel.md', name: '<otp-cancel>'},
    ],
  },
  {
    title: 'Endpoint',
    pages: [
      {file: 'docs/endpoint.md', name: 'Run the endpoint'},
      {file: 'docs/own-endpoint.md', name: 'Bring your own'},
      {file: 'docs/reference/contract.md', name: 'The contract'},
      {file: 'docs/endpoint-performance.md', name: 'Its speed'},
    ],
  },
  {
    title: 'What you can count on',
    pages: [
      {file: 'docs/security.md', name: 'Security'},
      {file: 'docs/accessibility.md', name: 'Accessibility'},
      {file: 'docs/performance.md', name: 'Performance'},
      {file: 'docs/browsers.md', name: 'Browsers and Node.js'},
      {file: 'docs/versions.md', name: 'Versions'},
      {file: 'CHANGELOG.md', name: 'Changelog'},
    ],
  },
  {
    title: 'For people',
    pages: [
      {file: 'docs/faq.md', name: 'Customers ask'},
      {file: 'docs/glossary.md', name: 'Words'},
      {file: 'CONTRIBUTING.md', name: 'Contribute'},
      {file: 'docs/elements.md', name: 'How an element is built'},
      {file: 'SECURITY.md', name: 'Report a weakness'},
    ],
  },
];

export const pages = sections.flatMap((section) => section.pages);
