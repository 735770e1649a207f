/** How our commands end: 0 done, 1 not, 2 the command is wrong, which is said without a stack. */

export class UsageError extends Error {}

/** @returns whether all is as it should be */
export type Command<Options> = (rest: readonly string[], options: Options) => Promise<boolean>;

/**
 * @param run false where something is not as it should be
 * @param exitCodeOf of what `run` throws and a sentence tells; null for what nobody has foreseen
 */
export async function endWith(
  run: () => Promise<boolean>,
  exitCodeOf: (error: unknown) => 1 | 2 | null,
): Promise<void> {
  try {
    process.exitCode = (await run()) ? 0 : 1;
  } catch (error) {
    const code = isUsage(error) ? 2 : exitCodeOf(error);
    if (code === null) throw error;
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = code;
  }
}

/** As the endpoint makes ids, 22 characters of base64url: one in 64 begins as an option does. */
const hyphenedId = /^-[\w-]{21}$/;

/**
 * Arguments as `parseArgs` has to be given them so that an id is never taken for an option.
 * @param options as `parseArgs` has them; none of them has a short form
 */
export function withIds(
  given: readonly string[],
  options: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>,
): string[] {
  if (given.includes('--')) return [...given];
  const optionOf = (argument = '') => (argument.startsWith('--') ? options[argument.slice(2)] : undefined);
  const [args, ids]: [string[], string[]] = [[], []];
  for (const argument of given) {
    const before = args.at(-1);
    if (!hyphenedId.test(argument) || optionOf(argument)) args.push(argument);
    else if (optionOf(before)?.type === 'string') args.push(`${args.pop()}=${argument}`);
    else ids.push(argument);
  }
  return ids.length === 0 ? args : [...args, '--', ...ids];
}

/** `parseArgs` says by its code that the options are none of its. */
function isUsage(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return error instanceof UsageError || String(code).startsWith('ERR_PARSE_ARGS');
}
