/** The elements where there is no page: they are imported, and drawn as declarative shadow DOM. */

import assert from 'node:assert/strict';
import {afterEach, describe, mock, test} from 'node:test';
import {LitElementRenderer, render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {html, type TemplateResult} from 'lit';
import '../../src/define.js';
import {asTyped} from '../../src/testing/customer/screen.js';
import {filesIn} from '../support/folders.mjs';

const page = {endpoint: 'https://otp.example/v1', account: '058C000001'};

const elements: Readonly<Record<string, {vi: string; en: string; draw: (lang: 'vi' | 'en') => TemplateResult}>> = {
  'otp-verify': {
    vi: 'Đang chuẩn bị xác thực…',
    en: 'Getting ready to verify…',
    draw: (lang) =>
      html`<otp-verify lang=${lang} required endpoint=${page.endpoint} account=${page.account}></otp-verify>`,
  },
  'otp-enroll': {
    vi: 'Đang kiểm tra tài khoản…',
    en: 'Checking the account…',
    draw: (lang) => html`<otp-enroll lang=${lang} endpoint=${page.endpoint} account=${page.account}></otp-enroll>`,
  },
  'otp-list': {
    vi: 'Đang mở Danh sách KB-OTP…',
    en: 'Opening the List of KB-OTP…',
    draw: (lang) => html`<otp-list lang=${lang} endpoint=${page.endpoint} account=${page.account}></otp-list>`,
  },
  'otp-cancel': {
    vi: 'Đang kiểm tra tài khoản…',
    en: 'Checking the account…',
    draw: (lang) => html`<otp-cancel lang=${lang} endpoint=${page.endpoint} account=${page.account}></otp-cancel>`,
  },
};

/** What of a drawn element a customer would see, and its markup without styles and the marks of hydration. */
async function drawn(template: TemplateResult): Promise<{markup: string; text: string}> {
  const whole = await collectResult(render(template));
  const markup = whole.replace(/<!--.*?-->/gs, '');
  const text = markup
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {markup, text};
}

afterEach(() => mock.restoreAll());

describe('without a page', () => {
  test('every module of src is imported, but for the one that is there to refuse', async () => {
    const failed: string[] = [];
    for (const file of filesIn(['src'], /\.ts$/).filter((name) => name !== 'src/testing/not-in-production.ts'))
      await import(`../../${file}`).catch((error: unknown) => failed.push(`${file}: ${String(error)}`));
    assert.deepEqual(failed, []);
    assert.equal('window' in globalThis || 'document' in globalThis, false);
  });

  for (const [tag, {draw, ...texts}] of Object.entries(elements)) {
    for (const lang of ['vi', 'en'] as const) {
      test(`<${tag}> draws the screen that waits, in ${lang}, styled, and asks nothing`, async () => {
        const fetch = mock.method(globalThis, 'fetch', () => Promise.reject(new Error('asked')));
        const {markup, text} = await drawn(draw(lang));
        assert.match(
          markup,
          new RegExp(
            `^<${tag}[^>]* lang="${lang}"[^>]*>\\s*<template shadowroot="open" shadowrootmode="open" shadowrootdelegatesfocus>`,
          ),
        );
        assert.match(
          markup,
          new RegExp(`<section\\s+class="card"\\s+part="card"\\s+lang="${lang}"[^>]*aria-busy="true"`),
        );
        assert.match(markup, /<style>.*\.card.*<\/style>/s);
        assert.equal(asTyped(text), texts[lang]);
        assert.equal(fetch.mock.callCount(), 0);
      });
    }

    test(`<${tag}> is drawn by a server that connects elements too`, async () => {
      LitElementRenderer.renderOptions.push(() => ({connectedCallback: true}));
      try {
        assert.equal(asTyped((await drawn(draw('vi'))).text), texts.vi);
      } finally {
        LitElementRenderer.renderOptions.pop();
      }
    });
  }
});
