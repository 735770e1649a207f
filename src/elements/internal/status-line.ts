import {html, isServer, nothing, type TemplateResult} from 'lit';
import {spinner, tick, warning} from './icons.js';

/** What the status line says: one sentence and how it is meant. */
export interface Status {
  readonly tone: 'quiet' | 'busy' | 'danger' | 'success';
  readonly text: string;
}

/**
 * Before an element has begun. A server begins nothing: what it draws says, by `waiting`, what the page will do first.
 */
export const notBegun = (waiting: string): Status =>
  isServer ? {tone: 'busy', text: waiting} : {tone: 'quiet', text: ''};

const icons = {quiet: nothing, busy: spinner, danger: warning, success: tick};

/**
 * Always in the page, so that what changes in it is announced; its height is reserved. Alone on a screen it fills it.
 */
export const statusLine = ({tone, text}: Status, alone: boolean): TemplateResult => html`
  <p class=${`status ${tone}${alone && text ? ' alone' : ''}`} part="status" id="status" role="status">
    ${icons[tone]}<span>${text}</span>
  </p>
`;
