/**
 * Places in the sources for those in what was compiled from them, in stacks and whatever else a test prints. Looked up
 * only for what is shown: Node itself (`--enable-source-maps`) would read the maps in every process that makes a stack.
 */
import {readFileSync} from 'node:fs';
import {SourceMap} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const readMap = (file) => {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return undefined;
  }
};

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * @param {string | undefined} folder of what was compiled; without one there is nothing to look up
 * @returns {(text: string) => string} the text with the places of the sources
 */
export const sourcePlaces = (folder) => {
  if (!folder) return (text) => text;
  const maps = new Map();
  const mapOf = (file) => {
    if (!maps.has(file)) maps.set(file, readMap(file));
    return maps.get(file);
  };
  const prefixes = [pathToFileURL(folder + path.sep).href, folder + path.sep].map(escaped);
  const place = new RegExp(`(?:${prefixes.join('|')})([^\\s:()]+\\.js):(\\d+):(\\d+)`, 'g');
  return (text) =>
    text.replaceAll(place, (whole, name, line, column) => {
      const file = path.join(folder, name);
      const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (!entry || !('originalSource' in entry)) return whole;
      const source = path.resolve(path.dirname(file), entry.originalSource);
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    });
};
