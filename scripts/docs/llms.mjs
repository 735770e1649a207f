/** `llms.txt`: what there is to read, a line each, for programs that write code (llmstxt.org). */
import {textOf} from '../tools.mjs';
import {packedPages, sections} from './pages.mjs';

const line = ({file, name, about}) => `- [${name}](${file}): ${about}`;

/** The index; addresses are those in the package. */
export const llmsText = () => {
  const {description} = JSON.parse(textOf('package.json') ?? '{}');
  const lists = sections.map(({title, pages}) => {
    const lines = pages.filter((page) => packedPages.includes(page)).map(line);
    return `## ${title}\n\n${lines.join('\n')}`;
  });
  return [
    '# KB-OTP web elements',
    `> ${description}`,
    '- [README](README.md): what it is, and how to put it into a page',
    ...lists,
    '',
  ].join('\n\n');
};
