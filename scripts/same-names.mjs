/**
 * What files take from one another goes by the name that it has inside the file that gives it: `export{ab}` in place of
 * `export{ab as $}`, which of a hundred names is a hundred bytes after compression.
 */

const imports = /import\{([^}]*)\}from"\.\/([^"]*)"/g;
const exportsAtEnd = /export\{([^}]*)\};?$/;
/** The bundler makes names of one or two signs; longer ones are known to pages or to an `import()`. */
const LONGEST = 2;

/** `[name before "as", name after it]` of each. */
const pairsOf = (list) =>
  list.split(',').map((one) => {
    const [from, to = from] = one.split(' as ');
    return [from, to];
  });

const listOf = (pairs) => pairs.map(([from, to]) => (from === to ? from : `${from} as ${to}`)).join(',');

/**
 * @param {ReadonlyMap<string, string>} codes minified modules by file name
 * @returns {Map<string, string>} the same, by the same names
 */
export const withSameNames = (codes) => {
  const taken = [...codes.values()].flatMap((code) => [...code.matchAll(imports)]);
  const isTaken = (file, name) =>
    name.length <= LONGEST &&
    taken.some(([, list, from]) => from === file && pairsOf(list).some(([one]) => one === name));
  /** Names inside by `file name`. */
  const inside = new Map();
  const giving = (file, code) => {
    const named = ([local, name]) => {
      if (!isTaken(file, name)) return [local, name];
      inside.set(`${file} ${name}`, local);
      return [local, local];
    };
    return code.replace(exportsAtEnd, (_, list) => `export{${listOf(pairsOf(list).map(named))}};`);
  };
  const taking = (code) =>
    code.replace(imports, (_, list, from) => {
      const pairs = pairsOf(list).map(([name, local]) => [inside.get(`${from} ${name}`) ?? name, local]);
      return `import{${listOf(pairs)}}from"./${from}"`;
    });
  const given = new Map([...codes].map(([file, code]) => [file, giving(file, code)]));
  return new Map([...given].map(([file, code]) => [file, taking(code)]));
};
