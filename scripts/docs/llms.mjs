/** `llms.txt`: what there is to read, a line each, for programs that write code (llmstxt.org). */
import {textOf} from '../tools.mjs';
import {summaryOf, titleOf} from './markdown.mjs';
import {sections} from './pages.mjs';

const line = (file, textNow) => {
  const text = textNow(file) ?? '';
  return `- [${titleOf(text)}](${file}): ${summaryOf(text)}`;
};

/**
 * The index, from the pages as they are now.
 * @param {(file: string) => string | undefined} [textNow]
 */
export const llmsText = (textNow = textOf) => {
  const {description} = JSON.parse(textOf('package.json') ?? '{}');
  const lists = sections.map(
    ({title, pages}) => `## ${title}\n\n${pages.map(({file}) => line(file, textNow)).join('\n')}`,
  );
  const readme = `- [${titleOf(textNow('README.md') ?? '')}](README.md): what it is, and how to put it into a page.`;
  return `# KB-OTP web elements\n\n> ${description}\n\n${readme}\n\n${lists.join('\n\n')}\n`;
};
