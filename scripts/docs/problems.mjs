/** The problems that a page can hear, from the contract, the domain and the messages. */
import {parse} from 'yaml';
import {fail, textOf} from '../tools.mjs';
import {groups, remedies} from './problem-notes.mjs';

/** What makes a difference to what is said of a code; `retryAt` stands for any moment. */
const variants = {
  code_invalid: [{attemptsLeft: 4}, {attemptsLeft: 1}, {attemptsLeft: 0}],
  wrong_password: [{attemptsLeft: 4}, {attemptsLeft: 1}, {attemptsLeft: 0}],
  account_locked: [{retryAt: 1}, {}],
};

const plain = (text) => text.replaceAll('\u2011', '-').replaceAll('\xa0', ' ');

/** Reads every sentence about a problem in one language, the element's own beside the general one. */
const speakerOf = (sources) => {
  const {problemMessages, lateProblemMessages, deviceMessages, enrollMessages} = sources;
  const catalog = {...problemMessages, ...lateProblemMessages, ...deviceMessages, ...enrollMessages};
  return (language) => {
    const say = sources.localize(catalog, language);
    return (problem) => ({
      general: plain(sources.describeProblem(problem, say)),
      device: plain(sources.describeEnrollProblem(problem, say) ?? sources.describeDeviceProblem(problem, say) ?? ''),
    });
  };
};

const quoted = (vi, en) => `${vi}<br>*${en}*`;

/** The sentences of a code as lines, in both languages. */
const sentencesOf = (code, speak) => {
  const [vi, en] = [speak('vi'), speak('en')];
  const told = (variants[code] ?? [{}]).flatMap((facts) => {
    const problem = {code, ...facts};
    const [here, there] = [vi(problem), en(problem)];
    const isGeneral = here.general === vi({code: 'refused'}).general;
    return [
      ...(here.device ? [{of: 'list', text: quoted(here.device, there.device)}] : []),
      ...(isGeneral && here.device ? [] : [{of: '', text: quoted(here.general, there.general)}]),
    ];
  });
  const isMixed = told.some(({of}) => of) && told.some(({of}) => !of);
  return [...new Set(told.map(({of, text}) => `> ${text}${isMixed && of ? ' (about the list)' : ''}`))];
};

const wayOut = (code, remedyOf) => {
  const found = [...new Set([remedyOf({code}), remedyOf({code, retryAt: 1})].map((remedy) => remedies[remedy]))];
  return found.join('; or, while the end of a lock is not known, ');
};

/**
 * @param {string} code
 * @param {import('./problem-notes.mjs').Note} note
 * @param {any} parts how it is said and mended, and the endpoint's kind of it
 */
const entry = (code, {what, host, offered, unsent}, {speak, remedyOf, kind}) =>
  [
    `### \`${code}\``,
    '',
    `${kind ? `Status ${kind.status}. ` : ''}${what}${unsent ? ' The reference endpoint does not send it.' : ''}`,
    '',
    sentencesOf(code, speak).join('\n>\n'),
    '',
    `- The customer is offered: ${offered ?? wayOut(code, remedyOf)}.`,
    `- Your page: ${host ?? 'nothing.'}`,
    '',
  ].join('\n');

/** Everything between the markers of `docs/errors.md`. */
export const problemsText = (sources) => {
  const {components} = parse(textOf('server/openapi.yaml') ?? '');
  const described = Object.values(groups).flatMap(({codes}) => Object.keys(codes));
  for (const code of components.schemas.ProblemCode.enum)
    if (!described.includes(code)) fail(`docs: scripts/docs/problem-notes.mjs says nothing of ${code}`);
  const parts = {speak: speakerOf(sources), remedyOf: sources.remedyOf};
  const sections = Object.values(groups).map(({title, about, codes}) => {
    const entries = Object.entries(codes).map(([code, note]) =>
      entry(code, note, {...parts, kind: sources.problemKinds[code]}),
    );
    return `## ${title}\n\n${about}\n\n${entries.join('\n')}`;
  });
  return `\n${sections.join('\n')}\n`;
};
