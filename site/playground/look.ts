import {css} from 'lit';

/** In the site's own colors. */
export const look = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    color: var(--vp-c-text-1);
    font: inherit;
  }
  @media (min-width: 1180px) {
    :host {
      grid-template-columns: 260px minmax(0, 1fr);
      gap: 32px;
    }
  }
  .controls {
    display: grid;
    gap: 16px;
    align-content: start;
    min-inline-size: 0;
  }
  .shown {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
    align-content: start;
    min-inline-size: 0;
  }
  details {
    border: 1px solid var(--vp-c-divider);
    border-radius: 12px;
  }
  summary {
    padding: 10px 16px;
    border-radius: 12px;
    cursor: pointer;
    font-weight: 600;
    font-size: 0.875rem;
  }
  .group {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 136px), 1fr));
    gap: 10px 12px;
    align-items: end;
    padding: 2px 16px 16px;
  }
  @media (min-width: 1180px) {
    .group {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    font-size: 0.875rem;
  }
  .check {
    display: flex;
    gap: 10px;
    align-items: center;
    min-block-size: 32px;
    font-size: 0.875rem;
  }
  .check input {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--vp-c-brand-1);
  }
  select,
  input[type='text'],
  button {
    min-block-size: 44px;
    min-inline-size: 0;
    padding: 8px 12px;
    border: 1px solid var(--vp-c-text-3);
    border-radius: 8px;
    background: var(--vp-c-bg);
    color: var(--vp-c-text-1);
    font: inherit;
  }
  button {
    cursor: pointer;
    font-weight: 500;
  }
  button:hover {
    background: var(--vp-c-bg-soft);
  }
  :focus-visible {
    outline: 2px solid var(--vp-c-brand-1);
    outline-offset: 2px;
  }
  .stage {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 320px;
    padding: 24px 16px;
    border: 1px solid var(--vp-c-divider);
    border-radius: 12px;
    background: var(--page, light-dark(#f6f6f7, #161618));
  }
  .place {
    inline-size: 100%;
    max-inline-size: 464px;
    margin: auto;
  }
  p {
    margin: 0;
  }
  .hint {
    color: var(--vp-c-text-2);
    font-size: 0.875rem;
  }
  h2 {
    margin: 8px 0 4px;
    font-weight: 600;
    font-size: 1.125rem;
  }
  .log {
    block-size: 180px;
    margin: 8px 0 0;
    padding: 12px 16px;
    overflow: auto;
    border-radius: 12px;
    background: var(--vp-c-bg-soft);
    font-size: 0.8125rem;
    font-family: var(--vp-font-family-mono);
    overflow-wrap: anywhere;
  }
  .log ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .log time {
    color: var(--vp-c-text-2);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
    align-items: end;
  }
  .row [role='status'] {
    padding-block: 12px;
    font-size: 0.875rem;
  }
  pre {
    margin: 12px 0 0;
    padding: 16px;
    overflow: auto;
    border-radius: 12px;
    background: var(--vp-c-bg-soft);
    font-size: 0.8125rem;
    font-family: var(--vp-font-family-mono);
    line-height: 1.6;
  }
`;
