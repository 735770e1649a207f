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

/** `parseArgs` says by its code that the options are none of its. */
function isUsage(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return error instanceof UsageError || String(code).startsWith('ERR_PARSE_ARGS');
}
